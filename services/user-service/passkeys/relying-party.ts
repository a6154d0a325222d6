import { isIP } from 'node:net'

/** For whom passkeys are made: the host that browsers bind them to, and the one origin whose pages may ask for them. */
export interface RelyingParty {
  readonly id: string
  readonly origin: string
}

/** Of the product's public origin. Browsers have no passkeys on an address in numbers, nor over plain http but for this
 *  machine itself: there are none then. */
export function relyingPartyOf(publicOrigin: string | undefined): RelyingParty | undefined {
  if (!publicOrigin) return undefined
  const { protocol, hostname, origin } = new URL(publicOrigin)
  const isLocal = hostname === 'localhost' || hostname.endsWith('.localhost')
  if (protocol !== 'https:' && !isLocal) return undefined
  // An IPv6 address stands in brackets.
  return isIP(hostname.replace(/[[\]]/g, '')) ? undefined : { id: hostname, origin }
}
