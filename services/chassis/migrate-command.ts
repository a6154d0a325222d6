import { type ServiceName, services } from '../catalog.ts'
import { databaseEnv, loadEnv } from './env.ts'
import { migrate, waitForMigrations } from './migrate.ts'

/** `migrate.js deploy` applies what is pending, `migrate.js wait` waits until somebody has. The migrations lie beside the
 *  bundle in `migrations/`. Exits 0 when the database is up to date, 1 with the reason, 64 on other words. */
export async function migrateCommand(service: ServiceName) {
  const env = loadEnv(databaseEnv)
  const database = env.DATABASE_NAME ?? services.find(({ name }) => name === service)?.database
  const word = process.argv[2]
  if (!database || (word !== 'deploy' && word !== 'wait')) {
    process.stderr.write('usage: node migrate.js deploy | wait\n')
    process.exit(64)
  }
  // A process with id 1 ignores signals that it does not listen to. The server undoes the file that it was applying.
  for (const signal of ['SIGTERM', 'SIGINT'] as const)
    process.once(signal, () => {
      process.stderr.write(`${database}: stopped by ${signal}\n`)
      process.exit(1)
    })
  const say = (line: string) => void process.stdout.write(`${database}: ${line}\n`)
  const folder = new URL('./migrations', import.meta.url).pathname
  const migrated = { env: { ...env, DATABASE_NAME: database }, folder, say }
  try {
    await (word === 'wait' ? waitForMigrations(migrated) : migrate(migrated))
    say('up to date')
  } catch (error) {
    for (let cause = error; cause instanceof Error; cause = cause.cause)
      process.stderr.write(`${database}: ${cause.message}\n`)
    process.exit(1)
  }
}
