import {
  createHash,
  createPrivateKey,
  createPublicKey,
  hkdfSync,
  type KeyObject,
} from 'node:crypto'
import { errors, jwtVerify, SignJWT } from 'jose'
import { callersOf, type ServiceName } from '../catalog.ts'
import type { ProcessEnv } from './env.ts'

const LIFETIME_SECONDS = 60
const LEEWAY_SECONDS = 5
const REMEMBERED = 10_000

/** The API token that somebody acts by. */
export interface ActingToken {
  readonly id: string
  readonly name: string
  /** Of theirs, that acts by it for them. */
  readonly bot?: ActingBot
}

export interface ActingBot {
  readonly id: string
  readonly name: string
}

/** Who is behind a call. `user` is null when a service calls on its own behalf. */
export interface Identity {
  readonly caller: string
  readonly user: { readonly id: string } | null
  /** By which of their API tokens the user asks, if not in a browser. */
  readonly token?: ActingToken
  /** A service asks, for itself or for a user; else a user's own request was passed on. */
  readonly isService: boolean
  /** The user operates the installation, as user-service said just before the service asked. */
  readonly isOperator?: true
}

/** `person`: a request of the user's own, passed on. `service`: a question of the service, perhaps for a user. */
export type Speaker = 'person' | 'service'

/** Signs for one audience at a time: a token names caller (`iss`), callee (`aud`) and user (`sub`), and lives 60 s. Where
 *  a service asks for a user, `act` says so (RFC 8693): only such tokens and those without a user open `/internal`.
 *  One token serves a user and audience for half of its life, so that a hot read does not pay for a signature. */
export function createSigner(env: ProcessEnv, service: ServiceName) {
  const key = privateKeyOf(env, service)
  const self = selfOf(service)
  const fresh = new Map<string, { token: Promise<string>; renewAt: number }>()
  return (
    audience: ServiceName,
    userId: string | null,
    speaker: Speaker = 'person',
    actingToken?: ActingToken,
    isOperator = false,
  ): Promise<string> => {
    // A bot may be called something else by now.
    const acting = `${actingToken?.id} ${isOperator} ${actingToken?.bot?.name}`
    const name = `${audience} ${userId} ${speaker} ${acting}`
    const known = fresh.get(name)
    if (known && known.renewAt > Date.now()) return known.token
    if (fresh.size >= REMEMBERED) fresh.clear()
    const act = speaker === 'service' && userId ? { act: { sub: self } } : {}
    // Read once: a second that ends in between would make it live longer than verifiers let it.
    const now = Math.floor(Date.now() / 1000)
    const token = new SignJWT({
      ...act,
      ...(actingToken && { api_token: actingToken }),
      ...(isOperator && { operator: true }),
    })
      .setProtectedHeader({ alg: 'EdDSA' })
      .setIssuer(service)
      .setAudience(audience)
      .setSubject(userId ?? self)
      .setIssuedAt(now)
      .setExpirationTime(now + LIFETIME_SECONDS)
      .sign(key)
    fresh.set(name, { token, renewAt: Date.now() + (LIFETIME_SECONDS / 2) * 1000 })
    return token
  }
}
export type Signer = ReturnType<typeof createSigner>

/** Verifies `Bearer` tokens meant for `service` from callers that the catalogue allows; null for anything else, and
 *  `onRefused` learns why: a clock that is off, another environment's key. A verified token is remembered until it
 *  expires. */
export function createVerifier(env: ProcessEnv, service: ServiceName) {
  const keys = new Map(callersOf(service).map((caller) => [caller, publicKeysOf(env, caller)]))
  const verified = new Map<string, { identity: Identity; expiresAt: number }>()
  return async (
    authorization: string | undefined,
    onRefused: (reason: string) => void = () => {},
  ): Promise<Identity | null> => {
    const token = authorization?.startsWith('Bearer ') ? authorization.slice(7) : undefined
    if (!token) return null
    const known = verified.get(token)
    if (known) {
      if (known.expiresAt > Date.now()) return known.identity
      verified.delete(token)
      onRefused(expired)
      return null
    }
    let reason = unsigned
    for (const [caller, candidates] of keys)
      for (const key of candidates) {
        const claims = await claimsOf(token, key, caller, service)
        if ('refusal' in claims) {
          if (claims.refusal !== unsigned) reason = claims.refusal
          continue
        }
        const { sub, actor, exp, token: actingToken, isOperator } = claims
        const self = selfOf(caller)
        const identity = {
          caller,
          user: sub === self ? null : { id: sub },
          isService: sub === self || actor === self,
          ...(actingToken && { token: actingToken }),
          ...(isOperator && { isOperator: true as const }),
        }
        if (verified.size >= REMEMBERED) verified.clear()
        verified.set(token, { identity, expiresAt: (exp + LEEWAY_SECONDS) * 1000 })
        return identity
      }
    onRefused(reason)
    return null
  }
}

/** A secret for one purpose, derived from the development master key (HKDF-SHA-256, 32 bytes). */
export const derivedSecret = (masterKey: string, purpose: string) =>
  Buffer.from(hkdfSync('sha256', masterKey, 'taskmate', purpose, 32))

/** SHA-256 in hex: how tokens and session secrets are stored. */
export const digest = (value: string) => createHash('sha256').update(value).digest('hex')

export const isActingToken = (value: unknown): value is ActingToken =>
  isNamed(value) && (!('bot' in value) || value.bot === undefined || isNamed(value.bot))

const isNamed = (value: unknown): value is { id: string; name: string } =>
  typeof value === 'object' &&
  value !== null &&
  'id' in value &&
  'name' in value &&
  typeof value.id === 'string' &&
  typeof value.name === 'string'

const expired = 'It has expired'
const unsigned = 'No caller that is known here signed it'

const selfOf = (service: string) => `service:${service}`

type Claims =
  | {
      readonly sub: string
      readonly exp: number
      readonly actor: unknown
      readonly token?: ActingToken
      readonly isOperator: boolean
    }
  | { readonly refusal: string }

/** The claims of a token that is good now. One that says it lives longer than ours do was not made by our signer. */
async function claimsOf(
  token: string,
  key: KeyObject,
  issuer: string,
  audience: string,
): Promise<Claims> {
  try {
    const { payload } = await jwtVerify(token, key, {
      algorithms: ['EdDSA'],
      issuer,
      audience,
      clockTolerance: LEEWAY_SECONDS,
      maxTokenAge: LIFETIME_SECONDS,
      requiredClaims: ['exp', 'iat', 'sub'],
    })
    const { sub = '', exp = 0, iat = 0, act, api_token: acting, operator } = payload
    if (exp - iat > LIFETIME_SECONDS) return { refusal: 'It says that it lives too long' }
    const actor = typeof act === 'object' && act !== null && 'sub' in act ? act.sub : undefined
    const isOperator = operator === true
    return { sub, exp, actor, isOperator, ...(isActingToken(acting) && { token: acting }) }
  } catch (error) {
    if (error instanceof errors.JWTClaimValidationFailed)
      return { refusal: `Its ${error.claim} is wrong` }
    if (error instanceof errors.JWTExpired) return { refusal: expired }
    return { refusal: unsigned }
  }
}

function privateKeyOf(env: ProcessEnv, service: string) {
  if (env.IDENTITY_PRIVATE_KEY)
    return createPrivateKey({
      key: Buffer.from(env.IDENTITY_PRIVATE_KEY, 'base64'),
      format: 'der',
      type: 'pkcs8',
    })
  return derivedKey(env, service)
}

function publicKeysOf(env: ProcessEnv, service: string): KeyObject[] {
  if (!env.IDENTITY_PUBLIC_KEYS) return [createPublicKey(derivedKey(env, service))]
  const known: Record<string, string[]> = JSON.parse(env.IDENTITY_PUBLIC_KEYS)
  return (known[service] ?? []).map((key) =>
    createPublicKey({ key: Buffer.from(key, 'base64'), format: 'der', type: 'spki' }),
  )
}

/** An Ed25519 private key is its 32-byte seed behind this fixed PKCS #8 prefix (RFC 8410). */
const pkcs8Prefix = Buffer.from('302e020100300506032b657004220420', 'hex')

function derivedKey(env: ProcessEnv, service: string) {
  const seed = derivedSecret(env.RAILS_MASTER_KEY ?? '', `identity:${service}`)
  return createPrivateKey({
    key: Buffer.concat([pkcs8Prefix, seed]),
    format: 'der',
    type: 'pkcs8',
  })
}

/** The bot of who acts, as rows keep it: its name is that of this moment. */
export const botColumns = (token: ActingToken | undefined) => ({
  botId: token?.bot?.id ?? null,
  botName: token?.bot?.name ?? null,
})

/** The bot of a row, or null. */
export function botOf({ botId, botName }: ReturnType<typeof botColumns>): ActingBot | null {
  return botId !== null && botName !== null ? { id: botId, name: botName } : null
}

/** SQL: the bot of row `row`, as JSON. */
export const botSql = (row: string) =>
  `case when ${row}."botId" is not null then json_build_object('id', ${row}."botId", 'name', ${row}."botName") end`
