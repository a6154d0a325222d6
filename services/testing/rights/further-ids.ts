import { randomUUID } from 'node:crypto'
import type { Place } from './place.ts'

/** Inputs that name other things beside the place, where the usual example of a call does not. */
export const furtherIds: { readonly [call: string]: (place: Place) => unknown } = {
  'task/tasks.create': ({ projectId, statusId, memberId, labelId, taskId }) => ({
    ...{ projectId, title: 'One more', statusId, assigneeIds: [memberId], labelIds: [labelId] },
    parentId: taskId,
  }),
  'task/tasks.createMany': ({ projectId, statusId, memberId, labelId }) => ({
    projectId,
    tasks: [{ title: 'One more', statusId, assigneeIds: [memberId], labelIds: [labelId] }],
  }),
  'task/tasks.changeMany': ({ projectId, taskId, memberId, labelId }) => ({
    ...{ projectId, ids: [taskId] },
    change: { addAssigneeIds: [memberId], addLabelIds: [labelId], removeLabelIds: [labelId] },
  }),
  'task/tasks.changeEach': ({ projectId, taskId, statusId, memberId, labelId }) => ({
    ...{ projectId, ids: [taskId] },
    parts: [{ places: [0], statusId, assigneeIds: [memberId], labelIds: [labelId] }],
  }),
  'task/tasks.move': ({ taskId: id, statusId, otherId, memberId, labelId }) => ({
    ...{ id, statusId, beforeId: otherId, assigneeIds: [memberId], labelIds: [labelId] },
  }),
  'task/tasks.list': ({ projectId, statusId, memberId, taskId }) => ({
    ...{ projectId, statusId, assigneeId: memberId, ids: [taskId] },
  }),
  'task/tasks.board': ({ projectId, memberId }) => ({ projectId, assigneeId: memberId }),
  'task/statuses.move': ({ projectId, statusId: id, otherId: beforeId }) => ({
    ...{ projectId, id, group: 'started', beforeId },
  }),
  'task/activity.list': ({ workspaceId, taskId }) => ({ workspaceId, taskId }),
  'task/actions.list': ({ workspaceId, actionId: cursor }) => ({ workspaceId, cursor }),
  'task/comments.list': ({ taskId, commentId: cursor }) => ({ taskId, cursor }),
  'task/webhooks.deliveries': ({ projectId, webhookId: id, deliveryId: cursor }) => ({
    ...{ projectId, id, cursor },
  }),
  'task/readers.ofProject': ({ projectId, memberId }) => ({ projectId, userIds: [memberId] }),
  'task/readers.ofTask': ({ taskId, memberId }) => ({ taskId, userIds: [memberId] }),
  'task/views.create': ({ projectId, viewId: id }) => ({
    ...{ projectId, name: 'Back', kind: 'list', scope: 'private', q: '', id },
  }),
  'user/audit.list': ({ workspaceId, userId }) => ({ workspaceId, userId }),
  'file/files.list': ({ projectId, taskId }) => ({ projectId, taskId }),
}

const uuid = /[\da-f]{8}-[\da-f]{4}-[\da-f]{4}-[\da-f]{4}-[\da-f]{12}/g

/** The ids in an input, and what they are at a place. */
export const idsIn = (input: unknown, place: Place) => {
  const names = new Map(Object.entries(place).map(([name, id]) => [id, name as keyof Place]))
  const found = JSON.stringify(input ?? null).match(uuid) ?? []
  return [...new Set(found)].flatMap((id) => {
    const name = names.get(id)
    return name ? [{ id, name }] : []
  })
}

/** The same input about another thing. */
export const withId = (input: unknown, id: string, other: string): unknown =>
  JSON.parse(JSON.stringify(input).replaceAll(id, other))

/** An id that was made in the same moment, of nothing. */
export const like = (id: string) => `${id.slice(0, 24)}${randomUUID().slice(24)}`
