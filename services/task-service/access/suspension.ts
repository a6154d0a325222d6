import { askPool, suspensionTold } from '../access-projection.ts'

export const suspension = suspensionTold(
  askPool,
  `select "projectId" from "Task" where id = any($2::uuid[])
   union all select t."projectId" from "Comment" c join "Task" t on t.id in (c."taskId", c."internalTaskId")
    where c.id = any($2::uuid[])`,
)
