import { type ServiceName, services } from '../catalog.ts'
import { type Backend, backend } from './backend.ts'
import {
  createPool,
  databaseReady,
  type Pool,
  prismaAdapter,
  transactionOptions,
} from './database.ts'
import type { DatabaseEnv, ProcessEnv } from './env.ts'
import { createLogger, type Logger } from './logger.ts'
import { createMetrics, gauge, type Metrics } from './metrics.ts'
import { invalidIndexes } from './migrate.ts'
import { startTracing } from './tracing.ts'

interface Foundation<Db> {
  readonly log: Logger
  readonly metrics: Metrics
  readonly db: Db
  readonly pool: Pool
  /** Connections of their own for feeds: rights taken away arrive, however much people ask. */
  readonly feedDb: Db
  readonly feedPool: Pool
}

interface Definition<Db, Own extends object>
  extends Pick<Backend<Own>, 'browserRouter' | 'serviceRouter' | 'longestRequestSeconds'> {
  readonly name: ServiceName
  /** The service's Prisma client on a pool. */
  readonly connect: (options: ReturnType<typeof prismaOptions>) => Db
  /** Any query: the first of a client takes 100 ms. */
  readonly firstQuery: (db: Db) => Promise<unknown>
  /** What only this service has. */
  readonly wire: (foundation: Foundation<Db>) => Promise<Wired<Own>> | Wired<Own>
}

type Wired<Own extends object> = Pick<Backend<Own>, 'own' | 'routes' | 'onDrain'> & {
  /** Before the connections end. */
  readonly onClose?: () => unknown
}

/** Starts a backend: log, metrics, traces and connections, the service's own parts on them, then its HTTP side. */
export async function startBackend<Db extends { $disconnect(): Promise<void> }, Own extends object>(
  env: ProcessEnv & DatabaseEnv,
  { connect, firstQuery, wire, ...service }: Definition<Db, Own>,
) {
  const { name } = service
  const log = createLogger(name, env.LOG_LEVEL)
  const metrics = createMetrics(name)
  const stopTracing = await startTracing(name, env)
  const database = services.find((one) => one.name === name)?.database ?? ''
  const pool = createPool(env, database)
  const feedPool = createPool(env, database, 'feeds')
  watchPools(metrics, { requests: pool, feeds: feedPool })
  watchIndexes(metrics, feedPool)
  const [db, feedDb] = [connect(prismaOptions(pool)), connect(prismaOptions(feedPool))]
  const { onClose, ...wired } = await wire({ log, metrics, db, pool, feedDb, feedPool })
  // A database that is away must not stop the start.
  await firstQuery(db).catch(() => null)
  return backend({
    ...service,
    ...wired,
    env,
    log,
    metrics,
    ready: databaseReady(pool),
    onClose: async () => {
      await onClose?.()
      await Promise.all([db.$disconnect(), feedDb.$disconnect()])
      await Promise.all([pool.end(), feedPool.end()])
      await stopTracing()
    },
  })
}

/** Whoever waits for a connection waits on top of the database's own time. */
function watchPools(metrics: Metrics, pools: Readonly<Record<string, Pool>>) {
  const all = Object.entries(pools)
  gauge(
    metrics,
    {
      name: 'database_pool_connections',
      help: 'Connections to the database by pool: busy or idle',
      labels: ['pool', 'state'],
    },
    () =>
      all.flatMap(([pool, { totalCount, idleCount }]) => [
        [{ pool, state: 'busy' }, totalCount - idleCount] as const,
        [{ pool, state: 'idle' }, idleCount] as const,
      ]),
  )
  gauge(
    metrics,
    {
      name: 'database_pool_waiting',
      help: 'Statements that wait for a connection',
      labels: ['pool'],
    },
    () => all.map(([pool, { waitingCount }]) => [{ pool }, waitingCount] as const),
  )
}

/** An index that somebody began to build and gave up costs each write and helps no reader; nothing else tells of it. */
function watchIndexes(metrics: Metrics, pool: Pool) {
  gauge(
    metrics,
    {
      name: 'database_invalid_indexes',
      help: 'Indexes of the database that are kept up to date and never read',
      labels: [],
    },
    async () => {
      const found = await invalidIndexes(pool).catch(() => undefined)
      return found ? [[{}, found.length]] : []
    },
  )
}

const prismaOptions = (pool: Pool) => ({ adapter: prismaAdapter(pool), transactionOptions })
