import { spawn, spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { seedCommands } from '../seed-commands.ts'
import { startApiServer } from './api-server.ts'

const hasKubectl = spawnSync('kubectl', ['version', '--client']).status === 0
const folder = mkdtempSync(join(tmpdir(), 'taskmate-kubectl-'))
const commands = seedCommands.filter(({ pods }) => !pods)
let server: Awaited<ReturnType<typeof startApiServer>>

beforeAll(async () => {
  server = await startApiServer()
  const cluster = { name: 'memory', cluster: { server: server.url } }
  const context = { name: 'memory', context: { cluster: 'memory', user: '' } }
  writeFileSync(
    join(folder, 'kubeconfig'),
    JSON.stringify({
      apiVersion: 'v1',
      kind: 'Config',
      clusters: [cluster],
      contexts: [context],
      'current-context': 'memory',
    }),
  )
})

afterAll(() => {
  server.close()
  rmSync(folder, { recursive: true, force: true })
})

async function run(command: string) {
  const env = { ...process.env, KUBECONFIG: join(folder, 'kubeconfig'), HOME: folder }
  const child = spawn('bash', ['-c', command], { env, stdio: ['ignore', 'pipe', 'pipe'] })
  const ended = new Promise<number | null>((resolve) => child.once('close', resolve))
  const [out, error, code] = await Promise.all([text(child.stdout), text(child.stderr), ended])
  return { output: out + error, code }
}

// Where there is no kubectl the cluster's own run is the only one.
const orSkip = hasKubectl ? test : test.skip

orSkip.each(commands)('$what: $command', async ({ command, shows, exit = 0 }) => {
  const { output, code } = await run(command)
  for (const pattern of shows) expect(output).toMatch(pattern)
  expect({ code, output }).toEqual({ code: exit, output })
})

orSkip(
  'an image that was set stays through an apply of the same image: no second rollout',
  async () => {
    const deployment = () => server.store.get('deployments', 'taskmate', 'user-service')
    const image = 'taskmate/user-service:latest'
    await run(
      `kubectl set image deployment/user-service user-service=${image} db-migrate=${image} -n taskmate`,
    )
    const before = deployment()?.metadata.generation
    const { output } = await run('kubectl apply -f dist/development/services/user-service.yaml')
    expect(output).toContain('deployment.apps/user-service')
    expect(deployment()?.metadata.generation).toBe(before)
  },
)
