import { z } from 'zod'
import {
  color,
  emojis,
  groupings,
  groups,
  priority,
  relationKind,
} from '../../services/task-service/contract.ts'
import type { TaskEventType } from '../../services/task-service/events.ts'
import { grantRole } from '../../services/task-service/grants/grant-input.ts'
import { readersPage } from './readers-answer.ts'
import { bot, id, maybe, seen, time } from './values.ts'

const progress = z
  .object({ done: z.int(), all: z.int(), open: z.int() })
  .meta({ id: 'Progress', description: 'How far the parts of a task are, at all levels' })

const row = z.object({
  id,
  key: z.string(),
  projectId: id,
  title: z.string(),
  statusId: id,
  priority,
  dueDate: maybe(z.string()),
  dueTime: maybe(z.string()),
  dueAt: maybe(time),
  startDate: maybe(z.string()),
  startTime: maybe(z.string()),
  startAt: maybe(time),
  estimate: maybe(z.number()),
  rank: z.string(),
  version: z.int(),
  assigneeIds: z.array(id),
  labelIds: z.array(id),
  commentCount: z.int(),
  parentId: maybe(id),
  subtasks: maybe(progress),
  blockers: maybe(z.object({ ids: z.array(id), open: z.int() })),
  createdAt: time,
  updatedAt: time,
  completedAt: maybe(time),
  archivedAt: maybe(time),
})
const task = row.meta({ id: 'Task' })
/** As it is when many are written at once. */
const written = row.extend({ trashedAt: maybe(time) }).meta({ id: 'WrittenTask' })
/** By which an act is taken back; null where nothing was changed. */
const actionId = maybe(id)
const changed = row.extend({ actionId }).meta({ id: 'ChangedTask' })
const whole = row.extend({
  ...{ description: z.string(), workspaceId: id, projectKey: z.string() },
  ancestors: z.array(z.object({ id, key: z.string(), title: z.string() })),
  ...{
    createdBy: id,
    createdByBot: maybe(bot),
    trashedAt: maybe(time),
    projectArchivedAt: maybe(time),
  },
  role: z.enum(['owner', 'admin', 'member', 'commenter', 'viewer']),
})
const details = whole.meta({ id: 'TaskDetails' })

const other = z.object({
  ...{ id, key: z.string(), title: z.string() },
  ...{ statusId: id, projectId: id },
})
const made = z.object({ actionId: id, tasks: z.array(z.object({ id, key: z.string() })) })
const refusedFor = <Reason extends string>(...reasons: readonly Reason[]) =>
  z.array(
    z.object({
      ...{ id, key: maybe(z.string()), title: maybe(z.string()) },
      reason: z.enum(reasons),
    }),
  )
const refusedChange = refusedFor(
  ...(['gone', 'not_in_filter', 'in_trash', 'open', 'starts_after_due'] as const),
  ...(['time_without_day', 'too_many_assignees', 'too_many_labels'] as const),
)
const refusedMove = refusedFor('gone', 'in_trash', 'not_in_filter')

const comment = z.object({
  ...{ id, authorId: id, text: z.string(), createdAt: time, editedAt: maybe(time) },
  ...{ isInternal: z.boolean(), bot: maybe(bot) },
})
const reactions = z.array(
  z.object({
    emoji: z.enum(emojis),
    ...{ count: z.int(), isMine: z.boolean(), userIds: z.array(id) },
  }),
)

const left = z.object({
  ...{ taskId: id, key: maybe(z.string()), field: z.string() },
  reason: z.enum(['changed', 'in_trash', 'moved', 'gone', 'unknown', 'full']),
  ...{ yours: z.unknown().optional(), theirs: z.unknown().optional() },
  ...{ by: maybe(id), at: maybe(time) },
})
/** Tasks that the changes name by id, where the reader sees them. */
const named = maybe(
  z.record(z.string(), z.object({ key: z.string(), side: maybe(z.enum(['in', 'out'])) })),
)
/** Which ones there are grows. */
const type = z.custom<TaskEventType>().meta({ type: 'string' })
const sentence = {
  ...{ type, changes: seen },
  ...{ taskKey: maybe(z.string()), taskTitle: maybe(z.string()) },
  named,
}

const shared = {
  ...{ id, key: z.string(), title: z.string(), priority },
  status: z.object({ name: z.string(), group: z.enum(groups) }),
  ...{ dueDate: maybe(z.string()), dueTime: maybe(z.string()), dueAt: maybe(time) },
  ...{ completedAt: maybe(time), archivedAt: maybe(time) },
}
const given = z.object({ taskId: id, userId: id, role: grantRole })

const statusOf = z.object({ name: z.string(), group: z.enum(groups) })

export const taskAnswers = {
  'task/tasks.list': z.object({
    ...{ items: z.array(task), nextCursor: maybe(z.string()), seq: z.int() },
  }),
  'task/tasks.board': z.object({
    groupBy: z.enum(groupings).exclude(['status']).optional(),
    columns: z.array(
      z.object({
        ...{ statusId: z.string(), count: z.int(), tasks: z.array(task) },
        nextCursor: maybe(z.string()),
      }),
    ),
    seq: z.int(),
  }),
  'task/tasks.matching': z.object({
    ...{ ids: z.array(id), isTooMany: z.boolean(), hasOpenParts: z.boolean() },
  }),
  'task/tasks.get': details,
  'task/tasks.getById': details,
  'task/tasks.subtasks': z.object({
    projectId: id,
    progress: maybe(progress),
    items: z.array(task),
  }),
  'task/tasks.create': changed,
  'task/tasks.createMany': made,
  'task/tasks.duplicate': made,
  'task/tasks.change': row.extend({ description: z.string(), actionId }),
  'task/tasks.changeMany': z.object({
    ...{ actionId, changed: z.int(), tasks: z.array(written), refused: refusedChange },
  }),
  'task/tasks.move': changed,
  'task/tasks.close': changed,
  'task/tasks.reopen': changed,
  'task/tasks.trash': changed,
  'task/tasks.restore': changed,
  'task/tasks.trashed': z.array(row.extend({ trashedAt: maybe(time), purgedAt: maybe(time) })),
  'task/comments.list': z.object({
    items: z.array(comment.extend({ reactions })),
    nextCursor: maybe(id),
  }),
  'task/comments.create': comment,
  'task/comments.update': comment,
  'task/comments.delete': z.object({ id }),
  'task/comments.setInternal': z.object({
    ...{ id, taskId: id, isInternal: z.boolean(), actionId: id.nullable() },
  }),
  'task/comments.react': z.object({ id, reactions }),
  'task/relations.list': z.array(
    z.object({ id, kind: relationKind, side: z.enum(['out', 'in']), task: other }),
  ),
  'task/relations.create': z.object({ id }),
  'task/relations.delete': z.object({ id }),
  'task/watchers.list': z.array(id),
  'task/watchers.set': z.object({ actionId, changed: z.int(), isWatching: z.boolean() }),
  'task/relocations.create': z.object({
    ...{ actionId, moved: z.int(), tasks: z.array(written), refused: refusedMove },
  }),
  'task/relocations.preview': z.object({
    moved: z.int(),
    statuses: z.array(z.object({ from: statusOf, to: statusOf, tasks: z.int() })),
    labels: z.array(z.object({ name: z.string(), color })),
    people: z.array(id),
    refused: refusedMove,
  }),
  'task/actions.list': z.object({
    items: z.array(
      z.object({
        ...{ id, at: time, projectId: id, projectKey: z.string(), projectName: z.string() },
        ...{ tasks: z.int(), differing: maybe(z.array(z.string())) },
        ...sentence,
        ...{ bot: maybe(bot), undoneAt: maybe(time), undo: maybe(id) },
      }),
    ),
    nextCursor: maybe(id),
  }),
  'task/actions.tasks': z.object({
    items: z.array(z.object({ id, ...sentence })),
    nextCursor: maybe(z.int()),
  }),
  'task/actions.preview': z.object({
    ...{ tasks: z.int(), changed: z.int(), leftTasks: z.int() },
    left: z.array(left.extend({ title: maybe(z.string()) })),
  }),
  'task/actions.undo': z.object({
    ...{ actionId, changed: z.int(), tasks: z.array(written), left: z.array(left) },
  }),
  'task/mine.get': z.object({
    ...{ overdue: z.array(task), today: z.array(task), next: z.array(task), later: z.array(task) },
    seq: z.int(),
  }),
  'task/search.find': z.object({
    tasks: z.array(other),
    shared: z.array(
      z.object({
        ...{ id, key: z.string(), title: z.string(), status: shared.status },
        isArchived: z.boolean(),
      }),
    ),
  }),
  'task/readers.ofTask': readersPage,
  'task/taskGrants.list': z.array(
    z.object({
      ...{ userId: id, role: grantRole, givenById: id, givenByBot: maybe(bot), givenAt: time },
      isSuspended: z.boolean(),
    }),
  ),
  'task/taskGrants.set': given,
  'task/taskGrants.remove': given.omit({ role: true }),
  'task/sharedTasks.list': z.object({
    items: z.array(z.object({ ...shared, role: grantRole, givenById: id, givenAt: time })),
    seq: z.int(),
  }),
  'task/sharedTasks.get': z.object({
    ...{ ...shared, workspaceId: id, description: z.string() },
    ...{ startDate: maybe(z.string()), startTime: maybe(z.string()), startAt: maybe(time) },
    labels: z.array(z.object({ name: z.string(), color })),
    ...{ assigneeIds: z.array(id), createdBy: id, createdByBot: maybe(bot), createdAt: time },
    ...{ commentCount: z.int(), isReadOnly: z.boolean(), role: whole.shape.role },
    ...{ givenById: maybe(id), givenByBot: maybe(bot), givenAt: maybe(time) },
  }),
  'file/files.ofTask': z.object({
    items: z.array(
      z.object({
        ...{ id, name: z.string(), type: z.string(), sizeBytes: z.int() },
        createdAt: time,
      }),
    ),
    nextCursor: maybe(id),
  }),
  'task/activity.list': z.object({
    items: z.array(
      z.object({
        ...{ seq: z.int(), actorId: maybe(id), tokenName: maybe(z.string()), at: time },
        ...{ bot: maybe(bot), via: z.string() },
        ...{
          projectId: maybe(id),
          projectKey: maybe(z.string()),
          projectName: maybe(z.string()),
          taskId: maybe(id),
          ...sentence,
        },
      }),
    ),
    nextBefore: maybe(z.int()),
  }),
}
