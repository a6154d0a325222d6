import { randomInt } from 'node:crypto'
import type { Prisma } from '#db/user'
import { digest } from '../../chassis/identity.ts'
import { RECOVERY_CODES } from '../limits.ts'

/** Crockford's base 32: no letter that looks like a digit. */
const alphabet = '0123456789abcdefghjkmnpqrstvwxyz'
const LENGTH = 16

/** 80 random bits: a fast hash is enough for them. */
const newCode = () =>
  Array.from({ length: LENGTH }, () => alphabet[randomInt(alphabet.length)]).join('')

const inGroups = (code: string) => code.replace(/.{4}(?=.)/g, '$&-')

/** Makes somebody's recovery codes anew; the answer is the only place where they ever stand. */
export async function renewRecoveryCodes(tx: Prisma.TransactionClient, userId: string) {
  const codes = Array.from({ length: RECOVERY_CODES }, newCode)
  await tx.recoveryCode.deleteMany({ where: { userId } })
  await tx.recoveryCode.createMany({ data: codes.map((code) => ({ userId, hash: digest(code) })) })
  return codes.map(inGroups)
}

/** Uses a code up; false where it is none, or was used. */
export async function takeRecoveryCode(tx: Prisma.TransactionClient, userId: string, code: string) {
  const { count } = await tx.recoveryCode.updateMany({
    where: { userId, hash: digest(code), usedAt: null },
    data: { usedAt: new Date() },
  })
  return count === 1
}
