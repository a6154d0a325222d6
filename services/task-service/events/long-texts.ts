/** Characters of a text that the log shows on each side of a change. */
export const EXCERPT_MAX = 500

/** What a text lost: from code point `at` on `removed` became `added` others. With the text that stands it gives back
 *  the one before; each text is stored once that way, where both sides of each change would store it twice. */
export type Replaced = {
  readonly at: number
  readonly removed: string
  readonly added: number
}

/** The text before a change, from the one after it. */
export function textBefore(after: string, { at, removed, added }: Replaced) {
  const letters = [...after]
  return [...letters.slice(0, at), removed, ...letters.slice(at + added)].join('')
}

/** Changes as the log keeps them: excerpts of long texts, and apart from them what undoing needs. */
export function shortened<Changes extends object>(
  changes: Changes,
): { changes: Changes; replaced?: Record<string, Replaced> }
export function shortened(changes: object): object {
  const fields = Object.entries<[unknown, unknown]>({ ...changes })
  const long = fields.filter(([, sides]) => sides.some(isLong))
  if (long.length === 0) return { changes }
  const replaced = long.map(([field, sides]) => ({ field, sides, ...replacedIn(...sides) }))
  const excerpts = replaced.map(({ field, sides: [before, after], at, removed, added }) => {
    const sizes = [[...removed].length, added] as const
    const tail = tailOf(at, Math.max(...sizes))
    return [field, [excerptOf(before, at, sizes[0] + tail), excerptOf(after, at, sizes[1] + tail)]]
  })
  return {
    changes: { ...changes, ...Object.fromEntries(excerpts) },
    replaced: Object.fromEntries(
      replaced.map(({ field, at, removed, added }) => [field, { at, removed, added }]),
    ),
  }
}

const isLong = (value: unknown) => typeof value === 'string' && [...value].length > EXCERPT_MAX

/** Characters that stand before and after what changed. */
const CONTEXT = 60

const startOf = (at: number) => Math.max(0, at - CONTEXT)
/** Where an excerpt that begins at `from` ends at the latest: a mark on each side says that there is more. */
const endOf = (from: number) => from + EXCERPT_MAX - 2

/** Characters that both sides show after what changed, as many as the longer one has room for: whoever compares them
 *  would take what one side alone shows for a part of the change. */
const tailOf = (at: number, size: number) =>
  Math.max(0, Math.min(CONTEXT, endOf(startOf(at)) - at - size))

/** What stands in a text from `at` on, `size` characters, and a little before it. */
function excerptOf(value: unknown, at: number, size: number) {
  if (typeof value !== 'string') return value
  const letters = [...value]
  const from = startOf(at)
  const to = Math.min(at + size, endOf(from))
  const isCut = to < letters.length
  return [from > 0 ? '…' : '', ...letters.slice(from, to), isCut ? '…' : ''].join('')
}

function replacedIn(before: unknown, after: unknown): Replaced {
  const [one, other] = [[...String(before ?? '')], [...String(after ?? '')]]
  const shorter = Math.min(one.length, other.length)
  let at = 0
  while (at < shorter && one[at] === other[at]) at += 1
  let end = 0
  while (end < shorter - at && one.at(-1 - end) === other.at(-1 - end)) end += 1
  return {
    at,
    removed: one.slice(at, one.length - end).join(''),
    added: other.length - end - at,
  }
}
