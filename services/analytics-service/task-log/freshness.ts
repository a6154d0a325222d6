export type Freshness = ReturnType<typeof trackFreshness>

/** Remembers up to which moment the figures are complete: when a pull last found nothing new. */
export function trackFreshness() {
  let completeAt: number | undefined
  return {
    noteComplete: (at: number) => {
      completeAt = at
    },
    /** Unknown, and null, until this process has seen the end of the feed once. */
    asOf: () => ({
      at: completeAt === undefined ? null : new Date(completeAt).toISOString(),
      behindSeconds:
        completeAt === undefined ? null : Math.max(0, Math.round((Date.now() - completeAt) / 1000)),
    }),
  }
}
