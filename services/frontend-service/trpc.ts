import { initTRPC, TRPCError } from '@trpc/server'
import * as chassis from '../chassis/trpc.ts'
import type { GatewayContext } from './context.ts'
import { relayed } from './relayed.ts'

const t = initTRPC.context<chassis.BaseContext & GatewayContext>().create({
  ...chassis.trpcOptions,
  sse: {
    ping: { enabled: true, intervalMs: 15_000 },
    maxDurationMs: 600_000,
    client: { reconnectAfterInactivityMs: 40_000 },
  },
})

const withBackends = t.procedure.use(async ({ next }) => {
  const result = await next()
  if (!result.ok) throw relayed(result.error)
  return result
})

const signedIn = t.procedure.use(({ ctx, next }) => {
  if (!ctx.session || !ctx.user)
    throw new TRPCError({ code: 'UNAUTHORIZED', message: 'Sign in first' })
  return next({ ctx: { session: ctx.session, user: ctx.user } })
})

/** For who writes a cookie, asks for an address or streams: never a plain read. */
const byExpress = t.procedure.use(({ ctx: { express }, next }) => {
  if (!express) throw new TRPCError({ code: 'METHOD_NOT_SUPPORTED' })
  return next({ ctx: express })
})

export const router = t.router
export const openProcedure = t.procedure.concat(chassis.observed).concat(withBackends)
export const procedure = openProcedure.concat(signedIn)
export const openExpressProcedure = openProcedure.concat(byExpress)
export const expressProcedure = procedure.concat(byExpress)
