import type { z } from 'zod'
import type { RequestLog } from '../../chassis/logger.ts'
import { lockSession } from '../accounts/account-lock.ts'
import { newIdentity } from '../accounts/connect-identity.ts'
import { hasFactor } from '../accounts/has-factor.ts'
import type { Acting } from '../audit/record.ts'
import type { Context } from '../context.ts'
import { proofNeeded } from '../passwords/passwords.ts'
import { newSignIn } from '../sessions/sign-ins.ts'
import { checkAnswer, knownError, type Told } from './check-answer.ts'
import { type Device, enterBy, lockedOwner } from './enter.ts'
import { firstSignIn } from './first-sign-in.ts'
import type { finishedOidc } from './inputs.ts'
import { oidcRefused, providerAway, withoutAuthTime } from './refusals.ts'
import { nonceOf, openState, type State, takeState, verifierOf } from './states.ts'

type Ctx = Context & Acting & { readonly log: RequestLog }

/** What a provider sent back, checked and used up, and what it was asked for, done. */
export async function finished(ctx: Ctx, input: z.infer<typeof finishedOidc>) {
  const { browser, provider: id, state: text, code, iss, error, session, ip, userAgent } = input
  const state = openState(ctx.factorKeys, browser, text)
  const provider = ctx.providers.byId(id)
  // A provider answers at its own address: what another one was asked is not its to say.
  if (!state || !provider || state.provider !== id) throw oidcRefused()
  const way = { for: state.for, next: state.next ?? null }
  if (error === 'access_denied') return { ...way, outcome: 'cancelled' as const }
  // Whoever has a state can invent as many as they like: they write nothing.
  if (error !== undefined) {
    ctx.log.warn({ provider: id, refused: knownError(error) }, 'a provider answered with an error')
    throw providerAway()
  }
  if (code === undefined) throw oidcRefused()
  const isOwn = session?.sessionId === state.sessionId
  // Before the answer is used up: the call is repeated once they have said again who they are.
  if (state.for === 'link' && session && isOwn && !session.isFresh) throw proofNeeded()
  if (!(await takeState(ctx.db, text, state))) throw oidcRefused()
  const told = await ctx.providers.with(provider, (config, metadata) =>
    checkAnswer({ config, metadata, log: ctx.log }, provider, {
      ...{ redirectUri: ctx.providers.redirectUriOf(provider), code, state: text },
      ...{ nonce: nonceOf(browser, text), verifier: verifierOf(browser, text) },
      ...(iss !== undefined && { iss }),
    }),
  )
  if (state.for === 'sign-in')
    return {
      ...{ ...way, authAt: authAtOf(told) },
      ...(await signedIn(ctx, told, state, { ip, userAgent })),
    }
  if (!session || !isOwn) throw oidcRefused()
  const { userId, sessionId, epoch } = session
  const own = { id: sessionId, userId, epoch }
  if (state.for === 'link') return { ...way, ...(await linked(ctx, told, own)) }
  return { ...way, ...(await proved(ctx, told, state, own)) }
}

/** When somebody said at the provider who they are: it answers without asking whoever is signed in there. Long ago where it
 *  does not say. */
const authAtOf = ({ authTime = 0 }: Told) => Math.max(1, Math.min(authTime * 1000, Date.now()))

async function signedIn(ctx: Ctx, told: Told, state: State, device: Device) {
  const enterKnown = () =>
    ctx.db.$transaction(async (tx) => {
      const owner = await lockedOwner(tx, told)
      return owner && { ...(await enterBy(tx, ctx, owner, told, device)), isNew: false }
    })
  const known = await enterKnown()
  if (known) return { outcome: 'in' as const, ...known }
  const entered = await firstSignIn(ctx, told, state, device).catch(async (error: unknown) => {
    // Another tab of theirs may have been first.
    const known = await enterKnown()
    if (!known) throw error
    return known
  })
  return { outcome: 'in' as const, ...entered }
}

/** By how much a provider's clock may be behind where somebody is asked again. */
const PROOF_SECONDS = 30

interface Own {
  readonly id: string
  readonly userId: string
  readonly epoch: number
}

/** Somebody who is signed in says again who they are. The code of their second factor is still to come, where there is one. */
async function proved(ctx: Ctx, told: Told, { begunAt, provider }: State, own: Own) {
  const { userId, epoch } = own
  if (told.authTime === undefined) throw withoutAuthTime()
  const secondsBefore = Math.round(begunAt / 1000 - told.authTime)
  if (secondsBefore > PROOF_SECONDS) {
    const words = 'proof refused: the provider did not ask again who it is, or its clock is off'
    ctx.log.warn({ provider, secondsBefore }, words)
    throw oidcRefused()
  }
  return ctx.db.$transaction(async (tx) => {
    await lockSession(tx, own)
    const { issuer, subject } = told
    const { count } = await tx.identity.updateMany({
      where: { issuer, subject, userId },
      data: { lastUsedAt: new Date() },
    })
    if (count === 0) throw oidcRefused()
    if (!(await hasFactor(tx, userId))) return { outcome: 'proved' as const, token: null }
    const { token } = await newSignIn(tx, { userId, epoch })
    return { outcome: 'proved' as const, token }
  })
}

async function linked(ctx: Ctx, told: Told, own: Own) {
  const { userId } = own
  const { email, name } = await told.profile()
  const label = (email ?? name ?? told.subject).slice(0, 254).toWellFormed()
  await ctx.db.$transaction(async (tx) => {
    await lockSession(tx, own)
    await newIdentity(tx, ctx, { userId, told, label, via: 'session', ip: ctx.address })
  })
  return { outcome: 'linked' as const }
}
