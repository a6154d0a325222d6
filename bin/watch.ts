import { type ChildProcess, spawn } from 'node:child_process'
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { context, type OutputFile } from 'esbuild'
import { type ServiceName, services } from '../services/catalog.ts'
import { bundling, prepareFolders } from './bundle.ts'

const page = 'build/web/index.html'
const outputs = [page, ...services.map(({ name }) => `build/${name}/main.js`)]

/** True when no source is younger than what was built from it, so that nobody has to wait for a build. */
export function isBuilt() {
  const built = Math.min(
    ...outputs.map((path) => statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0),
  )
  return ['services', 'prisma']
    .flatMap((folder) => readdirSync(folder, { recursive: true, withFileTypes: true }))
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .concat('package-lock.json')
    .every((path) => statSync(path).mtimeMs < built)
}

/** Bundles all services in one pass (they share most of what they are made of) and again on each change. Resolves
 *  after the first pass; `onChange` gets a service whose bundle became another one later. */
export function watchServices(onChange: (name: ServiceName) => void) {
  prepareFolders()
  let isFirst = true
  return new Promise<void>((resolve, reject) => {
    const write = (files: readonly OutputFile[]) => {
      for (const { path, contents } of files) {
        const isSame = existsSync(path) && readFileSync(path).equals(contents)
        writeFileSync(path, contents)
        if (isSame) continue
        const service = services.find(({ name }) => path.endsWith(join(name, 'main.js')))
        if (service && !isFirst) onChange(service.name)
      }
      isFirst = false
      resolve()
    }
    context({
      ...bundling,
      minifySyntax: false,
      minifyWhitespace: false,
      entryPoints: Object.fromEntries(
        services.map(({ name }) => [`${name}/main`, `services/${name}/main.ts`]),
      ),
      outdir: 'build',
      sourcemap: 'linked',
      sourcesContent: false,
      write: false,
      plugins: [
        {
          name: 'write',
          setup: ({ onEnd }) =>
            onEnd(({ errors, outputFiles = [] }) => {
              if (errors.length === 0) write(outputFiles)
              else if (isFirst) reject(new Error('The services do not build'))
            }),
        },
      ],
    })
      .then((bundles) => bundles.watch())
      .catch(reject)
  })
}

/** Builds the web app and again on each change; `built` resolves after the first time. */
export function watchWeb(): { vite: ChildProcess; built: Promise<void> } {
  const config = 'services/frontend-service/web/vite.config.ts'
  const vite = spawn(
    process.execPath,
    ['node_modules/vite/bin/vite.js', 'build', '--watch', '--minify', 'false', '--config', config],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  )
  const built = new Promise<void>((resolve, reject) => {
    // Vite says so after each build.
    vite.stdout.on('data', (chunk: Buffer) => chunk.includes('built in') && resolve())
    vite.once('exit', (code) => reject(new Error(`The build of the web app ended with ${code}`)))
  })
  return { vite, built }
}
