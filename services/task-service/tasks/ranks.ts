import { generateKeyBetween, generateNKeysBetween } from 'fractional-indexing'

const DIGITS = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz'

/** Characters of a rank from which on it is renewed in the background. */
export const RANK_LONG = 16
/** No move makes a longer one: it renews the ranks around its place first. */
export const RANK_MAX = 32
/** Characters that renewed ranks may have. */
const RANK_RENEWED = 12

/** Rank of a task that was never moved: its number as an integer key of five digits. The same as `rank_of(number)`
 *  in the database, so that a new task goes to the end without anybody reading what the end is. */
export const rankOf = (number: number) =>
  `e${[4, 3, 2, 1, 0].map((place) => DIGITS[Math.floor(number / 62 ** place) % 62]).join('')}`

export const rankBetween = (before: string | null, after: string | null) =>
  generateKeyBetween(before, after)

/** As many new ranks as `old` has, between two others, ascending. None equals an old one: the unique index looks at
 *  each row while the others still have theirs. Undefined where there is no room for short ones. */
export function renewedRanks(before: string | null, after: string, old: readonly string[]) {
  const taken = new Set(old)
  const free = generateNKeysBetween(before, after, 2 * old.length).filter(
    (rank) => !taken.has(rank),
  )
  const ranks = old.map((_, nth) => free[Math.floor((nth * free.length) / old.length)] ?? '')
  return ranks.every((rank) => rank.length <= RANK_RENEWED) ? ranks : undefined
}
