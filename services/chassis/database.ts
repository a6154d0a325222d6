import { SpanKind } from '@opentelemetry/api'
import { PrismaPg } from '@prisma/adapter-pg'
import pg from 'pg'
import { poolSizes } from '../catalog.ts'
import { type DatabaseEnv, timeoutMs } from './env.ts'
import { inSpan, isRecording } from './tracing.ts'

/** A pool shared by Prisma and by prepared SQL. Time-outs in milliseconds: no request may hang. */
export function createPool(
  env: DatabaseEnv,
  database: string,
  use: keyof typeof poolSizes = 'requests',
) {
  const pool = new pg.Pool({
    host: env.POSTGRES_HOST,
    port: env.POSTGRES_PORT,
    user: env.POSTGRES_USER,
    password: env.DATABASE_PASSWORD,
    database: env.DATABASE_NAME ?? database,
    max: poolSizes[use],
    idleTimeoutMillis: 0,
    connectionTimeoutMillis: timeoutMs(1000),
    query_timeout: timeoutMs(2500),
    keepAlive: true,
    // Planning a hot statement for its values takes longer than the statement; the plans for any values are tested.
    options: `-c plan_cache_mode=force_generic_plan -c statement_timeout=${timeoutMs(2000)} -c lock_timeout=${timeoutMs(1000)} -c idle_in_transaction_session_timeout=${timeoutMs(10_000)}`,
  })
  // A connection that breaks is replaced on the next query; without listeners, on the pool for idle ones and on the
  // client for those in use, it would end the process.
  pool.on('error', () => {})
  pool.on('connect', (client) => traced(client).on('error', () => {}))
  return traced(pool)
}
export type Pool = pg.Pool

/** Each statement of a recorded trace becomes a span; its text and values stay out of it. The pool calls its clients with
 *  a callback, perhaps in another request's context: those calls are counted once, at the pool. */
function traced<T extends pg.Pool | pg.PoolClient>(target: T): T {
  const query = Reflect.get(target, 'query')
  const value = (...given: unknown[]) => {
    const run = () => Reflect.apply(query, target, given)
    const isSpan = isRecording() && typeof given.at(-1) !== 'function'
    return isSpan ? inSpan('sql', run, SpanKind.CLIENT) : run()
  }
  Object.defineProperty(target, 'query', { value })
  return target
}

/** Prisma over the same pool. */
export const prismaAdapter = (pool: pg.Pool) =>
  new PrismaPg(pool, { statementNameGenerator: ({ sql }) => statementName(sql) })

/** How long a transaction of Prisma waits for a connection, and how long it may take, in milliseconds. */
export const transactionOptions = { maxWait: timeoutMs(2000), timeout: timeoutMs(5000) }

const names = new Map<string, string>()

/** Begins a statement that is another one each time: it is not prepared. */
export const ONCE = '/* once */'

/** Up to 500 statements are prepared once per connection; the rest stay unnamed. */
function statementName(sql: string) {
  if (sql.startsWith(ONCE)) return ''
  const known = names.get(sql)
  if (known !== undefined) return known
  const name = names.size < 500 ? `p${names.size}` : ''
  if (name) names.set(sql, name)
  return name
}

/** Answers whether the database answers, asking it at most once a second. */
export function databaseReady(pool: pg.Pool) {
  let asked = { at: 0, answer: Promise.resolve(false) }
  return () => {
    if (Date.now() - asked.at > 1000)
      asked = {
        at: Date.now(),
        answer: pool.query('select 1').then(
          () => true,
          () => false,
        ),
      }
    return asked.answer
  }
}

/** An instant in SQL, in the one form that all answers use: milliseconds and `Z`. */
export const isoSql = (column: string) =>
  `to_char(${column} at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`
