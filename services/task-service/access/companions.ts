import { z } from 'zod'
import { id } from '../../chassis/text.ts'
import { router, serviceProcedure } from '../trpc.ts'
import { visibleSql, workspaceRole } from './access.ts'
import { peopleOnTaskSql } from './granted-task.ts'

const companionsOf = z.strictObject({ workspaceId: id, userId: id })

/** `companions.*`: whom somebody meets in the projects, and on the single tasks, that they see. Guests are shown nobody else. */
export const companions = router({
  list: serviceProcedure.input(companionsOf).query(async ({ ctx, input }) => {
    const { rows } = await ctx.pool.query<{ id: string }>({
      name: 'companions',
      text: companionsSql,
      values: [input.workspaceId, input.userId],
    })
    // Nobody is met by who is not there, or is kept out: that is not an answer but a refusal.
    if (rows.length === 0)
      await workspaceRole({ ...ctx, user: { id: input.userId } }, input.workspaceId)
    return rows.map((row) => row.id)
  }),
})

/** SQL: the `id` of who is met in projects: whoever has a role of their own there or to do with a task. Comments are looked
 *  for task by task: a join would read those of all workspaces. */
export const metInSql = (projects: string) => `
  with places as (${projects}),
  tasks as (
    select t.id, t."createdBy", t."assigneeIds", t."commentCount" from places join "Task" t on t."projectId" = places.id),
  comments as (
    select c.id, c."authorId"
      from tasks, lateral (
        select c.id, c."authorId" from "Comment" c where c."taskId" = tasks.id and c."deletedAt" is null offset 0) c
     where tasks."commentCount" > 0)
  select "userId" as id from "ProjectMember" m join places on places.id = m."projectId"
  union select "createdBy" from tasks
  union select unnest("assigneeIds") from tasks
  union select "authorId" from comments
  union select r."userId" from comments, lateral (
    select r."userId" from "Reaction" r where r."commentId" = comments.id offset 0) r
  union select w."userId" from tasks, lateral (
    select w."userId" from "Watcher" w where w."taskId" = tasks.id and w."isWatching" offset 0) w`

/** Whom somebody meets on a task that they see alone is who has to do with that task, and who gave it to them. */
const companionsSql = `${metInSql(`select p.id from "Project" p where p."workspaceId" = $1 and ${visibleSql('$2')}`)}
  union select unnest(array[g."userId", g."givenById"]) from "GrantedTask" g where g."workspaceId" = $1 and g."userId" = $2
  union select u.id from "GrantedTask" g join "Task" t on t.id = g."taskId", lateral (${peopleOnTaskSql}) u
   where g."workspaceId" = $1 and g."userId" = $2
  limit 1000`
