import { z } from 'zod'
import { isAway } from '../../chassis/client.ts'
import { day, id, timeZone } from '../../chassis/text.ts'
import { onBehalf } from '../context.ts'
import { procedure, router } from '../trpc.ts'

const homeOf = z.strictObject({ workspaceId: id, today: day, timeZone: timeZone.optional() })

/** `home.*`: the first screen, made of three services. A part that is away says so; the others work. */
export const home = router({
  get: procedure.input(homeOf).query(async ({ ctx, input: { workspaceId, today } }) => {
    const { task, analytics } = ctx.backends
    const [tasks, activity, summary] = await Promise.all([
      panel(task.mine.get.query({ workspaceId, today }, onBehalf(ctx))),
      panel(task.activity.list.query({ workspaceId, limit: 20 }, onBehalf(ctx))),
      panel(analytics.summary.get.query({ workspaceId, userId: ctx.user.id }, onBehalf(ctx))),
    ])
    return { tasks, activity, summary }
  }),
})

const panel = <T extends object>(answer: Promise<T>) =>
  answer.then(
    (found) => ({ state: 'ok' as const, ...found }),
    (error: unknown) => {
      if (isAway(error)) return { state: 'away' as const }
      throw error
    },
  )
