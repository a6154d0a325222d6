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

export const router = t.router
export const openProcedure = t.procedure.concat(chassis.observed).concat(withBackends)
export const procedure = openProcedure.concat(signedIn)
