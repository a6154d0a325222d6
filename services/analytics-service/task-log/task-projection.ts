import type { SqlTransaction } from '../../chassis/feed/cursor.ts'
import type { TaskEvent } from '../../task-service/events.ts'
import { runAll } from './run-all.ts'

/** What a page of events changes of what the charts count: tasks are read, gone through in memory, and written. Nobody else
 *  writes them meanwhile, for followers take turns by their cursor. */
export async function projectTasks(tx: SqlTransaction, events: readonly TaskEvent[]) {
  const known = await knownTasks(tx, events)
  const created = new Map<string, Fact>()
  const changed = new Map<string, Fact>()
  for (const event of events) {
    if (event.type === 'task.created') {
      created.set(event.taskId, createdBy(event))
      continue
    }
    const of = created.has(event.taskId ?? '') ? created : changed
    const change = changeBy(event)
    if (!change) continue
    const { taskId } = event
    const before = taskId === null ? undefined : (of.get(taskId) ?? known.get(taskId))
    if (!taskId || !before) throw new Error(`Task ${taskId} is not known`)
    of.set(taskId, { ...before, ...change(before) })
  }
  await runAll(tx, insertSql, [...created.values()])
  await runAll(tx, updateSql, [...changed.values()])
}

/** Tasks that were deleted for good, and what was set aside about them. */
export async function removeTasks(tx: SqlTransaction, events: readonly TaskEvent[]) {
  const purged = events.flatMap(({ type, taskId: id }) => (type === 'task.purged' ? [{ id }] : []))
  if (purged.length > 0)
    for (const sql of [deleteSql, deleteParkedSql])
      await tx.$executeRawUnsafe(sql, JSON.stringify(purged))
}

interface Fact {
  readonly id: string
  readonly projectId: string
  readonly key: string
  readonly title: string
  readonly statusId: string
  readonly dueDate: string | null
  readonly createdAt: string
  readonly startedAt: string | null
  readonly completedAt: string | null
  readonly trashedAt: string | null
}

const isChange = ({ type }: TaskEvent) =>
  [
    'task.updated',
    'task.moved',
    'task.closed',
    'task.reopened',
    'task.moved_in',
    'task.trashed',
    'task.restored',
  ].includes(type)

async function knownTasks(tx: SqlTransaction, events: readonly TaskEvent[]) {
  const ids = new Set(events.filter(isChange).map(({ taskId }) => taskId))
  for (const { type, taskId } of events) if (type === 'task.created') ids.delete(taskId)
  if (ids.size === 0) return new Map<string, Fact>()
  const [found] = await tx.$queryRawUnsafe<{ facts: Fact[] }[]>(knownSql, JSON.stringify([...ids]))
  return new Map(found?.facts.map((fact) => [fact.id, fact]))
}

type Created = Extract<TaskEvent, { type: 'task.created' }>

function createdBy({ taskId: id, projectId, at: createdAt, changes }: Created): Fact {
  const { key, title, statusId, dueDate, group } = changes
  const fact = {
    ...{ id, projectId, key: key[1], title: title[1], statusId: statusId[1], dueDate: dueDate[1] },
    ...{ createdAt, startedAt: null, completedAt: null, trashedAt: null },
  }
  return { ...fact, ...entered(fact, { statusId: statusId[1], group: group[1], at: createdAt }) }
}

/** The clocks: the cycle begins with the first `started` status and ends with the last entry into `completed`. */
const entered = (
  fact: Fact,
  { statusId, group, at, completedAt = null }: Entry,
): Pick<Fact, 'statusId' | 'startedAt' | 'completedAt'> => ({
  statusId,
  startedAt: fact.startedAt ?? (group === 'started' ? at : null),
  completedAt: group === 'completed' ? (completedAt ?? fact.completedAt ?? at) : null,
})

interface Entry {
  readonly statusId: string
  readonly group: string
  readonly at: string
  /** What undoing gives back was completed before. */
  readonly completedAt?: string | null
}

type Moved = Extract<
  TaskEvent,
  { type: 'task.moved' | 'task.closed' | 'task.reopened' | 'task.moved_in' }
>

const entryOf = ({ at, changes: { statusId, group, completedAt } }: Moved): Entry => ({
  ...{ statusId: statusId[1], group: group[1], at, completedAt: completedAt?.[1] },
})

/** What an event does to a task that is there. */
function changeBy(event: TaskEvent): ((before: Fact) => Partial<Fact>) | undefined {
  switch (event.type) {
    case 'task.updated': {
      const { title, dueDate } = event.changes
      return () => ({ ...(title && { title: title[1] }), ...(dueDate && { dueDate: dueDate[1] }) })
    }
    case 'task.moved':
    case 'task.closed':
    case 'task.reopened': {
      const { statusId, group } = event.changes
      const isThere = statusId[0] === statusId[1] && group[0] === group[1]
      return isThere ? undefined : (before) => entered(before, entryOf(event))
    }
    case 'task.moved_in': {
      const { projectId, changes } = event
      return (before) => ({ projectId, key: changes.key[1], ...entered(before, entryOf(event)) })
    }
    case 'task.trashed':
      return () => ({ trashedAt: event.at })
    case 'task.restored':
      return () => ({ trashedAt: null })
    case 'task.created':
    case 'task.moved_out':
    case 'task.purged':
    case 'relation.created':
    case 'relation.deleted':
    case 'status.created':
    case 'status.updated':
    case 'status.deleted':
    case 'statuses.ordered':
    case 'project.created':
    case 'project.updated':
    case 'project.archived':
    case 'project.unarchived':
    case 'project.inherited':
    case 'project_member.added':
    case 'project_member.role_changed':
    case 'project_member.removed':
    case 'project_team.added':
    case 'project_team.role_changed':
    case 'project_team.removed':
    case 'workspace_member.added':
    case 'workspace_member.role_changed':
    case 'workspace_member.removed':
    case 'workspace_member.suspended':
    case 'workspace_member.resumed':
    case 'workspace.deleted':
    case 'ranks.renewed':
    case 'webhook.created':
    case 'webhook.updated':
    case 'webhook.deleted':
    case 'view.created':
    case 'view.updated':
    case 'view.deleted':
    case 'label.created':
    case 'label.updated':
    case 'label.deleted':
    case 'task_grant.added':
    case 'task_grant.role_changed':
    case 'task_grant.removed':
    case 'watcher.added':
    case 'watcher.removed':
    case 'comment.created':
    case 'comment.edited':
    case 'comment.deleted':
    case 'comment.made_public':
    case 'comment.made_internal':
    case 'reaction.added':
    case 'reaction.removed':
    case 'file.ready':
    case 'file.changed':
    case 'file.trashed':
    case 'file.restored':
      return undefined
    default:
      return event satisfies never
  }
}

const knownSql = `
  select coalesce(json_agg(t), '[]') as facts from "TaskFact" t
   where id = any (array(select json_array_elements_text($1::json)::uuid))`

const columns = `id uuid, "projectId" uuid, key text, title text, "statusId" uuid, "dueDate" text, "createdAt" timestamptz,
  "startedAt" timestamptz, "completedAt" timestamptz, "trashedAt" timestamptz`

const insertSql = `
  insert into "TaskFact" (id, "projectId", key, title, "statusId", "dueDate", "createdAt", "startedAt", "completedAt", "trashedAt")
  select * from json_to_recordset($1::json) as r(${columns})`
const updateSql = `
  update "TaskFact" t
     set "projectId" = r."projectId", key = r.key, title = r.title, "statusId" = r."statusId", "dueDate" = r."dueDate", "startedAt" = r."startedAt",
         "completedAt" = r."completedAt", "trashedAt" = r."trashedAt"
    from json_to_recordset($1::json) as r(${columns}) where t.id = r.id`
const deleteSql = `
  delete from "TaskFact" t using json_to_recordset($1::json) as r(id uuid) where t.id = r.id`
const deleteParkedSql = `
  delete from "ParkedEvent" e using json_to_recordset($1::json) as r(id text) where e.event->>'taskId' = r.id`
