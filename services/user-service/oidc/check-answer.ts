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
const CLOCK_SECONDS = 120

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

const document = z.object({
  email: z.string().optional().catch(undefined),
  email_verified: z.unknown().optional(),
  xms_edov: z.unknown().optional(),
  name: z.string().optional().catch(undefined),
})

export interface Profile {
  readonly email?: string | undefined
  readonly name?: string | undefined
  /** Whether the provider has made sure that the address is theirs. Nothing but a plain yes counts. */
  readonly isProved: boolean
}

/** Entra says by `xms_edov` that an address is of a domain its tenant has proved. Elsewhere it may be anybody's word. */
const isEntra = (issuer: string) => new URL(issuer).hostname === 'login.microsoftonline.com'

/** The address and its proof are of one document: another one may mean another address. */
export function profileOf(issuer: string, claims: object, userinfo: object = {}): Profile {
  const [said, more] = [document.parse(claims), document.parse(userinfo)]
  const name = said.name ?? more.name
  if (said.email === undefined)
    return { email: more.email, name, isProved: more.email_verified === true }
  const { email, email_verified, xms_edov } = said
  const isDomainProved =
    isEntra(issuer) &&
    email_verified === undefined &&
    [true, 1, '1', 'true'].some((yes) => yes === xms_edov)
  return { email, name, isProved: email_verified === true || isDomainProved }
}

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
      const said = profileOf(issuer, claims)
      if (said.email !== undefined || !metadata.userinfo_endpoint) return said
      const more = await fetchUserInfo(config, accessToken, subject).catch((error: unknown) => {
        throw refusalFor(error, provider, log)
      })
      return profileOf(issuer, claims, more)
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

/** Of RFC 6749 and OpenID Connect. */
const ERRORS = new Set([
  ...['invalid_request', 'unauthorized_client', 'access_denied', 'unsupported_response_type'],
  ...['invalid_scope', 'server_error', 'temporarily_unavailable', 'invalid_client'],
  ...['invalid_grant', 'unsupported_grant_type', 'interaction_required', 'login_required'],
  ...['account_selection_required', 'consent_required', 'invalid_request_uri'],
  ...['invalid_request_object', 'request_not_supported', 'request_uri_not_supported'],
  ...['registration_not_supported', 'invalid_token', 'insufficient_scope'],
])

/** As the log has it: anybody can write one into an address. */
export const knownError = (error: string) => (ERRORS.has(error) ? error : 'other')

/** What is told to whoever wants in. The log has what is wrong, without what the provider wrote. */
function refusalFor(error: unknown, provider: string, log: Log) {
  const chain = causesOf(error)
  // What cannot be read is quoted by whoever tried.
  const own = chain.filter((one) => !(one instanceof SyntaxError))
  const said = own.map(({ message }) => message).join(': ')
  const code = chain.map((one) => fieldOf(one, 'code')).find(Boolean)
  const wrote = chain.map((one) => fieldOf(one, 'error')).find(Boolean)
  const refused = wrote && knownError(wrote)
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
