import { z } from 'zod'
import { id, line, timeZone } from '../../chassis/text.ts'
import { device, finishedSignIn, invitationToken, locales, startedFactor } from '../contract.ts'

/** How long a state is at most, which stands in addresses. */
export const STATE_MAX = 4000

/** A secret of 256 bits in base64url that only one browser has. */
const browser = z.string().regex(/^[\w-]{43}$/, { error: 'is not a sign-in' })
const provider = z.string().max(32)

/** Going to a provider, for a sign-in. */
export const begunSignIn = z.strictObject({
  provider,
  browser,
  next: line(500).optional(),
  invitation: invitationToken.optional(),
  locale: z.enum(locales),
  timeZone: timeZone.optional(),
})

/** The same of somebody who is signed in: to say again who they are, or to connect an account. */
export const begunInSession = startedFactor.extend({
  provider,
  browser,
  for: z.enum(['proof', 'link']),
  locale: z.enum(locales),
})

/** What a provider sends back, by way of the browser. */
const answered = z.strictObject({
  provider,
  state: z.string().min(1).max(STATE_MAX),
  code: z.string().min(1).max(8000).optional(),
  iss: z.string().max(1000).optional(),
  /** In place of a code; its name alone. */
  error: z.string().max(100).optional(),
})

/** The session of the browser, where it has one. */
const session = z.strictObject({
  ...{ userId: id, sessionId: id, epoch: z.number().int().min(0) },
  /** It has lately proved all that signing in asks for. */
  isFresh: z.boolean(),
})

export const finishedOidc = answered.extend({
  browser,
  session: session.optional(),
  ...device,
})
export const provedByCode = startedFactor.extend(
  finishedSignIn.pick({ token: true, code: true }).shape,
)
export const removedIdentity = startedFactor.extend({ id })
