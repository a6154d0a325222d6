import { isoSql } from '../../chassis/database.ts'
import { type ActingBot, botSql } from '../../chassis/identity.ts'
import { answered } from '../answered.ts'
import {
  byWorkspace,
  type colors,
  type Group,
  type priorities,
  type Role,
  taskAddress,
} from '../contract.ts'
import { newestPlace } from '../events/log-rows.ts'
import { procedure, router } from '../trpc.ts'
import type { GrantRole } from './grant-input.ts'

interface Shared {
  id: string
  key: string
  title: string
  status: { name: string; group: Group }
  priority: (typeof priorities)[number]
  dueDate: string | null
  dueTime: string | null
  dueAt: string | null
  completedAt: string | null
  archivedAt: string | null
}

interface SharedRow extends Shared {
  role: GrantRole
  givenById: string
  givenAt: string
}

/** A task as one sees it who sees nothing else: what it is called and says, without the ids that lead into its project. */
interface SharedTask extends Shared {
  workspaceId: string
  description: string
  startDate: string | null
  startTime: string | null
  startAt: string | null
  /** Its own; what else the project has is not told. */
  labels: { name: string; color: (typeof colors)[number] }[]
  assigneeIds: string[]
  createdBy: string
  /** The bot that made it for them. */
  createdByBot: ActingBot | null
  createdAt: string
  /** Public ones. */
  commentCount: number
  /** Whether its project is archived: then everybody only reads. */
  isReadOnly: boolean
  /** The stronger of what the reader has by the project and on this task alone. */
  role: Role
  /** Who gave it to the reader and when; null for who sees it by its project. */
  givenById: string | null
  givenByBot: ActingBot | null
  givenAt: string | null
}

/** `sharedTasks.*`: single tasks for those who were given them alone. Nothing of their projects is in the answers, so that nothing
 *  has to be taken out of them. */
export const sharedTasks = router({
  /** Those that the reader was given and sees by that alone, the last ones first; at most `PERSON_TASKS_MAX`. */
  list: procedure
    .input(byWorkspace)
    .query(({ ctx, input: { workspaceId } }) =>
      answered<{ items: SharedRow[]; seq: number }>(ctx, sharedTasksSql, [
        workspaceId,
        ctx.user.id,
      ]),
    ),

  /** By its key of now; for who sees the project too, as the others see it. */
  get: procedure.input(taskAddress).query(({ ctx, input: { workspaceId, key } }) => {
    const [projectKey, number] = key.split('-')
    return answered<SharedTask>(ctx, sharedTaskSql, [
      ...[workspaceId, ctx.user.id, projectKey, Number(number)],
    ])
  }),
})

const shownSql = `
  t.id, p.key || '-' || t.number as key, t.title, json_build_object('name', s.name, 'group', s."group") as status,
  t.priority, t."dueDate", t."dueTime", ${isoSql('t."dueAt"')} as "dueAt",
  ${isoSql('t."completedAt"')} as "completedAt", ${isoSql('t."archivedAt"')} as "archivedAt"`

const givenSql = `g."givenById", ${isoSql('g."givenAt"')} as "givenAt"`

const byProjectSql = `(select a.role from "ProjectAccess" a where a."projectId" = p.id and a."userId" = $2)`

/** Parameters: workspace, reader. */
export const sharedTasksSql = `
  select json_build_object(
    'items', coalesce((
      select json_agg(row_to_json(r) order by r."givenAt" desc, r.id) from (
        select ${shownSql}, g.role, ${givenSql}
          from "GrantedTask" g join "Task" t on t.id = g."taskId"
          join "Project" p on p.id = t."projectId" join "Status" s on s.id = t."statusId"
         where g."workspaceId" = $1 and g."userId" = $2 and ${byProjectSql} is null) r), '[]'),
    'seq', ${newestPlace('$1')})::text as answer
    from "Member" m where m."workspaceId" = $1 and m."userId" = $2 and m."suspendedAt" is null`

/** Parameters: workspace, reader, key of the project, number. */
export const sharedTaskSql = `
  select (select row_to_json(r) from (select
           ${shownSql}, p."workspaceId", t.description, t."startDate", t."startTime", ${isoSql('t."startAt"')} as "startAt",
           (select coalesce(json_agg(json_build_object('name', l.name, 'color', l.color) order by l.name), '[]')
              from "Label" l where l.id = any(t."labelIds")) as labels,
           t."assigneeIds", t."createdBy", ${botSql('t')} as "createdByBot", ${isoSql('t."createdAt"')} as "createdAt",
           t."commentCount", p."archivedAt" is not null as "isReadOnly", seen.role, ${givenSql},
           case when g."taskId" is not null then ${botSql('way')} end as "givenByBot") r)::text as answer
    from "Project" p
    join "Task" t on t."projectId" = p.id and t.number = $4 and t."trashedAt" is null
    join "Status" s on s.id = t."statusId"
    left join "GrantedTask" g on g."taskId" = t.id and g."userId" = $2
    left join "TaskGrant" way on way."taskId" = t.id and way."userId" = $2
   cross join lateral (select greatest(${byProjectSql}, g.role) as role) seen
   where p."workspaceId" = $1 and p.key = $3 and seen.role is not null`
