/** The form in which words are compared: without case, blanks and ways of writing the same letter. */
export const folded = (word: string) => word.normalize('NFC').toLowerCase().replace(/\s+/g, '')

const LONGEST = 40

/** The word that somebody may have meant: one that begins so, else the one with the fewest typing errors. */
export function nearest(word: string, known: readonly string[]): string | undefined {
  const wanted = folded(word)
  if (!wanted || wanted.length > LONGEST) return undefined
  const begun = known.find((each) => wanted.length > 1 && folded(each).startsWith(wanted))
  let best = begun
  let least = begun ? 0 : Math.max(1, Math.floor(wanted.length / 3)) + 1
  for (const each of known) {
    const other = folded(each)
    if (other.length > LONGEST || Math.abs(other.length - wanted.length) >= least) continue
    const errors = distance(wanted, other)
    // Of a short word nothing may remain otherwise.
    if (errors < least && errors < wanted.length) {
      best = each
      least = errors
    }
  }
  return best
}

/** Letters to add, drop, replace or swap with the next. */
function distance(one: string, other: string) {
  let before: number[] = []
  let last = Array.from({ length: other.length + 1 }, (_, at) => at)
  for (let row = 1; row <= one.length; row++) {
    const now = [row]
    for (let at = 1; at <= other.length; at++) {
      const isSame = one[row - 1] === other[at - 1]
      const isSwapped =
        row > 1 && at > 1 && one[row - 1] === other[at - 2] && one[row - 2] === other[at - 1]
      now[at] = Math.min(
        (last[at] ?? 0) + 1,
        (now[at - 1] ?? 0) + 1,
        (last[at - 1] ?? 0) + (isSame ? 0 : 1),
        isSwapped ? (before[at - 2] ?? 0) + 1 : Number.POSITIVE_INFINITY,
      )
    }
    before = last
    last = now
  }
  return last[other.length] ?? 0
}
