import { botOf } from '../../chassis/identity.ts'
import { type Asking, projectAt, taskAt, type VisibleProject } from '../access/access.ts'
import type { Context } from '../context.ts'
import {
  boardFilter,
  byId,
  byTask,
  changedTask,
  closedTask,
  completedTask,
  duplicatedTask,
  emptiedTrash,
  matchingFilter,
  movedTask,
  newTask,
  taskAddress,
  taskFilter,
  trashFilter,
} from '../contract.ts'
import { filterIn, todayOf } from '../filter/filter.ts'
import { groupedBoard } from '../lists/grouped.ts'
import { boardOf, listTasks } from '../lists/lists.ts'
import { matchingOf } from '../lists/matching.ts'
import { detailed, detailsOf, rowOf, shown, tiesOfEach } from '../lists/row.ts'
import { procedure, router } from '../trpc.ts'
import { changeTask } from './change.ts'
import { changeEach } from './change-each.ts'
import { changeTasks } from './change-many.ts'
import { type CompletedTask, completeTree } from './complete.ts'
import { createTask } from './create.ts'
import { createTasks, newTasks } from './create-many.ts'
import { duplicateTask } from './duplicate.ts'
import { changedTasks, eachChanged } from './many-input.ts'
import { moveTask } from './move.ts'
import { moveInto } from './move-into.ts'
import { emptyTrash, purgeTask } from './purge.ts'
import { familyOf, listSubtasks } from './subtasks.ts'
import { setTrashed } from './trash.ts'

export const tasks = router({
  list: procedure
    .input(taskFilter)
    .query(async ({ ctx, input }) => listTasks(ctx, input, await filterIn(ctx, input))),

  board: procedure.input(boardFilter).query(async ({ ctx, input }) => {
    const filter = await filterIn(ctx, input)
    return input.groupBy === 'status'
      ? boardOf(ctx, input, filter)
      : groupedBoard(ctx, { ...input, today: todayOf(ctx, input) }, filter)
  }),

  /** Which tasks a filter finds, to change all of them. */
  matching: procedure
    .input(matchingFilter)
    .query(async ({ ctx, input }) =>
      matchingOf(ctx, input.projectId, await filterIn(ctx, { ...input, groupBy: 'none' })),
    ),

  /** By its key, or by one that it had in another project. */
  get: procedure.input(taskAddress).query(async ({ ctx, input }) => {
    const { taskId, ...project } = await taskAt(ctx, input)
    return taskIn(ctx, project, taskId)
  }),

  getById: procedure
    .input(byId)
    .query(async ({ ctx, input: { id } }) => taskIn(ctx, await projectAt(ctx, { taskId: id }), id)),

  /** At most `SUBTASKS_MAX`, without those in the trash. */
  subtasks: procedure.input(byTask).query(({ ctx, input }) => listSubtasks(ctx, input)),

  create: procedure.input(newTask).mutation(({ ctx, input }) => createTask(ctx, input)),

  createMany: procedure.input(newTasks).mutation(({ ctx, input }) => createTasks(ctx, input)),

  /** Answers as `createMany`; the first is the copy. */
  duplicate: procedure
    .input(duplicatedTask)
    .mutation(({ ctx, input }) => duplicateTask(ctx, input)),

  change: procedure.input(changedTask).mutation(({ ctx, input }) => changeTask(ctx, input)),

  changeMany: procedure.input(changedTasks).mutation(async ({ ctx, input }) => {
    const { projectId, filter } = input
    const query = filter && (await filterIn(ctx, { projectId, ...filter, groupBy: 'none' }))
    return changeTasks(ctx, input, query)
  }),

  changeEach: procedure.input(eachChanged).mutation(({ ctx, input }) => changeEach(ctx, input)),

  move: procedure
    .input(movedTask)
    .mutation(
      ({
        ctx,
        input: { id, version, subtasks, statusId, beforeId, afterId, ...values },
      }): Promise<CompletedTask> => {
        const move = { id, version, target: { statusId, beforeId, afterId } }
        if (Object.values(values).some((value) => value !== undefined))
          return moveInto(ctx, move, { values, subtasks })
        return (subtasks === 'complete' ? completeTree : moveTask)(ctx, move)
      },
    ),

  close: procedure.input(completedTask).mutation(
    ({ ctx, input: { subtasks, ...task } }): Promise<CompletedTask> =>
      (subtasks === 'complete' ? completeTree : moveTask)(ctx, {
        ...{ ...task, target: { group: 'completed' } },
      }),
  ),

  reopen: procedure
    .input(closedTask)
    .mutation(({ ctx, input }) => moveTask(ctx, { ...input, target: { group: 'unstarted' } })),

  trash: procedure.input(byId).mutation(({ ctx, input }) => setTrashed(ctx, input.id, ctx.now)),

  restore: procedure.input(byId).mutation(({ ctx, input }) => setTrashed(ctx, input.id, null)),

  purge: procedure.input(byId).mutation(({ ctx, input }) => purgeTask(ctx, input.id)),

  emptyTrash: procedure.input(emptiedTrash).mutation(({ ctx, input }) => emptyTrash(ctx, input)),

  /** `purgedAt` is when each is deleted for good, unless somebody restores it. */
  trashed: procedure
    .input(trashFilter)
    .query(async ({ ctx, input: { cursor, limit, ...place } }) => {
      const { id: projectId } = await projectAt(ctx, place)
      const before = cursor && [
        { trashedAt: { lt: cursor.trashedAt } },
        { trashedAt: cursor.trashedAt, id: { lt: cursor.id } },
      ]
      const rows = await ctx.db.task.findMany({
        where: { projectId, trashedAt: { not: null }, ...(before && { OR: before }) },
        orderBy: [{ trashedAt: 'desc' }, { id: 'desc' }],
        take: limit,
        select: { ...shown, trashedAt: true },
      })
      const ties = await tiesOfEach(
        ctx.db,
        ctx.user,
        rows.map(({ id }) => id),
      )
      return rows.map(({ trashedAt, ...row }) => ({
        ...rowOf(row, ties.get(row.id)),
        trashedAt,
        purgedAt: trashedAt && new Date(trashedAt.getTime() + ctx.trashKeptMs),
      }))
    }),
})

/** A task with its texts, as its page shows it; in the trash too. */
async function taskIn(
  ctx: Asking & Pick<Context, 'db'>,
  { id: projectId, workspaceId, role, ...project }: VisibleProject,
  id: string,
) {
  const found = await ctx.db.task.findUniqueOrThrow({
    where: { id, projectId },
    select: { ...detailed, createdBy: true, botId: true, botName: true, trashedAt: true },
  })
  const { createdBy, botId, botName, trashedAt, ...task } = found
  const { ancestors, ...ties } = await familyOf(ctx, id)
  return {
    ...{ ...detailsOf(task, ties), ancestors },
    ...{ createdBy, createdByBot: botOf({ botId, botName }), trashedAt, workspaceId },
    ...{ projectKey: project.key, projectArchivedAt: project.archivedAt, role },
  }
}
