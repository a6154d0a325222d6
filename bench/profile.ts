import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { services } from '../services/catalog.ts'
import { pollUntil } from '../services/chassis/poll-until.ts'
import { load } from './load.ts'
import { dearest } from './profile-table.ts'
import type { Scenario } from './scenarios.ts'
import type { System } from './system.ts'

const FOLDER = 'build/profile'
const SECONDS = 6

/** Bundles with source maps, and a preload that waits for a signal. */
export const profiling = () => {
  mkdirSync(FOLDER, { recursive: true })
  return {
    bundles: FOLDER,
    settings: {
      NODE_OPTIONS: `--import ${resolve('bench/profile-preload.mjs')}`,
      PROFILE_DIR: resolve(FOLDER),
    },
  }
}

/** A CPU profile of each service under the load of a scenario, `build/profile/<id>/<service>.cpuprofile`, and beside
 *  them tables of the dearest functions and packages. Resolves to where they are. */
export async function profile(system: System, scenario: Scenario) {
  const folder = join(FOLDER, scenario.id)
  rmSync(folder, { recursive: true, force: true })
  mkdirSync(folder)
  const { subject } = await scenario.sides(system)
  signal(system)
  await sleep(500)
  await load(subject, scenario.connections, SECONDS)
  signal(system)
  for (const { name } of services) {
    const written = join(FOLDER, `${name}.cpuprofile`)
    const kept = join(folder, `${name}.cpuprofile`)
    await pollUntil(() => isWhole(written), { complaint: `${name} wrote no profile` })
    renameSync(written, kept)
    const table = dearest(readFileSync(kept, 'utf8'), join(FOLDER, name, 'main.js'))
    writeFileSync(join(folder, `${name}.txt`), table)
  }
  return folder
}

const signal = ({ running }: System) => {
  for (const { name } of services) {
    const pid = running.pid(name)
    if (pid) process.kill(pid, 'SIGUSR2')
  }
}

const isWhole = (file: string) => existsSync(file) && readFileSync(file, 'utf8').endsWith('}')
