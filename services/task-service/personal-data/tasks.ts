import type { z } from 'zod'
import { isoSql } from '../../chassis/database.ts'
import { botSql } from '../../chassis/identity.ts'
import { visibleSql } from '../access/access.ts'
import type { Context } from '../context.ts'
import { isOwnWatchSql } from '../watchers/choices.ts'
import { namedPeopleSql } from '../watchers/named-people.ts'
import { withinBytes } from '../within-bytes.ts'
import type { ownTasks } from './inputs.ts'

interface Reading extends Pick<Context, 'pool'> {
  readonly user: { readonly id: string }
}

type Page = z.infer<typeof ownTasks>
type Place = NonNullable<Page['cursor']>

interface Row {
  readonly number: number
  readonly [name: string]: unknown
}

/** So many tasks of a project are looked at by one call, of whoever they are: no index says who made a task. */
const LOOKED = 1000

/** Numbers of tasks begin behind it. */
const NONE = -2_147_483_648

/** The tasks that somebody made, is assigned to or watches, as they may be read at this moment. A page is of one project. */
export async function tasksPage(ctx: Reading, { cursor, limit }: Page) {
  const place = cursor ?? (await projectBehind(ctx, null))
  if (!place) return { items: [], nextCursor: null }
  const { projectId, number } = place
  const { rows } = await ctx.pool.query<{ last: number | null; found: Row[] }>({
    name: 'personal-data-tasks',
    text: ownTasksSql,
    values: [ctx.user.id, projectId, number, limit],
  })
  const { last = null, found = [] } = rows[0] ?? {}
  const items = withinBytes(found)
  const next = items.length < found.length ? items.at(-1)?.number : last
  const nextCursor = next ? { projectId, number: next } : await projectBehind(ctx, projectId)
  return { items, nextCursor }
}

/** Where the tasks begin of the next project that they see. */
async function projectBehind(
  { pool, user }: Reading,
  projectId: string | null,
): Promise<Place | null> {
  const { rows } = await pool.query<{ id: string }>({
    name: 'personal-data-next-project',
    text: `select a."projectId" as id from "ProjectAccess" a
            where a."userId" = $1 and a.role >= 'viewer' and ($2::uuid is null or a."projectId" > $2)
            order by a."projectId" limit 1`,
    values: [user.id, projectId],
  })
  return rows[0] ? { projectId: rows[0].id, number: NONE } : null
}

const times = (...columns: string[]) =>
  columns.map((name) => `${isoSql(`t."${name}"`)} as "${name}"`).join(', ')

/** Asked of each task that is looked at, and of no other: what somebody watches and wrote in all projects is not gathered for a page. */
const isAnyOf = (rows: string) => `coalesce((${rows} limit 1), false)`

/** Parameters: reader, project, the number behind which a page begins, rows. `last` is where the next page of the project begins, null
 *  behind its last task. */
export const ownTasksSql = `
  with looked as materialized (
    select t.id, t.number, t."projectId", t."createdBy", t."assigneeIds", t."userIds" from "Task" t
     where t."projectId" = $2 and t.number > $3 order by t.number limit ${LOOKED}),
  page as materialized (
    select * from looked t
     where t."createdBy" = $1 or $1 = any(t."assigneeIds") or ${isAnyOf(`
       select true from "Watcher" w where w."taskId" = t.id and w."userId" = $1`)} or ${isAnyOf(`
       select true from "Comment" c where c."authorId" = $1 and c."taskId" = t.id and c."deletedAt" is null`)} or ${isAnyOf(`
       select true from "Comment" c where c."internalTaskId" = t.id and c."authorId" = $1 and c."deletedAt" is null`)} or ${isAnyOf(`
       select true from (${namedPeopleSql('$1', '$1')}) n`)}
     order by t.number limit $4),
  own as materialized (
    select t.id, t."createdBy" = $1 as created, $1 = any(t."assigneeIds") as assigned, ${isOwnWatchSql('$1')} as watching
      from page t)
  select case when (select count(*) from page) = $4 then (select max(number) from page)
              when (select count(*) from looked) = ${LOOKED} then (select max(number) from looked) end as last,
         coalesce((
           select json_agg(row_to_json(r) order by r.number) from (
             select t.id, p.key || '-' || t.number as key, t.number, t."projectId", p.name as "projectName", p."workspaceId",
                    own.created as "isCreatedByMe", own.assigned as "isAssignedToMe", own.watching as "isWatched",
                    t.title, t.description, s.name as status, s."group" as "statusGroup", t.priority, t."startDate", t."startTime", t."dueDate",
                    t."dueTime", t.estimate, t."parentId", t."assigneeIds", t."createdBy", ${botSql('t')} as "createdByBot", ${times('createdAt', 'updatedAt', 'completedAt', 'archivedAt', 'trashedAt')},
                    (select coalesce(json_agg(l.name order by l.name), '[]') from "Label" l where l.id = any(t."labelIds")) as labels
               from own join "Task" t using (id) join "Project" p on p.id = t."projectId" join "Status" s on s.id = t."statusId"
              where (own.created or own.assigned or own.watching) and ${visibleSql('$1')}) r), '[]') as found`
