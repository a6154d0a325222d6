import { initTRPC, TRPCError } from '@trpc/server'
import type { TRPC_ERROR_CODE_NUMBER } from '@trpc/server/rpc'
import { ZodError } from 'zod'
import { type Deadline, msLeft } from './deadline.ts'
import { wasGivenUp } from './feed/recorded.ts'
import type { Identity } from './identity.ts'
import type { RequestLog } from './logger.ts'
import { exemplarOf, type Metrics } from './metrics.ts'
import type { Share } from './shares/share.ts'
import { type Issue, issueOf } from './text.ts'
import { inSpan, isRecording, SLOW_MS, traceIdOf } from './tracing.ts'

/** What every procedure of every service finds in `ctx`; each service adds its own database. */
export interface BaseContext {
  readonly identity: Identity | null
  /** Why the token that came was not accepted. */
  readonly refusal?: string
  readonly user: { readonly id: string } | null
  readonly requestId: string
  /** The trace that the request belongs to (W3C). */
  readonly traceparent: string
  readonly deadline: Deadline
  /** The moment of the request; demo data and tests may steer it. */
  readonly now: Date
  readonly log: RequestLog
  readonly metrics: Metrics
}

/** The same in a service with a database, whose connections people share. */
export interface BackendContext extends BaseContext {
  /** Where the request behind the call comes from; no text where its caller does not say. */
  readonly address: string
  readonly share: Pick<Share, 'take'>
}

/** Facts a client needs beside the code, in `error.data`. */
export interface Facts {
  /** Field path → what is wrong with it. */
  fields?: Record<string, string>
  /** The same for translation: zod's issue code and its parameters. */
  issues?: Issue[]
  /** Both sides of a 409. */
  conflict?: unknown
  /** Of an act on many things: those that refuse it, each with its reason. */
  refused?: readonly {
    readonly id: string
    readonly key: string | null
    readonly title: string | null
    readonly reason: string
  }[]
  retryAfterSeconds?: number
  limit?: number
  /** Of what the limit is, where it has a name. */
  name?: string
  /** Keys of the tasks on the way of a circle that a change would close, from its one end to the other. */
  circle?: string[]
  /** Which refusal it is, where the code alone leaves it open. */
  reason?: string
  /** What is wrong with a filter, and where in its text. */
  query?: {
    code: string
    start: number
    end: number
    word: string
    suggestion?: string
    limit?: number
  }
}

/** A failure the caller is told about, with facts. `code` is tRPC's; `message` is for logs and other programs: what people read is chosen
 *  by code and facts in `web/failures.ts`. */
export const appError = (code: TRPCError['code'], message: string, facts: Facts = {}) =>
  new TRPCError({ code, message, cause: Object.assign(new Error(message), { facts }) })

/** One error shape for all routers: no stack, no text of an error we did not write ourselves. */
export const trpcOptions = {
  isDev: false,
  errorFormatter: ({
    error,
    shape,
    ctx,
  }: {
    error: TRPCError
    shape: { code: TRPC_ERROR_CODE_NUMBER; data: { httpStatus: number; path?: string } }
    ctx: Pick<BaseContext, 'requestId'> | undefined
  }) => ({
    code: shape.code,
    message: messageOf(error),
    data: {
      code: error.code,
      httpStatus: shape.data.httpStatus,
      path: shape.data.path,
      requestId: ctx?.requestId,
      ...factsOf(error),
    },
  }),
}

const t = initTRPC.context<BaseContext>().create(trpcOptions)

/** One log line and one duration per procedure. Outermost, so that it sees what the caller gets. */
export const observed = t.procedure.use(async ({ ctx, path, type, next }) => {
  const started = performance.now()
  const result = await inSpan(`trpc ${path}`, next)
  const ms = performance.now() - started
  const code = result.ok ? 'OK' : result.error.code
  const isKept = isRecording() && (ms >= SLOW_MS || unexpected.has(code))
  ctx.metrics.procedures.observe({
    labels: { path, code },
    value: ms / 1000,
    exemplarLabels: exemplarOf(isKept, ctx.requestId, traceIdOf(ctx.traceparent)),
  })
  const line = { path, type, code, ms: Math.round(ms * 10) / 10, userId: ctx.user?.id }
  if (code === 'INTERNAL_SERVER_ERROR' && !result.ok)
    ctx.log.error({ ...line, err: result.error.cause ?? result.error }, 'procedure failed')
  else ctx.log.debug(line, 'procedure')
  return result
})

/** Codes of answers from 500 on. */
const unexpected = new Set<string>(['INTERNAL_SERVER_ERROR', 'SERVICE_UNAVAILABLE'])

/** Database errors become answers: no such row → NOT_FOUND, taken → CONFLICT, away or given up for somebody else →
 *  SERVICE_UNAVAILABLE. A read that lost a deadlock, perhaps with a migration, is done once more, as a gateway does one whose
 *  connection broke. */
export const translated = t.procedure.use(async ({ type, next }) => {
  const first = await next()
  const isAgain = type === 'query' && !first.ok && wasGivenUp(first.error.cause)
  const result = isAgain ? await next() : first
  if (!result.ok) throw translation(result.error)
  return result
})

/** Procedures for people: there is a user, and it is their turn. What nobody waits for any more is not begun. */
export const signedIn = initTRPC
  .context<BackendContext>()
  .create(trpcOptions)
  .procedure.use(async ({ ctx, next }) => {
    const { user, deadline, share } = ctx
    if (!user) throw signInFirst()
    const giveBack = await share.take(user.id)
    try {
      if (msLeft(deadline) === 0) throw tooMuch()
      return await next({ ctx: { user } })
    } finally {
      giveBack()
    }
  })

export const signInFirst = () => new TRPCError({ code: 'UNAUTHORIZED', message: 'Sign in first' })

/** Answers a call whose time was up before its turn came. */
export const tooMuch = () =>
  appError('SERVICE_UNAVAILABLE', 'Too much was asked at once; nothing was done', {
    reason: 'busy',
    retryAfterSeconds: 2,
  })

/** Procedures for services: the call came from one that the catalogue allows. */
export const fromService = t.procedure.use(({ ctx, next }) => {
  if (!ctx.identity)
    throw new TRPCError({
      code: 'UNAUTHORIZED',
      message: ctx.refusal ? `Unknown caller: ${ctx.refusal}` : 'Unknown caller',
    })
  return next({ ctx: { identity: ctx.identity } })
})

/** Procedures about the whole installation: for who operates it. To anybody else they are not there. */
export const forOperator = t.procedure.use(({ ctx, next }) => {
  if (!ctx.identity?.isOperator) throw notFound()
  return next()
})

const notFoundMessage = 'This does not exist or you have no access'

/** The one answer for "missing" and "not yours". */
export const notFound = () => new TRPCError({ code: 'NOT_FOUND', message: notFoundMessage })

/** The answer to members of a workspace that asks for a second factor, while they have none. */
export const factorRequired = () =>
  appError(
    'FORBIDDEN',
    'This workspace asks for a second factor; set one up in the settings of your account',
    { reason: 'factor_required' },
  )

/** The answer to members of a workspace that waits for its end. */
export const workspaceClosed = () =>
  appError(
    'FORBIDDEN',
    'This workspace is closed and will be deleted; until then an owner can restore it',
    { reason: 'workspace_closed' },
  )

/** Error codes and texts of a database that is not there or just went away. */
const away =
  /ECONNREFUSED|ECONNRESET|ENOTFOUND|EAI_AGAIN|Connection terminated|timeout exceeded when trying to connect|Query read timeout|terminating connection|the database system is|57P0[123]|P1001|P1002|P1017|P2024|P2028|55P03|57014|due to (lock|statement) timeout/

/** True when the failure means "the database is away", not "the statement is wrong". */
export const isDatabaseAway = (error: unknown): boolean =>
  error instanceof Error &&
  (away.test(error.message) ||
    ('code' in error && away.test(String(error.code))) ||
    ('meta' in error && away.test(JSON.stringify(error.meta))) ||
    isDatabaseAway(error.cause))

function translation(error: TRPCError): TRPCError {
  if (error.code !== 'INTERNAL_SERVER_ERROR') return error
  const cause = error.cause
  const code = cause && 'code' in cause ? cause.code : undefined
  if (code === 'P2025') return new TRPCError({ code: 'NOT_FOUND', message: notFoundMessage, cause })
  if (code === 'P2002')
    return new TRPCError({ code: 'CONFLICT', message: 'This already exists', cause })
  if (wasGivenUp(cause))
    return appError('SERVICE_UNAVAILABLE', 'Something else was in the way; nothing was lost', {
      retryAfterSeconds: 2,
    })
  if (isDatabaseAway(cause))
    return appError('SERVICE_UNAVAILABLE', 'The database is away; nothing was lost', {
      retryAfterSeconds: 2,
    })
  return error
}

function messageOf(error: TRPCError) {
  if (error.code === 'INTERNAL_SERVER_ERROR') return 'Internal error'
  if (error.cause instanceof ZodError) return 'Some fields are not right'
  // The parser's own words differ by engine and adapter.
  if (error.code === 'BAD_REQUEST' && error.cause && !('facts' in error.cause))
    return 'The input is not JSON'
  return error.message
}

/** What a client is told beside code and message. */
export function factsOf({ cause }: TRPCError): Facts {
  if (cause instanceof ZodError)
    return {
      fields: Object.fromEntries(
        cause.issues.map(({ path, message }) => [path.join('.'), message]).reverse(),
      ),
      issues: cause.issues.map(issueOf),
    }
  return cause && 'facts' in cause && isFacts(cause.facts) ? cause.facts : {}
}

const isFacts = (value: unknown): value is Facts => typeof value === 'object' && value !== null
