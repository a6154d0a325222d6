import { createShare } from '../../chassis/share.ts'
import { appError } from '../../chassis/trpc.ts'
import type { FrontendEnv } from '../env.ts'

type Limits = Pick<FrontendEnv, 'CALLS_PER_PERSON' | 'CALL_WAIT_SECONDS'>

export type CallShare = ReturnType<typeof createCallShare>

/** Lets a person have so many calls under way; what comes on top waits for its turn, or is told when to come back. */
export const createCallShare = ({ CALLS_PER_PERSON, CALL_WAIT_SECONDS }: Limits) =>
  createShare({
    each: CALLS_PER_PERSON,
    waiting: CALLS_PER_PERSON * 10,
    waitMs: CALL_WAIT_SECONDS * 1000,
    refuse: () =>
      appError('TOO_MANY_REQUESTS', 'Too many of your requests are under way already', {
        retryAfterSeconds: Math.ceil(CALL_WAIT_SECONDS),
        limit: CALLS_PER_PERSON,
      }),
  })

/** How many calls a path stands for: `/task/tasks.move,tasks.close` is two. */
export const callsIn = (path: string) => path.split(',').length
