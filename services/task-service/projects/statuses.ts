import { refuseMore } from '../../chassis/refuse-more.ts'
import { appError, notFound } from '../../chassis/trpc.ts'
import {
  changedStatus,
  deletedStatus,
  type Group,
  group,
  movedStatus,
  newStatus,
} from '../contract.ts'
import { diff } from '../events/diff.ts'
import { fresh, gone, recorded } from '../events/event-log.ts'
import { STATUSES_MAX } from '../limits.ts'
import { procedure, router } from '../trpc.ts'
import { renameInViews } from '../views/rename-in-views.ts'
import { regroup } from './regroup.ts'
import { inOrder, shownStatus, statusesOf, writeOrder } from './status-order.ts'

export const statuses = router({
  /** At the end of its group. */
  create: procedure.input(newStatus).mutation(({ ctx, input }) =>
    recorded(ctx, { at: input, needs: 'admin', alone: true }, async (tx, project, record) => {
      const known = await statusesOf(tx, project.id)
      refuseMore(known.length, STATUSES_MAX, 'Statuses of a project')
      const made = await tx.status.create({
        data: { ...input, rank: known.length },
        select: shownStatus,
      })
      const order = inOrder([...known, made])
      const rank = order.findIndex(({ id }) => id === made.id)
      await writeOrder(tx, order)
      record('status.created', fresh({ id: made.id, name: input.name, group: input.group, rank }))
      return { ...made, rank }
    }),
  ),

  update: procedure.input(changedStatus).mutation(({ ctx, input: { id, projectId, ...input } }) => {
    // What is on its way has been decided by the limit from before.
    const alone = input.name !== undefined || input.wipLimit !== undefined
    return recorded(
      ctx,
      { at: { projectId }, needs: 'admin', alone },
      async (tx, _project, record) => {
        const where = { id, projectId }
        const before = await tx.status.findUniqueOrThrow({ where, select: shownStatus })
        const changes = diff(before, input)
        record('status.updated', { id: [id, id], ...changes })
        const status = await tx.status.update({ where, data: input, select: shownStatus })
        if (changes.name) {
          const others = (await statusesOf(tx, projectId)).filter((each) => each.id !== id)
          const renaming = { field: 'status', from: before.name, to: status.name } as const
          await renameInViews(tx, record, { ...renaming, projectId, others })
        }
        return status
      },
    )
  }),

  /** Answers all statuses of the project as they stand then. */
  move: procedure
    .input(movedStatus)
    .mutation(({ ctx, input: { id, projectId, group: to, beforeId } }) =>
      recorded(
        ctx,
        { at: { projectId }, needs: 'admin', alone: true },
        async (tx, _project, record) => {
          const known = await statusesOf(tx, projectId)
          const status = known.find((each) => each.id === id)
          if (!status) throw notFound()
          const others = known.filter((each) => each.id !== id)
          const next = others.findIndex((each) => each.id === beforeId && each.group === to)
          if (beforeId && next < 0)
            throw appError('BAD_REQUEST', 'It can only go before another status of the group', {
              fields: { beforeId: 'must be another status of the group' },
            })
          if (to !== status.group) {
            const from = group.parse(status.group)
            refuseToEmpty(from, others)
            record('status.updated', { id: [id, id], group: [from, to] })
            await regroup(tx, record, { projectId, id, from, to, now: ctx.now })
          }
          const place = next < 0 ? others.length : next
          const order = inOrder(others.toSpliced(place, 0, { ...status, group: to }))
          const [before, after] = [known, order].map((list) => list.map((each) => each.id))
          await writeOrder(tx, order)
          if (before && after && before.join() !== after.join())
            record('statuses.ordered', { statusIds: [before, after] })
          return order.map((each, rank) => ({ ...each, rank }))
        },
      ),
    ),

  delete: procedure.input(deletedStatus).mutation(({ ctx, input: { id, projectId, targetId } }) =>
    recorded(
      ctx,
      { at: { projectId }, needs: 'admin', alone: true },
      async (tx, _project, record) => {
        const groupOf = async (id: string) => {
          const where = { id, projectId }
          const found = await tx.status.findUniqueOrThrow({ where, select: shownStatus })
          return group.parse(found.group)
        }
        const [from, to] = [await groupOf(id), await groupOf(targetId)]
        if (id === targetId || from !== to)
          throw appError('BAD_REQUEST', 'Tasks can only go to another status of the same group', {
            fields: { targetId: 'must be another status of the same group' },
          })
        const moved = await tx.task.updateManyAndReturn({
          where: { projectId, statusId: id },
          data: { statusId: targetId, version: { increment: 1 } },
          select: { id: true },
        })
        for (const task of moved)
          record('task.moved', { statusId: [id, targetId], group: [from, to] }, { taskId: task.id })
        await tx.status.delete({ where: { id, projectId }, select: { id: true } })
        record('status.deleted', gone(id))
        return { id, moved: moved.length }
      },
    ),
  ),
})

/** Tasks are begun, completed and cancelled into some status; only a backlog is not everybody's. */
function refuseToEmpty(from: Group, others: readonly { readonly group: string }[]) {
  if (from === 'backlog' || others.some(({ group }) => group === from)) return
  throw appError('CONFLICT', `A project has at least one status in the group ${from}`, {
    reason: 'last_of_group',
  })
}

const names = {
  ko: ['백로그', '할 일', '진행 중', '검토 중', '완료', '취소'],
  en: ['Backlog', 'To do', 'In progress', 'In review', 'Done', 'Cancelled'],
} as const

const order: Group[] = ['backlog', 'unstarted', 'started', 'started', 'completed', 'cancelled']

/** The six statuses that a project begins with. */
export const defaultStatuses = (locale: keyof typeof names) =>
  order.map((group, index) => ({ name: names[locale][index] ?? group, group }))
