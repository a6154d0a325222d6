import { z } from 'zod'
import {
  color,
  emoji,
  estimateUnits,
  group,
  priority,
  relationKind,
  role,
  visibilities,
} from './contract.ts'
import { overLimits } from './limits.ts'

/** [before, after] of a field that came with its object, went with it, or changed. */
const came = <Value extends z.ZodType>(value: Value) => z.tuple([z.null(), value])
const went = <Value extends z.ZodType>(value: Value) => z.tuple([value, z.null()])
const changed = <Value extends z.ZodType>(value: Value) => z.tuple([value, value])

/** What every event says beside its changes. */
const row = {
  seq: z.number(),
  workspaceId: z.string(),
  projectId: z.string().nullable(),
  taskId: z.string().nullable(),
  actorId: z.string().nullable(),
  via: z.string(),
  actionId: z.string(),
  at: z.string(),
}
const ofProject = { ...row, projectId: z.string() }
const ofTask = { ...ofProject, taskId: z.string() }

const event = <Type extends string, About extends z.ZodRawShape, Changes extends z.ZodRawShape>(
  type: Type,
  about: About,
  changes: Changes,
) => z.object({ ...about, type: z.literal(type), changes: z.object(changes) })

const id = z.string()
const time = z.string().nullable()
const dueDate = z.string().nullable()
const side = z.enum(['in', 'out'])
const visibility = z.enum(visibilities)
/** Of a workspace: guests too. */
const workspaceRole = z.enum([...role.options, 'guest'])

const moved = {
  statusId: changed(id),
  group: changed(group),
  completedAt: changed(time).optional(),
  /** What is opened again comes out of the archive. */
  archivedAt: changed(time).optional(),
  rank: changed(z.string()).optional(),
}
const file = { fileId: came(id), name: came(z.string()) }

/** Of roles that people have by a team: what became of it, or of who is in it, is why. */
const byTeam = { teamId: changed(id).optional() }

/** Of what only members and above are told. */
const internal = { isInternal: changed(z.literal(true)).optional() }

/** The event log, type by type: a created object carries every field that a follower may need. Whoever switches over
 *  `type` is told by the compiler when a type is added here. */
const taskEvent = z.discriminatedUnion('type', [
  event('task.created', ofTask, {
    key: came(z.string()),
    title: came(z.string()),
    statusId: came(id),
    group: came(group),
    priority: came(priority),
    dueDate: came(dueDate),
    assigneeIds: came(z.array(id)),
    labelIds: came(z.array(id)),
    completedAt: came(time),
    parentId: came(id).optional(),
    dueTime: came(z.string()).optional(),
    startDate: came(z.string()).optional(),
    startTime: came(z.string()).optional(),
    estimate: came(z.number()).optional(),
    /** Files that the text of a copy shows. */
    pictures: came(z.array(id)).optional(),
  }),
  event('task.updated', ofTask, {
    title: changed(z.string()).optional(),
    description: changed(z.string()).optional(),
    priority: changed(priority).optional(),
    dueDate: changed(dueDate).optional(),
    dueTime: changed(z.string().nullable()).optional(),
    startDate: changed(z.string().nullable()).optional(),
    startTime: changed(z.string().nullable()).optional(),
    estimate: changed(z.number().nullable()).optional(),
    assigneeIds: changed(z.array(id)).optional(),
    labelIds: changed(z.array(id)).optional(),
    parentId: changed(id.nullable()).optional(),
    archivedAt: changed(time).optional(),
  }),
  event('task.moved', ofTask, moved),
  event('task.closed', ofTask, moved),
  event('task.reopened', ofTask, moved),
  event('task.trashed', ofTask, {}),
  event('task.restored', ofTask, {}),
  /** To another project: one event in the project that it left, which says nothing of the other, and then one in that
   *  other, which says what has become of the task there. Subtasks that went along have theirs. */
  event('task.moved_out', ofTask, { key: went(z.string()) }),
  event('task.moved_in', ofTask, {
    projectId: changed(id),
    key: changed(z.string()),
    statusId: changed(id),
    group: changed(group),
    completedAt: changed(time),
    rank: changed(z.string()),
    assigneeIds: changed(z.array(id)).optional(),
    labelIds: changed(z.array(id)).optional(),
    parentId: changed(id.nullable()).optional(),
    archivedAt: changed(time).optional(),
  }),
  /** Deleted for good: the log keeps who did what and when about it, and its key, but no text. */
  event('task.purged', ofTask, { key: went(z.string()) }),
  /** Of each of both tasks one, with the other one and the side on which it stands; earlier releases wrote neither. */
  event('relation.created', ofTask, {
    ...{ id: came(id), kind: came(relationKind) },
    ...{ otherId: came(id).optional(), side: came(side).optional() },
  }),
  event('relation.deleted', ofTask, {
    ...{ id: went(id), kind: went(relationKind) },
    ...{ otherId: went(id).optional(), side: went(side).optional() },
  }),
  /** `chosen` is what they had chosen by hand, if anything. */
  event('watcher.added', ofTask, { userId: came(id), chosen: changed(z.boolean().nullable()) }),
  event('watcher.removed', ofTask, { userId: went(id), chosen: changed(z.boolean().nullable()) }),
  // A comment holds its text itself: what was deleted or replaced there must not live on here.
  event('comment.created', ofTask, { id: came(id), ...internal }),
  event('comment.edited', ofTask, { id: changed(id), ...internal }),
  event('comment.deleted', ofTask, { id: went(id), ...internal }),
  // Not marked as internal: who reads no internal ones learns that a comment has come or gone.
  event('comment.made_public', ofTask, { id: changed(id) }),
  event('comment.made_internal', ofTask, { id: changed(id) }),
  event('reaction.added', ofTask, { commentId: came(id), emoji: came(emoji), ...internal }),
  event('reaction.removed', ofTask, { commentId: went(id), emoji: went(emoji), ...internal }),
  /** Of what somebody may do on this task alone: guests and who only looks on are not told, in no release. Whoever follows the
   *  rights of projects has nothing to do with it. */
  event('task_grant.added', ofTask, { userId: came(id), role: came(role), ...internal }),
  event('task_grant.role_changed', ofTask, {
    userId: changed(id),
    role: changed(role),
    ...internal,
  }),
  event('task_grant.removed', ofTask, { userId: went(id), role: went(role), ...internal }),
  event('label.created', ofProject, { id: came(id), name: came(z.string()), color: came(color) }),
  event('label.updated', ofProject, {
    id: changed(id),
    name: changed(z.string()).optional(),
    color: changed(color).optional(),
  }),
  event('label.deleted', ofProject, { id: went(id) }),
  event('status.created', ofProject, {
    id: came(id),
    name: came(z.string()),
    group: came(group),
    rank: came(z.number()),
  }),
  event('status.updated', ofProject, {
    id: changed(id),
    name: changed(z.string()).optional(),
    group: changed(group).optional(),
    wipLimit: changed(z.number().nullable()).optional(),
  }),
  /** The statuses of a project in another order, all of them. */
  event('statuses.ordered', ofProject, { statusIds: changed(z.array(id)) }),
  event('status.deleted', ofProject, { id: went(id) }),
  // Of views that the whole project sees; a private one leaves nothing here.
  event('view.created', ofProject, { id: came(id) }),
  event('view.updated', ofProject, { id: changed(id) }),
  event('view.deleted', ofProject, { id: went(id) }),
  // Where one leads and what it sends is its project's admins' alone.
  event('webhook.created', ofProject, { id: came(id) }),
  event('webhook.updated', ofProject, { id: changed(id) }),
  event('webhook.deleted', ofProject, { id: went(id) }),
  event('project.created', ofProject, {
    key: came(z.string()),
    name: came(z.string()),
    color: came(color),
    visibility: came(visibility),
    openRole: came(role).optional(),
  }),
  event('project.updated', ofProject, {
    name: changed(z.string()).optional(),
    color: changed(color).optional(),
    description: changed(z.string()).optional(),
    visibility: changed(visibility).optional(),
    openRole: changed(role).optional(),
    estimateUnit: changed(z.enum(estimateUnits)).optional(),
    overLimit: changed(z.enum(overLimits)).optional(),
  }),
  /** All tasks of a project stand in the same order as before, with shorter ranks. */
  event('ranks.renewed', ofProject, {}),
  event('project.archived', ofProject, {}),
  event('project.unarchived', ofProject, {}),
  /** Nobody who could look after a private project was left in it: [whose act left it, whose it is now]. */
  event('project.inherited', ofProject, { userId: changed(id) }),
  /** `role` is what counts: the stronger of what was given to somebody directly and by their teams. */
  event('project_member.added', ofProject, { userId: came(id), role: came(role), ...byTeam }),
  /** `direct`, where something else than what counts was given or taken away directly. */
  event('project_member.role_changed', ofProject, {
    ...{ userId: changed(id), role: changed(role), ...byTeam },
    direct: changed(role.nullable()).optional(),
  }),
  event('project_member.removed', ofProject, { userId: went(id), role: went(role), ...byTeam }),
  // What that means for its people is told of each of them.
  event('project_team.added', ofProject, { teamId: came(id), role: came(role) }),
  event('project_team.role_changed', ofProject, { teamId: changed(id), role: changed(role) }),
  event('project_team.removed', ofProject, { teamId: went(id), role: went(role) }),
  event('workspace_member.added', row, { userId: came(id), role: came(workspaceRole) }),
  event('workspace_member.role_changed', row, {
    userId: changed(id),
    role: changed(workspaceRole),
  }),
  event('workspace_member.removed', row, { userId: went(id), role: went(workspaceRole) }),
  /** `isClosed`: for the workspace is closed. */
  event('workspace_member.suspended', row, {
    userId: changed(id),
    isClosed: came(z.literal(true)).optional(),
  }),
  event('workspace_member.resumed', row, { userId: changed(id) }),
  /** The last of a workspace, and the only one of its that stays: whatever belonged to it is to go. */
  event('workspace.deleted', row, {}),
  event('file.ready', ofProject, file),
  event('file.changed', ofProject, file),
  event('file.restored', ofProject, file),
  event('file.trashed', ofProject, { fileId: went(id), name: went(z.string()) }),
])
export type TaskEvent = z.infer<typeof taskEvent>
export type TaskEventType = TaskEvent['type']
export type ChangesOf<Type extends TaskEventType> = Extract<TaskEvent, { type: Type }>['changes']

/** A row of the log as it travels, of any release and any type: what changed, field → [before, after]. */
export const logRow = z.object({
  ...row,
  type: z.string(),
  changes: z.record(z.string(), z.tuple([z.unknown(), z.unknown()])),
})
export type LogRow = z.infer<typeof logRow>

const known = new Set<string>(taskEvent.options.map(({ shape }) => shape.type.value))

/** The event that a row is; undefined for a type of a later release. Throws where it lacks what its type needs. */
export const taskEventOf = (row: LogRow) => (known.has(row.type) ? taskEvent.parse(row) : undefined)

type FactOf<Event> = Event extends { type: infer Type; changes: infer Changes }
  ? [type: Type, changes: Changes, about?: { taskId?: string; projectId?: string }]
  : never

/** An event as it is recorded: `record('task.moved', { … }, { taskId })`. */
export type TaskFact = FactOf<TaskEvent>
