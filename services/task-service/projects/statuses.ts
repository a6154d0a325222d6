import { refuseMore } from '../../chassis/refuse-more.ts'
import { appError } from '../../chassis/trpc.ts'
import {
  changedStatus,
  deletedStatus,
  type Group,
  group,
  newStatus,
  STATUSES_MAX,
} from '../contract.ts'
import { diff } from '../events/diff.ts'
import { fresh, gone, recorded } from '../events/event-log.ts'
import { procedure, router } from '../trpc.ts'

export const statuses = router({
  create: procedure.input(newStatus).mutation(({ ctx, input }) =>
    recorded(ctx, { at: input, needs: 'admin', alone: true }, async (tx, project, record) => {
      const known = await tx.status.findMany({
        where: { projectId: project.id },
        orderBy: { rank: 'asc' },
        select: { rank: true },
      })
      refuseMore(known.length, STATUSES_MAX, 'Statuses of a project')
      const rank = (known.at(-1)?.rank ?? 0) + 1
      const { id } = await tx.status.create({ data: { ...input, rank }, select: { id: true } })
      const status = { id, name: input.name, group: input.group, rank }
      record('status.created', fresh(status))
      return status
    }),
  ),

  update: procedure.input(changedStatus).mutation(({ ctx, input: { id, projectId, name } }) =>
    recorded(ctx, { at: { projectId }, needs: 'admin' }, async (tx, _project, record) => {
      const where = { id, projectId }
      const before = await tx.status.findUniqueOrThrow({ where, select: shown })
      record('status.updated', { id: [id, id], ...diff(before, { name }) })
      return tx.status.update({ where, data: { name }, select: shown })
    }),
  ),

  delete: procedure.input(deletedStatus).mutation(({ ctx, input: { id, projectId, targetId } }) =>
    recorded(
      ctx,
      { at: { projectId }, needs: 'admin', alone: true },
      async (tx, _project, record) => {
        const groupOf = async (id: string) => {
          const where = { id, projectId }
          return group.parse((await tx.status.findUniqueOrThrow({ where, select: shown })).group)
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

const shown = { id: true, name: true, group: true, rank: true } as const

const names = {
  ko: ['백로그', '할 일', '진행 중', '검토 중', '완료', '취소'],
  en: ['Backlog', 'To do', 'In progress', 'In review', 'Done', 'Cancelled'],
} as const

const order: Group[] = ['backlog', 'unstarted', 'started', 'started', 'completed', 'cancelled']

/** The six statuses that a project begins with. */
export const defaultStatuses = (locale: keyof typeof names) =>
  order.map((group, index) => ({ name: names[locale][index] ?? group, group }))
