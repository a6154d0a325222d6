import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { context, type OutputFile } from 'esbuild'
import { type ServiceName, services } from '../services/catalog.ts'
import { freePort } from '../services/testing/postgres.ts'
import { bundling, prepareFolders } from './bundle.ts'

const outputs = services.map(({ name }) => `build/${name}/main.js`)

/** True when no source is younger than what was built from it, so that nobody has to wait for a build. */
export function isBuilt() {
  const built = Math.min(
    ...outputs.map((path) => statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0),
  )
  return ['services', 'prisma']
    .flatMap((folder) => readdirSync(folder, { recursive: true, withFileTypes: true }))
    .filter((entry) => entry.isFile() && !entry.parentPath.includes('/web'))
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

/** Vite's development server for the web app's sources: a changed component shows itself in open pages, its state kept.
 *  The gateway passes on what browsers ask; only the socket that tells of changes leads here directly. */
export async function serveWeb() {
  // Loaded where it is needed: tests read other parts of this folder.
  const { createServer } = await import('vite')
  const port = await freePort()
  // No folder of the sources can be taken for an address of the product.
  const base = '/@web/'
  const server = await createServer({
    configFile: 'services/frontend-service/web/vite.config.ts',
    base,
    cacheDir: resolve('build/vite'),
    logLevel: 'warn',
    clearScreen: false,
    server: {
      host: '127.0.0.1',
      port,
      strictPort: true,
      hmr: { host: '127.0.0.1', clientPort: port },
    },
  })
  await server.listen()
  return { url: `http://127.0.0.1:${port}${base}`, stop: () => server.close() }
}
