import type { z } from 'zod'
import { botSql } from '../../chassis/identity.ts'
import { visibleSql } from '../access/access.ts'
import { directRoleSql } from '../access/direct-role.ts'
import type { Context } from '../context.ts'
import type { personalDataPage, section } from './inputs.ts'

interface Reading extends Pick<Context, 'pool'> {
  readonly user: { readonly id: string }
}

type Row = { readonly id: string } & { readonly [name: string]: unknown }

/** A page of one of the lists that are kept about a person. */
export async function rowsOf(
  { pool, user }: Reading,
  { section, cursor, limit }: z.infer<typeof personalDataPage>,
) {
  const { rows } = await pool.query<Row>({
    name: `personal-data-${section}`,
    text: lists[section],
    values: [user.id, cursor ?? null, limit],
  })
  return rows
}

/** In the order of an index, from where the page before ended. */
const behind = (id: string) =>
  `${id} > coalesce($2::uuid, '00000000-0000-0000-0000-000000000000'::uuid)`

/** Whether the reader sees project `p`, and whether its workspace is closed to them until they have a second factor. */
const access = `
  cross join lateral (
    select ${visibleSql('$1')} as sees, exists (
      select from "Member" m where m."workspaceId" = p."workspaceId" and m."userId" = $1 and m."suspendedAt" is not null) as closed) a`

/** Of task `t` and project `p`, as far as they are seen. */
const place = `
  p."workspaceId", case when a.sees then p.key || '-' || t.number end as "taskKey", case when a.sees then t.title end as "taskTitle"`

/** A page is found by who wrote it and in its order before anything else is read. */
export const ownCommentsSql = `
  with page as materialized (
    select c.id from "Comment" c where c."authorId" = $1 and c."deletedAt" is null and ${behind('c.id')}
     order by c.id limit $3)
  select c.id, t.id as "taskId", ${place}, c."internalTaskId" is not null as "isInternal", c."createdAt", c."editedAt",
         ${botSql('c')} as bot, case when not a.closed then c.text end as text
    from page join "Comment" c using (id)
    join "Task" t on t.id = coalesce(c."taskId", c."internalTaskId")
    join "Project" p on p.id = t."projectId" ${access}
   order by c.id`

/** Parameters of each: whose, the id behind which a page begins or null, rows. */
const lists: Record<z.infer<typeof section>, string> = {
  comments: ownCommentsSql,

  /** Others change the words of a view that is shared. */
  views: `
    with own as materialized (select v.id from "View" v where v."ownerId" = $1 and ${behind('v.id')})
    select v.id, v."projectId", p."workspaceId", v.kind, v.scope, v."groupBy", v."subGroupBy", v."subBy", v."createdAt",
           case when b.own then v.name end as name, case when b.own then v.q end as q
      from own join "View" v using (id) join "Project" p on p.id = v."projectId" ${access}
     cross join lateral (select (a.sees or v.scope = 'private') and not a.closed as own) b
     order by v.id limit $3`,

  watching: `
    with page as materialized (
      select w."taskId", w."isWatching", w.at from "Watcher" w where w."userId" = $1 and ${behind('w."taskId"')}
       order by w."taskId" limit $3)
    select t.id, ${place}, w."isWatching", w.at
      from page w join "Task" t on t.id = w."taskId" join "Project" p on p.id = t."projectId" ${access}
     order by t.id`,

  projectRoles: `
    select p.id, p."workspaceId", m.role, ${directRoleSql('m')} as direct, case when a.sees then p.key end as key, case when a.sees then p.name end as name
      from "ProjectMember" m join "Project" p on p.id = m."projectId" ${access}
     where m."userId" = $1 and ${behind('m."projectId"')} order by m."projectId" limit $3`,

  /** On single tasks; the task is named while the role counts. */
  taskRoles: `
    select t.id, g."workspaceId", g.role, g."givenAt", g."givenById", ${botSql('g')} as "givenByBot",
           case when c.role is not null or a.sees then p.key || '-' || t.number end as "taskKey",
           case when c.role is not null or a.sees then t.title end as "taskTitle"
      from "TaskGrant" g join "Task" t on t.id = g."taskId" join "Project" p on p.id = t."projectId" ${access}
      left join "GrantedTask" c on c."taskId" = g."taskId" and c."userId" = g."userId"
     where g."userId" = $1 and ${behind('g."taskId"')} order by g."taskId" limit $3`,

  /** Whose filter and target admins see. */
  webhooks: `
    select w.id, w."projectId", p."workspaceId", w.types, w."createdAt", w.stopped,
           case when a.sees then w.q end as q, case when a.sees then w.url end as url
      from "Webhook" w join "Project" p on p.id = w."projectId"
      cross join lateral (select ${visibleSql('$1', 'admin')} as sees) a
     where w."ownerId" = $1 and ${behind('w.id')} order by w.id limit $3`,
}
