import { type ActingToken, botColumns } from '../../chassis/identity.ts'

/** How an act came, as its events keep it: from a browser where there is no token. Names are those of that moment. */
export const wayOf = (token: ActingToken | undefined) => ({
  via: token?.bot ? 'bot' : token ? 'api' : 'web',
  tokenId: token?.id ?? null,
  tokenName: token?.name ?? null,
  ...botColumns(token),
})
