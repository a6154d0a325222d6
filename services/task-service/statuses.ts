import { refusal } from '../chassis/trpc.ts'
import { writableAt } from './access.ts'
import { changesOf } from './changes.ts'
import { changedStatus, deletedStatus, type Group, newStatus, STATUSES_MAX } from './contract.ts'
import { type Changes, fresh, gone, recorded } from './event-log.ts'
import { procedure, router } from './trpc.ts'

export const statuses = router({
  create: procedure.input(newStatus).mutation(async ({ ctx, input }) => {
    const { id: projectId, workspaceId } = await writableAt(ctx, input, 'admin')
    return recorded(ctx, async (tx, record) => {
      await tx.$queryRaw`select id from "Project" where id = ${projectId}::uuid for update`
      const known = await tx.status.findMany({
        where: { projectId },
        orderBy: { rank: 'asc' },
        select: { rank: true },
      })
      if (known.length >= STATUSES_MAX)
        throw refusal('BAD_REQUEST', `A project has at most ${STATUSES_MAX} statuses`, {
          limit: STATUSES_MAX,
        })
      const rank = (known.at(-1)?.rank ?? 0) + 1
      const status = await tx.status.create({ data: { ...input, rank }, select: shown })
      record({ type: 'status.created', workspaceId, projectId, changes: fresh(status) })
      return status
    })
  }),

  update: procedure
    .input(changedStatus)
    .mutation(async ({ ctx, input: { id, projectId, name } }) => {
      const { workspaceId } = await writableAt(ctx, { projectId }, 'admin')
      return recorded(ctx, async (tx, record) => {
        const before = await tx.status.findUniqueOrThrow({
          where: { id, projectId },
          select: shown,
        })
        const changes: Changes = { id: [id, id], ...changesOf(before, { name }) }
        record({ type: 'status.updated', workspaceId, projectId, changes })
        return tx.status.update({ where: { id, projectId }, data: { name }, select: shown })
      })
    }),

  delete: procedure.input(deletedStatus).mutation(async ({ ctx, input }) => {
    const { id, projectId, targetId } = input
    const { workspaceId } = await writableAt(ctx, { projectId }, 'admin')
    return recorded(ctx, async (tx, record) => {
      await tx.$queryRaw`select id from "Project" where id = ${projectId}::uuid for update`
      const find = (id: string) =>
        tx.status.findUniqueOrThrow({ where: { id, projectId }, select: shown })
      const [status, target] = [await find(id), await find(targetId)]
      if (id === targetId || status.group !== target.group)
        throw refusal('BAD_REQUEST', 'Tasks can only go to another status of the same group', {
          fields: { targetId: 'must be another status of the same group' },
        })
      const moved = await tx.task.updateManyAndReturn({
        where: { projectId, statusId: id },
        data: { statusId: targetId, version: { increment: 1 } },
        select: { id: true },
      })
      for (const task of moved)
        record({
          type: 'task.moved',
          workspaceId,
          projectId,
          taskId: task.id,
          changes: { statusId: [id, targetId], group: [status.group, target.group] },
        })
      await tx.status.delete({ where: { id, projectId }, select: { id: true } })
      record({ type: 'status.deleted', workspaceId, projectId, changes: gone(id) })
      return { id, moved: moved.length }
    })
  }),
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
