import type { Operations } from './operation.ts'

export const taskOperations = {
  'GET /projects/{projectId}/tasks': {
    calls: 'task/tasks.list',
    summary: 'Tasks of a project, in their order or as the filter `q` sorts them',
    answers: 'page',
  },
  'POST /projects/{projectId}/tasks': {
    calls: 'task/tasks.create',
    summary: 'Make a task',
    ...{ isKeyed: true, makes: '/tasks/{id}' },
  },
  'PATCH /projects/{projectId}/tasks': {
    calls: 'task/tasks.changeMany',
    summary: 'Give up to 1,000 tasks of a project the same values',
  },
  'POST /projects/{projectId}/tasks/batch': {
    calls: 'task/tasks.createMany',
    summary: 'Make up to 100 tasks, all or none',
    ...{ isKeyed: true, makes: true },
  },
  'GET /projects/{projectId}/board': {
    calls: 'task/tasks.board',
    summary: 'Columns of a project with their first tasks',
  },
  'GET /projects/{projectId}/matching': {
    calls: 'task/tasks.matching',
    summary: 'Ids of all tasks that a filter finds, to change them at once',
  },
  'GET /projects/{projectId}/trash': {
    calls: 'task/tasks.trashed',
    summary: 'Tasks in the trash, the last thrown away first',
    answers: 'trash',
  },
  'GET /workspaces/{workspaceId}/tasks/{key}': {
    calls: 'task/tasks.get',
    summary: 'A task by its key, or by one that it had in another project',
  },
  'GET /tasks/{id}': { calls: 'task/tasks.getById', summary: 'A task' },
  'PATCH /tasks/{id}': {
    calls: 'task/tasks.change',
    summary: 'Change fields of a task, made against the version in `If-Match`',
    version: 'needed',
  },
  'DELETE /tasks/{id}': { calls: 'task/tasks.trash', summary: 'Move a task to the trash' },
  'POST /tasks/{id}/restore': {
    calls: 'task/tasks.restore',
    summary: 'Take a task out of the trash',
  },
  'POST /tasks/{id}/move': {
    calls: 'task/tasks.move',
    summary: 'Move a task into a status, before or after another one',
    version: 'taken',
  },
  'POST /tasks/{id}/close': {
    calls: 'task/tasks.close',
    summary: 'Complete a task',
    version: 'taken',
  },
  'POST /tasks/{id}/reopen': {
    calls: 'task/tasks.reopen',
    summary: 'Begin a closed task anew',
    version: 'taken',
  },
  'POST /tasks/{id}/duplicate': {
    calls: 'task/tasks.duplicate',
    summary: 'Copy a task with its subtasks',
    ...{ isKeyed: true, makes: true },
  },
  'GET /tasks/{taskId}/subtasks': {
    calls: 'task/tasks.subtasks',
    summary: 'The parts of a task',
  },
  'GET /tasks/{taskId}/comments': {
    calls: 'task/comments.list',
    summary: 'Comments of a task: the newest, oldest first; the next page has earlier ones',
    answers: 'page',
  },
  'POST /tasks/{taskId}/comments': {
    calls: 'task/comments.create',
    summary: 'Comment on a task',
    makes: true,
  },
  'PATCH /tasks/{taskId}/comments/{id}': {
    calls: 'task/comments.update',
    summary: 'Change the text of an own comment',
  },
  'DELETE /tasks/{taskId}/comments/{id}': {
    calls: 'task/comments.delete',
    summary: 'Delete a comment',
  },
  'PUT /tasks/{taskId}/comments/{id}/visibility': {
    calls: 'task/comments.setInternal',
    summary: 'Make a comment internal, or one that everybody reads who sees its task',
  },
  'PUT /tasks/{taskId}/comments/{id}/reactions/{emoji}': {
    calls: 'task/comments.react',
    summary: 'Add an own reaction to a comment',
    ...{ operationId: 'commentsReact', fixed: { on: true } },
  },
  'DELETE /tasks/{taskId}/comments/{id}/reactions/{emoji}': {
    calls: 'task/comments.react',
    summary: 'Take an own reaction back',
    ...{ operationId: 'commentsUnreact', fixed: { on: false } },
  },
  'GET /tasks/{taskId}/relations': {
    calls: 'task/relations.list',
    summary: 'What a task blocks, relates to or duplicates',
    answers: 'list',
  },
  'POST /tasks/{taskId}/relations': {
    calls: 'task/relations.create',
    summary: 'Relate two tasks',
    makes: true,
  },
  'DELETE /tasks/{taskId}/relations/{id}': {
    calls: 'task/relations.delete',
    summary: 'Take a relation away',
  },
  'GET /tasks/{taskId}/readers': {
    calls: 'task/readers.ofTask',
    summary: 'Who sees a task, as what, and why; strongest role first',
    answers: 'page',
  },
  'GET /tasks/{taskId}/grants': {
    calls: 'task/taskGrants.list',
    summary: 'Who has a role on this task alone, for admins of its project',
    answers: 'list',
  },
  'PUT /tasks/{taskId}/grants/{userId}': {
    calls: 'task/taskGrants.set',
    summary: 'Give somebody who does not see the project a role on this task alone, or another one',
  },
  'DELETE /tasks/{taskId}/grants/{userId}': {
    calls: 'task/taskGrants.remove',
    summary: 'Take a role on this task alone away, or give up an own one',
  },
  'GET /tasks/{taskId}/files': {
    calls: 'file/files.ofTask',
    summary: 'Files that a task shows, newest first; also for who was given the task alone',
    answers: 'page',
  },
  'GET /workspaces/{workspaceId}/shared-tasks': {
    calls: 'task/sharedTasks.list',
    summary: 'Tasks that you were given alone, without their projects; the last ones first',
  },
  'GET /workspaces/{workspaceId}/shared-tasks/{key}': {
    calls: 'task/sharedTasks.get',
    summary: 'A task as who was given it alone sees it',
  },
  'GET /tasks/{taskId}/watchers': {
    calls: 'task/watchers.list',
    summary: 'Ids of who watches a task',
    answers: 'list',
  },
  'POST /projects/{projectId}/watchers': {
    calls: 'task/watchers.set',
    summary: 'Watch tasks of a project, or no longer',
  },
  'POST /projects/{projectId}/relocations': {
    calls: 'task/relocations.create',
    summary: 'Move tasks to another project of the workspace',
    isKeyed: true,
  },
  'POST /projects/{projectId}/relocations/preview': {
    calls: 'task/relocations.preview',
    summary: 'What moving tasks to another project would mean; nothing is changed',
  },
  'GET /workspaces/{workspaceId}/actions': {
    calls: 'task/actions.list',
    summary: 'Own acts, newest first',
    answers: 'page',
  },
  'GET /actions/{actionId}/tasks': {
    calls: 'task/actions.tasks',
    summary: 'The tasks of an own act',
    answers: 'counted',
  },
  'GET /actions/{actionId}/undo': {
    calls: 'task/actions.preview',
    summary: 'What undoing an act would do; nothing is changed',
  },
  'POST /actions/{actionId}/undo': {
    calls: 'task/actions.undo',
    summary: 'Take an own act back',
  },
  'GET /workspaces/{workspaceId}/mine': {
    calls: 'task/mine.get',
    summary: 'Own open tasks by when they are due',
  },
  'GET /workspaces/{workspaceId}/search': {
    calls: 'task/search.find',
    summary: 'Tasks by key or words of the title, at most 20, and as many that were given alone',
  },
  'GET /workspaces/{workspaceId}/activity': {
    calls: 'task/activity.list',
    summary: 'What happened, newest first',
    answers: 'newest',
  },
} as const satisfies Operations
