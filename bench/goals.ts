/** What a pair of slices is compared by; each is the subject's figure divided by the anchor's. */
export type Figure = 'requests' | 'p50' | 'p99' | 'cpu'

export interface Goal {
  readonly figure: Figure
  readonly atLeast?: number
  readonly atMost?: number
}

export interface Result {
  readonly id: string
  readonly what: string
  /** As it is shown: `requests/s ÷ 1a`. */
  readonly figure: string
  readonly atLeast?: number | undefined
  readonly atMost?: number | undefined
  readonly value: number
  /** Between these lies the middle half of what was measured. */
  readonly spread: readonly [number, number]
  readonly verdict: Verdict
  readonly note?: string | undefined
}

export type Verdict = 'met' | 'missed' | 'not measured'

/** How far apart the quarters may lie, as a part of the median, where the goal lies between them. */
const CLOSE = 0.2

/** The median judges; where the middle half lies on both sides of the goal and far apart, nothing can be said. */
export function judged(values: readonly number[], { atLeast, atMost }: Omit<Goal, 'figure'>) {
  const value = quantile(values, 0.5)
  const spread = [quantile(values, 0.25), quantile(values, 0.75)] as const
  const isMet = (one: number) =>
    (atLeast === undefined || one >= atLeast) && (atMost === undefined || one <= atMost)
  const agree = isMet(spread[0]) === isMet(spread[1]) || spread[1] - spread[0] <= CLOSE * value
  const verdict = agree && isMet(value) ? 'met' : agree ? 'missed' : 'not measured'
  return { value, spread, verdict } satisfies Partial<Result>
}

/** By linear interpolation between the neighbours. */
export function quantile(values: readonly number[], part: number) {
  const sorted = [...values].sort((one, other) => one - other)
  const at = (sorted.length - 1) * part
  const [below = Number.NaN, above = below] = [sorted[Math.floor(at)], sorted[Math.ceil(at)]]
  return below + (above - below) * (at - Math.floor(at))
}
