import { TRPCError } from '@trpc/server'
import { type ActingBot, type ActingToken, digest } from '../../chassis/identity.ts'
import { isApiToken } from '../../chassis/tokens/api-token.ts'
import type { Scope } from '../../user-service/contract.ts'
import type { SessionStore } from './session-store.ts'

/** Whoever calls by an API token, and what it lets them do. */
export interface TokenFacts {
  readonly uid: string
  readonly token: ActingToken
  readonly scopes: readonly Scope[]
}

/** What user-service says of a token. */
interface Verified {
  readonly id: string
  readonly userId: string
  readonly name: string
  /** Missing while a release serves that knows of none. */
  readonly bot?: ActingBot | null
  readonly scopes: readonly Scope[]
  readonly expiresAt: string
  readonly epoch: number
}

interface Options {
  readonly store: Pick<SessionStore, 'endOf' | 'revoke'>
  /** Asks user-service; null for what is no token, or no longer. */
  readonly verify: (claim: { hash: string; ip: string }) => Promise<Verified | null>
}

const FRESH_MS = 2000
const REMEMBERED = 10_000

/** Reads API tokens. What user-service said of one holds for two seconds, unless Redis knows of an end since then; that
 *  a text is no token holds for good, so that a program that goes on with an old one is no guesser. */
export function createApiTokens({ store, verify }: Options) {
  const known = new Map<string, { answer: Promise<Verified | null>; until: number }>()

  const ask = (hash: string, ip: string) => {
    if (known.size >= REMEMBERED) known.clear()
    const answer = verify({ hash, ip })
    const asked = { answer, until: Date.now() + FRESH_MS }
    known.set(hash, asked)
    answer.then(
      (token) => {
        if (!token) asked.until = Number.POSITIVE_INFINITY
      },
      () => known.delete(hash),
    )
    return answer
  }
  const recent = (hash: string, ip: string) => {
    const asked = known.get(hash)
    return asked && asked.until > Date.now() ? asked.answer : ask(hash, ip)
  }

  return {
    /** UNAUTHORIZED for everything else, with one answer: nobody learns what is wrong with it. */
    read: async (text: string, ip: string): Promise<TokenFacts> => {
      if (!isApiToken(text)) throw invalid()
      const hash = digest(text)
      const found = await recent(hash, ip)
      if (!found) throw invalid()
      const { isEnded, epoch } = await store.endOf(found.userId, found.id)
      if (isEnded) throw invalid()
      // Something ended sessions of this person since: a new password or a closed account, which end tokens too.
      const current = epoch > found.epoch ? await ask(hash, ip) : found
      if (!current || Date.parse(current.expiresAt) <= Date.now()) throw invalid()
      const { id, userId: uid, name, bot, scopes } = current
      return { uid, token: { id, name, ...(bot && { bot }) }, scopes }
    },

    /** Ends tokens in every gateway, from the next request on. */
    end: (uid: string, ids: string[]) => store.revoke(uid, ids),
  }
}
export type ApiTokens = ReturnType<typeof createApiTokens>

const invalid = () =>
  new TRPCError({ code: 'UNAUTHORIZED', message: 'This API token is not valid' })
