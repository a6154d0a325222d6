import type { Prisma } from '#db/user'
import { digest } from '../../chassis/identity.ts'
import type { FactorKeys } from '../factors/factor-keys.ts'
import { PASSKEY_MINUTES } from '../limits.ts'

/** What a passkey is asked for, and in which browser, sign-in or session: an answer counts there alone. */
export interface Asked {
  readonly for: 'sign-in' | 'second-step' | 'proof' | 'new'
  /** Its secret, or its id. */
  readonly at: string
}

const ownerOf = (asked: Asked) => `passkey:${asked.for}:${digest(asked.at)}`

/** Bytes for a passkey to sign. They say themselves until when they count, and nobody else can make them: who only looks at
 *  the sign-in page writes nothing anywhere. */
export function newChallenge(keys: FactorKeys, asked: Asked, now = Date.now()) {
  const expiresAt = now + PASSKEY_MINUTES * 60_000
  return Buffer.from(keys.seal(ownerOf(asked), Buffer.from(String(expiresAt))))
}

/** When a challenge, in base64url, ends; undefined where it has, or was never given for this. */
export function endOfChallenge(keys: FactorKeys, asked: Asked, challenge: string) {
  try {
    const text = Buffer.from(challenge, 'base64url').toString()
    const expiresAt = new Date(Number(keys.open(ownerOf(asked), text).toString()))
    return expiresAt > new Date() ? expiresAt : undefined
  } catch {
    return undefined
  }
}

/** Uses a challenge up, so that what was signed counts once; false where it did before, and where it ended while the lock of
 *  the account was waited for: by then nobody remembers whether it did. */
export async function takeChallenge(
  tx: Prisma.TransactionClient,
  { challenge, expiresAt }: { challenge: string; expiresAt: Date },
) {
  const now = new Date()
  if (expiresAt <= now) return false
  await tx.usedChallenge.deleteMany({ where: { expiresAt: { lte: now } } })
  const data = [{ hash: digest(challenge), expiresAt }]
  const { count } = await tx.usedChallenge.createMany({ data, skipDuplicates: true })
  return count === 1
}
