import { initTRPC, TRPCError } from '@trpc/server'
import * as chassis from '../chassis/trpc.ts'
import type { GatewayContext } from './context.ts'
import { sse } from './live/sse.ts'
import { relayed } from './relayed.ts'

const t = initTRPC
  .context<chassis.BaseContext & GatewayContext>()
  .create({ ...chassis.trpcOptions, sse })

const withBackends = t.procedure.use(async ({ next }) => {
  const result = await next()
  if (!result.ok) throw relayed(result.error)
  return result
})

const known = t.procedure.use(({ ctx: { user }, next }) => {
  if (!user) throw chassis.signInFirst()
  return next({ ctx: { user } })
})

const signedIn = t.procedure.use(({ ctx: { session }, next }) => {
  if (!session) throw chassis.signInFirst()
  return next({ ctx: { session } })
})

/** For who writes a cookie, asks for an address or streams: never a plain read. */
const byExpress = t.procedure.use(({ ctx: { express }, next }) => {
  if (!express) throw new TRPCError({ code: 'METHOD_NOT_SUPPORTED' })
  return next({ ctx: express })
})

export const router = t.router
export const openProcedure = t.procedure.concat(chassis.observed).concat(withBackends)
/** For whoever it is, also by an API token. */
export const knownProcedure = openProcedure.concat(known)
export const procedure = knownProcedure.concat(signedIn)
export const openExpressProcedure = openProcedure.concat(byExpress)
export const expressProcedure = procedure.concat(byExpress)
