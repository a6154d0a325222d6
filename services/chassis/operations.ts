import { commit } from './env.ts'
import type { Metrics } from './metrics.ts'

/** What a process tells operators of itself. Of several replicas each tells its own. */
export const ownState = ({ feeds, jobs }: Pick<Metrics, 'feeds' | 'jobs'>) => ({
  commit: commit ?? null,
  startedAt: isoOf(performance.timeOrigin),
  /** Feeds of other services that it follows. */
  feeds: [...feeds].map(([feed, behindSeconds]) => ({
    feed,
    behindSeconds: Math.round(behindSeconds()),
  })),
  jobs: [...jobs].map(([name, stateOf]) => {
    const { begunAt, endedAt, hasFailed, nextAt } = stateOf()
    return {
      ...{ name, hasFailed, begunAt: isoOf(begunAt), nextAt: isoOf(nextAt) },
      endedAt: endedAt === null ? null : isoOf(endedAt),
    }
  }),
})

const isoOf = (epochMs: number) => new Date(epochMs).toISOString()
