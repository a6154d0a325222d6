import { z } from 'zod'
import { day, id, timeZone, zonedTime } from '../../chassis/text.ts'
import {
  asked,
  assigneeIds,
  byProject,
  estimate,
  labelIds,
  newTask,
  priority,
  unique,
} from '../contract.ts'
import { MANY_MAX } from '../limits.ts'

/** A value in each field of each task. */
const PARTS_MAX = 10 * MANY_MAX

const alone = ['statusId', 'trashed', 'archived'] as const

/** What becomes of each of many tasks: its status, or the trash, or the archive, or other fields, one of these at a time, so that each
 *  task gets one event. */
const manyChange = z
  .strictObject({
    statusId: id.optional(),
    /** Open parts at all levels get the status as well. */
    withSubtasks: z.literal(true).optional(),
    /** Into the trash, or out of it. */
    trashed: z.boolean().optional(),
    /** Into the archive, or out of it: only what is completed or cancelled. */
    archived: z.boolean().optional(),
    priority: priority.optional(),
    /** Another day keeps the time; without a day there is none. */
    dueDate: day.nullable().optional(),
    /** Together with a day, so that none of the tasks has a time alone. */
    dueTime: zonedTime.nullable().optional(),
    /** By whose clocks a day is chosen: what starts or is due at a time moves by as many days as they show between the two. */
    timeZone: timeZone.optional(),
    /** With its time as the due date has it. */
    startDate: day.nullable().optional(),
    startTime: zonedTime.nullable().optional(),
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
    { error: 'must be a status, the trash, the archive, or other fields: one of these at a time' },
  )
  .refine(({ dueDate, dueTime }) => !dueTime || Boolean(dueDate), {
    ...{ path: ['dueTime'], error: 'must come together with a due date' },
  })
  .refine(({ startDate, startTime }) => !startTime || Boolean(startDate), {
    ...{ path: ['startTime'], error: 'must come together with a start date' },
  })
  .refine(({ startDate, dueDate, timeZone }) => !timeZone || Boolean(startDate || dueDate), {
    ...{ path: ['timeZone'], error: 'must come together with a start or due date' },
  })
  .refine((change) => !change.withSubtasks || change.statusId !== undefined, {
    error: 'subtasks are changed together with a status only',
  })
export type ManyChange = z.infer<typeof manyChange>

export const manyIds = z
  .array(id)
  .min(1)
  .max(MANY_MAX, { error: `must be at most ${MANY_MAX.toLocaleString('en')} tasks` })

/** The last one who sets a field wins, so there are no versions: the change says what each task gets, whatever it had, and undo
 *  gives back what it had. Without `skipRefused` all tasks are changed or none. */
export const changedTasks = byProject.extend({
  ids: manyIds.transform(unique),
  /** What does not fulfil it any more refuses: tasks were chosen by it, and others have changed them since. */
  filter: z.strictObject(asked).optional(),
  change: manyChange,
  skipRefused: z.boolean().default(false),
})
export type ChangedTasks = z.infer<typeof changedTasks>

/** What some of the tasks become; `places` are those in the list of ids, from 0. */
const partOfChange = z.strictObject({
  places: z
    .array(z.number().int().min(0))
    .min(1)
    .max(MANY_MAX, { error: `must be at most ${MANY_MAX.toLocaleString('en')} tasks` }),
  title: newTask.shape.title.optional(),
  statusId: id.optional(),
  priority: priority.optional(),
  dueDate: day.nullable().optional(),
  dueTime: zonedTime.nullable().optional(),
  startDate: day.nullable().optional(),
  startTime: zonedTime.nullable().optional(),
  estimate: estimate.nullable().optional(),
  assigneeIds: assigneeIds.optional(),
  labelIds: labelIds.optional(),
})

/** Each of many tasks gets values of its own, whatever it had. A value is sent once for all tasks that get it, and ids once
 *  for all their values: so 1,000 tasks with a value in each field fit into a request, all but their titles. Of two parts that
 *  name a field of a task the last one counts. */
export const eachChanged = byProject
  .extend({
    ids: manyIds.refine((ids) => unique(ids).length === ids.length, {
      error: 'must be different tasks',
    }),
    parts: z
      .array(partOfChange)
      .min(1)
      .max(PARTS_MAX, { error: `must be at most ${PARTS_MAX.toLocaleString('en')} parts` }),
    /** What is completed completes its open subtasks at all levels, but those that get a status of their own. */
    withSubtasks: z.literal(true).optional(),
    skipRefused: z.boolean().default(false),
  })
  .refine(({ ids, parts }) => parts.every(({ places }) => places.every((at) => at < ids.length)), {
    path: ['parts'],
    error: 'must name places in the list of ids',
  })
export type EachChanged = z.infer<typeof eachChanged>

/** Why a task of many is not changed. */
export type Refusal =
  | 'gone'
  | 'not_in_filter'
  | 'in_trash'
  | 'open'
  | 'starts_after_due'
  | 'time_without_day'
  | 'too_many_assignees'
  | 'too_many_labels'
