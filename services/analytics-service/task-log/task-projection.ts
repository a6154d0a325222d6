import type { Prisma } from '#db/analytics'
import type { TaskEvent } from '../../task-service/events.ts'

type Tx = Prisma.TransactionClient

/** What an event changes of what the charts count. */
export async function projectTask(tx: Tx, event: TaskEvent) {
  switch (event.type) {
    case 'status.created': {
      const { id, name, group, rank } = event.changes
      const { projectId } = event
      const data = { id: id[1], projectId, name: name[1], group: group[1], rank: rank[1] }
      await tx.status.create({ data, select: { id: true } })
      return
    }
    case 'status.updated': {
      const { id, name } = event.changes
      if (name) await tx.status.update({ where: { id: id[1] }, data: { name: name[1] } })
      return
    }
    case 'status.deleted':
      await tx.status.delete({ where: { id: event.changes.id[0] } })
      return
    case 'task.created': {
      const { key, title, statusId, dueDate } = event.changes
      const { taskId: id, projectId, at: createdAt } = event
      const fields = { key: key[1], title: title[1], statusId: statusId[1], dueDate: dueDate[1] }
      await tx.taskFact.create({ data: { id, projectId, createdAt, ...fields } })
      return entered(tx, event, statusId[1])
    }
    case 'task.updated': {
      const { title, dueDate } = event.changes
      const data = { ...(title && { title: title[1] }), ...(dueDate && { dueDate: dueDate[1] }) }
      await tx.taskFact.update({ where: { id: event.taskId }, data })
      return
    }
    case 'task.moved':
    case 'task.closed':
    case 'task.reopened': {
      const [from, to] = event.changes.statusId
      if (from !== to) await entered(tx, event, to)
      return
    }
    case 'task.trashed':
      await tx.taskFact.update({ where: { id: event.taskId }, data: { trashedAt: event.at } })
      return
    case 'task.restored':
      await tx.taskFact.update({ where: { id: event.taskId }, data: { trashedAt: null } })
      return
    case 'project.created':
    case 'project.updated':
    case 'project.archived':
    case 'project.unarchived':
    case 'project.inherited':
    case 'project_member.added':
    case 'project_member.role_changed':
    case 'project_member.removed':
    case 'workspace_member.added':
    case 'workspace_member.role_changed':
    case 'workspace_member.removed':
    case 'ranks.renewed':
    case 'label.created':
    case 'label.updated':
    case 'label.deleted':
    case 'comment.created':
    case 'comment.edited':
    case 'comment.deleted':
    case 'file.ready':
    case 'file.changed':
    case 'file.trashed':
    case 'file.restored':
      return
    default:
      event satisfies never
  }
}

interface Entry {
  readonly taskId: string
  readonly at: string
  readonly seq: number
}

/** Starts the span of a status and moves the clocks: the cycle begins with the first `started` status and ends with
 *  the last entry into `completed`. */
async function entered(tx: Tx, { taskId, at, seq }: Entry, statusId: string) {
  const { group } = await tx.status.findUniqueOrThrow({
    where: { id: statusId },
    select: { group: true },
  })
  await tx.statusSpan.updateMany({ where: { taskId, leftAt: null }, data: { leftAt: at } })
  await tx.statusSpan.create({ data: { taskId, seq, statusId, enteredAt: at } })
  const task = await tx.taskFact.findUniqueOrThrow({
    where: { id: taskId },
    select: { startedAt: true, completedAt: true },
  })
  await tx.taskFact.update({
    where: { id: taskId },
    data: {
      statusId,
      startedAt: task.startedAt ?? (group === 'started' ? at : null),
      completedAt: group === 'completed' ? (task.completedAt ?? at) : null,
    },
    select: { id: true },
  })
}
