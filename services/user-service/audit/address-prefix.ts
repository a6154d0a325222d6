import ipaddr from 'ipaddr.js'

/** The network that an address is in, as far as one may be kept: /24 of an IPv4 address, /48 of an IPv6 one. No text for
 *  what is no address. */
export function addressPrefix(ip: string) {
  if (!ipaddr.isValid(ip)) return ''
  const address = ipaddr.process(ip)
  if (address instanceof ipaddr.IPv4) {
    const [a, b, c] = address.octets
    return `${a}.${b}.${c}.0/24`
  }
  const network = address.parts.slice(0, 3).map((part) => part.toString(16))
  return `${network.join(':')}::/48`
}
