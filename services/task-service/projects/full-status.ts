import { appError } from '../../chassis/trpc.ts'

interface Result {
  readonly ok: boolean
  readonly error?: Error
}

/** Around a procedure: a full status says so, whichever way a task came there. */
export async function refuseBeyondLimits<Ended extends Result>({
  next,
}: {
  next: () => Promise<Ended>
}) {
  const result = await next()
  const full = result.ok ? undefined : fullStatusIn(result.error?.cause)
  if (full) throw full
  return result
}

/** What the trigger `refuse_beyond_limit` of the database says: the status, its limit, its name in hex. */
const told = /status_full [0-9a-f-]{36} (\d+) ([0-9a-f]*)/

/** The answer to a task that a full status has refused; undefined for any other failure. */
function fullStatusIn(error: unknown) {
  const [, digits, hex] = told.exec(textOf(error)) ?? []
  if (digits === undefined || hex === undefined) return undefined
  const [limit, name] = [Number(digits), Buffer.from(hex, 'hex').toString('utf8')]
  return statusFull(name, limit)
}

export const statusFull = (name: string, limit: number) =>
  appError('CONFLICT', `${name} is full: it takes at most ${limit} tasks`, {
    ...{ reason: 'status_full', limit, name },
  })

/** Prisma passes the database's words on in one of two places. */
const textOf = (error: unknown): string =>
  error instanceof Error
    ? `${error.message} ${'meta' in error ? JSON.stringify(error.meta) : ''} ${textOf(error.cause)}`
    : ''
