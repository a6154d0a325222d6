import { z } from 'zod'
import { day, id } from '../../chassis/text.ts'
import { assigneeIds, byProject, estimate, labelIds, priority, unique } from '../contract.ts'
import { MANY_MAX } from '../limits.ts'

const alone = ['statusId', 'trashed'] as const

/** What becomes of each of many tasks: its status, or the trash, or other fields, one of these at a time, so that each
 *  task gets one event. */
const manyChange = z
  .strictObject({
    statusId: id.optional(),
    /** Open parts at all levels get the status as well. */
    withSubtasks: z.literal(true).optional(),
    /** Into the trash, or out of it. */
    trashed: z.boolean().optional(),
    priority: priority.optional(),
    dueDate: day.nullable().optional(),
    startDate: day.nullable().optional(),
    estimate: estimate.nullable().optional(),
    addAssigneeIds: assigneeIds.optional(),
    removeAssigneeIds: assigneeIds.optional(),
    addLabelIds: labelIds.optional(),
    removeLabelIds: labelIds.optional(),
  })
  .refine((change) => Object.values(change).some((value) => value !== undefined), {
    error: 'must change something',
  })
  .refine(
    (change) =>
      alone.every((field) => change[field] === undefined) ||
      Object.entries(change).filter(
        ([field, value]) => value !== undefined && field !== 'withSubtasks',
      ).length === 1,
    { error: 'must be a status, the trash, or other fields: one of these at a time' },
  )
  .refine((change) => !change.withSubtasks || change.statusId !== undefined, {
    error: 'subtasks are changed together with a status only',
  })
export type ManyChange = z.infer<typeof manyChange>

/** The last one who sets a field wins, so there are no versions: the change says what each task gets, whatever it had, and undo
 *  gives back what it had. Without `skipRefused` all tasks are changed or none. */
export const changedTasks = byProject.extend({
  ids: z
    .array(id)
    .min(1)
    .max(MANY_MAX, { error: `must be at most ${MANY_MAX.toLocaleString('en')} tasks` })
    .transform(unique),
  change: manyChange,
  skipRefused: z.boolean().default(false),
})
export type ChangedTasks = z.infer<typeof changedTasks>

/** Why a task of many is not changed. */
export type Refusal =
  | 'gone'
  | 'in_trash'
  | 'starts_after_due'
  | 'too_many_assignees'
  | 'too_many_labels'
