import type { ActingBot, ActingToken } from '../../chassis/identity.ts'

/** How an act came, as its events keep it: from a browser where there is no token. Names are those of that moment. */
export const wayOf = (token: ActingToken | undefined) => ({
  via: token?.bot ? 'bot' : token ? 'api' : 'web',
  tokenId: token?.id ?? null,
  tokenName: token?.name ?? null,
  ...botColumns(token),
})

export const botColumns = (token: ActingToken | undefined) => ({
  botId: token?.bot?.id ?? null,
  botName: token?.bot?.name ?? null,
})

/** The bot of a row, or null. */
export function botOf({ botId, botName }: ReturnType<typeof botColumns>): ActingBot | null {
  return botId !== null && botName !== null ? { id: botId, name: botName } : null
}

/** SQL: the same of row `row`, as JSON. */
export const botSql = (row: string) =>
  `case when ${row}."botId" is not null then json_build_object('id', ${row}."botId", 'name', ${row}."botName") end`
