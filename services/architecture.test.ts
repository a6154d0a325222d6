import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { beforeAll, expect, test } from '@jest/globals'
import { build } from 'esbuild'
import { programs } from '../bin/bundle.ts'
import { services, shortName } from './catalog.ts'

const files = ['services', 'cdk8s', 'prisma', 'bench', 'bin']
  .flatMap((folder) =>
    readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((path) => `${folder}/${path}`),
  )
  .filter((path) => /\.(tsx?|css)$/.test(path) && !/^prisma\/\w+\/client\//.test(path))
const textOf = (path: string) => readFileSync(path, 'utf8')
const isTest = (path: string) => /\.test\.tsx?$/.test(path)
const linesOf = (path: string) => textOf(path).trimEnd().split('\n').length

/** What each program bundles, own sources only: program → files. */
const bundled = new Map<string, string[]>()

beforeAll(async () => {
  const entries = [...programs.map(({ entry }) => entry), 'services/frontend-service/web/main.tsx']
  await Promise.all(
    entries.map(async (entry) => {
      const { metafile } = await build({
        entryPoints: [entry],
        bundle: true,
        write: false,
        metafile: true,
        platform: 'node',
        format: 'esm',
        packages: 'external',
        outdir: 'build',
        jsx: 'automatic',
        loader: { '.css': 'empty', '.svg': 'empty' },
        logLevel: 'error',
      })
      bundled.set(entry, Object.keys(metafile.inputs))
    }),
  )
})

test('a service bundles its own folder, the chassis, what others publish and its own client, nothing else', () => {
  for (const { name } of services)
    for (const [entry, inputs] of bundled) {
      if (!entry.startsWith(`services/${name}/`) || entry.includes('/web/')) continue
      const own = new RegExp(
        `^services/(${name}/(?!web/)|chassis/|catalog\\.ts$|[a-z]+-service/(?:contract|limits|events|access-projection)\\.ts$)|^prisma/${shortName(name)}/client/`,
      )
      expect({ entry, foreign: inputs.filter((path) => !own.test(path)) }).toEqual({
        entry,
        foreign: [],
      })
    }
})

test('the web app bundles web/, contracts and limits, nothing else', () => {
  const inputs = bundled.get('services/frontend-service/web/main.tsx') ?? []
  const own =
    /^services\/(frontend-service\/web\/|[a-z]+-service\/(?:contract|limits|devices)\.ts$|task-service\/tql\/|chassis\/text\.ts$)/
  expect(inputs.filter((path) => !own.test(path))).toEqual([])
  expect(inputs.length).toBeGreaterThan(20)
})

test('another service is known by its contract, its limits, its events and the type of its router', () => {
  const helpers = testHelpers()
  const crossing = files
    .filter((path) => path.startsWith('services/') && !isTest(path) && !helpers.has(path))
    .flatMap((path) => importsOf(path).map((one) => ({ path, ...one })))
    .filter(({ path, from }) => {
      const target = /(?:^|\/)\.\.\/([a-z]+-service)\/(.+)$/.exec(from)
      return target && !path.startsWith(`services/${target[1]}/`)
    })
    .filter(
      ({ from, isType }) =>
        !(
          /\/(contract|events|limits|devices|access-projection)\.ts$|\/task-service\/tql\//.test(
            from,
          ) ||
          (isType && from.endsWith('/router.ts'))
        ),
    )
  expect(crossing).toEqual([])
})

test('what others import of a service stands on zod, the shared text types and itself', () => {
  const free = ['zod', '../chassis/text.ts', './limits.ts']
  const rules = {
    '/limits': [],
    '/devices': [],
    '/contract': free,
    '/events': [...free, './contract.ts'],
  }
  for (const [file, allowed] of Object.entries(rules))
    for (const path of files.filter((one) => one.endsWith(`${file}.ts`)))
      for (const { from } of importsOf(path)) expect(allowed).toContain(from)
})

test('the filter language, which the browser reads too, stands on itself', () => {
  const own = files.filter((path) => path.includes('/task-service/tql/') && !isTest(path))
  for (const path of own)
    for (const { from } of importsOf(path)) expect(from).toMatch(/^\.\/[\w-]+\.ts$/)
})

test('the chassis knows no service, and at least two programs need each of its files', () => {
  const chassis = files.filter((path) => path.startsWith('services/chassis/') && !isTest(path))
  for (const path of chassis) {
    expect({
      path,
      knows: importsOf(path).filter(({ from }) => from.includes('-service')),
    }).toEqual({ path, knows: [] })
    const users = [...bundled.values()].filter((inputs) => inputs.includes(path)).length
    expect({ path, isShared: users >= 2 }).toEqual({ path, isShared: true })
  }
})

test('no file needs itself by way of others, not even for a type', () => {
  const sources = new Set(files.filter((path) => /tsx?$/.test(path)))
  const isDone = new Set<string>()
  const circles: string[] = []
  const visit = (path: string, way: string[]) => {
    if (way.includes(path)) circles.push([...way.slice(way.indexOf(path)), path].join(' → '))
    if (way.includes(path) || isDone.has(path)) return
    for (const target of targetsOf(path)) if (sources.has(target)) visit(target, [...way, path])
    isDone.add(path)
  }
  for (const path of sources) visit(path, [])
  expect(circles).toEqual([])
})

test('folders of a service need each other in one direction', () => {
  for (const { name } of services) {
    const roomOf = (path: string) => /^services\/[a-z-]+\/(.+)\/[^/]+$/.exec(path)?.[1]
    const arrows = new Map<string, Set<string>>()
    for (const path of files.filter((one) => one.startsWith(`services/${name}/`) && !isTest(one)))
      for (const target of targetsOf(path)) {
        const [from, to] = [roomOf(path), roomOf(target)]
        if (!from || !to || from === to || from.startsWith('web')) continue
        if (target.startsWith(`services/${name}/`))
          arrows.set(from, (arrows.get(from) ?? new Set()).add(to))
      }
    const reached = (from: string, seen = new Set<string>()) => {
      for (const to of arrows.get(from) ?? []) if (!seen.has(to)) reached(to, seen.add(to))
      return seen
    }
    const circles = [...arrows.keys()].filter((room) => reached(room).has(room))
    expect({ name, circles }).toEqual({ name, circles: [] })
  }
})

test('features of the web app lean on each other in one direction', () => {
  const web = 'services/frontend-service/web/'
  const floors = [
    ['ui'],
    ['frame'],
    ['account'],
    ['projects'],
    ['files'],
    ['tasks'],
    ['dashboard', 'home', 'project-settings'],
    ['shell'],
  ]
  const roomOf = (path: string) =>
    (path.startsWith(web) && path.slice(web.length).split('/')[0]) || ''
  const floorOf = (path: string) => floors.findIndex((rooms) => rooms.includes(roomOf(path)))
  const back = files
    .filter((path) => floorOf(path) >= 0)
    .flatMap((path) => targetsOf(path).map((target) => ({ path, target })))
    .filter(({ path, target }) => roomOf(target) !== roomOf(path))
    .filter(({ path, target }) => floorOf(target) >= floorOf(path))
  expect(back).toEqual([])
})

test('the environment is read in chassis/env.ts', () => {
  const free = /^services\/(chassis\/env\.ts|testing\/)|^(bin|bench)\/|\.config\.ts$/
  const readers = files.filter(
    (path) => !free.test(path) && !isTest(path) && textOf(path).includes('process.env'),
  )
  expect(readers).toEqual([])
})

test('our own modules are never mocked', () => {
  const mocking = /\.(?:mock|unstable_mockModule|doMock|setMock)\(\s*['"`](?:\.|#)/
  expect(files.filter((path) => isTest(path) && mocking.test(textOf(path)))).toEqual([])
})

test('a test waits for what should come, and judges no machine by its pace', () => {
  const pace = /performance\.now\(|timeout: \d|\.setTimeout\(|\}, [\d_]+\)$/m
  const judging = files.filter(
    (path) => isTest(path) && !path.includes('.slow.') && pace.test(textOf(path)),
  )
  expect(judging.filter((path) => path !== 'services/architecture.test.ts')).toEqual([])
})

test('a test catches what a page asks by `intercept`, which resolves once it does', () => {
  expect(files.filter((path) => isTest(path) && /page\.route\(/.test(textOf(path)))).toEqual([])
})

test('there is no drawer, no barrel, no default export', () => {
  const drawer =
    /(?:^|\/)(?:common|shared|utils?|helpers?|lib|misc|core|api|hooks|types|index)(?:\/|\.tsx?$)/
  expect(files.filter((path) => drawer.test(path))).toEqual([])
  const given = files.filter((path) => /^export default /m.test(textOf(path)))
  expect(given.filter((path) => !path.endsWith('.config.ts'))).toEqual([])
})

test('servers answer one user per call, without a second serializer', () => {
  const reached = new Set(
    [...bundled].flatMap(([entry, inputs]) => (entry.includes('/web/') ? [] : inputs)),
  )
  const wrong = /httpBatchLink|httpBatchStreamLink|superjson|(?<![.\w])fetch\(/
  const allowed = /^services\/operations\//
  expect(
    [...reached].filter(
      (path) =>
        /\.tsx?$/.test(path) &&
        !path.startsWith('prisma/') &&
        !allowed.test(path) &&
        wrong.test(textOf(path)),
    ),
  ).toEqual([])
})

test('files are short, and no folder is crowded', () => {
  expect(files.filter((path) => /tsx?$/.test(path) && linesOf(path) > 300)).toEqual([])
  const sizes = new Map<string, number>()
  for (const path of files.filter((one) => /tsx?$/.test(one) && !isTest(one)))
    sizes.set(dirname(path), (sizes.get(dirname(path)) ?? 0) + 1)
  expect([...sizes].filter(([, size]) => size > 25)).toEqual([])
  for (const { name } of services) {
    const isGateway = name === 'frontend-service'
    for (const [file, most] of [
      ['main.ts', 30],
      ['trpc.ts', isGateway ? 30 : 15],
      ['router.ts', isGateway ? 25 : 18],
    ] as const) {
      const path = `services/${name}/${file}`
      const code = textOf(path)
        .replace(/^import [\s\S]*?from '.*'\n/gm, '')
        .split('\n')
        .filter(Boolean).length
      expect({ path, isShort: code <= most }).toEqual({ path, isShort: true })
    }
  }
  const sources = files
    .filter((path) => /tsx?$/.test(path) && !isTest(path))
    .sort((a, b) => linesOf(a) - linesOf(b))
  const at = (part: number) => linesOf(sources[Math.floor(sources.length * part)] ?? '')
  process.stdout.write(
    `source files: ${sources.length}, median ${at(0.5)} lines (goal 50), p90 ${at(0.9)} (goal 120)\n`,
  )
})

interface Import {
  readonly from: string
  readonly isType: boolean
}

const importsOf = (path: string): Import[] =>
  [...textOf(path).matchAll(/^(?:import|export)\s+(type\s)?[^'"]*?from\s+['"]([^'"]+)['"]/gm)].map(
    ([, type, from = '']) => ({ from, isType: type !== undefined }),
  )

/** Own files that a file imports, also for a type or when it is first needed. */
const targetsOf = (path: string) =>
  [...textOf(path).matchAll(/(?:\bfrom\s+|^import\s+|\bimport\()['"](\.[^'"]+)['"]/gm)].map(
    ([, from = '']) => join(dirname(path), from),
  )

/** Files that only tests use: those in a `testing/` folder, and what stands on them. */
function testHelpers() {
  const found = new Set(files.filter((path) => path.includes('/testing/')))
  for (let size = -1; size !== found.size; ) {
    size = found.size
    for (const path of files) {
      const folder = path.slice(0, path.lastIndexOf('/') + 1)
      if (
        importsOf(path).some(
          ({ from }) => from.includes('/testing/') || found.has(folder + from.replace('./', '')),
        )
      )
        found.add(path)
    }
  }
  return found
}
