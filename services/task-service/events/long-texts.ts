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
  const excerpts = long.map(([field, sides]) => [field, sides.map(excerptOf)])
  const replaced = long.map(([field, [before, after]]) => [field, replacedIn(before, after)])
  return {
    changes: { ...changes, ...Object.fromEntries(excerpts) },
    replaced: Object.fromEntries(replaced),
  }
}

const isLong = (value: unknown) => typeof value === 'string' && [...value].length > EXCERPT_MAX

const excerptOf = (value: unknown) =>
  typeof value === 'string' ? [...value].slice(0, EXCERPT_MAX).join('') : value

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
