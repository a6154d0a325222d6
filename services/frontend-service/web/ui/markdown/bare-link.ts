const base =
  '을|를|은|는|이|가|과|와|의|에|에서|에게|께|한테|로|으로|로서|으로서|로써|으로써|로부터|으로부터|에서부터|부터|까지|도|만|뿐|처럼|같이|보다|마다|조차|마저|밖에|나|이나|든지|이든지|라도|이라도|랑|이랑|하고|및|등|님|라고|이라고|라는|이라는|란|이란|라|이라|이다|입니다|이에요|예요|인데|이며|며|이고|고|인|인지'
const particle = new RegExp(`(?<![가-힣])(?:${base})(?:는|은|도|만|의|요)?$`)
/** A name of a host that goes on in Hangul after its Latin end is two words. */
const host = /^(?:\w+:\/\/)?[^/?#\s]*?\.[a-z]{2,}(?=[가-힣]+(?:[/?#]|$))/i
const closing = /[.,:;!?"'”’」』》〉）】〕…。、，！？]+$/

/** How much of a bare address is the address: the particle that Korean writes right behind it is not, nor what closes
 *  a quotation or a sentence. Hangul within an address stays: https://ko.wikipedia.org/wiki/서울. */
export function bareLinkLength(address: string) {
  const [named] = host.exec(address) ?? [address]
  const ended = named.replace(closing, '')
  const bare = ended.replace(particle, '')
  return (bare === ended ? ended : bare.replace(closing, '')).length
}
