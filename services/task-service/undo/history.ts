import { z } from 'zod'
import { isoSql } from '../../chassis/database.ts'
import { botSql } from '../../chassis/identity.ts'
import { notFound } from '../../chassis/trpc.ts'
import { type Asking, visibleSql, workspaceRole } from '../access/access.ts'
import { loggedKey, named, namedIn, shownChanges, taskJoin } from '../events/log-rows.ts'
import type { TaskEventType } from '../events.ts'
import { UNDO_DAYS } from '../limits.ts'
import { withinBytes } from '../within-bytes.ts'
import type { actFilter, tasksOfAct } from './act-input.ts'
import { isUndoable } from './act-log.ts'

const sentence = {
  /** Of the event that says most about the act. */
  type: z.custom<TaskEventType>((type) => typeof type === 'string'),
  changes: z.record(z.string(), z.unknown()),
  named: named.nullable(),
}
const namedTask = { taskKey: z.string().nullable(), taskTitle: z.string().nullable() }

const row = z.object({
  id: z.string(),
  at: z.string(),
  projectId: z.string(),
  projectKey: z.string(),
  projectName: z.string(),
  isVisible: z.boolean(),
  types: z.array(z.string()),
  tasks: z.number(),
  /** Fields that got different values in different tasks; null where one sentence about a value tells of all. */
  differing: z.array(z.string()).nullable(),
  ...sentence,
  ...namedTask,
  /** Of the reader, that did it. */
  bot: z.object({ id: z.string(), name: z.string() }).nullable(),
  last: z.object({ id: z.string(), via: z.string(), at: z.string() }).nullable(),
})

interface Remembering extends Asking {
  readonly now: Date
}

/** What the reader did in the projects of a workspace, newest first; those that take others back stand at what they took back. A page
 *  looks at `limit` acts and leaves out those in projects that the reader does not see any more. */
export async function listActs(ctx: Remembering, input: z.infer<typeof actFilter>) {
  const { workspaceId, cursor = null, limit } = input
  await workspaceRole(ctx, workspaceId)
  const { rows } = await ctx.pool.query({
    name: 'own-acts',
    text: actsSql,
    values: [workspaceId, ctx.user.id, cursor, limit],
  })
  const acts = withinBytes(z.array(row).parse(rows))
  const isEnd = acts.length === rows.length && rows.length < limit
  return {
    items: acts.filter(({ isVisible }) => isVisible).map((act) => shown(act, ctx.now)),
    nextCursor: isEnd ? null : (acts.at(-1)?.id ?? null),
  }
}

/** `undo` is the act whose taking back changes how this one stands, null where there is none. */
function shown({ isVisible: _, types, last, ...act }: z.infer<typeof row>, now: Date) {
  const isUndone = last?.via === 'undo'
  const isKept =
    Date.parse(last?.at ?? act.at) >= now.getTime() - UNDO_DAYS * 86_400_000 && isUndoable(types)
  return { ...act, undoneAt: isUndone ? last.at : null, undo: isKept ? (last?.id ?? act.id) : null }
}

/** Once for each task: the first event of the act about it, or what says where it was moved to. */
const changed = `
  select distinct on (e."taskId") e.* from "Event" e
   where e."actionId" = $1 and e."actorId" = $2 and e."taskId" is not null and e.type not like 'task_grant.%' order by e."taskId", e.type = 'task.moved_out', e.id`

/** The tasks of an act, as the act had them. */
export async function tasksOf(ctx: Asking, input: z.infer<typeof tasksOfAct>) {
  const { actionId, cursor, limit } = input
  const { rows } = await ctx.pool.query({
    name: 'tasks-of-an-act',
    text: `select e."taskId" as id, e.type, ${keyAndTitle}, ${shownChanges} as changes,
                    ${namedIn('$2')} as named
             from (${changed}) e join "Project" p on p.id = e."projectId" ${taskJoin('$2')}
            where ${visibleSql('$2')} order by e.id offset $3 limit $4`,
    values: [actionId, ctx.user.id, cursor, limit],
  })
  if (rows.length === 0 && cursor === 0) throw notFound()
  const items = withinBytes(z.array(taskOfAct).parse(rows))
  const isEnd = items.length === rows.length && rows.length < limit
  return { items, nextCursor: isEnd ? null : cursor + items.length }
}

const taskOfAct = z.object({ id: z.string(), ...sentence, ...namedTask })

const keyAndTitle = `t.title as "taskTitle", ${loggedKey} as "taskKey"`

/** Of so many events of an act the values are compared: who pastes gives the first ones different values. */
const COMPARED = 20

/** What follows from other fields, and lists, of which an act takes or gives some. */
const derived = `'group', 'completedAt', 'rank', 'assigneeIds', 'labelIds'`

/** Parameters: workspace, reader, the act before which a page begins or null, rows. An act stands where its first event
 *  does: events of two acts at once may stand between each other. */
export const actsSql = `
  with acts as materialized (
    select e.* from "Event" e
     where e."workspaceId" = $1 and e."actorId" = $2 and e.undoes is null
       and e.id < case when $3::uuid is null then 9223372036854775807
                  else (select min(b.id) from "Event" b where b."actionId" = $3 and b."actorId" = $2) end
       and (select f.id from "Event" f where f."actionId" = e."actionId" order by f.id limit 1) = e.id
       and e."projectId" is not null and e.type not like 'view.%' and e.type not like 'webhook.%' and e.type not like 'reaction.%'
       and e.type not like 'task_grant.%'
     order by e.id desc limit $4)
  select a."actionId" as id, ${isoSql('a.at')} as at, a."projectId", p.key as "projectKey", p.name as "projectName",
         ${visibleSql('$2')} as "isVisible",
         ${botSql('a')} as bot, whole.*, various.*, e.type, ${keyAndTitle}, ${shownChanges} as changes,
         ${namedIn('$2')} as named, last.*
    from acts a
    join "Project" p on p.id = a."projectId",
    lateral (
      select (count(distinct n."taskId") filter (where n.type not like 'task_grant.%'))::int as tasks, array_agg(distinct n.type) as types
        from "Event" n where n."actionId" = a."actionId") whole,
    lateral (
      select array_agg(name) as differing from (
        select c.key as name
          from (select * from "Event" n where n."actionId" = a."actionId" order by n.id limit ${COMPARED}) n, jsonb_each(n.changes) c
         where n.type in ('task.updated', 'task.moved', 'task.closed', 'task.reopened') and c.key not in (${derived})
           and (c.key not in ('dueTime', 'startTime') or c.value->0 <> c.value->1)
         group by c.key having count(distinct c.value->1) > 1 order by c.key) fields) various,
    lateral (
      select n.* from "Event" n where n."actionId" = a."actionId"
       order by n."taskId" is null and n.id = a.id desc,
                n."projectId" <> a."projectId" and not exists (
                  select from "ProjectAccess" s where s."projectId" = n."projectId" and s."userId" = $2 and s.role >= 'viewer'),
                (select count(*) from jsonb_object_keys(n.changes)) desc, n.id limit 1) e
    ${taskJoin('$2')},
    lateral (
      select (select json_build_object('id', u."actionId", 'via', u.via, 'at', ${isoSql('u.at')})
                from "Event" u where u.undoes = a."actionId" order by u.id desc limit 1) as last) last
   order by a.id desc`
