import { mkdtempSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { services, shortName } from '../catalog.ts'
import { migrate } from '../chassis/migrate.ts'
import { clientOf, startPostgres } from './postgres.ts'
import { startRedis } from './redis.ts'

/** One PostgreSQL and one Redis for the whole run, with a migrated template database for each service. */
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
  process.env.TASKMATE_TEST_POSTGRES = JSON.stringify(postgres.env)
  process.env.TASKMATE_TEST_REDIS = redis.url
  return async () => {
    await Promise.all([postgres.stop(), redis.stop()])
    rmSync(folder, { recursive: true, force: true })
  }
}
