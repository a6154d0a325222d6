import type { Operations } from './operation.ts'

/** Account, workspaces, projects with what belongs to them, files, reports. */
export const placeOperations = {
  'GET /me': { calls: 'user/me.get', summary: 'The account that the token belongs to' },
  'GET /workspaces': {
    calls: 'user/workspaces.list',
    summary: 'Workspaces, in the order in which they were joined',
    answers: 'list',
  },
  'GET /workspaces/{workspaceId}/members': {
    calls: 'user/members.list',
    operationId: 'workspaceMembersList',
    summary: 'People of a workspace; guests see themselves alone',
    answers: 'list',
  },
  'GET /workspaces/{workspaceId}/members/deleted': {
    calls: 'user/members.deleted',
    operationId: 'workspaceMembersDeleted',
    summary:
      'Ids of people who were in a workspace and whose accounts were deleted, latest first, at most 2,000',
    answers: 'list',
  },
  'GET /workspaces/{workspaceId}/teams': {
    calls: 'user/teams.list',
    summary: 'Teams of a workspace by name, for everybody but guests',
    answers: 'list',
  },
  'GET /workspaces/{workspaceId}/teams/{id}': {
    calls: 'user/teams.get',
    summary: 'A team with its people',
  },
  'GET /workspaces/{workspaceId}/teams/{teamId}/projects': {
    calls: 'task/projectTeams.projects',
    summary: 'Projects that one sees in which a team has a role, strongest first',
    answers: 'list',
  },
  'GET /workspaces/{workspaceId}/people': {
    calls: 'gateway/people.companions',
    summary: 'People in the projects of a workspace that one sees, without their addresses',
    answers: 'list',
  },
  'GET /workspaces/{workspaceId}/audit': {
    calls: 'user/audit.list',
    summary: 'The audit log of a workspace, newest first, for its owners and admins',
    answers: 'counted',
  },
  'GET /workspaces/{workspaceId}/audit/check': {
    calls: 'user/audit.check',
    summary: 'Whether entries of the audit log are as they were written, 5,000 at a time',
  },
  'GET /workspaces/{workspaceId}/dashboard': {
    calls: 'analytics/dashboard.get',
    summary: 'Figures of a workspace or of one of its projects',
  },
  'GET /workspaces/{workspaceId}/projects': {
    calls: 'task/projects.list',
    summary: 'Projects of a workspace',
    answers: 'list',
  },
  'POST /workspaces/{workspaceId}/projects': {
    calls: 'task/projects.create',
    summary: 'Found a project',
    makes: '/workspaces/{workspaceId}/projects/{key}',
  },
  'GET /workspaces/{workspaceId}/projects/{key}': {
    calls: 'task/projects.get',
    summary: 'A project with its statuses and labels',
  },
  'PATCH /projects/{id}': { calls: 'task/projects.update', summary: 'Change a project' },
  'POST /projects/{id}/archive': { calls: 'task/projects.archive', summary: 'Archive a project' },
  'POST /projects/{id}/unarchive': {
    calls: 'task/projects.unarchive',
    summary: 'Take a project out of the archive',
  },
  'GET /projects/{projectId}/members': {
    calls: 'task/members.list',
    operationId: 'projectMembersList',
    summary: 'People of a project, strongest role first',
    answers: 'list',
  },
  'POST /projects/{projectId}/members': {
    calls: 'task/members.add',
    summary: 'Let somebody of the workspace into a project',
    makes: true,
  },
  'PATCH /projects/{projectId}/members/{userId}': {
    calls: 'task/members.changeRole',
    summary: 'Give somebody another role in a project',
  },
  'DELETE /projects/{projectId}/members/{userId}': {
    calls: 'task/members.remove',
    summary: 'Take somebody out of a project, or leave it',
  },
  'GET /projects/{projectId}/teams': {
    calls: 'task/projectTeams.list',
    summary: 'Teams that have a role in a project, strongest first; guests are told of none',
    answers: 'list',
  },
  'PUT /projects/{projectId}/teams/{teamId}': {
    calls: 'task/projectTeams.set',
    summary: 'Give a team a role in a project, or another one',
  },
  'DELETE /projects/{projectId}/teams/{teamId}': {
    calls: 'task/projectTeams.remove',
    summary: 'Take the role of a team in a project away',
  },
  'GET /projects/{projectId}/readers': {
    calls: 'task/readers.ofProject',
    summary: 'Who sees a project, as what, and why; strongest role first',
    answers: 'page',
  },
  'GET /projects/{projectId}/readers/if-visibility': {
    calls: 'task/readers.ifVisibility',
    summary:
      'Who would gain and lose by another visibility or open role of a project; nothing is changed',
  },
  'GET /projects/{projectId}/readers/if-member/{userId}': {
    calls: 'task/readers.ifMember',
    summary:
      'Who would gain and lose by a role of somebody, or by taking them out; nothing is changed',
  },
  'GET /projects/{projectId}/readers/if-team/{teamId}': {
    calls: 'task/readers.ifTeam',
    summary:
      'Who would gain and lose by a role of a team, or by its having none; nothing is changed',
  },
  'POST /projects/{projectId}/statuses': {
    calls: 'task/statuses.create',
    summary: 'Add a status at the end of its group',
    makes: true,
  },
  'PATCH /projects/{projectId}/statuses/{id}': {
    calls: 'task/statuses.update',
    summary: 'Change a status',
  },
  'POST /projects/{projectId}/statuses/{id}/move': {
    calls: 'task/statuses.move',
    summary: 'Move a status into a group, before another one or to the end',
    answers: 'list',
  },
  'DELETE /projects/{projectId}/statuses/{id}': {
    calls: 'task/statuses.delete',
    summary: 'Delete a status; its tasks go to another one of the same group',
  },
  'POST /projects/{projectId}/labels': {
    calls: 'task/labels.create',
    summary: 'Add a label',
    makes: true,
  },
  'PATCH /projects/{projectId}/labels/{id}': {
    calls: 'task/labels.update',
    summary: 'Change a label',
  },
  'DELETE /projects/{projectId}/labels/{id}': {
    calls: 'task/labels.delete',
    summary: 'Delete a label',
  },
  'GET /projects/{projectId}/views': {
    calls: 'task/views.list',
    summary: 'Saved views of a project, and own private ones',
    answers: 'list',
  },
  'POST /projects/{projectId}/views': {
    calls: 'task/views.create',
    summary: 'Save a view',
    makes: true,
  },
  'PATCH /projects/{projectId}/views/{id}': {
    calls: 'task/views.update',
    summary: 'Change a view',
  },
  'DELETE /projects/{projectId}/views/{id}': {
    calls: 'task/views.delete',
    summary: 'Delete a view',
  },
  'GET /projects/{projectId}/webhooks': {
    calls: 'task/webhooks.list',
    summary: 'Webhooks of a project, for its admins',
    answers: 'list',
  },
  'POST /projects/{projectId}/webhooks': {
    calls: 'task/webhooks.create',
    summary: 'Have an address told what happens in a project; the answer alone has the secret',
    makes: true,
    tellsOnce: true,
  },
  'PATCH /projects/{projectId}/webhooks/{id}': {
    calls: 'task/webhooks.update',
    summary: 'Change a webhook, or switch it on or off; it tells what you may see from then on',
  },
  'DELETE /projects/{projectId}/webhooks/{id}': {
    calls: 'task/webhooks.delete',
    summary: 'Delete a webhook and its log',
  },
  'POST /projects/{projectId}/webhooks/{id}/rotate-secret': {
    calls: 'task/webhooks.rotateSecret',
    summary: 'Replace the secret of a webhook; the former one signs too for a day',
    tellsOnce: true,
  },
  'POST /projects/{projectId}/webhooks/{id}/test': {
    calls: 'task/webhooks.test',
    summary: 'Send a delivery of no event, once',
  },
  'GET /projects/{projectId}/webhooks/{id}/deliveries': {
    calls: 'task/webhooks.deliveries',
    summary: 'The deliveries of a webhook in the last 30 days, newest first',
    answers: 'page',
  },
  'POST /projects/{projectId}/webhooks/{id}/deliveries/{deliveryId}/replay': {
    calls: 'task/webhooks.replay',
    summary: 'Send a delivery once more, with the id that it had',
  },
  'GET /projects/{projectId}/files': {
    calls: 'file/files.list',
    summary: 'Files of a project or of one of its tasks, newest first',
    answers: 'page',
  },
  'GET /projects/{projectId}/usage': {
    calls: 'file/usage.get',
    summary: 'Bytes that the files of a project take, and may take',
  },
  'POST /projects/{projectId}/uploads': {
    calls: 'file/uploads.create',
    summary: 'Announce a file; its bytes follow by PUT to the `url` of the answer',
    makes: '/files/{id}',
  },
  'DELETE /uploads/{id}': { calls: 'file/uploads.cancel', summary: 'Give an announced file up' },
  'GET /files/{id}': {
    calls: 'file/files.get',
    summary: 'What is known of a file; its bytes are at `/files/{id}/content`',
  },
  'PATCH /files/{id}': { calls: 'file/files.rename', summary: 'Give a file another name' },
  'PUT /files/{id}/category': {
    calls: 'file/files.categorize',
    summary: 'Say what a file is for',
  },
  'DELETE /files/{id}': { calls: 'file/files.trash', summary: 'Move a file to the trash' },
  'POST /files/{id}/restore': {
    calls: 'file/files.restore',
    summary: 'Take a file out of the trash',
  },
  'PUT /files/{id}/tasks/{taskId}': {
    calls: 'file/files.attach',
    summary: 'Show a file at a task of its project',
  },
  'DELETE /files/{id}/tasks/{taskId}': {
    calls: 'file/files.detach',
    summary: 'Show a file at a task no longer',
  },
} as const satisfies Operations
