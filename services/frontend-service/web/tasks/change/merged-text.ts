/** Both changes of a text, where they lie apart; undefined where they touch. */
export function mergedText(base: string, mine: string, theirs: string) {
  if (mine === theirs) return mine
  const [own, other] = [changeOf(base, mine), changeOf(base, theirs)]
  const [first, second] = own.from < other.from ? [own, other] : [other, own]
  if (second.from <= first.to) return undefined
  const between = base.slice(first.to, second.from)
  return base.slice(0, first.from) + first.text + between + second.text + base.slice(second.to)
}

/** What a change put in the place of what. */
export function changeOf(before: string, after: string) {
  const shorter = Math.min(before.length, after.length)
  let from = 0
  while (from < shorter && before[from] === after[from]) from += 1
  // An emoji is two units, of which another one may share either: it changes whole.
  if (isFirstHalf(before.charCodeAt(from - 1))) from -= 1
  let end = 0
  while (end < shorter - from && before.at(-1 - end) === after.at(-1 - end)) end += 1
  if (isSecondHalf(before.charCodeAt(before.length - end))) end -= 1
  return { from, to: before.length - end, text: after.slice(from, after.length - end) }
}

const isFirstHalf = (unit: number) => unit >= 0xd800 && unit < 0xdc00
const isSecondHalf = (unit: number) => unit >= 0xdc00 && unit < 0xe000
