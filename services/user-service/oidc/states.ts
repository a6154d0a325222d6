import { createHmac } from 'node:crypto'
import { z } from 'zod'
import type { PrismaClient } from '#db/user'
import { digest } from '../../chassis/identity.ts'
import type { FactorKeys } from '../factors/factor-keys.ts'
import { OIDC_MINUTES } from '../limits.ts'

/** What somebody goes to a provider for, and what comes back with them. */
const asked = z.object({
  provider: z.string(),
  for: z.enum(['sign-in', 'proof', 'link']),
  /** The session that asks, but for a sign-in. */
  sessionId: z.string().optional(),
  /** Where on this site they go afterwards. */
  next: z.string().optional(),
  invitation: z.string().optional(),
  locale: z.enum(['ko', 'en']),
  timeZone: z.string().optional(),
})
export type Asked = z.infer<typeof asked>

const sealed = asked.extend({ begunAt: z.number() })
export type State = z.infer<typeof sealed>

const ownerOf = (browser: string) => `oidc:${digest(browser)}`

/** `state` of OAuth, which only this browser can bring back: `browser` is its secret. It says itself until when it counts, and
 *  nobody else can read or make one: who only looks at a provider's page writes nothing anywhere. */
export function newState(keys: FactorKeys, browser: string, wanted: Asked, now = Date.now()) {
  const state: State = { ...wanted, begunAt: now }
  const text = keys.seal(ownerOf(browser), Buffer.from(JSON.stringify(state)))
  return Buffer.from(text).toString('base64url')
}

/** What was asked for; undefined where it was not in this browser, or too long ago. */
export function openState(keys: FactorKeys, browser: string, text: string): State | undefined {
  try {
    const opened = keys.open(ownerOf(browser), Buffer.from(text, 'base64url').toString())
    const state = sealed.parse(JSON.parse(opened.toString()))
    return endOf(state) > new Date() ? state : undefined
  } catch {
    return undefined
  }
}

const endOf = ({ begunAt }: State) => new Date(begunAt + OIDC_MINUTES * 60_000)

/** Uses a state up: of many who bring it at once one goes on. */
export async function takeState(db: PrismaClient, text: string, state: State) {
  const [now, expiresAt] = [new Date(), endOf(state)]
  // By then nobody remembers whether it was used.
  if (expiresAt <= now) return false
  await db.usedChallenge.deleteMany({ where: { expiresAt: { lte: now } } })
  const data = [{ hash: digest(text), expiresAt }]
  const { count } = await db.usedChallenge.createMany({ data, skipDuplicates: true })
  return count === 1
}

/** Made of the state and the secret of its browser, so that neither has to be kept anywhere: the verifier of PKCE, which the
 *  provider hears from us alone, and the nonce, which comes back in the ID token. */
export const verifierOf = (browser: string, state: string) => derived(browser, 'verifier', state)
export const nonceOf = (browser: string, state: string) => derived(browser, 'nonce', state)

const derived = (browser: string, purpose: string, state: string) =>
  createHmac('sha256', browser).update(`${purpose} ${state}`).digest('base64url')
