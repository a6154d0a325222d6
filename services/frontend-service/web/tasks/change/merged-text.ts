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
  let end = 0
  while (end < shorter - from && before.at(-1 - end) === after.at(-1 - end)) end += 1
  return { from, to: before.length - end, text: after.slice(from, after.length - end) }
}
