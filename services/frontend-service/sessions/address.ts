import type { IncomingMessage } from 'node:http'

/** Whether what an address says in `X-Forwarded-…` is believed. */
export type Trusts = (address: string | undefined, hop: number) => boolean

/** The address that a request comes from, as `req.ip` of Express: the last one that nobody trusted has named. */
export function addressOf({ headers, socket }: IncomingMessage, trusts: Trusts) {
  const named = String(headers['x-forwarded-for'] ?? '').split(',')
  const hops = [socket.remoteAddress ?? '', ...named.map((one) => one.trim()).reverse()].filter(
    Boolean,
  )
  return hops.find((address, hop) => !trusts(address, hop)) ?? hops.at(-1) ?? ''
}
