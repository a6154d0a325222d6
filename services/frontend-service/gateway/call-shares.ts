import type { ServerResponse } from 'node:http'
import type { Metrics } from '../../chassis/metrics.ts'
import { createShare } from '../../chassis/shares/share.ts'
import { appError } from '../../chassis/trpc.ts'
import type { FrontendEnv } from '../env.ts'

type Limits = Pick<FrontendEnv, 'CALLS_PER_PERSON' | 'CALL_WAIT_SECONDS'>

export type CallShare = ReturnType<typeof createCallShare>

/** Lets a person have so many calls under way; what comes on top waits for its turn, or is told when to come back. */
export function createCallShare({ CALLS_PER_PERSON, CALL_WAIT_SECONDS }: Limits, metrics: Metrics) {
  const share = createShare({
    each: CALLS_PER_PERSON,
    waiting: CALLS_PER_PERSON * 10,
    waitMs: CALL_WAIT_SECONDS * 1000,
    refuse: () =>
      appError('TOO_MANY_REQUESTS', 'Too many of your requests are under way already', {
        retryAfterSeconds: Math.ceil(CALL_WAIT_SECONDS),
        limit: CALLS_PER_PERSON,
      }),
  })
  metrics.shares.set('calls', share.usage)
  return {
    /** The share of `who` as headers tell it (draft-ietf-httpapi-ratelimit-headers-11): calls at once, in no span of time. */
    headersFor: (who: string) => ({
      'ratelimit-policy': `"calls";q=${CALLS_PER_PERSON};qu="concurrent-requests"`,
      ratelimit: `"calls";r=${share.left(who)}`,
    }),
    /** Waits for the turn of `who`, which lasts until the answer ends. False when the browser has left by then.
     *  `path` names the calls: `/task/tasks.move,tasks.close` is two. */
    turn: async (res: ServerResponse, who: string, path: string): Promise<boolean> => {
      const giveBack = await share.take(who, path.split(',').length)
      res.once('close', giveBack)
      if (res.closed) giveBack()
      return !res.closed
    },
  }
}
