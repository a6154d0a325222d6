import { generateKeyBetween } from 'fractional-indexing'

const DIGITS = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz'

/** Rank of a task that was never moved: its number as an integer key of five digits. The same as `rank_of(number)`
 *  in the database, so that a new task goes to the end without anybody reading what the end is. */
export const rankOf = (number: number) =>
  `e${[4, 3, 2, 1, 0].map((place) => DIGITS[Math.floor(number / 62 ** place) % 62]).join('')}`

export const rankBetween = (before: string | null, after: string | null) =>
  generateKeyBetween(before, after)
