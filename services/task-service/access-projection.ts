import type { SqlTransaction } from '../chassis/feed/cursor.ts'
import type { TaskEvent } from './events.ts'

/** What a page of events means for who may see which project, in a service that keeps its own tables "Workspace",
 *  "Member", "Project" and "ProjectMember"; the rule over them is the view "ProjectAccess". Deleted workspaces are noted in
 *  "DeletedWorkspace", for the service to purge. A page is some statements, however many events it has. */
export async function projectAccess(tx: SqlTransaction, events: readonly TaskEvent[]) {
  const page = outcomeOf(events)
  for (const [sql, rows] of [
    [addWorkspaces, page.workspaces],
    [addProjects, page.projects],
    [changeProjects, page.changedProjects],
    // What somebody was given after these comes below.
    [leaveProjects, page.left],
    [forgetProjectMembers, page.deleted],
    [forgetMembers, page.deleted],
    [purgeSoon, page.deleted],
    [removeMembers, page.members.filter(({ role }) => role === null)],
    [setMembers, page.members.filter(({ role }) => role !== null)],
    [removeProjectMembers, page.projectMembers.filter(({ role }) => role === null)],
    [setProjectMembers, page.projectMembers.filter(({ role }) => role !== null)],
    [suspendMembers, page.suspensions],
  ] as const)
    if (rows.length > 0) await tx.$executeRawUnsafe(sql, JSON.stringify(rows))
}

interface ProjectRow {
  readonly id: string
  readonly workspaceId: string
  readonly isNew?: true
  readonly visibility?: string
  readonly openRole?: string
  readonly archived?: boolean
}

interface Grant {
  readonly workspaceId: string
  readonly projectId?: string
  readonly userId: string
  /** Null for one that was taken away. */
  readonly role: string | null
}

interface Suspension {
  readonly workspaceId: string
  readonly userId: string
  /** Null for one that is over. */
  readonly at: string | null
  readonly isClosed: boolean
}

/** What is so after the page, whatever was in between. */
function outcomeOf(events: readonly TaskEvent[]) {
  const workspaces = new Set<string>()
  const projects = new Map<string, ProjectRow>()
  const members = new Map<string, Grant>()
  const projectMembers = new Map<string, Grant>()
  const suspensions = new Map<string, Suspension>()
  const left: { workspaceId: string; userId: string }[] = []
  const deleted = new Set<string>()

  const changeProject = (event: { projectId: string; workspaceId: string }, to: object) =>
    projects.set(event.projectId, {
      ...projects.get(event.projectId),
      ...{ id: event.projectId, workspaceId: event.workspaceId },
      ...to,
    })
  const setMember = ({ workspaceId }: TaskEvent, userId: string, role: string | null) =>
    members.set(`${workspaceId} ${userId}`, { workspaceId, userId, role })
  const suspend = (
    { workspaceId }: TaskEvent,
    userId: string,
    at: string | null,
    isClosed = false,
  ) => suspensions.set(`${workspaceId} ${userId}`, { workspaceId, userId, at, isClosed })
  const setProjectMember = (
    { projectId, workspaceId }: { projectId: string; workspaceId: string },
    userId: string,
    role: string | null,
  ) => projectMembers.set(`${projectId} ${userId}`, { workspaceId, projectId, userId, role })
  const forget = (grants: Map<string, Grant>, isMeant: (grant: Grant) => boolean) => {
    for (const [key, grant] of grants) if (isMeant(grant)) grants.delete(key)
  }

  for (const event of events) {
    const { workspaceId } = event
    switch (event.type) {
      case 'workspace_member.added':
        // Where that is not the end of it, the log says so next.
        suspend(event, event.changes.userId[1], null)
        workspaces.add(workspaceId)
        setMember(event, event.changes.userId[1], event.changes.role[1])
        break
      case 'workspace_member.role_changed':
        workspaces.add(workspaceId)
        setMember(event, event.changes.userId[1], event.changes.role[1])
        break
      case 'workspace_member.suspended':
        suspend(event, event.changes.userId[1], event.at, event.changes.isClosed !== undefined)
        break
      case 'workspace_member.resumed':
        suspend(event, event.changes.userId[1], null)
        break
      case 'workspace_member.removed': {
        const [userId] = event.changes.userId
        forget(projectMembers, (one) => one.workspaceId === workspaceId && one.userId === userId)
        left.push({ workspaceId, userId })
        setMember(event, userId, null)
        break
      }
      case 'workspace.deleted':
        forget(projectMembers, (one) => one.workspaceId === workspaceId)
        forget(members, (one) => one.workspaceId === workspaceId)
        deleted.add(workspaceId)
        break
      case 'project.created':
        workspaces.add(workspaceId)
        changeProject(event, {
          isNew: true,
          visibility: event.changes.visibility[1],
          // A release before has none.
          openRole: event.changes.openRole?.[1] ?? 'owner',
          archived: false,
        })
        break
      case 'project.updated':
        if (event.changes.visibility)
          changeProject(event, { visibility: event.changes.visibility[1] })
        if (event.changes.openRole) changeProject(event, { openRole: event.changes.openRole[1] })
        break
      case 'project.archived':
        changeProject(event, { archived: true })
        break
      case 'project.unarchived':
        changeProject(event, { archived: false })
        break
      case 'project_member.added':
      case 'project_member.role_changed':
        setProjectMember(event, event.changes.userId[1], event.changes.role[1])
        break
      case 'project_member.removed':
        setProjectMember(event, event.changes.userId[0], null)
        break
      case 'project.inherited':
      case 'project_team.added':
      case 'project_team.role_changed':
      case 'project_team.removed':
      case 'ranks.renewed':
      case 'status.created':
      case 'status.updated':
      case 'status.deleted':
      case 'statuses.ordered':
      case 'watcher.added':
      case 'watcher.removed':
      case 'label.created':
      case 'label.updated':
      case 'label.deleted':
      case 'webhook.created':
      case 'webhook.updated':
      case 'webhook.deleted':
      case 'view.created':
      case 'view.updated':
      case 'view.deleted':
      case 'task.created':
      case 'task.updated':
      case 'task.moved':
      case 'task.closed':
      case 'task.reopened':
      case 'task.trashed':
      case 'task.restored':
      case 'task.moved_out':
      case 'task.moved_in':
      case 'task.purged':
      case 'relation.created':
      case 'relation.deleted':
      case 'task_grant.added':
      case 'task_grant.role_changed':
      case 'task_grant.removed':
      case 'comment.created':
      case 'comment.edited':
      case 'comment.deleted':
      case 'comment.made_public':
      case 'comment.made_internal':
      case 'reaction.added':
      case 'reaction.removed':
      case 'file.ready':
      case 'file.changed':
      case 'file.trashed':
      case 'file.restored':
        break
      default:
        event satisfies never
    }
  }
  const idOf = (id: string) => ({ id })
  return {
    workspaces: [...workspaces].map(idOf),
    projects: [...projects.values()].filter(({ isNew }) => isNew),
    changedProjects: [...projects.values()].filter(({ isNew }) => !isNew),
    left,
    deleted: [...deleted].map(idOf),
    members: [...members.values()],
    projectMembers: [...projectMembers.values()],
    suspensions: [...suspensions.values()],
  }
}

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

/** SQL: the rows of a page, from parameter `$1`. */
const rowsOf = (columns: string) => `json_to_recordset($1::json) as r(${columns})`
const byId = rowsOf('id uuid')
const projectRows = rowsOf(
  'id uuid, "workspaceId" uuid, visibility text, "openRole" text, archived boolean',
)
const grants = rowsOf('"workspaceId" uuid, "projectId" uuid, "userId" uuid, role text')

const addWorkspaces = `insert into "Workspace" (id) select id from ${byId} on conflict do nothing`
const addProjects = `
  insert into "Project" (id, "workspaceId", visibility, "openRole", archived)
  select id, "workspaceId", visibility, "openRole", archived from ${projectRows}
  on conflict (id) do update set visibility = excluded.visibility, "openRole" = excluded."openRole", archived = excluded.archived`
const changeProjects = `
  update "Project" p set visibility = coalesce(r.visibility, p.visibility), "openRole" = coalesce(r."openRole", p."openRole"),
         archived = coalesce(r.archived, p.archived)
    from ${projectRows} where p.id = r.id`
const leaveProjects = `
  delete from "ProjectMember" pm using "Project" p, ${grants}
   where p.id = pm."projectId" and p."workspaceId" = r."workspaceId" and pm."userId" = r."userId"`
const forgetProjectMembers = `
  delete from "ProjectMember" pm using "Project" p, ${byId} where p.id = pm."projectId" and p."workspaceId" = r.id`
const forgetMembers = `delete from "Member" m using ${byId} where m."workspaceId" = r.id`
const purgeSoon = `insert into "DeletedWorkspace" ("workspaceId") select id from ${byId} on conflict do nothing`
const setMembers = `
  insert into "Member" ("workspaceId", "userId", role) select "workspaceId", "userId", role from ${grants}
  on conflict ("workspaceId", "userId") do update set role = excluded.role`
const removeMembers = `
  delete from "Member" m using ${grants} where m."workspaceId" = r."workspaceId" and m."userId" = r."userId"`
const suspendMembers = `
  update "Member" m set "suspendedAt" = r.at, "closedAt" = case when r."isClosed" then r.at end
    from ${rowsOf('"workspaceId" uuid, "userId" uuid, at timestamptz, "isClosed" boolean')}
   where m."workspaceId" = r."workspaceId" and m."userId" = r."userId"`
const setProjectMembers = `
  insert into "ProjectMember" ("projectId", "userId", role) select "projectId", "userId", role from ${grants}
  on conflict ("projectId", "userId") do update set role = excluded.role`
const removeProjectMembers = `
  delete from "ProjectMember" pm using ${grants} where pm."projectId" = r."projectId" and pm."userId" = r."userId"`
