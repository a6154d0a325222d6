import { TRPCClientError } from '@trpc/client'
import { appError, type BaseContext } from '../../chassis/trpc.ts'
import {
  credentials,
  finishedSignIn,
  newAccount,
  provedAgain,
} from '../../user-service/contract.ts'
import { type ByExpress, deviceOf, type GatewayContext, onBehalf } from '../context.ts'
import type { SessionFacts } from '../sessions/session-store.ts'
import { expressProcedure, openExpressProcedure, openProcedure, router } from '../trpc.ts'

const signIn = credentials.pick({ email: true, password: true })
const secondStep = finishedSignIn.pick({ code: true })
const proof = provedAgain.pick({ password: true, code: true })

/** `session.*`: who this browser is, signing up, in and out. */
export const session = router({
  who: openProcedure.query(async ({ ctx }) => {
    const { session } = ctx
    if (!session) return null
    const account = await accountOf({ ...ctx, session })
    return account && { ...account, sessionId: session.sessionId }
  }),

  signUp: openExpressProcedure.input(newAccount).mutation(async ({ ctx, input }) => {
    ctx.sessions.refuseInsecure(ctx.req)
    const { accounts, sessions } = ctx.backends.user
    const device = deviceOf(ctx.req)
    const { user } = await accounts.create.mutate({ ...input, ip: device.ip }, onBehalf(ctx))
    const opened = await sessions.open.mutate({ userId: user.id, ...device }, onBehalf(ctx))
    await enter(ctx, user.id, opened, true)
    return { user }
  }),

  signIn: openExpressProcedure.input(signIn).mutation(async ({ ctx, input }) => {
    ctx.sessions.refuseInsecure(ctx.req)
    const begun = { ...input, ...deviceOf(ctx.req) }
    const { begin } = ctx.backends.user.signIns
    const { user, token, opened, hasPasskey } = await begin.mutate(begun, onBehalf(ctx))
    if (!opened) {
      ctx.secondStep.keep(ctx.res, token)
      return { user: null, needsCode: true, hasPasskey }
    }
    await enter(ctx, user.id, opened)
    return { user, needsCode: false, hasPasskey: false }
  }),

  /** The second step, in the browser that took the first; the answer is as if there were one. */
  confirm: openExpressProcedure.input(secondStep).mutation(async ({ ctx, input }) => {
    ctx.sessions.refuseInsecure(ctx.req)
    const token = ctx.secondStep.read(ctx.req)
    if (!finishedSignIn.shape.token.safeParse(token).success) throw nothingBegun()
    const finished = { ...input, token, ...deviceOf(ctx.req) }
    const { user, opened } = await ctx.backends.user.signIns.finish.mutate(finished, onBehalf(ctx))
    await enter(ctx, user.id, opened)
    ctx.secondStep.forget(ctx.res)
    return { user }
  }),

  /** Says again who one is: for what asks for it. */
  prove: expressProcedure.input(proof).mutation(async ({ ctx, input }) => {
    const { uid: userId, sessionId, epoch } = ctx.session
    const asked = { ...input, userId, sessionId, epoch, ip: deviceOf(ctx.req).ip }
    await ctx.backends.user.signIns.prove.mutate(asked, onBehalf(ctx)).catch(passedOn(ctx))
    await ctx.sessions.prove(ctx.req, { ...ctx.session, authAt: Date.now() })
    return null
  }),

  /** `next`: where the browser goes to sign out of the provider as well, by which it signed in. */
  signOut: expressProcedure.mutation(async ({ ctx }) => {
    const { uid: userId, sessionId: id } = ctx.session
    await ctx.sessions.close(ctx.req, ctx.res)
    const way = await ctx.backends.user.oidc.wayOut
      .query({ userId, id }, onBehalf(ctx))
      .catch((error: Error) => ctx.log.warn({ error: error.message }, 'no way out of the provider'))
    // Signed out is signed out: the row in the list only follows.
    await ctx.backends.user.sessions.end
      .mutate({ userId, id, inSession: id }, onBehalf(ctx))
      .catch((error: Error) => ctx.log.warn({ error: error.message }, 'session row not ended'))
    return { next: way?.url ?? null }
  }),
})

type Entering = BaseContext &
  Pick<GatewayContext, 'backends' | 'devices' | 'sessions' | 'store'> &
  ByExpress

interface Opened {
  readonly sessionId: string
  readonly epoch: number
  readonly ended?: string[]
  readonly authAt?: number
}

/** Signs the browser in, by a session that user-service has opened. Where it is not known as this person's they are told first:
 *  nobody is in without the letter. From then on it is known, but not where there was no letter: then it is news again the next
 *  time, or whoever has used up the letters would have a browser that is never told of. `isFirst`: they have just signed up here. */
export async function enter(
  ctx: Entering,
  uid: string,
  { ended = [], ...opened }: Opened,
  isFirst = false,
) {
  const { backends, devices, sessions, store, req, res } = ctx
  await store.revoke(uid, ended)
  const known = { userId: uid, epoch: opened.epoch }
  const isNews = !isFirst && !devices.isKnown(req, known)
  const told = isNews
    ? await backends.user.sessions.newDevice
        .mutate({ userId: uid, id: opened.sessionId }, onBehalf(ctx))
        .catch(nobodyByOlder)
    : undefined
  await sessions.open(req, { uid, ...opened })
  if (!isNews || told?.isTold) devices.keep(req, res, known)
}

/** A user-service of the release before writes no such letter, or does not say whether it did. */
function nobodyByOlder(error: unknown) {
  if (error instanceof TRPCClientError && error.data?.code === 'NOT_FOUND') return undefined
  throw error
}

export interface SignedIn extends BaseContext, Pick<GatewayContext, 'backends' | 'store'> {
  readonly session: SessionFacts
}

/** The account and workspaces behind a session; null when user-service knows that it has ended. Redis knew before us
 *  unless it was away then, and learns it now. */
async function accountOf(ctx: SignedIn) {
  const { uid: userId, epoch: began } = ctx.session
  const found = await ctx.backends.user.who.get.query({ userId }, onBehalf(ctx))
  if (!found) {
    // The account was closed or deleted, and raised its epoch with that.
    await ctx.store.raiseEpoch(userId, began + 1)
    return null
  }
  const { user, workspaces, epoch, isOperator } = found
  if (epoch > began) await ctx.store.raiseEpoch(userId, epoch)
  return epoch > began ? null : { user, workspaces, isOperator }
}

/** Passes a failure on. Where user-service says that this session has ended, Redis learns it too: it was away then. */
export const passedOn = (ctx: SignedIn) => async (error: unknown) => {
  if (error instanceof TRPCClientError && error.data?.code === 'UNAUTHORIZED') await accountOf(ctx)
  throw error
}

export const nothingBegun = () =>
  appError('UNAUTHORIZED', 'No sign-in has begun in this browser', { reason: 'sign_in_over' })
