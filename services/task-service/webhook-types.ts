import type { TaskEventType } from './events.ts'

/** Events that a webhook can be told of, in the order in which they are shown; the web app offers the same. */
export const webhookTypes = [
  ...(['task.created', 'task.updated', 'task.moved', 'task.closed', 'task.reopened'] as const),
  ...(['task.trashed', 'task.restored', 'task.purged', 'task.moved_in', 'task.moved_out'] as const),
  ...(['comment.created', 'comment.edited', 'comment.deleted'] as const),
  ...(['relation.created', 'relation.deleted'] as const),
  ...(['file.ready', 'file.changed', 'file.trashed', 'file.restored'] as const),
  ...(['status.created', 'status.updated', 'status.deleted', 'statuses.ordered'] as const),
  ...(['label.created', 'label.updated', 'label.deleted'] as const),
  ...(['project.updated', 'project.archived', 'project.unarchived'] as const),
  ...(['project_member.added', 'project_member.role_changed', 'project_member.removed'] as const),
] as const satisfies readonly TaskEventType[]
