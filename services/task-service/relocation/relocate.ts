import { randomUUID } from 'node:crypto'
import type { z } from 'zod'
import { appError } from '../../chassis/trpc.ts'
import { type Acting, recordedBy } from '../events/event-log.ts'
import type { Filter } from '../filter/filter.ts'
import { matchingAmong } from '../lists/matching.ts'
import { lockTasks, readTasks } from '../tasks/write-many.ts'
import { withinBytes } from '../within-bytes.ts'
import { keepAnswer, keptAnswer } from './kept.ts'
import { planned } from './plan.ts'
import { projectsForRelocation } from './projects.ts'
import type { Relocation, relocationAsked } from './relocation-input.ts'
import { changedStatuses, losingSight } from './summary.ts'
import { refuseMoreLabels, writeRelocation } from './write.ts'

/** Moves tasks and all their parts to another project of the workspace, in one transaction and as one act. Where some of
 *  them refuse it nothing is moved: CONFLICT names them; with `skipRefused` the others are moved. */
export const relocateTasks = (ctx: Acting, input: Relocation, query?: Filter) => {
  const actionId = randomUUID()
  const { user, now } = ctx
  const { ids, projectId, skipRefused } = input
  return recordedBy(
    { ...ctx, actionId },
    (tx) => projectsForRelocation(tx, user, input),
    async (tx, projects, record) => {
      const done = await keptAnswer(tx, ctx, input)
      if (done) return { ...done, tasks: withinBytes(done.tasks) }
      // Nobody changes anything in the workspace meanwhile.
      const fit = query && (await matchingAmong(tx, user.id, projectId, { ids, query }))
      const plan = await planned(tx, user, projects, { ids, fit, find: lockTasks })
      const refused = withinBytes(plan.refused)
      if (refused.length > 0 && !skipRefused)
        throw appError(
          'CONFLICT',
          `${plan.refused.length} of ${ids.length} tasks cannot be moved; nothing was moved`,
          { reason: 'refused', refused },
        )
      const moved = await writeRelocation(tx, { ...projects, user, now, record }, plan)
      const count = moved.length
      if (count > 0) await keepAnswer(tx, ctx, input, { actionId, moved: count, refused })
      return {
        ...{ actionId: count > 0 ? actionId : null, moved: count },
        ...{ tasks: withinBytes(moved), refused },
      }
    },
  )
}

/** What moving tasks would mean for them; nothing is changed. */
export const previewRelocation = (ctx: Acting, input: z.infer<typeof relocationAsked>) =>
  recordedBy(
    ctx,
    (tx) => projectsForRelocation(tx, ctx.user, input, { alone: false }),
    async (tx, projects) => {
      const plan = await planned(tx, ctx.user, projects, { ids: input.ids, find: readTasks })
      refuseMoreLabels(plan)
      return {
        moved: plan.going.length,
        statuses: changedStatuses(plan.going),
        labels: plan.missing.map(({ name, color }) => ({ name, color })),
        people: await losingSight(tx, ctx.user, projects, plan.going),
        /** They would stay. */
        refused: withinBytes(plan.refused),
      }
    },
  )
