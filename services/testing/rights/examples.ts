import type { inferRouterInputs } from '@trpc/server'
import type { AnalyticsRouter } from '../../analytics-service/router.ts'
import type { FileRouter } from '../../file-service/router.ts'
import type { TaskRouter } from '../../task-service/router.ts'
import type { UserRouter } from '../../user-service/router.ts'
import { gatewayExamples } from './gateway-examples.ts'
import type { Place } from './place.ts'
import { ofCall } from './procedures.ts'

type Examples<Inputs> = {
  readonly [Resource in keyof Inputs]: {
    readonly [Name in keyof Inputs[Resource]]: (place: Place) => Inputs[Resource][Name]
  }
}

const EPOCH = '1970-01-01T00:00:00.000Z'
const nothing = () => undefined

const user: Examples<inferRouterInputs<UserRouter>> = {
  me: { get: nothing, update: () => ({ theme: 'system' }) },
  workspaces: {
    list: nothing,
    create: () => ({ name: 'One more' }),
    update: ({ workspaceId: id }) => ({ id, name: 'The same' }),
    // Whoever may close it is refused for the name, and nothing is closed.
    close: ({ workspaceId: id }) => ({ id, name: 'Another name' }),
    delete: ({ workspaceId: id }) => ({ id }),
    restore: ({ workspaceId: id }) => ({ id }),
  },
  members: {
    list: ({ workspaceId }) => ({ workspaceId }),
    deleted: ({ workspaceId }) => ({ workspaceId }),
    changeRole: ({ workspaceId, userId }) => ({ workspaceId, userId, role: 'viewer' }),
    remove: ({ workspaceId, userId }) => ({ workspaceId, userId }),
  },
  teams: {
    list: ({ workspaceId }) => ({ workspaceId }),
    get: ({ workspaceId, teamId: id }) => ({ workspaceId, id }),
    // There is one of this name.
    create: ({ workspaceId }) => ({ workspaceId, name: 'Team' }),
    rename: ({ workspaceId, teamId: id }) => ({ workspaceId, id, name: 'Team' }),
    delete: ({ workspaceId, teamId: id }) => ({ workspaceId, id }),
    addMember: ({ workspaceId, teamId: id, userId }) => ({ workspaceId, id, userId }),
    removeMember: ({ workspaceId, teamId: id, userId }) => ({ workspaceId, id, userId }),
    tellAgain: ({ workspaceId }) => ({ workspaceId }),
  },
  invitations: {
    list: ({ workspaceId }) => ({ workspaceId }),
    create: ({ workspaceId }) => ({ workspaceId, role: 'viewer' }),
    revoke: ({ workspaceId, invitationId: id }) => ({ workspaceId, id }),
  },
  factorPolicy: {
    get: ({ workspaceId }) => ({ workspaceId }),
    set: ({ workspaceId }) => ({ workspaceId, isRequired: false }),
  },
  operators: {
    list: () => undefined,
    add: () => ({ email: 'nobody@taskmate.example' }),
    remove: ({ userId: id }) => ({ id }),
  },
  audit: {
    list: ({ workspaceId }) => ({ workspaceId }),
    check: ({ workspaceId }) => ({ workspaceId }),
  },
}

const task: Examples<inferRouterInputs<TaskRouter>> = {
  projects: {
    list: ({ workspaceId }) => ({ workspaceId }),
    get: ({ workspaceId, key }) => ({ workspaceId, key }),
    create: ({ workspaceId }) => ({ workspaceId, key: 'TAKEN', name: 'One more' }),
    createSample: ({ workspaceId }) => ({ workspaceId }),
    update: ({ projectId: id, word: name }) => ({ id, name }),
    archive: ({ projectId: id }) => ({ id }),
    unarchive: ({ projectId: id }) => ({ id }),
  },
  members: {
    list: ({ projectId }) => ({ projectId }),
    add: ({ projectId, memberId: userId }) => ({ projectId, userId, role: 'viewer' }),
    changeRole: ({ projectId, memberId: userId }) => ({ projectId, userId, role: 'viewer' }),
    remove: ({ projectId, memberId: userId }) => ({ projectId, userId }),
  },
  projectTeams: {
    list: ({ projectId }) => ({ projectId }),
    projects: ({ workspaceId, teamId }) => ({ workspaceId, teamId }),
    set: ({ projectId, teamId }) => ({ projectId, teamId, role: 'viewer' }),
    remove: ({ projectId, teamId }) => ({ projectId, teamId }),
  },
  taskGrants: {
    list: ({ taskId }) => ({ taskId }),
    set: ({ taskId, outsideId: userId }) => ({ taskId, userId, role: 'viewer' }),
    remove: ({ taskId, aloneId: userId }) => ({ taskId, userId }),
  },
  sharedTasks: {
    list: ({ workspaceId }) => ({ workspaceId }),
    get: ({ workspaceId, taskKey: key }) => ({ workspaceId, key }),
  },
  readers: {
    ofProject: ({ projectId }) => ({ projectId }),
    ofTask: ({ taskId }) => ({ taskId }),
    ifVisibility: ({ projectId }) => ({ projectId, visibility: 'private' }),
    ifMember: ({ projectId, memberId: userId }) => ({ projectId, userId, role: 'viewer' }),
    ifTeam: ({ projectId, teamId }) => ({ projectId, teamId, role: 'viewer' }),
  },
  statuses: {
    create: ({ projectId, word: name }) => ({ projectId, name, group: 'started' }),
    update: ({ projectId, statusId: id, word: name }) => ({ projectId, id, name }),
    move: ({ projectId, statusId: id }) => ({ projectId, id, group: 'started' }),
    delete: ({ projectId, statusId: id }) => ({ projectId, id, targetId: id }),
  },
  labels: {
    create: ({ projectId, word: name }) => ({ projectId, name, color: 'red' }),
    update: ({ projectId, labelId: id }) => ({ projectId, id, color: 'red' }),
    delete: ({ projectId, labelId: id }) => ({ projectId, id }),
  },
  views: {
    list: ({ projectId }) => ({ projectId }),
    create: ({ projectId }) => ({ projectId, name: 'Mine', kind: 'list', scope: 'private', q: '' }),
    update: ({ projectId, viewId: id, word: name }) => ({ projectId, id, name }),
    delete: ({ projectId, viewId: id }) => ({ projectId, id }),
  },
  webhooks: {
    list: ({ projectId }) => ({ projectId }),
    create: ({ projectId }) => ({
      ...{ projectId, url: 'https://hook.invalid/', types: ['project.unarchived'] },
    }),
    update: ({ projectId, webhookId: id }) => ({ projectId, id, q: '' }),
    rotateSecret: ({ projectId, webhookId: id }) => ({ projectId, id }),
    delete: ({ projectId, webhookId: id }) => ({ projectId, id }),
    deliveries: ({ projectId, webhookId: id }) => ({ projectId, id }),
    test: ({ projectId, webhookId: id }) => ({ projectId, id }),
    replay: ({ projectId, webhookId: id, deliveryId }) => ({ projectId, id, deliveryId }),
  },
  tasks: {
    list: ({ projectId }) => ({ projectId }),
    board: ({ projectId }) => ({ projectId }),
    matching: ({ projectId }) => ({ projectId }),
    get: ({ workspaceId, taskKey: key }) => ({ workspaceId, key }),
    getById: ({ taskId: id }) => ({ id }),
    subtasks: ({ taskId }) => ({ taskId }),
    create: ({ projectId }) => ({ projectId, title: 'One more' }),
    createMany: ({ projectId }) => ({ projectId, tasks: [{ title: 'One more' }] }),
    duplicate: ({ taskId: id }) => ({ id }),
    change: ({ taskId: id }) => ({ id, version: 1_000_000, title: 'Late' }),
    changeMany: ({ projectId, taskId }) => ({
      ...{ projectId, ids: [taskId], change: { priority: 'high' } },
    }),
    changeEach: ({ projectId, taskId }) => ({
      ...{ projectId, ids: [taskId], parts: [{ places: [0], priority: 'high' }] },
    }),
    move: ({ taskId: id, statusId }) => ({ id, statusId }),
    close: ({ taskId: id }) => ({ id }),
    reopen: ({ taskId: id }) => ({ id }),
    trash: ({ trashedTaskId: id }) => ({ id }),
    restore: ({ taskId: id }) => ({ id }),
    purge: ({ taskId: id }) => ({ id }),
    emptyTrash: ({ projectId }) => ({ projectId, until: EPOCH }),
    trashed: ({ projectId }) => ({ projectId }),
  },
  relocations: {
    create: ({ projectId, besideId: targetId, trashedTaskId }) => ({
      ...{ projectId, targetId, ids: [trashedTaskId], skipRefused: true },
    }),
    preview: ({ projectId, besideId: targetId, taskId }) => ({
      projectId,
      targetId,
      ids: [taskId],
    }),
  },
  actions: {
    list: ({ workspaceId }) => ({ workspaceId }),
    tasks: ({ actionId }) => ({ actionId }),
    preview: ({ actionId }) => ({ actionId }),
    undo: ({ actionId }) => ({ actionId }),
  },
  comments: {
    list: ({ taskId }) => ({ taskId }),
    create: ({ taskId }) => ({ taskId, text: 'Hello' }),
    update: ({ taskId, commentId: id, word: text }) => ({ taskId, id, text }),
    delete: ({ taskId, commentId: id }) => ({ taskId, id }),
    setInternal: ({ taskId, commentId: id }) => ({ taskId, id, isInternal: false }),
    react: ({ taskId, commentId: id }) => ({ taskId, id, emoji: 'heart', on: true }),
  },
  relations: {
    list: ({ taskId }) => ({ taskId }),
    create: ({ taskId, otherId }) => ({ taskId, otherId, kind: 'relates' }),
    delete: ({ taskId, relationId: id }) => ({ taskId, id }),
  },
  watchers: {
    list: ({ taskId }) => ({ taskId }),
    set: ({ projectId, taskId }) => ({ projectId, ids: [taskId], isWatching: true }),
  },
  mine: { get: ({ workspaceId }) => ({ workspaceId, today: '2026-11-30' }) },
  activity: {
    list: ({ workspaceId, projectId }) => ({ workspaceId, projectId, limit: 100 }),
  },
  search: { find: ({ workspaceId, word: text }) => ({ workspaceId, text }) },
}

const file: Examples<inferRouterInputs<FileRouter>> = {
  files: {
    list: ({ projectId }) => ({ projectId }),
    ofTask: ({ taskId }) => ({ taskId }),
    get: ({ fileId: id }) => ({ id }),
    rename: ({ fileId: id, word }) => ({ id, name: `${word}.txt` }),
    categorize: ({ fileId: id }) => ({ id, category: 'document' }),
    attach: ({ fileId: id, taskId }) => ({ id, taskId }),
    detach: ({ fileId: id, otherId: taskId }) => ({ id, taskId }),
    trash: ({ fileId: id }) => ({ id }),
    restore: ({ trashedFileId: id }) => ({ id }),
  },
  uploads: {
    create: ({ projectId, taskId }) => ({ projectId, taskId, name: 'new.txt', sizeBytes: 1 }),
    cancel: ({ uploadId: id }) => ({ id }),
  },
  usage: { get: ({ projectId }) => ({ projectId }) },
}

const analytics: Examples<inferRouterInputs<AnalyticsRouter>> = {
  dashboard: { get: ({ workspaceId, projectId }) => ({ workspaceId, projectId, timeZone: 'UTC' }) },
}

/** An input of each procedure, about a place that has one of everything. One that changes something changes as little as can
 *  be, or fails after its right has been decided: by an old version, a name that is taken, a task that is not in the trash. */
const examples = { user, task, file, analytics, gateway: gatewayExamples }

/** By the name of a call: `task/tasks.list`. */
export function exampleOf(call: string): (place: Place) => unknown {
  const example = ofCall<(place: Place) => unknown>(examples, call)
  if (!example) throw new Error(`Give an example of an input of ${call}`)
  return example
}

/** The same for what asks for more, by call and words. */
export const varied: { readonly [variation: string]: (place: Place) => unknown } = {
  'task/projects.update, who sees it': ({ projectId: id, visibility }) => ({ id, visibility }),
  'task/projects.update, what everybody may do': ({ projectId: id }) => ({ id, openRole: 'owner' }),
  'task/members.add, an owner': ({ projectId, memberId: userId }) => ({
    ...{ projectId, userId, role: 'owner' },
  }),
  'task/members.changeRole, of an owner': ({ projectId, founderId: userId }) => ({
    ...{ projectId, userId, role: 'owner' },
  }),
  'task/comments.create, an internal one': ({ taskId, word }) => ({
    ...{ taskId, text: `${word}-internal`, isInternal: true },
  }),
  'task/views.create, for everybody': ({ projectId, word: name }) => ({
    ...{ projectId, name, kind: 'list', scope: 'project', q: '' },
  }),
  'task/views.update, a private one': ({ projectId, privateViewId: id }) => ({
    ...{ projectId, id, q: '' },
  }),
  'task/views.delete, a private one': ({ projectId, privateViewId: id }) => ({ projectId, id }),
  "task/views.update, out of everybody's": ({ projectId, viewId: id }) => ({
    ...{ projectId, id, scope: 'private' },
  }),
  'task/watchers.set, for somebody else': ({ projectId, taskId, founderId: userId }) => ({
    ...{ projectId, ids: [taskId], userId, isWatching: true },
  }),
  'analytics/dashboard.get, of the workspace': ({ workspaceId }) => ({
    workspaceId,
    timeZone: 'UTC',
  }),
  'user/members.changeRole, of an owner': ({ workspaceId, ownerId: userId }) => ({
    ...{ workspaceId, userId, role: 'owner' },
  }),
  'user/invitations.create, for an owner': ({ workspaceId }) => ({ workspaceId, role: 'owner' }),
}
