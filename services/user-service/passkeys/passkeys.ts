import { refuseMore } from '../../chassis/refuse-more.ts'
import { appError, notFound } from '../../chassis/trpc.ts'
import { activeAccount, lockSession } from '../accounts/account-lock.ts'
import { emailOf } from '../accounts/email-of.ts'
import { refuseWithoutWayIn } from '../accounts/ways-in.ts'
import { auditBy } from '../audit/record.ts'
import type { Context } from '../context.ts'
import { byUser, startedFactor } from '../contract.ts'
import { PASSKEY_MINUTES, PASSKEYS_MAX } from '../limits.ts'
import { router, serviceProcedure } from '../trpc.ts'
import { endOfChallenge, newChallenge, takeChallenge } from './challenges.ts'
import { handleBytes, partyOf, passkeyRefused } from './check-passkey.ts'
import { addedPasskey, removedPasskey, renamedPasskey } from './inputs.ts'

/** EdDSA, ES256 and RS256: what every release and every Node that may serve can check. */
const ALGORITHMS = [-8, -7, -257]

/** `passkeys.*`: what somebody signs in with instead of password and second factor. */
export const passkeys = router({
  /** `origin`: where passkeys work; null where there can be none. */
  list: serviceProcedure.input(byUser).query(async ({ ctx, input }) => ({
    origin: ctx.relyingParty?.origin ?? null,
    passkeys: await ctx.db.passkey.findMany({
      where: input,
      orderBy: [{ createdAt: 'asc' }, { id: 'asc' }],
      take: PASSKEYS_MAX,
      select: shown,
    }),
  })),

  /** What a browser needs to make one. */
  start: serviceProcedure.input(startedFactor).mutation(async ({ ctx, input }) => {
    const { userId, sessionId } = input
    const party = partyOf(ctx)
    const { user, known } = await ctx.db.$transaction(async (tx) => {
      await lockSession(tx, { ...input, id: sessionId })
      const known = await tx.passkey.findMany({
        where: { userId },
        take: PASSKEYS_MAX,
        select: { credentialId: true, transports: true },
      })
      refuseMore(known.length, PASSKEYS_MAX, 'You have too many passkeys')
      const user = await tx.user.findUniqueOrThrow({
        where: { id: userId },
        select: { email: true, name: true },
      })
      return { user, known }
    })
    // Loaded where it is needed: it is large.
    const { generateRegistrationOptions } = await import('@simplewebauthn/server')
    const { extensions: _, ...options } = await generateRegistrationOptions({
      ...{ rpName: 'TaskMate', rpID: party.id, supportedAlgorithmIDs: ALGORITHMS },
      ...{ userID: handleBytes(userId), userName: user.email, userDisplayName: user.name },
      challenge: Uint8Array.from(newChallenge(ctx.factorKeys, { for: 'new', at: sessionId })),
      timeout: PASSKEY_MINUTES * 60_000,
      attestationType: 'none',
      authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
      excludeCredentials: known.map(descriptorOf),
    })
    return options
  }),

  add: serviceProcedure.input(addedPasskey).mutation(async ({ ctx, input }) => {
    const { userId, sessionId, name } = input
    const made = await madeBy(ctx, input)
    const passkey = await ctx.db.$transaction(async (tx) => {
      await lockSession(tx, { ...input, id: sessionId })
      const count = await tx.passkey.count({ where: { userId } })
      refuseMore(count, PASSKEYS_MAX, 'You have too many passkeys')
      const { challenge, expiresAt, ...data } = made
      if (!(await takeChallenge(tx, { challenge, expiresAt }))) throw passkeyRefused()
      if ((await tx.passkey.count({ where: { credentialId: data.credentialId } })) > 0)
        throw appError('CONFLICT', 'This passkey is in use already', { reason: 'passkey_known' })
      await ctx.outbox.put(tx, 'passkey_added', await emailOf(tx, userId))
      const added = await tx.passkey.create({ data: { ...data, userId, name }, select: shown })
      await auditBy(tx, ctx, {
        ...{ kind: 'passkey_added', actorId: userId, subjectId: userId },
        ...{ facts: { passkeyId: added.id }, detail: { name } },
      })
      return added
    })
    ctx.outbox.soon()
    return passkey
  }),

  rename: serviceProcedure.input(renamedPasskey).mutation(({ ctx, input: { id, userId, name } }) =>
    ctx.db.$transaction(async (tx) => {
      await activeAccount({ id: userId })(tx)
      const { count } = await tx.passkey.updateMany({ where: { id, userId }, data: { name } })
      if (count === 0) throw notFound()
      return { id, name }
    }),
  ),

  remove: serviceProcedure.input(removedPasskey).mutation(async ({ ctx, input }) => {
    const { id, userId, sessionId } = input
    await ctx.db.$transaction(async (tx) => {
      await lockSession(tx, { ...input, id: sessionId })
      const { count } = await tx.passkey.deleteMany({ where: { id, userId } })
      if (count === 0) throw notFound()
      await refuseWithoutWayIn(tx, ctx, userId)
      await ctx.outbox.put(tx, 'passkey_removed', await emailOf(tx, userId))
      await auditBy(tx, ctx, {
        ...{ kind: 'passkey_removed', actorId: userId, subjectId: userId },
        facts: { passkeyId: id },
      })
    })
    ctx.outbox.soon()
    return { id }
  }),
})

const shown = {
  ...{ id: true, name: true, isBackedUp: true },
  ...{ createdAt: true, lastUsedAt: true },
} as const

interface Known {
  readonly credentialId: string
  readonly transports: string[]
}

/** A passkey as a browser looks for it. */
export const descriptorOf = ({ credentialId: id, transports }: Known) => ({
  ...{ id, type: 'public-key' as const },
  transports: transports as ('internal' | 'hybrid' | 'usb')[],
})

interface New {
  readonly sessionId: string
  readonly registration: {
    readonly id: string
    readonly response: {
      readonly clientDataJSON: string
      readonly attestationObject: string
      readonly transports: string[]
    }
  }
}

/** What a browser has made, if it is what it was asked for. */
async function madeBy(ctx: Context, { sessionId, registration: { id, response } }: New) {
  const party = partyOf(ctx)
  const { verifyRegistrationResponse } = await import('@simplewebauthn/server')
  let challenge = ''
  let expiresAt: Date | undefined
  const { clientDataJSON, attestationObject, transports } = response
  const bare = await unattested(attestationObject).catch(() => '')
  const verified = await verifyRegistrationResponse({
    response: {
      ...{ id, rawId: id, type: 'public-key', clientExtensionResults: {} },
      response: { clientDataJSON, attestationObject: bare },
    },
    expectedChallenge: (given) => {
      challenge = given
      expiresAt = endOfChallenge(ctx.factorKeys, { for: 'new', at: sessionId }, given)
      return expiresAt !== undefined
    },
    expectedOrigin: party.origin,
    expectedRPID: party.id,
    requireUserVerification: true,
    supportedAlgorithmIDs: ALGORITHMS,
  }).catch(() => undefined)
  if (!verified?.verified || !expiresAt) throw passkeyRefused()
  const { credential, credentialBackedUp: isBackedUp } = verified.registrationInfo
  return {
    ...{ credentialId: credential.id, publicKey: credential.publicKey, transports, isBackedUp },
    ...{ counter: credential.counter, challenge, expiresAt },
  }
}

/** Without the statement of who made the authenticator, which nobody asked for: to check one, the library fetches lists of
 *  revoked certificates from whatever address a certificate names. */
async function unattested(attestationObject: string) {
  const { isoBase64URL, isoCBOR, decodeAttestationObject } = await import(
    '@simplewebauthn/server/helpers'
  )
  const authData = decodeAttestationObject(isoBase64URL.toBuffer(attestationObject)).get('authData')
  const bare = { fmt: 'none', attStmt: new Map(), authData }
  return isoBase64URL.fromBuffer(isoCBOR.encode(new Map(Object.entries(bare))))
}
