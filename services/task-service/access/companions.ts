import { z } from 'zod'
import { id } from '../../chassis/text.ts'
import { router, serviceProcedure } from '../trpc.ts'
import { visibleSql } from './access.ts'

const companionsOf = z.strictObject({ workspaceId: id, userId: id })

/** `companions.*`: whom somebody meets in the projects that they see. Guests are shown nobody else. */
export const companions = router({
  list: serviceProcedure.input(companionsOf).query(async ({ ctx, input }) => {
    const { rows } = await ctx.pool.query<{ id: string }>({
      name: 'companions',
      text: companionsSql,
      values: [input.workspaceId, input.userId],
    })
    return rows.map((row) => row.id)
  }),
})

const companionsSql = `
  with places as (select p.id from "Project" p where p."workspaceId" = $1 and ${visibleSql('$2')}),
  tasks as (select t.id, t."createdBy", t."assigneeIds" from places join "Task" t on t."projectId" = places.id)
  select "userId" as id from "ProjectMember" m join places on places.id = m."projectId"
  union select "createdBy" from tasks
  union select unnest("assigneeIds") from tasks
  union select c."authorId" from "Comment" c join tasks on tasks.id = c."taskId" where c."deletedAt" is null
  union select r."userId" from "Reaction" r join "Comment" c on c.id = r."commentId" join tasks on tasks.id = c."taskId"
   where c."deletedAt" is null
  union select w."userId" from "Watcher" w join tasks on tasks.id = w."taskId" where w."isWatching"
  limit 1000`
