import { factsOf, sentenceOf } from '../../failures.ts'
import { passkeys as en } from '../../messages/en/account/passkeys.ts'
import { passkeys as ko } from '../../messages/ko/account/passkeys.ts'
import { inLanguage } from '../../messages.ts'

/** About passkeys, in the language on screen. The words come with what shows them. */
export const passkeyWords = inLanguage({ ko, en })

/** What is told as it stands. */
export class PasskeyFailure extends Error {}

/** Why there are no passkeys in this browser; undefined where there are. */
export function withoutPasskeys() {
  if (typeof PublicKeyCredential === 'function') return undefined
  return window.isSecureContext ? passkeyWords().unsupported : passkeyWords().impossible
}

/** Why there are none on this page, by where they work. */
export function notHere(origin: string | null) {
  if (origin === null) return passkeyWords().impossible
  return location.origin === origin ? withoutPasskeys() : passkeyWords().onlyAt(origin)
}

/** What a browser says by the name of its error. Who cancels and who is too late look alike to it. */
const byName: Record<string, () => string | undefined> = {
  NotAllowedError: () => passkeyWords().cancelled,
  // Something else was asked for meanwhile.
  AbortError: () => undefined,
  InvalidStateError: () => passkeyWords().known,
  ConstraintError: () => passkeyWords().unverified,
  NotSupportedError: () => passkeyWords().unverified,
}

/** Why a passkey did not do; undefined where nobody needs to be told. */
export function explainPasskey(error: unknown) {
  // It brings its words.
  if (error instanceof PasskeyFailure) return error.message
  const { reason } = factsOf(error)
  if (reason === 'passkey_refused') return passkeyWords().refused
  if (reason === 'passkey_known') return passkeyWords().known
  if (reason === 'no_passkeys') return passkeyWords().impossible
  const told = error instanceof Error && byName[error.name]
  return told ? told() : sentenceOf(error)
}
