import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { services, shortName } from '../../catalog.ts'
import { migrate } from '../../chassis/migrate.ts'
import { startSystem } from '../../frontend-service/testing/test-system.ts'
import { clientOf, startPostgres } from '../postgres.ts'
import { startRedis } from '../redis.ts'
import type { Place } from './shared-system.ts'

/** What `bin/build web` makes. Without it there are no screens; most files look at none. */
const WEB_DIR = 'build/web'

/** For the whole run: one PostgreSQL and one Redis, a migrated template database for each service, a host for services, and one
 *  system for all who need nothing of their own. */
export async function startServers() {
  // Ended by a signal, jest forgets its teardown; the servers end on 'exit'.
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
    process.once(signal, () => process.exit(1))
  const folder = mkdtempSync('/tmp/taskmate-test-')
  // Durability is for data that outlives the run; nothing else differs from a real server.
  const postgres = await startPostgres(folder, ['fsync=off', 'max_connections=300'])
  const redis = await startRedis()
  if (!redis)
    throw new Error('Tests need Redis: install redis-server or valkey-server, or set REDIS_URL')
  process.env.TASKMATE_TEST_POSTGRES = JSON.stringify(postgres.env)
  process.env.TASKMATE_TEST_REDIS = redis.url
  const host = fork('services/testing/host/service-host.ts', { execArgv: ['--import', 'tsx'] })
  const ready = Promise.race([once(host, 'message'), ended(host)])
  await Promise.all(
    services.map(async ({ name, database }) => {
      if (!database) return
      const short = shortName(name)
      const admin = clientOf(postgres.env, 'postgres')
      await admin.connect()
      await admin.query(`drop database if exists "template_${short}" with (force)`)
      await admin.query(`create database "template_${short}"`)
      await admin.end()
      await migrate({
        env: { ...postgres.env, DATABASE_NAME: `template_${short}` },
        folder: join('prisma', short, 'migrations'),
        say: () => {},
      })
    }),
  )
  ;[process.env.TASKMATE_TEST_HOST] = await ready
  const system = await startSystem({
    all: {
      TRUSTED_PROXIES: '127.0.0.1',
      WEBHOOK_LOOPBACK: 'true',
      ...(existsSync(WEB_DIR) && { WEB_DIR }),
    },
  })
  const { url, redisUrl } = system
  process.env.TASKMATE_TEST_SYSTEM = JSON.stringify({ url, redisUrl } satisfies Place)
  return async () => {
    await system.close()
    host.disconnect()
    await once(host, 'exit')
    await Promise.all([postgres.stop(), redis.stop()])
    rmSync(folder, { recursive: true, force: true })
  }
}

/** Never resolves: says why there is no host. */
async function ended(host: ChildProcess): Promise<never> {
  const [code, signal] = await once(host, 'exit')
  throw new Error(`The host of services ended by ${signal ?? `code ${code}`}`)
}
