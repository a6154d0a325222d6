import type { inferRouterOutputs } from '@trpc/server'
import { z } from 'zod'
import type { AnalyticsServiceRouter } from '../../analytics-service/router.ts'
import { isAway } from '../../chassis/client.ts'
import { asJsonText, jsonTextOf } from '../../chassis/listener.ts'
import { day, id, timeZone } from '../../chassis/text.ts'
import type { TaskServiceRouter } from '../../task-service/router.ts'
import { onBehalf } from '../context.ts'
import { procedure, router } from '../trpc.ts'

const homeOf = z.strictObject({ workspaceId: id, today: day, timeZone: timeZone.optional() })

type Panels = inferRouterOutputs<TaskServiceRouter>['home']['get']
type Summary = inferRouterOutputs<AnalyticsServiceRouter>['summary']['get']
interface Away {
  state: 'away'
}

interface Home {
  tasks: Panels['tasks'] | Away
  activity: Panels['activity'] | Away
  summary: ({ state: 'ok' } & Summary) | Away
}

/** `home.*`: the first screen, made of the text that two services answer. A part that is away says so; the others work. */
export const home = router({
  get: procedure.input(homeOf).query(async ({ ctx, input: { workspaceId, today, timeZone } }) => {
    const { task, analytics } = ctx.backends.asText
    const [panels, summary] = await Promise.all([
      textUnlessAway(task.home.get.query({ workspaceId, today, timeZone }, onBehalf(ctx))),
      textUnlessAway(
        analytics.summary.get.query({ workspaceId, userId: ctx.user.id }, onBehalf(ctx)),
      ),
    ])
    const ofTasks = panels?.slice(1, -1) ?? `"tasks":${away},"activity":${away}`
    const ofSummary = summary ? `{"state":"ok",${summary.slice(1)}` : away
    return asJsonText<Home>(`{${ofTasks},"summary":${ofSummary}}`)
  }),
})

const away = '{"state":"away"}'

const textUnlessAway = (answer: Promise<object>) =>
  answer.then(jsonTextOf, (error: unknown) => {
    if (isAway(error)) return undefined
    throw error
  })
