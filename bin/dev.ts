import { connect } from 'node:net'
import { password, people } from '../prisma/demo/people.ts'
import { type ServiceName, services, shortName } from '../services/catalog.ts'
import { migrate } from '../services/chassis/migrate.ts'
import { clientOf, dataFolder, startPostgres } from '../services/testing/postgres.ts'
import { type Processes, startProcesses } from '../services/testing/processes.ts'
import { startRedis } from '../services/testing/redis.ts'
import { isBuilt, serveWeb, watchServices } from './watch.ts'

const started = performance.now()
const say = (line: string) => void process.stdout.write(`${line}\n`)
const offset = Number(process.env.PORT_OFFSET ?? 0)
const ports = new Map(services.map(({ name, port }) => [name, port + offset]))
for (const [name, port] of ports)
  if (await isTaken(port)) {
    say(`Port ${port} of ${name} is taken. Free it, or start with PORT_OFFSET=100.`)
    process.exit(1)
  }

let running: Processes | undefined
let ending = false
const stops: (() => Promise<void> | undefined)[] = []
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => void end(0))

// What was built before and is still true need not be waited for.
const isFresh = isBuilt()
const built = isFresh ? undefined : watch()
const [postgres, redis, web] = await orEnd(
  Promise.all([migratedPostgres(), ownRedis(), ownWeb(), built]),
)
running = await orEnd(
  startProcesses({
    postgres: postgres.env,
    redisUrl: redis?.url,
    filesDir: dataFolder('files', process.cwd()),
    ports,
    metricsPorts: new Map(services.map(({ name }, index) => [name, 9464 + index + offset])),
    settings: {
      WEB_DEV_URL: web.url,
      // Passkeys belong to an origin.
      PUBLIC_ORIGIN:
        process.env.PUBLIC_ORIGIN || `http://localhost:${ports.get('frontend-service')}`,
      LOG_LEVEL: process.env.LOG_LEVEL ?? 'warn',
      NODE_OPTIONS: '--enable-source-maps',
    },
    onLine: (service, line) => say(`${service.padEnd(9)} │ ${line}`),
  }),
)

const seconds = ((performance.now() - started) / 1000).toFixed(1)
say(`\n  TaskMate  http://localhost:${ports.get('frontend-service')}   (${seconds} s)`)
if (await isEmpty()) await makeDemoData(running)
for (const { email, locale } of [people[0], people[3]])
  say(`  Sign in   ${email.padEnd(24)} ${password}   (${locale})`)
say('  Stop with Ctrl-C\n')
if (isFresh) void watch()

/** Bundles follow their sources from now on; the promise resolves after the first time. */
function watch() {
  return orEnd(watchServices((name) => void startAgain(name)))
}

async function startAgain(name: ServiceName) {
  if (!running || ending) return
  await running.stop(name)
  await running.start(name)
  say(`${shortName(name).padEnd(9)} │ started again`)
}

async function migratedPostgres() {
  const server = await startPostgres(dataFolder('postgres', process.cwd()))
  stops.push(server.stop)
  await Promise.all(
    services.map(async ({ name, database }) => {
      if (!database) return
      const folder = `prisma/${shortName(name)}/migrations`
      const env = { ...server.env, DATABASE_NAME: database }
      await migrate({ env, folder, say: (line) => say(`${database}: ${line}`) })
    }),
  )
  return server
}

async function ownWeb() {
  const server = await serveWeb()
  stops.push(server.stop)
  return server
}

async function ownRedis() {
  // Who is signed in stays so when this program starts again.
  const server = await startRedis(dataFolder('redis', process.cwd()))
  if (server) stops.push(server.stop)
  return server
}

async function isEmpty() {
  const client = clientOf(postgres.env, 'user_service_db')
  await client.connect()
  const { rowCount } = await client.query('select 1 from "User" limit 1')
  await client.end()
  return rowCount === 0
}

async function makeDemoData({ urls }: Processes) {
  say('  Making demo data …')
  // Loaded where it is needed: it takes half a second.
  const { seed, seedEnv } = await import('../prisma/seed.ts')
  const env = seedEnv.parse({
    TASKMATE_ENV: 'development',
    PORT: 0,
    RAILS_MASTER_KEY: 'dummy_master_key_for_development_only',
    USER_SERVICE_URL: urls['user-service'],
    TASK_SERVICE_URL: urls['task-service'],
    FILE_SERVICE_URL: urls['file-service'],
  })
  await seed(env).catch((error: Error) =>
    say(`  Demo data is incomplete: ${error.message}. Again: bin/setup --reset, npm start`),
  )
}

function isTaken(port: number) {
  return new Promise<boolean>((resolve) => {
    const probe = connect(port, '127.0.0.1')
    probe.once('connect', () => {
      probe.destroy()
      resolve(true)
    })
    probe.once('error', () => resolve(false))
  })
}

/** A failure ends what was started and says why in one line. */
async function orEnd<T>(part: Promise<T>): Promise<T> {
  try {
    return await part
  } catch (error) {
    if (!ending) process.stderr.write(`${error instanceof Error ? error.message : error}\n`)
    return end(1)
  }
}

async function end(code: number): Promise<never> {
  if (ending) return new Promise<never>(() => {})
  ending = true
  await running?.stopAll()
  await Promise.all(stops.map((stop) => stop()))
  // What is still starting ends with this process.
  process.exit(code)
}
