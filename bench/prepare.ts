import { spawn } from 'node:child_process'
import { bundleAll } from '../bin/bundle.ts'

/** What a fresh clone lacks: Redis and wrk, Prisma clients, bundles. Each step looks first whether it is needed. */
export async function prepare(isProfiled: boolean, hasBrowser: boolean) {
  await step('bin/tools', 'redis')
  // Without wrk autocannon sends the requests.
  await step('bin/tools', 'wrk').catch(() => {})
  await step('bin/setup')
  await step('bin/build', 'servers')
  if (hasBrowser) {
    await step('bin/tools', 'chromium')
    await step('bin/build', 'web')
  }
  // A profile of a bundle speaks of its sources by their map.
  if (isProfiled) await bundleAll('build/profile', { sourcemap: 'linked', sourcesContent: false })
}

function step(program: string, ...args: string[]) {
  return new Promise<void>((resolve, reject) => {
    const child = spawn(program, args, { stdio: ['ignore', 'inherit', 'inherit'] })
    child.once('error', reject)
    child.once('close', (code) =>
      code === 0 ? resolve() : reject(new Error(`${program} ${args.join(' ')} ended with ${code}`)),
    )
  })
}
