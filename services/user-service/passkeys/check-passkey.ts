import { TRPCError } from '@trpc/server'
import type { Prisma } from '#db/user'
import { appError } from '../../chassis/trpc.ts'
import type { Context } from '../context.ts'
import type { Assertion } from '../contract.ts'
import { type Asked, endOfChallenge, takeChallenge } from './challenges.ts'
import type { RelyingParty } from './relying-party.ts'

type Needs = Pick<Context, 'db' | 'factorKeys' | 'outbox' | 'relyingParty' | 'passkeyTries'> & {
  readonly log: { debug: (facts: object, words: string) => void }
}

interface Answer {
  readonly asked: Asked
  readonly assertion: Assertion
  readonly ip: string
  /** Whose it has to be, where that is known. */
  readonly userId?: string
}

/** A passkey that has signed; it counts once it is taken. */
export interface Signed {
  readonly id: string
  readonly userId: string
  readonly counter: number
  readonly isBackedUp: boolean
  readonly challenge: string
  readonly expiresAt: Date
}

const REFUSED = 'This passkey is not recognised'
export const isRefused = (error: unknown) => error instanceof TRPCError && error.message === REFUSED

/** Unknown, removed and foreign passkeys are refused as late, repeated and forged answers are. */
export const passkeyRefused = (code: 'UNAUTHORIZED' | 'BAD_REQUEST' = 'BAD_REQUEST') =>
  appError(code, REFUSED, { reason: 'passkey_refused' })

/** Its counter fell back: somebody else has a copy of the passkey. */
class Copied extends Error {}

/** Does what a passkey is needed for. `act` gets in by it under the lock of its account, by `takePasskey`. */
export async function byPasskey<T>(
  ctx: Needs,
  answer: Answer,
  act: (signed: Signed) => Promise<T>,
): Promise<T> {
  const { asked, assertion, ip } = answer
  const refusal = () => passkeyRefused(asked.for === 'sign-in' ? 'UNAUTHORIZED' : 'BAD_REQUEST')
  const guess = { ip, credentialId: assertion.id }
  return ctx.passkeyTries.counted(guess, isRefused, async () => {
    const signed = await signedBy(ctx, answer)
    if (!signed) throw refusal()
    return act(signed).catch(async (error: unknown) => {
      if (error instanceof Copied)
        await ctx.passkeyTries.warnOnce(signed.userId, () => warnOwner(ctx, signed.userId))
      throw error instanceof Copied || isRefused(error) ? refusal() : error
    })
  })
}

/** The passkey that gave an answer, if it is one of ours and signed what it was asked to. */
async function signedBy(ctx: Needs, answer: Answer): Promise<Signed | undefined> {
  const { asked, assertion, userId } = answer
  const party = partyOf(ctx)
  const known = await ctx.db.passkey.findUnique({
    where: { credentialId: assertion.id },
    select: { id: true, userId: true, publicKey: true, credentialId: true },
  })
  if (!known || (userId && known.userId !== userId)) return undefined
  const { userHandle } = assertion.response
  if (userHandle && userHandle !== handleOf(known.userId)) return undefined
  // Loaded where it is needed: it is large.
  const { verifyAuthenticationResponse } = await import('@simplewebauthn/server')
  let challenge = ''
  let expiresAt: Date | undefined
  const verified = await verifyAuthenticationResponse({
    response: {
      ...{ id: assertion.id, rawId: assertion.id, type: 'public-key', clientExtensionResults: {} },
      response: assertion.response,
    },
    expectedChallenge: (given) => {
      challenge = given
      expiresAt = endOfChallenge(ctx.factorKeys, asked, given)
      return expiresAt !== undefined
    },
    expectedOrigin: party.origin,
    expectedRPID: party.id,
    requireUserVerification: true,
    // Its counter is compared under the lock.
    credential: { id: known.credentialId, publicKey: known.publicKey, counter: 0 },
  }).catch((error: Error) => {
    ctx.log.debug({ error: error.message }, 'passkey refused')
    return undefined
  })
  if (!verified?.verified || !expiresAt) return undefined
  const { newCounter: counter, credentialBackedUp: isBackedUp } = verified.authenticationInfo
  return { id: known.id, userId: known.userId, counter, isBackedUp, challenge, expiresAt }
}

/** Uses an answer up, under the lock of the account. */
export async function takePasskey(tx: Prisma.TransactionClient, signed: Signed) {
  const { id, userId, counter, isBackedUp } = signed
  const stored = await tx.passkey.findUnique({ where: { id, userId }, select: { counter: true } })
  if (!stored || !(await takeChallenge(tx, signed))) throw passkeyRefused()
  // Passkeys that are kept in several places count nothing, and say 0 each time.
  const before = Number(stored.counter)
  if ((counter > 0 || before > 0) && counter <= before) throw new Copied()
  await tx.passkey.update({
    where: { id },
    data: { counter, isBackedUp, lastUsedAt: new Date() },
    select: { id: true },
  })
}

async function warnOwner({ db, outbox }: Needs, id: string) {
  const { email } = await db.user.findUniqueOrThrow({ where: { id }, select: { email: true } })
  await outbox.put(db, 'passkey_copied', email)
  outbox.soon()
}

/** How authenticators know somebody: the id of the account as bytes, in base64url. */
const handleOf = (userId: string) => Buffer.from(handleBytes(userId)).toString('base64url')
export const handleBytes = (userId: string) =>
  Uint8Array.from(Buffer.from(userId.replaceAll('-', ''), 'hex'))

export function partyOf({ relyingParty }: Pick<Context, 'relyingParty'>): RelyingParty {
  if (!relyingParty)
    throw appError('BAD_REQUEST', 'Passkeys need a public origin with https and a name', {
      reason: 'no_passkeys',
    })
  return relyingParty
}
