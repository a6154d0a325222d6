import { notFound } from '../../chassis/trpc.ts'
import type { Asking } from './access.ts'

/** SQL: whether the user has a role on task `t` alone, and it counts. The rule of projects knows nothing of it: what asks by
 *  `visibleSql` stays closed, and only what is for who sees a single task asks by this beside. */
export const grantedSql = (user: string) => `exists (
  select from "GrantedTask" g where g."taskId" = t.id and g."userId" = ${user})`

/** NOT_FOUND for who sees a task neither by its project nor alone. Someone who joined a moment ago gets a second look. */
export async function refuseUnseen({ pool, user, pullMembers }: Asking, taskId: string) {
  const look = async () => {
    const { rowCount } = await pool.query({
      name: 'seen-single-task',
      text: seenTaskSql,
      values: [taskId, user.id],
    })
    return rowCount !== 0
  }
  if (!((await look()) || (await pullMembers().then(look)))) throw notFound()
}

/** One statement, whether the task is not there or not for this user. */
const seenTaskSql = `
  select from "Task" t
   where t.id = $1 and (exists (
     select from "ProjectAccess" a where a."projectId" = t."projectId" and a."userId" = $2 and a.role >= 'viewer')
     or ${grantedSql('$2')})`

/** SQL: the `id` of who has to do with task `t`, as who sees it alone is told: its maker, who is assigned to it, who has a public
 *  comment there and who reacted to one. Watchers of the project are not among them. */
export const peopleOnTaskSql = `
  select t."createdBy" as id
  union select unnest(t."assigneeIds")
  union select c."authorId" from "Comment" c where c."taskId" = t.id and c."deletedAt" is null
  union select r."userId" from "Comment" c join "Reaction" r on r."commentId" = c.id
   where c."taskId" = t.id and c."deletedAt" is null`
