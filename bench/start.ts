import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { services, shortName, urlVariable } from '../services/catalog.ts'
import { freePort } from '../services/testing/postgres.ts'
import { quantile, type Result } from './goals.ts'
import { rssMb } from './machine.ts'
import type { System } from './system.ts'

const ROUNDS = 5
const UP_MS = 250
const RSS_MB = 110

/** Milliseconds from starting a bundle to its first answer. Something else on the machine can only make it longer, so
 *  the quickest of five starts judges. */
export async function startTimes(system: System): Promise<Result[]> {
  const times = new Map<string, number[]>(services.map(({ name }) => [name, []]))
  for (let round = 0; round < ROUNDS; round++)
    for (const { name } of services) times.get(name)?.push(await startOnce(system, name))
  return [...times].map(([name, each], nth) => {
    const value = Math.min(...each)
    return {
      id: `start-${shortName(name)}`,
      what: nth === 0 ? 'start of a bundle to /up, quickest of five' : '',
      figure: 'ms',
      atMost: UP_MS,
      value,
      spread: [quantile(each, 0.25), quantile(each, 0.75)],
      verdict: value <= UP_MS ? 'met' : 'missed',
    } satisfies Result
  })
}

async function startOnce(system: System, name: string) {
  const port = await freePort()
  const env = {
    ...process.env,
    TASKMATE_ENV: 'development',
    HOST: '127.0.0.1',
    DRAIN_SECONDS: '0',
    ...system.postgres,
    ...Object.fromEntries(
      services.map((one) => [urlVariable(one.name), system.running.urls[one.name]]),
    ),
    ...system.settings,
    REDIS_URL: system.redisUrl,
    FILES_DIR: system.filesDir,
    PORT: String(port),
    METRICS_PORT: '0',
  }
  const started = performance.now()
  const child = spawn(process.execPath, [join(system.folder, name, 'main.js')], {
    env,
    stdio: 'ignore',
  })
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()))
  while (!(await isUp(port))) {
    if (child.exitCode !== null) throw new Error(`${name} ended with ${child.exitCode}`)
    await sleep(2)
  }
  const tookMs = performance.now() - started
  child.kill('SIGKILL')
  await ended
  return tookMs
}

const isUp = (port: number) =>
  fetch(`http://127.0.0.1:${port}/up`).then(
    ({ ok }) => ok,
    () => false,
  )

/** Resident memory of each service after its first query. */
export async function memory(system: System): Promise<Result[]> {
  await firstQueries(system)
  return services.map(({ name }, nth) => {
    const value = rssMb(system.running.pid(name) ?? 0)
    return {
      id: `rss-${shortName(name)}`,
      what: nth === 0 ? 'resident memory after the first query' : '',
      figure: 'MB',
      atMost: RSS_MB,
      value,
      spread: [value, value],
      verdict: value <= RSS_MB ? 'met' : 'missed',
    } satisfies Result
  })
}

/** One call that reaches each service. */
async function firstQueries({ running, places, sessions }: System) {
  const [place] = places.spread
  if (!place) throw new Error('nobody to ask')
  const { projectId, workspaceId } = place
  const asked = {
    'task/tasks.list': { projectId },
    'file/files.list': { projectId },
    'user/members.list': { workspaceId },
    'analytics/dashboard.get': { workspaceId, projectId, timeZone: 'Asia/Seoul' },
  }
  for (const [path, input] of Object.entries(asked)) {
    const query = encodeURIComponent(JSON.stringify(input))
    const answer = await fetch(`${running.urls['frontend-service']}/trpc/${path}?input=${query}`, {
      headers: { cookie: sessions.get(place.userId)?.cookie ?? '' },
    })
    // user-service knows none of these people: it looks, and says so.
    if (!answer.ok && answer.status !== 404)
      throw new Error(`${path} answered ${answer.status}: ${await answer.text()}`)
  }
}
