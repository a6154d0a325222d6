import {
  browserSupportsWebAuthnAutofill,
  startAuthentication,
  startRegistration,
  WebAuthnAbortService,
} from '@simplewebauthn/browser'
import { client, type Inputs } from '../../trpc.ts'
import { PasskeyFailure, passkeyWords, withoutPasskeys } from './passkey-words.ts'

export type Door = Inputs['gateway']['passkeySignIns']['ask']['for']
export type Assertion = Inputs['gateway']['passkeySignIns']['enter']['assertion']

const ask = (door: Door) => client.gateway.passkeySignIns.ask.mutate({ for: door })

const isElsewhere = (error: unknown) => error instanceof Error && error.name === 'SecurityError'

/** Has somebody choose a passkey, which signs. */
export async function signFor(door: Door): Promise<Assertion> {
  refuseWithout()
  const optionsJSON = await ask(door)
  return startAuthentication({ optionsJSON }).catch((error: unknown) => {
    throw isElsewhere(error) ? new PasskeyFailure(passkeyWords().onlyAt(optionsJSON.rpId)) : error
  })
}

/** Has somebody make a passkey. */
export async function makePasskey() {
  refuseWithout()
  const optionsJSON = await client.gateway.passkeys.start.mutate()
  return startRegistration({ optionsJSON }).catch((error: unknown) => {
    throw isElsewhere(error)
      ? new PasskeyFailure(passkeyWords().onlyAt(optionsJSON.rp.id ?? optionsJSON.rp.name))
      : error
  })
}

function refuseWithout() {
  const why = withoutPasskeys()
  if (why) throw new PasskeyFailure(why)
}

/** So long before what was asked for ends it is asked for anew. */
const RENEW_MS = 30_000

/** Offers passkeys among what the browser fills in, until `signal` ends it or something else is asked for. Nobody is told
 *  where there are none: it is an offer. */
export async function offerInField(signal: AbortSignal): Promise<Assertion | undefined> {
  // An address in numbers has none.
  if (/^[\d.]+$|:/.test(location.hostname)) return undefined
  if (!(await browserSupportsWebAuthnAutofill())) return undefined
  signal.addEventListener('abort', () => WebAuthnAbortService.cancelCeremony())
  for (;;) {
    let isRenewed = false
    const optionsJSON = await ask('sign-in').catch(() => undefined)
    if (!optionsJSON || signal.aborted) return undefined
    const timer = setTimeout(() => {
      isRenewed = true
      WebAuthnAbortService.cancelCeremony()
    }, optionsJSON.timeout - RENEW_MS)
    const chosen = await startAuthentication({ optionsJSON, useBrowserAutofill: true })
      .catch(() => undefined)
      .finally(() => clearTimeout(timer))
    if (chosen || !isRenewed || signal.aborted) return chosen
  }
}
