// npm leaves optional packages of other platforms out of the lock when its mirror lacks them, and `npm ci` then refuses it.
// Run after every dependency change, then `npm install` once more. Why: docs/decisions/001-one-package.md.
import { readFileSync, writeFileSync } from 'node:fs'

const lock = JSON.parse(readFileSync('package-lock.json', 'utf8'))
const systems = ['android', 'darwin', 'freebsd', 'linux', 'openharmony', 'win32']
const processors = ['arm', 'arm64', 'ia32', 'loong64', 'ppc64', 'riscv64', 's390x', 'wasm32', 'x64']
const one = (name, words) => words.find((word) => name.split(/[-/]/).includes(word))

for (const [at, { optionalDependencies = {}, dev }] of Object.entries(lock.packages))
  for (const [name, version] of Object.entries(optionalDependencies)) {
    if (lock.packages[`${at}/node_modules/${name}`] ?? lock.packages[`node_modules/${name}`])
      continue
    const os = one(name, systems)
    const cpu = one(name, processors)
    if (!cpu) throw new Error(`${name}: no processor in its name`)
    const libc = /musl/.test(name) ? ['musl'] : /gnu/.test(name) ? ['glibc'] : undefined
    lock.packages[`node_modules/${name}`] = {
      version,
      cpu: [cpu],
      dev,
      libc,
      optional: true,
      os: os && [os],
    }
  }

lock.packages = Object.fromEntries(
  Object.entries(lock.packages).sort(([a], [b]) => a.localeCompare(b, 'en')),
)
writeFileSync('package-lock.json', `${JSON.stringify(lock, null, 2)}\n`)
