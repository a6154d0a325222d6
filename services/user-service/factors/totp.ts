import { Secret, TOTP } from 'otpauth'
import type { Prisma } from '#db/user'
import type { FactorKeys } from './factor-keys.ts'

/** How many time steps a clock may be off, either way. */
const SKEW_STEPS = 1
const SECRET_BYTES = 20

/** As every app reads it: SHA-1, 6 digits, 30 seconds. */
const totpOf = (secret: Secret, label = '') => new TOTP({ issuer: 'TaskMate', label, secret })

/** A new secret as it is stored, as it is typed and as a QR code says it. */
export function newTotp(keys: FactorKeys, userId: string, label: string) {
  const secret = new Secret({ size: SECRET_BYTES })
  return {
    sealed: keys.seal(userId, secret.bytes),
    secret: secret.base32,
    uri: totpOf(secret, label).toString(),
  }
}

interface Stored {
  readonly userId: string
  readonly secret: string
  readonly lastStep: number | null
}

/** Uses a code of the app up, under the lock of the account: its time step and all before it count no more. False where it
 *  is not right, or too late. */
export async function takeTotpCode(
  tx: Prisma.TransactionClient,
  keys: FactorKeys,
  { userId, secret, lastStep }: Stored,
  code: string,
) {
  const bytes = keys.open(userId, secret)
  const totp = totpOf(new Secret({ buffer: new Uint8Array(bytes).buffer }))
  const timestamp = Date.now()
  const delta = totp.validate({ token: code, timestamp, window: SKEW_STEPS })
  const step = delta === null ? undefined : totp.counter({ timestamp }) + delta
  if (step === undefined || step <= (lastStep ?? 0)) return false
  const { count } = await tx.totp.updateMany({
    where: { userId, OR: [{ lastStep: null }, { lastStep: { lt: step } }] },
    data: { lastStep: step, ...(keys.isOld(secret) && { secret: keys.seal(userId, bytes) }) },
  })
  return count === 1
}

/** What proves a factor is a code of the app, or a recovery code. */
export const isAppCode = (code: string) => code.length === 6
