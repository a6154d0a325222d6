import { randomUUID } from 'node:crypto'
import type { z } from 'zod'
import { appError, notFound } from '../../chassis/trpc.ts'
import { projectAt } from '../access/access.ts'
import { byTask } from '../contract.ts'
import { type Acting, recorded, type Tx } from '../events/event-log.ts'
import { procedure, router } from '../trpc.ts'
import { choose, isWatchingSql, watchingSql } from './choices.ts'
import { watching } from './watch-input.ts'

/** Whoever makes a task, is assigned to it, has a comment there or is named in a text of it watches it; anybody who sees it may choose
 *  otherwise, and what they chose stays. */
export const watchers = router({
  /** Who watches a task, as far as they still see it. */
  list: procedure.input(byTask).query(async ({ ctx, input: { taskId } }) => {
    await projectAt(ctx, { taskId })
    const { rows } = await ctx.pool.query<{ userId: string }>({
      name: 'watchers',
      text: watchersSql,
      values: [taskId, ctx.user.id],
    })
    return rows.map(({ userId }) => userId)
  }),

  set: procedure.input(watching).mutation(({ ctx, input }) => setWatching(ctx, input)),
})

/** Answers what has become of it, and by which id it is taken back. */
function setWatching(ctx: Acting, input: z.infer<typeof watching>) {
  const { projectId, ids, userId = ctx.user.id } = input
  const actionId = randomUUID()
  const needs = userId === ctx.user.id ? 'viewer' : 'member'
  return recorded(
    { ...ctx, actionId },
    { at: { projectId }, needs },
    async (tx, project, record) => {
      if (userId !== ctx.user.id) await refuseBlind(tx, project.id, userId)
      const tasks = await tx.$queryRawUnsafe<Watched[]>(
        watchedSql,
        ...[projectId, ids, userId, ctx.user.id],
      )
      if (tasks.length === 0) throw notFound()
      const isWatching = input.isWatching ?? !tasks.every((task) => task.isWatching)
      const changed = tasks.filter((task) => task.isWatching !== isWatching)
      const choices = changed.map(({ id }) => ({ id, chosen: isWatching }))
      await choose(tx, { userId, now: ctx.now, choices })
      for (const { id, chosen } of changed)
        if (isWatching)
          record(
            'watcher.added',
            { userId: [null, userId], chosen: [chosen, true] },
            { taskId: id },
          )
        else
          record(
            'watcher.removed',
            { userId: [userId, null], chosen: [chosen, false] },
            { taskId: id },
          )
      return {
        actionId: changed.length > 0 ? actionId : null,
        changed: changed.length,
        isWatching,
      }
    },
  )
}

interface Watched {
  readonly id: string
  readonly chosen: boolean | null
  readonly isWatching: boolean
}

/** Locked, so that none of them is deleted for good meanwhile. */
const watchedSql = `
  select t.id, (select w."isWatching" from "Watcher" w where w."taskId" = t.id and w."userId" = $3::uuid) as chosen,
         ${isWatchingSql('$3::uuid', '$4')} as "isWatching"
    from "Task" t where t."projectId" = $1::uuid and t.id = any($2::uuid[]) and t."trashedAt" is null
   order by t.id for key share of t`

/** Throws BAD_REQUEST for who does not see the project. */
async function refuseBlind(tx: Tx, projectId: string, userId: string) {
  const seen = await tx.$queryRaw<unknown[]>`
    select from "ProjectAccess" where "projectId" = ${projectId}::uuid and "userId" = ${userId}::uuid and role >= 'viewer'`
  if (seen.length === 0)
    throw appError('BAD_REQUEST', 'Someone does not see this project', {
      reason: 'stranger',
      fields: { userId: 'must be somebody who sees this project' },
    })
}

/** Parameters: task, reader. */
export const watchersSql = `
  select u.id as "userId" from "Task" t, lateral (${watchingSql('$2')}) u where t.id = $1 order by u.id`
