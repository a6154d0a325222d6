import { mkdtempSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
import { services, shortName } from '../services/catalog.ts'
import { migrate } from '../services/chassis/migrate.ts'
import { openBrowser } from '../services/frontend-service/testing/browser.ts'
import { openStream } from '../services/frontend-service/testing/open-stream.ts'
import { startPostgres } from '../services/testing/postgres.ts'
import { startProcesses } from '../services/testing/processes.ts'
import { startRedis } from '../services/testing/redis.ts'
import { cpuMs, familyOf } from './machine.ts'

/** Share of one core that the whole stack may use while nobody does anything, in percent. */
export const IDLE_GOAL = 2

const SETTLE_MS = 10_000
const MEASURED_MS = 60_000

/** CPU time of each part of the stack at rest, in percent of one core, while one person has a live stream open. */
export async function idleCost(): Promise<Record<string, number>> {
  const folder = mkdtempSync('/tmp/taskmate-idle-')
  const [postgres, redis] = await Promise.all([startPostgres(folder), startRedis()])
  if (!redis) throw new Error('The benchmark needs redis-server or REDIS_URL')
  for (const { name, database } of services)
    if (database)
      await migrate({
        env: { ...postgres.env, DATABASE_NAME: database },
        folder: `prisma/${shortName(name)}/migrations`,
        say: () => {},
      })
  const running = await startProcesses({
    postgres: postgres.env,
    redisUrl: redis.url,
    filesDir: folder,
    settings: { LOG_LEVEL: 'info' },
  })
  try {
    const person = openBrowser(running.urls['frontend-service'])
    await person.trpc.gateway.session.signUp.mutate({
      name: 'Idle',
      email: 'idle@example.com',
      password: 'nothing-happens-here-today',
      locale: 'en',
    })
    const workspace = await person.trpc.user.workspaces.create.mutate({ name: 'Idle' })
    const stream = openStream(person, { workspaceId: workspace.id })
    await stream.connected
    await sleep(SETTLE_MS)
    const parts: Record<string, number> = {
      ...Object.fromEntries(services.map(({ name }) => [name, running.pid(name) ?? 0])),
      postgres: postgres.pid ?? 0,
      redis: redis.pid ?? 0,
    }
    const used = () =>
      Object.fromEntries(Object.entries(parts).map(([name, pid]) => [name, cpuMs(familyOf(pid))]))
    const before = used()
    await sleep(MEASURED_MS)
    const after = used()
    stream.stop()
    return Object.fromEntries(
      Object.keys(parts).map((name) => [
        name,
        (100 * ((after[name] ?? 0) - (before[name] ?? 0))) / MEASURED_MS,
      ]),
    )
  } finally {
    await running.stopAll()
    await Promise.all([postgres.stop(), redis.stop()])
  }
}
