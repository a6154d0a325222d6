import { z } from 'zod'
import { id } from '../../chassis/text.ts'
import { assertion, device, namedPasskey, newPasskey, startedFactor } from '../contract.ts'

export const addedPasskey = startedFactor.extend(newPasskey.shape)
export const renamedPasskey = namedPasskey.extend({ userId: id })
export const removedPasskey = startedFactor.extend({ id })

/** A secret of 256 bits in base64url that only one browser has. */
const secret = z.string().regex(/^[\w-]{43}$/, { error: 'is not a sign-in' })
export const askedPasskey = z.discriminatedUnion('for', [
  z.strictObject({ for: z.literal('sign-in'), browser: secret }),
  z.strictObject({ for: z.literal('second-step'), token: secret }),
  startedFactor.extend({ for: z.literal('proof') }),
])
export const enteredByPasskey = z.strictObject({ browser: secret, assertion, ...device })
export const finishedByPasskey = z.strictObject({ token: secret, assertion, ...device })
export const provedByPasskey = startedFactor.extend({ assertion })
