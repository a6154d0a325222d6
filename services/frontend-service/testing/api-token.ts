import { type Scope, scopes } from '../../user-service/contract.ts'
import { openBrowser } from './browser.ts'
import { type Person, password } from './people.ts'

interface Wanted {
  readonly scopes?: Scope[]
  readonly name?: string
  /** Of a bot of theirs. */
  readonly botId?: string
  readonly expiresAt?: string
  readonly password?: string
}

const DAY_MS = 24 * 60 * 60 * 1000
export const inDays = (days: number) => new Date(Date.now() + days * DAY_MS).toISOString()

/** A new API token of somebody, with every scope unless said otherwise. */
export const newTokenOf = ({ trpc }: Pick<Person, 'trpc'>, wanted: Wanted = {}) =>
  trpc.gateway.apiTokens.create.mutate({
    ...{ name: 'Report script', scopes: [...scopes], expiresAt: inDays(30), password },
    ...wanted,
  })

/** A program: no cookie, none of the headers of our pages. */
export const program = (url: string, token: string) =>
  openBrowser(url, { authorization: `Bearer ${token}` })

/** A new bot of somebody, and a token of it with every scope unless said otherwise. */
export async function newBotOf({ trpc }: Pick<Person, 'trpc'>, name: string, wanted: Wanted = {}) {
  const bot = await trpc.gateway.bots.create.mutate({ name })
  const { id: tokenId, token } = await newTokenOf({ trpc }, { ...wanted, botId: bot.id })
  return { ...bot, tokenId, token }
}
