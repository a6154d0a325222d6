import { askPool, suspensionTold } from '../../chassis/feed/suspension.ts'

/** Whatever names something of a task names the task. */
export const suspension = suspensionTold(
  askPool,
  'select "projectId" from "Task" where id = any($2::uuid[])',
)
