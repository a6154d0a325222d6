import { z } from 'zod'
import { id, line, plainLine, text, timeZone } from '../chassis/text.ts'
import { NAME_MAX, PASSWORD_MAX, PASSWORD_MIN, SHORTCUTS_MAX } from './limits.ts'

/** Roles in a workspace, strongest first. */
export const roles = ['owner', 'admin', 'member', 'commenter', 'viewer', 'guest'] as const
export const role = z.enum(roles)
export type Role = z.infer<typeof role>

export const locales = ['ko', 'en'] as const
export const themes = ['system', 'light', 'dark'] as const
export const densities = ['compact', 'comfortable'] as const

const domain = '[\\p{L}\\p{M}\\p{N}-]+(\\.[\\p{L}\\p{M}\\p{N}-]+)+'
const address = new RegExp(
  `^[^\\s@"<>()[\\]\\\\,;:\\p{Cc}\\p{Cf}\\p{Default_Ignorable_Code_Point}\\u2800]{1,64}@${domain}$`,
  'u',
)

/** An e-mail address as it is stored and compared: NFC, lower case. */
export const email = text(254)
  .transform((value) => value.toLowerCase().normalize('NFC'))
  .refine((value) => address.test(value), {
    error: 'is not an e-mail address',
    params: { code: 'invalid_format', format: 'email' },
  })

const length = (value: string) => [...value].length

/** A password as it is hashed: NFC, neither trimmed nor cut. */
export const password = z
  .string()
  .refine((value) => value.isWellFormed() && !value.includes('\u0000'), {
    error: 'contains a broken character',
    params: { code: 'broken' },
  })
  .transform((value) => value.normalize('NFC'))
  .refine((value) => length(value) >= PASSWORD_MIN, {
    error: `must have at least ${PASSWORD_MIN} characters`,
    params: { code: 'too_small', limit: PASSWORD_MIN },
  })
  .refine((value) => length(value) <= PASSWORD_MAX, {
    error: `must have at most ${PASSWORD_MAX} characters`,
    params: { code: 'too_big', limit: PASSWORD_MAX },
  })

/** A password as someone types it to prove who they are: compared in the form it was hashed in. */
const typedPassword = z
  .string()
  .min(1)
  .max(1000)
  .transform((value) => value.normalize('NFC'))

/** Secret of an invitation link, 256 bits in base64url. */
export const invitationToken = z.string().regex(/^[\w-]{43}$/, { error: 'is not an invitation' })

/** A key press as the web app names it, or two one after the other: `q`, `mod+k`, `g h`. */
const keyPress = z.string().regex(/^(?=.{1,40}$)[^\s\p{C}]+( [^\s\p{C}]+)?$/u)

/** How somebody wants the keys of the web app: what was changed, by the usual key, null for none; and whether letters and
 *  signs by themselves do anything. */
export const shortcuts = z.strictObject({
  changed: z
    .record(keyPress, keyPress.nullable())
    .refine((changed) => Object.keys(changed).length <= SHORTCUTS_MAX, {
      error: `must be at most ${SHORTCUTS_MAX} keys`,
      params: { code: 'too_big', limit: SHORTCUTS_MAX, origin: 'array' },
    }),
  hasLetters: z.boolean(),
})
export type Shortcuts = z.infer<typeof shortcuts>

/** What a person sees of their own account. */
export const me = z.object({
  id,
  name: z.string(),
  email: z.string(),
  locale: z.enum(locales),
  timeZone: z.string(),
  theme: z.enum(themes),
  density: z.enum(densities),
  /** Missing while a release serves that does not know it. */
  shortcuts: shortcuts.optional(),
  createdAt: z.date(),
})

export const changedMe = z.strictObject({
  name: line(NAME_MAX).optional(),
  locale: z.enum(locales).optional(),
  timeZone: timeZone.optional(),
  theme: z.enum(themes).optional(),
  density: z.enum(densities).optional(),
  shortcuts: shortcuts.optional(),
})

/** Sign-up: with an invitation the account joins its workspace, without one it founds its own. */
export const newAccount = z.strictObject({
  name: line(NAME_MAX),
  email,
  password,
  workspaceName: line(NAME_MAX).optional(),
  invitation: invitationToken.optional(),
  locale: z.enum(locales),
  timeZone: timeZone.optional(),
})

/** With the address it comes from, as far as the gateway knows it. */
export const createdAccount = newAccount.extend({ ip: line(64, 0).default('') })

export const newWorkspace = z.strictObject({ name: line(NAME_MAX) })
export const changedWorkspace = z.strictObject({ id, name: line(NAME_MAX) })
export const newBot = z.strictObject({ name: plainLine(NAME_MAX) })
export const namedBot = newBot.extend({ id })

export const byWorkspace = z.strictObject({ workspaceId: id })
export const someMembers = byWorkspace.extend({ userIds: z.array(id).max(1000) })
export const byMember = z.strictObject({ workspaceId: id, userId: id })
export const changedRole = byMember.extend({ role })

export const newInvitation = byWorkspace.extend({ role, email: email.optional() })
export const byInvitation = byWorkspace.extend({ id })
export const byToken = z.strictObject({ token: invitationToken })
export const acceptedInvitation = byToken.extend({ userId: id })

export const device = {
  ip: line(64, 0),
  /** Cut rather than refused: browsers, not people, write it. */
  userAgent: z.string().transform((value) =>
    value
      .replace(/\p{Cc}+/gu, ' ')
      .slice(0, 300)
      .toWellFormed(),
  ),
}
export const credentials = z.strictObject({
  email,
  password: typedPassword,
  ...device,
})
export const openedSession = z.strictObject({ userId: id, ...device })
export const byUser = z.strictObject({ userId: id })
export const byId = z.strictObject({ id })
export const endedSession = byUser.extend({ id })
/** The epoch in which a session began. */
const epoch = z.number().int().min(0)
export const keptSession = byUser.extend({ keepId: id, epoch })

export const changedPassword = byUser.extend({
  current: typedPassword,
  next: password,
  keepSessionId: id,
  epoch,
  /** Where it comes from, as far as the gateway knows. */
  ip: line(64, 0).default(''),
})

/** What an API token may do: queries of a group of procedures (read), or its mutations (write). */
export const scopes = [
  'tasks:read',
  'tasks:write',
  'projects:read',
  'projects:write',
  'comments:read',
  'comments:write',
  'files:read',
  'files:write',
  'members:read',
  'members:write',
  ...(['webhooks:read', 'webhooks:write', 'audit:read'] as const),
  'activity:read',
  'reports:read',
  'account:read',
] as const
export const scope = z.enum(scopes)
export type Scope = z.infer<typeof scope>

/** A session, its account and where the request comes from, as the gateway knows them. */
const inSession = { userId: id, sessionId: id, epoch, ip: line(64, 0).default('') }

/** An API token as its owner asks for it; with `botId` for a bot of theirs. */
export const newApiToken = z.strictObject({
  name: line(NAME_MAX),
  botId: id.optional(),
  scopes: z
    .array(scope)
    .min(1)
    .max(scopes.length)
    .transform((some) => [...new Set(some)]),
  expiresAt: z.iso.datetime({ offset: true }).transform((time) => new Date(time)),
  /** Of pages of the release before this one, whose gateway asks for no fresh proof. */
  password: typedPassword.optional(),
})

/** With who asks, in which session. */
export const createdApiToken = newApiToken.extend(inSession)
export const revokedApiToken = byUser.extend({ id })
/** What somebody claims to be a token, by its SHA-256 in hex. */
export const claimedApiToken = z.strictObject({
  hash: z.string().regex(/^[\da-f]{64}$/),
  ip: line(64, 0).default(''),
})

/** What proves the second factor as it is compared: the 6 digits of an app, or the 16 letters and digits of a recovery
 *  code, in which nothing looks like anything else. */
const factorCode = z
  .string()
  .max(100)
  .transform((typed) =>
    typed
      .normalize('NFKC')
      .toLowerCase()
      .replace(/[\s-]/g, '')
      .replaceAll('o', '0')
      .replace(/[il]/g, '1'),
  )
  .refine((code) => /^(\d{6}|[\da-hjkmnp-tv-z]{16})$/.test(code), {
    error: 'must have the 6 digits of the app, or the 16 letters and digits of a recovery code',
    params: { code: 'invalid_format', format: 'code' },
  })

export const startedFactor = z.strictObject(inSession)
export const confirmedFactor = startedFactor.extend({ code: factorCode })
export const endedFactor = confirmedFactor.extend({ password: typedPassword })
/** Somebody who is signed in says again who they are; with the second factor where there is one. */
export const provedAgain = startedFactor.extend({
  password: typedPassword,
  code: factorCode.optional(),
})

/** The second step of a sign-in; `token` is the secret that the first one gave. */
export const finishedSignIn = z.strictObject({
  token: z.string().regex(/^[\w-]{43}$/, { error: 'is not a sign-in' }),
  code: factorCode,
  ...device,
})

/** Bytes as WebAuthn passes them on, in base64url. */
const bytes = (max: number) =>
  z
    .string()
    .max(max)
    .regex(/^[\w-]+$/, { error: 'is not base64url' })
/** A credential's id has at most 1023 bytes. */
const credentialId = bytes(1364)
const BYTES_MAX = 8192

/** What a passkey signed. Browsers, not people, write it: what is not needed is left out. */
export const assertion = z.object({
  id: credentialId,
  response: z.object({
    clientDataJSON: bytes(BYTES_MAX),
    authenticatorData: bytes(BYTES_MAX),
    signature: bytes(BYTES_MAX),
    userHandle: bytes(100).optional(),
  }),
})
export type Assertion = z.infer<typeof assertion>

const transports = ['ble', 'cable', 'hybrid', 'internal', 'nfc', 'smart-card', 'usb']
/** A passkey that a browser has just made. */
export const newPasskey = z.strictObject({
  name: line(NAME_MAX),
  registration: z.object({
    id: credentialId,
    response: z.object({
      clientDataJSON: bytes(BYTES_MAX),
      attestationObject: bytes(BYTES_MAX),
      transports: z
        .array(z.string())
        .max(20)
        .default([])
        .transform((some) => transports.filter((each) => some.includes(each))),
    }),
  }),
})
export const namedPasskey = z.strictObject({ id, name: line(NAME_MAX) })

/** Secret of a link in a letter, 256 bits in base64url. */
const recoveryToken = z.string().regex(/^[\w-]{43}$/, { error: 'is no link of ours' })

const from = { ip: line(64, 0).default('') }
export const forgottenPassword = z.strictObject({ email, ...from })
export const recoveryLink = z.strictObject({ token: recoveryToken })
export const recoveredPassword = z.strictObject({
  token: recoveryToken,
  next: password,
  ...from,
})

/** Place in a feed: the sequence number of the last event that was read. */
export const feedPosition = z.strictObject({ after: z.number().int().min(0) })
/** A page of a feed: events after `after`, oldest first. */
export const feedPage = feedPosition.extend({
  limit: z.number().int().min(1).max(500).default(500),
})

/** Tells an event of the feed from any other that ever had its number. */
export const fingerprintOf = ({ id, at }: { id: string | bigint; at: Date | string }) =>
  `${id} ${new Date(at).toISOString()}`
