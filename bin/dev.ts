import { type ChildProcess, spawn } from 'node:child_process'
import { readdirSync, statSync } from 'node:fs'
import { connect } from 'node:net'
import { join } from 'node:path'
import { context, type Plugin } from 'esbuild'
import { password, people } from '../prisma/demo/content.ts'
import { seed } from '../prisma/seed.ts'
import { type ServiceName, services, shortName } from '../services/catalog.ts'
import { processEnv } from '../services/chassis/env.ts'
import { migrate } from '../services/chassis/migrate.ts'
import { clientOf, dataFolder, startPostgres } from '../services/testing/postgres.ts'
import { type Processes, startProcesses } from '../services/testing/processes.ts'
import { startRedis } from '../services/testing/redis.ts'
import { bundleOf, prepareFolders, programs } from './bundle.ts'

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
let web: ChildProcess | undefined
const servers: { stop(): Promise<void> }[] = []
let ending = false
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => void end(0))
process.once('exit', () => web?.kill('SIGKILL'))

// What was built before and is still true need not be waited for.
const webReady = webIsFresh() ? Promise.resolve() : buildWeb()
const [postgres, redis] = await orEnd(
  Promise.all([migratedPostgres(), ownRedis(), bundleAndWatch()]),
)
running = await orEnd(
  startProcesses({
    postgres: postgres.env,
    redisUrl: redis?.url,
    filesDir: dataFolder('files', process.cwd()),
    ports,
    metricsPorts: new Map(services.map(({ name }, index) => [name, 9464 + index + offset])),
    settings: {
      LOG_LEVEL: process.env.LOG_LEVEL ?? 'warn',
      NODE_OPTIONS: '--enable-source-maps',
    },
    onLine: (service, line) => say(`${service.padEnd(9)} │ ${line}`),
  }),
)
await orEnd(webReady)

const seconds = ((performance.now() - started) / 1000).toFixed(1)
say(`\n  TaskMate  http://localhost:${ports.get('frontend-service')}   (${seconds} s)`)
if (await isEmpty()) {
  say('  Making demo data …')
  const env = processEnv.parse({
    TASKMATE_ENV: 'development',
    PORT: 0,
    RAILS_MASTER_KEY: 'dummy_master_key_for_development_only',
  })
  await seed({
    ...env,
    USER_SERVICE_URL: running.urls['user-service'],
    TASK_SERVICE_URL: running.urls['task-service'],
    FILE_SERVICE_URL: running.urls['file-service'],
  }).catch((error: Error) =>
    say(`  Demo data is incomplete: ${error.message}. Again: bin/setup --reset, npm start`),
  )
}
say(`  Sign in   ${people[0].email}   ${password}`)
say('  Stop with Ctrl-C\n')
if (!web) await buildWeb()

async function migratedPostgres() {
  const server = await startPostgres(dataFolder('postgres', process.cwd()))
  servers.push(server)
  await Promise.all(
    services.map(async ({ name, database }) => {
      if (!database) return
      const folder = `prisma/${shortName(name)}/migrations`
      await migrate({ env: { ...server.env, DATABASE_NAME: database }, folder, say })
    }),
  )
  return server
}

async function ownRedis() {
  const server = await startRedis()
  if (server) servers.push(server)
  return server
}

/** One bundle per program, resolved after the first build; a later one starts its service again. */
async function bundleAndWatch() {
  prepareFolders()
  await Promise.all(
    programs.map(({ entry, outfile, name }) => {
      const service = services.find((one) => one.name === name && outfile.endsWith('main.js'))
      return new Promise<void>((resolve, reject) => {
        const built: Plugin = {
          name: 'built',
          setup: ({ onEnd }) =>
            onEnd(({ errors }) => {
              if (errors.length === 0 && service && running) void startAgain(running, service.name)
              resolve()
            }),
        }
        context({ ...bundleOf(entry, outfile), sourcemap: 'linked', plugins: [built] })
          .then((bundle) => bundle.watch())
          .catch(reject)
      })
    }),
  )
}

async function startAgain(processes: Processes, name: ServiceName) {
  await processes.stop(name)
  await processes.start(name)
  say(`${shortName(name).padEnd(9)} │ started again`)
}

/** Resolves after the first build; Vite says "built in" after each. */
function buildWeb() {
  const config = 'services/frontend-service/web/vite.config.ts'
  const vite = spawn(
    process.execPath,
    ['node_modules/vite/bin/vite.js', 'build', '--watch', '--config', config],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  )
  web = vite
  return new Promise<void>((resolve, reject) => {
    vite.stdout.on('data', (chunk: Buffer) => chunk.includes('built in') && resolve())
    vite.once('exit', (code) => reject(new Error(`the web app's build ended with ${code}`)))
  })
}

/** True when no source is younger than the built page. */
function webIsFresh() {
  const built = statSync('build/web/index.html', { throwIfNoEntry: false })?.mtimeMs ?? 0
  return readdirSync('services', { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .concat('package-lock.json')
    .every((path) => statSync(path).mtimeMs < built)
}

async function isEmpty() {
  const client = clientOf(postgres.env, 'user_service_db')
  await client.connect()
  const { rowCount } = await client.query('select 1 from "User" limit 1')
  await client.end()
  return rowCount === 0
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
  web?.kill('SIGTERM')
  await running?.stopAll()
  // What is still starting ends with this process.
  await Promise.all(servers.map((server) => server.stop()))
  process.exit(code)
}
