import { z } from 'zod'
import { day, id, line, text, timeZone, wellFormed, zonedTime } from '../chassis/text.ts'
import {
  ASSIGNEES_MAX,
  COMMENT_MAX,
  COMMENT_PAGE,
  DESCRIPTION_MAX,
  ESTIMATE_MAX,
  ESTIMATE_STEP,
  FILTER_MAX,
  LABELS_MAX,
  NAME_MAX,
  overLimits,
  PAGE_MAX,
  SHORT_NAME_MAX,
  TITLE_MAX,
  WIP_LIMIT_MAX,
} from './limits.ts'

/** What a status means for the clocks; a project has at least one in each group but `backlog`. */
export const groups = ['backlog', 'unstarted', 'started', 'completed', 'cancelled'] as const
export const group = z.enum(groups)
export type Group = z.infer<typeof group>
export const priorities = ['none', 'low', 'medium', 'high', 'urgent'] as const
export const priority = z.enum(priorities)

/** What an estimate of a project's tasks counts. */
export const estimateUnits = ['points', 'hours'] as const

export const colors = [
  'red',
  'orange',
  'yellow',
  'green',
  'teal',
  'blue',
  'violet',
  'pink',
] as const
export const color = z.enum(colors)
export const visibilities = ['open', 'private'] as const

/** Roles in a project, strongest first. */
export const roles = ['owner', 'admin', 'member', 'commenter', 'viewer'] as const
export const role = z.enum(roles)
export type Role = z.infer<typeof role>

/** Two to ten characters, unique in the workspace; the first part of every task key. */
export const projectKey = z.string().regex(/^[A-Z][A-Z0-9]{1,9}$/, {
  error: 'must be 2 to 10 capital letters or digits and begin with a letter',
})
export const taskKey = z.string().regex(/^[A-Z][A-Z0-9]{1,9}-[1-9]\d{0,8}$/, {
  error: 'is not a task key like WEB-42',
})

/** Without repetition. */
export const unique = <T>(values: T[]) => [...new Set(values)]
const title = line(TITLE_MAX)
const idsOf = (what: string, max: number) =>
  z.array(id).max(max, `must have at most ${max} ${what}`).transform(unique)
export const assigneeIds = idsOf('people', ASSIGNEES_MAX)
export const labelIds = idsOf('labels', LABELS_MAX)
export const pageSize = z
  .number()
  .int()
  .min(1)
  .max(PAGE_MAX, { error: `must be at most ${PAGE_MAX}` })

export const estimate = z
  .number()
  .min(0, { error: 'must be at least 0' })
  .max(ESTIMATE_MAX, { error: `must be at most ${ESTIMATE_MAX.toLocaleString('en')}` })
  .multipleOf(ESTIMATE_STEP, { error: `must be in steps of ${ESTIMATE_STEP}` })

export const byId = z.strictObject({ id })
export const byWorkspace = z.strictObject({ workspaceId: id })
export const byProject = z.strictObject({ projectId: id })
export const byTask = z.strictObject({ taskId: id })

export const projectAddress = byWorkspace.extend({ key: projectKey })
export const newProject = byWorkspace.extend({
  key: projectKey,
  name: line(NAME_MAX),
  color: color.default('blue'),
  visibility: z.enum(visibilities).default('open'),
  /** The strongest role that it gives to everybody while it is open; `owner`: everybody keeps theirs of the workspace. */
  openRole: role.default('owner'),
  /** Language of the first statuses' names. */
  locale: z.enum(['ko', 'en']).default('ko'),
})
export const newSample = byWorkspace.extend({ locale: newProject.shape.locale })
export const changedProject = byId.extend({
  name: line(NAME_MAX).optional(),
  color: color.optional(),
  description: text(DESCRIPTION_MAX, 0).optional(),
  visibility: z.enum(visibilities).optional(),
  openRole: role.optional(),
  estimateUnit: z.enum(estimateUnits).optional(),
  overLimit: z.enum(overLimits).optional(),
})

export const byProjectMember = byProject.extend({ userId: id })
export const projectMember = byProjectMember.extend({ role })

export const newStatus = byProject.extend({ name: line(SHORT_NAME_MAX), group })
export const changedStatus = byProject.extend({
  id,
  name: line(SHORT_NAME_MAX).optional(),
  /** How many tasks it is to have at once; its project says what becomes of more. Null takes the limit away. */
  wipLimit: z
    .number()
    .int()
    .min(1, { error: 'must be at least 1' })
    .max(WIP_LIMIT_MAX, { error: `must be at most ${WIP_LIMIT_MAX}` })
    .nullable()
    .optional(),
})
/** Into a group, before one of its statuses or at its end; what it means for its tasks changes with the group. */
export const movedStatus = byProject.extend({ id, group, beforeId: id.optional() })
/** Tasks move to `targetId`, a status of the same group. */
export const deletedStatus = byProject.extend({ id, targetId: id })
export const newLabel = byProject.extend({ name: line(SHORT_NAME_MAX), color })
export const changedLabel = byProject.extend({
  id,
  name: line(SHORT_NAME_MAX).optional(),
  color: color.optional(),
})
export const deletedLabel = byProject.extend({ id })

export const taskAddress = byWorkspace.extend({ key: taskKey })

/** `nextCursor` of a page of tasks: rank, version and id of its last one. Where that one still has the version, the
 *  next page goes on after the rank that it has by then: ranks are renewed while somebody reads. A rank alone is a
 *  cursor of the previous release. In a sorted list it is `~` and what the last one is sorted by. */
export const taskCursor = z
  .string()
  .regex(/^([0-9A-Za-z]{1,3000}(\.\d{1,9}\.[0-9a-f-]{36})?|~[0-9a-f]{2,6000})$/, {
    error: 'is not a cursor of this list',
  })
  .transform((cursor) => {
    const [rank = '', version = null, id = null] = cursor.split('.')
    return { rank, version: version && Number(version), id }
  })
  .pipe(z.object({ rank: z.string(), version: z.number().nullable(), id: id.nullable() }))
export type TaskCursor = z.infer<typeof taskCursor>

/** A filter in the language of docs/filters.md; its days are those of `today` and of the zone. */
export const asked = {
  q: wellFormed.max(FILTER_MAX).optional(),
  today: day.optional(),
  timeZone: timeZone.default('UTC'),
}

/** What the tasks of a column or of a group have in common. */
export const groupings = ['status', 'priority', 'assignee', 'due', 'label', 'none'] as const
const groupBy = z.enum(groupings).default('status')
export type Grouping = (typeof groupings)[number]

export const taskFilter = byProject.extend({
  ...asked,
  groupBy,
  /** One group of a board that is not by status: the `statusId` that its column has there. */
  group: text(36).optional(),
  statusId: id.optional(),
  assigneeId: id.optional(),
  open: z.boolean().optional(),
  /** Only these: what has become of tasks that somebody has on screen. */
  ids: z.array(id).min(1).max(PAGE_MAX).optional(),
  cursor: taskCursor.optional(),
  limit: pageSize.default(50),
})
/** The newest in the trash; with `cursor`, the last one of a page, those thrown away before it. */
export const trashFilter = byProject.extend({
  cursor: z.strictObject({ trashedAt: z.iso.datetime(), id }).optional(),
  limit: pageSize.default(PAGE_MAX),
})
/** `until` is when the newest was thrown away that the person has seen: what comes later stays. */
export const emptiedTrash = byProject.extend({ until: z.iso.datetime() })
export const boardFilter = byProject.extend({ ...asked, groupBy, assigneeId: id.optional() })
export const matchingFilter = byProject.extend(asked)
export const newTask = byProject.extend({
  title,
  statusId: id.optional(),
  description: text(DESCRIPTION_MAX, 0).default(''),
  priority: priority.default('none'),
  dueDate: day.nullable().default(null),
  /** Needs a day. Left out where there is none, as the start is. */
  dueTime: zonedTime.optional(),
  /** Not after the due date. Left out rather than null where there is none: a call that is repeated with its key has to
   *  be the same as the release before this one saw it. */
  startDate: day.optional(),
  /** Needs a start day. Not after the time at which it is due. */
  startTime: zonedTime.optional(),
  estimate: estimate.optional(),
  assigneeIds: assigneeIds.default([]),
  labelIds: labelIds.default([]),
  /** The task that it is part of, of the same project. */
  parentId: id.optional(),
  /** Repeating a call with the same key and input gives the same task. */
  idempotencyKey: z
    .string()
    .regex(/^[\x21-\x7e]{8,64}$/)
    .optional(),
})
export type NewTask = z.infer<typeof newTask>

export const duplicatedTask = byId.extend({ idempotencyKey: newTask.shape.idempotencyKey })

const version = z.number().int().min(1)
/** `version` is the one the change was made against. */
export const changedTask = byId.extend({
  version,
  title: title.optional(),
  description: text(DESCRIPTION_MAX, 0).optional(),
  priority: priority.optional(),
  /** Another day keeps the time; without a day there is none. */
  dueDate: day.nullable().optional(),
  dueTime: zonedTime.nullable().optional(),
  /** Not after the due date; with its time as the due date has it. */
  startDate: day.nullable().optional(),
  startTime: zonedTime.nullable().optional(),
  estimate: estimate.nullable().optional(),
  assigneeIds: assigneeIds.optional(),
  labelIds: labelIds.optional(),
  parentId: id.nullable().optional(),
})
export type ChangedTask = z.infer<typeof changedTask>

/** `complete` completes its open parts with it, at all levels. */
const subtasks = z.enum(['keep', 'complete']).default('keep')
/** Into a status, before or after a neighbour; without one at the end of the status. The other fields are what it becomes
 *  there in the same act, as in another lane of a board; with them, and without a neighbour, it keeps its place in its status. */
export const movedTask = byId.extend({
  ...{ version: version.optional(), subtasks, statusId: id },
  ...{ beforeId: id.optional(), afterId: id.optional() },
  ...changedTask.pick({ priority: true, assigneeIds: true, labelIds: true, parentId: true }).shape,
})
export const closedTask = byId.extend({ version: version.optional() })
export const completedTask = closedTask.extend({ subtasks })

export const relationKind = z.enum(['blocks', 'relates', 'duplicates'])
export type RelationKind = z.infer<typeof relationKind>
/** `out`: the task blocks or duplicates the other one; `in`: the other way round. */
export const newRelation = byTask.extend({
  otherId: id,
  kind: relationKind,
  side: z.enum(['out', 'in']).default('out'),
})
export const byRelation = byTask.extend({ id })

/** The newest ones; with `cursor`, the last page's `nextCursor`, the ones before it. */
export const commentFilter = byTask.extend({
  cursor: id.optional(),
  limit: pageSize.default(COMMENT_PAGE),
})
export const newComment = byTask.extend({
  text: text(COMMENT_MAX),
  /** For members and above alone. */
  isInternal: z.boolean().default(false),
})
export const byComment = byTask.extend({ id })
/** `editedAt` of the text that the change began from; left out by the release before this one. */
export const changedComment = byComment.extend({
  text: text(COMMENT_MAX),
  editedAt: z.iso.datetime().nullable().optional(),
})

/** In the order in which they are shown. */
export const emojis = [
  'thumbs_up',
  'heart',
  'party',
  'smile',
  'eyes',
  'thanks',
  'done',
  'confused',
] as const
export const emoji = z.enum(emojis, { error: `must be one of ${emojis.join(', ')}` })
export type Emoji = z.infer<typeof emoji>
/** `on` is how it is to be, so that the same call again does nothing. */
export const reaction = byComment.extend({ emoji, on: z.boolean() })

export const mineFilter = byWorkspace.extend({ today: day, timeZone: asked.timeZone })
export const activityFilter = byWorkspace.extend({
  projectId: id.optional(),
  taskId: id.optional(),
  /** Only what happened before this sequence number. */
  before: z.number().int().min(1).optional(),
  limit: pageSize.default(30),
})
export const searched = byWorkspace.extend({ text: line(100), projectId: id.optional() })
