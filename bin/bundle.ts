import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { dirname, join } from 'node:path'
import { type BuildOptions, build } from 'esbuild'
import { services, shortName } from '../services/catalog.ts'

/** How every program is bundled: everything inside but the one native module. */
export const bundling = {
  bundle: true,
  platform: 'node',
  target: 'node20',
  format: 'esm',
  minifySyntax: true,
  minifyWhitespace: true,
  legalComments: 'none',
  logLevel: 'warning',
  external: ['pg-native', '@node-rs/argon2'],
  // CommonJS packages inside an ES module still call require.
  banner: {
    js: "import{createRequire as __createRequire}from'node:module';const require=__createRequire(import.meta.url);",
  },
} satisfies BuildOptions

/** Options of one program's bundle. */
export const bundleOf = (entry: string, outfile: string): BuildOptions => ({
  ...bundling,
  entryPoints: [entry],
  outfile,
})

/** Every program: its source, and where its bundle goes. */
export const programs = [
  ...services.flatMap(({ name, database }) => [
    { name, entry: `services/${name}/main.ts`, outfile: `build/${name}/main.js` },
    ...(database
      ? [{ name, entry: `services/${name}/migrate.ts`, outfile: `build/${name}/migrate.js` }]
      : []),
  ]),
  ...[
    { name: 'analytics-service', program: 'rebuild' },
    { name: 'file-service', program: 'orphans' },
    { name: 'user-service', program: 'name-operator' },
  ].map(({ name, program }) => ({
    name,
    entry: `services/${name}/${program}.ts`,
    outfile: `build/${name}/${program}.js`,
  })),
  ...['backup', 'restore-drill', 'ship-logs'].map((name) => ({
    name: 'operations',
    entry: `services/operations/${name}.ts`,
    outfile: `build/operations/${name}.js`,
  })),
].filter(({ entry }) => existsSync(entry))

/** What lies beside the bundles: the module marker and the migrations. */
export function prepareFolders(folder = 'build') {
  for (const name of new Set(programs.map((program) => program.name))) {
    mkdirSync(join(folder, name), { recursive: true })
    writeFileSync(join(folder, name, 'package.json'), '{"type":"module"}\n')
  }
  for (const { name, database } of services) {
    if (!database) continue
    const target = join(folder, name, 'migrations')
    rmSync(target, { recursive: true, force: true })
    cpSync(join('prisma', shortName(name), 'migrations'), target, { recursive: true })
  }
}

/** Bundles every program into `folder`, in one pass: they share most of what they are made of. */
export async function bundleAll(folder = 'build', more: BuildOptions = {}) {
  prepareFolders(folder)
  await build({
    ...bundling,
    entryPoints: Object.fromEntries(
      programs.map(({ entry, outfile }) => [outfile.replace(/^build\/|\.js$/g, ''), entry]),
    ),
    outdir: folder,
    ...more,
  })
}

/** The command line is one file that runs wherever Node does; what only some commands need is run when they are. Written
 *  beside and renamed: another one may be running it. */
export async function bundleTm(outfile = 'build/tm/tm.js') {
  mkdirSync(dirname(outfile), { recursive: true })
  writeFileSync(join(dirname(outfile), 'package.json'), '{"type":"module"}\n')
  const beside = `${outfile}.${process.pid}.js`
  const { banner } = bundling
  await build({
    ...bundleOf('bin/tm.ts', beside),
    banner: { js: `#!/usr/bin/env node\n${banner.js}` },
  })
  chmodSync(beside, 0o755)
  renameSync(beside, outfile)
}

if (import.meta.url === `file://${process.argv[1]}`)
  await (process.argv[2] === 'tm' ? bundleTm() : bundleAll())
