import type { SqlTransaction } from '../chassis/feed/cursor.ts'
import type { TaskEvent } from './events.ts'

/** What an event means for who may see which project, in a service that keeps its own tables "Workspace", "Member",
 *  "Project" and "ProjectMember"; the rule over them is the view "ProjectAccess". Deleted workspaces are noted in
 *  "DeletedWorkspace", for the service to purge. */
export async function projectAccess(tx: SqlTransaction, event: TaskEvent) {
  const { workspaceId } = event
  const run = (sql: string, ...values: unknown[]) => tx.$executeRawUnsafe(sql, ...values)
  const knowWorkspace = () =>
    run('insert into "Workspace" (id) values ($1::uuid) on conflict do nothing', workspaceId)
  switch (event.type) {
    case 'workspace_member.added':
    case 'workspace_member.role_changed': {
      const { userId, role } = event.changes
      await knowWorkspace()
      await run(setMember, workspaceId, userId[1], role[1])
      return
    }
    case 'workspace_member.removed': {
      const [userId] = event.changes.userId
      await run(leaveProjects, workspaceId, userId)
      await run(removeMember, workspaceId, userId)
      return
    }
    case 'workspace.deleted':
      await run(forgetProjectMembers, workspaceId)
      await run(forgetMembers, workspaceId)
      await run(purgeSoon, workspaceId)
      return
    case 'project.created':
      await knowWorkspace()
      await run(setProject, event.projectId, workspaceId, event.changes.visibility[1])
      return
    case 'project.updated':
      if (event.changes.visibility)
        await run(setVisibility, event.projectId, event.changes.visibility[1])
      return
    case 'project.archived':
      await run(setArchived, event.projectId, true)
      return
    case 'project.unarchived':
      await run(setArchived, event.projectId, false)
      return
    case 'project_member.added':
    case 'project_member.role_changed': {
      const { userId, role } = event.changes
      await run(setProjectMember, event.projectId, userId[1], role[1])
      return
    }
    case 'project_member.removed':
      await run(removeProjectMember, event.projectId, event.changes.userId[0])
      return
    case 'project.inherited':
    case 'ranks.renewed':
    case 'status.created':
    case 'status.updated':
    case 'status.deleted':
    case 'label.created':
    case 'label.updated':
    case 'label.deleted':
    case 'task.created':
    case 'task.updated':
    case 'task.moved':
    case 'task.closed':
    case 'task.reopened':
    case 'task.trashed':
    case 'task.restored':
    case 'comment.created':
    case 'comment.edited':
    case 'comment.deleted':
    case 'file.ready':
    case 'file.changed':
    case 'file.trashed':
    case 'file.restored':
      return
    default:
      event satisfies never
  }
}

const setMember = `
  insert into "Member" ("workspaceId", "userId", role) values ($1::uuid, $2::uuid, $3)
  on conflict ("workspaceId", "userId") do update set role = excluded.role`
const removeMember = 'delete from "Member" where "workspaceId" = $1::uuid and "userId" = $2::uuid'

/** SQL: projects of workspace `$1`. */
export const projectsOfWorkspace = `select p.id from "Project" p where p."workspaceId" = $1::uuid`

/** Steps that end the purge of a workspace in such a service, after what hangs on its projects; in SQL, `$1` is it. */
export const purgeAccess = [
  `delete from "Project" where id in (${projectsOfWorkspace} limit 10)`,
  `delete from "Member" where "workspaceId" = $1::uuid`,
  `delete from "ParkedEvent" where event->>'workspaceId' = $1::uuid::text`,
  'delete from "Workspace" where id = $1::uuid',
  'delete from "DeletedWorkspace" where "workspaceId" = $1::uuid',
]

const forgetProjectMembers = `
  delete from "ProjectMember" pm using "Project" p where p.id = pm."projectId" and p."workspaceId" = $1::uuid`
const forgetMembers = 'delete from "Member" where "workspaceId" = $1::uuid'
const purgeSoon =
  'insert into "DeletedWorkspace" ("workspaceId") values ($1::uuid) on conflict do nothing'
const leaveProjects = `
  delete from "ProjectMember" pm using "Project" p
   where p.id = pm."projectId" and p."workspaceId" = $1::uuid and pm."userId" = $2::uuid`
const setProject = `
  insert into "Project" (id, "workspaceId", visibility, archived) values ($1::uuid, $2::uuid, $3, false)
  on conflict (id) do update set visibility = excluded.visibility, archived = false`
const setVisibility = 'update "Project" set visibility = $2 where id = $1::uuid'
const setArchived = 'update "Project" set archived = $2 where id = $1::uuid'
const setProjectMember = `
  insert into "ProjectMember" ("projectId", "userId", role) values ($1::uuid, $2::uuid, $3)
  on conflict ("projectId", "userId") do update set role = excluded.role`
const removeProjectMember =
  'delete from "ProjectMember" where "projectId" = $1::uuid and "userId" = $2::uuid'
