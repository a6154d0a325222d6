import { Resolver } from 'node:dns/promises'
import { isIP, type LookupFunction } from 'node:net'
import ipaddr from 'ipaddr.js'
import { z } from 'zod'
import { optional, timeoutMs } from '../../chassis/env.ts'

type Range = [ipaddr.IPv4 | ipaddr.IPv6, number]

/** Ranges that no webhook may reach although the internet has them; a cluster's own, where they are not private. */
export const refusedRanges = optional(
  z.string().transform((list, context) =>
    list.split(',').map((range): Range => {
      try {
        return ipaddr.parseCIDR(range.trim())
      } catch {
        context.addIssue({ code: 'custom', message: 'must be ranges as 203.0.113.0/24' })
        return z.NEVER
      }
    }),
  ),
)

export interface AddressRules {
  readonly refused: readonly Range[]
  /** For development: the loopback alone, by http and any port too. */
  readonly isLoopbackAllowed: boolean
}

/** Where webhooks go: the network policy lets nothing else out. */
const PORT = '443'

/** What IPv6 has for the internet, and in it what leads elsewhere: to IPv4 (Teredo, 6to4), to registries' own uses, to examples. */
const global: Range = ipaddr.parseCIDR('2000::/3')
const special: readonly Range[] = ['2001::/23', '2001:db8::/32', '2002::/16', '3fff::/20'].map(
  (range) => ipaddr.parseCIDR(range),
)
/** What the library does not know as reserved: benchmarks, and the host of each machine at Azure. */
const reserved: readonly Range[] = ['198.18.0.0/15', '168.63.129.16/32'].map((range) =>
  ipaddr.parseCIDR(range),
)

/** An address, as IPv4 where IPv6 only wraps one; undefined for what the library cannot read, which is more than what `isIP`
 *  and the name servers' library call no address: `::10.0.0.1` is one to them. */
const parsed = (text: string) => (ipaddr.isValid(text) ? ipaddr.process(text) : undefined)

/** Whether a webhook may connect to an address: one of the internet, as IPv6 may also write it. */
export function isAllowed(text: string, { refused, isLoopbackAllowed }: AddressRules) {
  const address = parsed(text)
  if (!address) return false
  if (isIn(address, ...refused)) return false
  if (address.range() === 'loopback') return isLoopbackAllowed
  if (address instanceof ipaddr.IPv6) return isIn(address, global) && !isIn(address, ...special)
  return address.range() === 'unicast' && !isIn(address, ...reserved)
}

const isIn = (address: ipaddr.IPv4 | ipaddr.IPv6, ...ranges: readonly Range[]) =>
  ranges.some(([net, bits]) =>
    net instanceof ipaddr.IPv4
      ? address instanceof ipaddr.IPv4 && address.match(net, bits)
      : address instanceof ipaddr.IPv6 && address.match(net, bits),
  )

/** The host of an address as sockets want it, without the brackets of IPv6. */
export const hostOf = ({ hostname }: URL) => hostname.replace(/^\[(.*)\]$/, '$1')

/** Names that only mean something inside of a network. */
const inward =
  /(^|\.)(localhost|local|localdomain|internal|intranet|lan|home|corp|svc|cluster)\.?$/i

/** What is wrong with the address of a webhook, before anybody looks its name up; undefined where nothing is. The parser of
 *  `URL` has written decimal, octal and hexadecimal hosts as IPv4 by then. */
export function faultOf(url: URL, rules: AddressRules) {
  const host = hostOf(url)
  if (rules.isLoopbackAllowed && isLoopback(host)) return undefined
  if (url.protocol !== 'https:') return 'must begin with https://'
  if (url.port && url.port !== PORT) return `must be on port ${PORT}`
  if (isIP(host)) return isAllowed(host, rules) ? undefined : inside
  return host.includes('.') && !inward.test(host) ? undefined : inside
}

const inside = 'must lead to a host on the internet'

const isLoopback = (host: string) =>
  host === 'localhost' || (isIP(host) !== 0 && parsed(host)?.range() === 'loopback')

/** Addresses of a name. */
export type Resolve = (host: string) => Promise<string[]>

/** Asks the name servers, with no search list and no file of hosts, and on no thread that others need. */
export const resolved: Resolve = async (host) => {
  if (host === 'localhost') return ['127.0.0.1']
  const resolver = new Resolver({ timeout: timeoutMs(2000), tries: 2 })
  const found = await Promise.allSettled([resolver.resolve4(host), resolver.resolve6(host)])
  return found.flatMap((one) => (one.status === 'fulfilled' ? one.value : []))
}

/** Its code is what is told of a delivery that went nowhere. */
export class AddressError extends Error {
  readonly code: 'refused' | 'dns'
  constructor(code: 'refused' | 'dns') {
    super(code)
    this.code = code
  }
}

/** A socket's own look-up: what it is given here was checked, and is what it connects to. Where one address of a name is
 *  not allowed, none is. Whatever goes wrong is an answer too: nobody waits for what this would reject. */
export const checkedLookup =
  (resolve: Resolve, rules: AddressRules): LookupFunction =>
  (host, options, done) => {
    const look = async () => {
      const addresses = await checked(resolve, rules, host)
      if (addresses instanceof AddressError) done(addresses, '')
      else if (options.all) done(null, [...addresses])
      else done(null, addresses[0].address, addresses[0].family)
    }
    look().catch((error: unknown) =>
      done(error instanceof Error ? error : new AddressError('refused'), ''),
    )
  }

async function checked(resolve: Resolve, rules: AddressRules, host: string) {
  const found = await resolve(host).catch(() => [])
  const [first, ...others] = found.map((address) => ({ address, family: isIP(address) }))
  if (!first) return new AddressError('dns')
  if (!found.every((address) => isAllowed(address, rules))) return new AddressError('refused')
  return [first, ...others] as const
}
