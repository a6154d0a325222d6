import type { RequestHandler } from 'express'
import { createShare } from '../../chassis/share.ts'
import { appError } from '../../chassis/trpc.ts'
import type { FrontendEnv } from '../env.ts'

type Limits = Pick<FrontendEnv, 'CALLS_PER_PERSON' | 'CALL_WAIT_SECONDS'>

/** Lets a person have so many calls under way, each one of a batch counted; what comes on top waits for its turn, or is
 *  told when to come back. Somebody who is not signed in stands for an address. */
export function callShares({ CALLS_PER_PERSON, CALL_WAIT_SECONDS }: Limits): RequestHandler {
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
  return async (req, res, next) => {
    // Streams last: they have a limit of their own.
    if (req.path === '/gateway/live.events') return next()
    const giveBack = await share.take(req.session.uid ?? req.ip ?? '', callsIn(req.path))
    if (res.closed) return giveBack()
    res.once('close', giveBack)
    next()
  }
}

/** `/task/tasks.move,tasks.close` is two. */
const callsIn = (path: string) => path.split(',').length
