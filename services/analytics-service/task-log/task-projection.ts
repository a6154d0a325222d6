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
    case 'workspace.deleted':
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
  const found = await tx.$executeRawUnsafe(enteredSql, taskId, statusId, at, seq)
  if (found === 0) throw new Error(`Task ${taskId} or status ${statusId} is not known`)
}

/** Parameters: task, status, instant, number of the event. One statement: people who move many tasks must not leave the
 *  figures, and the rights that come by the same log, behind. */
const enteredSql = `
  with status as (select id, "group" from "Status" where id = $2::uuid),
  before as (
    update "StatusSpan" set "leftAt" = $3::timestamptz where "taskId" = $1::uuid and "leftAt" is null
  ),
  span as (
    insert into "StatusSpan" ("taskId", seq, "statusId", "enteredAt")
    select t.id, $4, status.id, $3::timestamptz from "TaskFact" t, status where t.id = $1::uuid
  )
  update "TaskFact" t
     set "statusId" = status.id,
         "startedAt" = coalesce(t."startedAt", case when status."group" = 'started' then $3::timestamptz end),
         "completedAt" = case when status."group" = 'completed' then coalesce(t."completedAt", $3::timestamptz) end
    from status where t.id = $1::uuid`
