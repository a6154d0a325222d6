import {
  authorizationCodeGrant,
  type Configuration,
  fetchUserInfo,
  type ServerMetadata,
} from 'openid-client'
import { z } from 'zod'
import { ProviderAway } from './ask-provider.ts'
import type { ProviderSettings } from './oidc-env.ts'
import { oidcRefused, providerAway } from './refusals.ts'

/** How far the clock of a provider may be off, in seconds. */
export const CLOCK_SECONDS = 120

/** Whom a provider means. */
export interface Told {
  readonly issuer: string
  readonly subject: string
  /** By which it is told that they sign out, where it wants to know. */
  readonly idToken?: string
  /** When somebody signed in there, in epoch seconds, if it says so. */
  readonly authTime?: number
  /** What it says of them beside; asked for where it is needed. */
  readonly profile: () => Promise<Profile>
}

/** Entra says by `xms_edov` that an address is of a domain its tenant has proved. */
const profile = z.object({
  email: z.string().optional().catch(undefined),
  email_verified: z.unknown().optional(),
  xms_edov: z.unknown().optional(),
  name: z.string().optional().catch(undefined),
})
export type Profile = z.infer<typeof profile>

/** Whether the provider has made sure that the address is theirs. Nothing but a plain yes counts. */
export const isProved = ({ email_verified, xms_edov }: Profile) =>
  email_verified === true ||
  (email_verified === undefined && [true, 1, '1', 'true'].some((yes) => yes === xms_edov))

interface Answer {
  readonly redirectUri: string
  readonly code: string
  /** As the provider wrote it beside the code. */
  readonly iss?: string
  readonly state: string
  readonly nonce: string
  readonly verifier: string
}

interface Log {
  readonly warn: (facts: object, words: string) => void
}

/** Gives a code back for an ID token, and makes sure that it is one: who wrote it, for whom, when, and for which question. */
export async function checkAnswer(
  { config, metadata, log }: { config: Configuration; metadata: ServerMetadata; log: Log },
  { id: provider }: ProviderSettings,
  { redirectUri, code, iss, state, nonce, verifier }: Answer,
): Promise<Told> {
  const url = new URL(redirectUri)
  for (const [name, value] of Object.entries({ code, state, iss }))
    if (value !== undefined) url.searchParams.set(name, value)
  const tokens = await authorizationCodeGrant(config, url, {
    ...{ pkceCodeVerifier: verifier, expectedState: state, expectedNonce: nonce },
    idTokenExpected: true,
  }).catch((error: unknown) => {
    throw refusalFor(error, provider, log)
  })
  const claims = tokens.claims()
  const { id_token: idToken, access_token: accessToken } = tokens
  if (!claims || !idToken || claims.sub.length > 255) throw oidcRefused()
  const secondsOff = Math.round(claims.iat - Date.now() / 1000)
  if (Math.abs(secondsOff) > CLOCK_SECONDS) {
    log.warn({ provider, secondsOff }, 'sign-in refused: the clock of the provider is off, or ours')
    throw oidcRefused()
  }
  const { sub: subject, iss: issuer, auth_time: authTime } = claims
  return {
    ...{ issuer, subject, ...(authTime !== undefined && { authTime }) },
    ...(metadata.end_session_endpoint && { idToken }),
    profile: async () => {
      const said = profile.parse(claims)
      if (said.email !== undefined || !metadata.userinfo_endpoint) return said
      const more = await fetchUserInfo(config, accessToken, subject).catch((error: unknown) => {
        throw refusalFor(error, provider, log)
      })
      return profile.parse({ ...more, ...claims })
    },
  }
}

/** What of a provider's failure is its own, and costs no more than its button. */
const ITS_OWN = new Set([
  'OAUTH_RESPONSE_IS_NOT_JSON',
  'OAUTH_RESPONSE_IS_NOT_CONFORM',
  'OAUTH_PARSE_ERROR',
  'OAUTH_TIMEOUT',
])

/** What is told to whoever wants in. The log has what is wrong, without what the provider wrote. */
function refusalFor(error: unknown, provider: string, log: Log) {
  const chain = causesOf(error)
  // What cannot be read is quoted by whoever tried.
  const own = chain.filter((one) => !(one instanceof SyntaxError))
  const said = own.map(({ message }) => message).join(': ')
  const code = chain.map((one) => fieldOf(one, 'code')).find(Boolean)
  const refused = chain.map((one) => fieldOf(one, 'error')).find(Boolean)
  log.warn({ provider, code, refused, said }, 'sign-in by a provider failed')
  const isAway = chain.some((one) => one instanceof ProviderAway) || (code && ITS_OWN.has(code))
  // A code that is used, late or invented is somebody's; whatever else it refuses is how we are set up.
  return isAway || (refused && refused !== 'invalid_grant') ? providerAway() : oidcRefused()
}

function causesOf(error: unknown): Error[] {
  return error instanceof Error ? [error, ...causesOf(error.cause)] : []
}

const fieldOf = (error: Error, name: string) => {
  const value: unknown = Reflect.get(error, name)
  return typeof value === 'string' ? value : undefined
}
