import { type ChildProcess, spawn } from 'node:child_process'
import { join } from 'node:path'
import { type ServiceName, services, shortName, urlVariable } from '../catalog.ts'
import { pollUntil } from '../chassis/poll-until.ts'
import { freePort, type PostgresEnv } from './postgres.ts'

export interface Processes {
  readonly urls: Readonly<Record<ServiceName, string>>
  pid(name: ServiceName): number | undefined
  /** Ends one process by signal and resolves to its exit code (null when the signal killed it). */
  stop(name: ServiceName, signal?: NodeJS.Signals): Promise<number | null>
  /** Starts it on its port again. */
  start(name: ServiceName): Promise<void>
  stopAll(): Promise<void>
}

export interface Wanted {
  readonly postgres: PostgresEnv
  /** Without one the gateway keeps sessions in memory and the others count in memory. */
  readonly redisUrl: string | undefined
  readonly filesDir: string
  /** Settings of all services. */
  readonly settings?: Readonly<Record<string, string>>
  /** Fixed ports; a service without one gets a free one. */
  readonly ports?: ReadonlyMap<string, number>
  readonly metricsPorts?: ReadonlyMap<string, number>
  /** Names of databases other than the catalogue's. */
  readonly databases?: ReadonlyMap<string, string>
  /** All unless told. */
  readonly names?: readonly ServiceName[]
  /** Where the bundles lie. */
  readonly folder?: string
  readonly onLine?: (service: string, line: string) => void
}

/** Port 9 (discard) refuses: what a client of a Redis that is not there sees. */
const NO_REDIS = 'redis://127.0.0.1:9'

/** The five services from their bundles in build/, as processes of their own on loopback. Resolves when all are ready. */
export async function startProcesses(wanted: Wanted): Promise<Processes> {
  const { postgres, redisUrl, filesDir, settings = {}, folder = 'build', onLine } = wanted
  const children = new Map<ServiceName, ChildProcess>()
  const ports = new Map<ServiceName, number>()
  for (const { name } of services) ports.set(name, wanted.ports?.get(name) ?? (await freePort()))
  const urlOf = (name: ServiceName) => `http://127.0.0.1:${ports.get(name)}`
  const environment: Record<string, string | undefined> = {
    ...process.env,
    NODE_ENV: 'development',
    TASKMATE_ENV: 'development',
    HOST: '127.0.0.1',
    LOG_LEVEL: 'warn',
    DRAIN_SECONDS: '0',
    RAILS_MASTER_KEY: 'dummy_master_key_for_development_only',
    WEB_DIR: 'build/web',
    FILES_DIR: filesDir,
    ...postgres,
    ...Object.fromEntries(services.map(({ name }) => [urlVariable(name), urlOf(name)])),
    ...settings,
  }

  const launch = (name: ServiceName) => {
    const { REDIS_URL: _, ...rest } = environment
    const isGateway = name === 'frontend-service'
    const child = spawn(process.execPath, [join(folder, name, 'main.js')], {
      env: {
        ...rest,
        DATABASE_NAME: wanted.databases?.get(name),
        ...((redisUrl || !isGateway) && { REDIS_URL: redisUrl ?? NO_REDIS }),
        PORT: String(ports.get(name)),
        METRICS_PORT: String(wanted.metricsPorts?.get(name) ?? 0),
      },
      // Nobody reads what nobody asked for: reading costs the machine as much as writing.
      stdio: onLine ? ['ignore', 'pipe', 'pipe'] : 'ignore',
    })
    for (const stream of [child.stdout, child.stderr])
      stream?.on('data', (chunk: Buffer) => {
        for (const line of chunk.toString().trimEnd().split('\n'))
          onLine?.(shortName(name), line.slice(0, 2000))
      })
    child.once('exit', (code, signal) => {
      if (children.get(name) === child) onLine?.(shortName(name), `ended: ${signal ?? code}`)
    })
    children.set(name, child)
    return child
  }

  const start = async (name: ServiceName) => {
    const child = launch(name)
    await untilReady(`${urlOf(name)}/up/ready`, name, () => child.exitCode)
  }

  const stop = async (name: ServiceName, signal: NodeJS.Signals = 'SIGTERM') => {
    const child = children.get(name)
    children.delete(name)
    if (!child || child.exitCode !== null || child.signalCode) return child?.exitCode ?? null
    const exit = new Promise<number | null>((resolve) => child.once('exit', resolve))
    child.kill(signal)
    return exit
  }

  process.once('exit', () => {
    for (const child of children.values()) child.kill('SIGKILL')
  })
  await Promise.all((wanted.names ?? services.map(({ name }) => name)).map(start))
  return {
    urls: {
      'user-service': urlOf('user-service'),
      'task-service': urlOf('task-service'),
      'analytics-service': urlOf('analytics-service'),
      'file-service': urlOf('file-service'),
      'frontend-service': urlOf('frontend-service'),
    },
    pid: (name) => children.get(name)?.pid,
    stop,
    start,
    stopAll: async () => {
      await Promise.all([...children.keys()].map((name) => stop(name)))
    },
  }
}

async function untilReady(url: string, name: string, exitCode: () => number | null) {
  const isReady = async () => {
    if (exitCode() !== null) throw new Error(`${name} ended with ${exitCode()}`)
    const answer = await fetch(url).catch(() => null)
    return answer?.ok
  }
  await pollUntil(isReady, { complaint: `${name} did not get ready` })
}
