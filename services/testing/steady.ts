import { isDeepStrictEqual } from 'node:util'

/** Two things that should be the same, measured again where they are not: what works in the background every ten seconds
 *  may have come in between, and a real difference is there each time. */
export async function steady<T>(measure: () => Promise<[T, T]>): Promise<[T, T]> {
  for (let tries = 1; ; tries += 1) {
    const pair = await measure()
    if (tries === 3 || isDeepStrictEqual(...pair)) return pair
  }
}
