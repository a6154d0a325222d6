import { TRPCClientError } from '@trpc/client'
import { isAway } from '../../chassis/client.ts'
import { ownState } from '../../chassis/metrics.ts'
import { appError } from '../../chassis/trpc.ts'
import { onBehalf } from '../context.ts'
import { procedure, router } from '../trpc.ts'

/** `operations.*`: how the whole installation fares, for who runs it. user-service says first, and anew each time, whether that
 *  is who asks; the others believe it by the identity that is signed then. One that is away costs its own part. */
export const operations = router({
  get: procedure.query(async ({ ctx }) => {
    const { user, task, analytics, file } = ctx.backends
    const users = await user.operations.get.query(undefined, onBehalf(ctx)).catch(withoutUsers)
    const asked = { context: { ...onBehalf(ctx).context, isOperator: true } }
    const [tasks, figures, files] = await Promise.all([
      answerOf(task.operations.get.query(undefined, asked)),
      answerOf(analytics.operations.get.query(undefined, asked)),
      answerOf(file.operations.get.query(undefined, asked)),
    ])
    return {
      ...{ at: ctx.now.toISOString(), runbooks: ctx.runbooks },
      gateway: { state: 'up' as const, ...ownState(ctx.metrics) },
      user: { state: 'up' as const, ...users },
      ...{ task: tasks, analytics: figures, file: files },
    }
  }),
})

/** Nobody is known to be an operator then; whoever was has to be told what to look at first. */
function withoutUsers(error: unknown): never {
  if (!isAway(error)) throw error
  throw appError('SERVICE_UNAVAILABLE', 'user-service is away, and it alone knows operators', {
    ...{ reason: 'no_users', retryAfterSeconds: 2 },
  })
}

const answerOf = <Facts extends object>(answer: Promise<Facts>) =>
  answer.then(
    (facts) => ({ state: 'up' as const, ...facts }),
    (error: unknown) => ({ state: stateBehind(error) }),
  )

/** `down`: nothing answers in time. `not_ready`: it runs, and cannot do its work, as without its database. `older`: its release
 *  tells nothing yet. `failing`: it answers with another error, which its log explains. */
function stateBehind(error: unknown) {
  if (!(error instanceof TRPCClientError)) throw error
  if (!error.data) return 'down' as const
  if (error.data.code === 'NOT_FOUND') return 'older' as const
  return error.data.code === 'SERVICE_UNAVAILABLE' ? ('not_ready' as const) : ('failing' as const)
}
