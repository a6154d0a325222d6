import { TRPCError } from '@trpc/server'
import { appError, factorRequired, notFound, workspaceClosed } from '../../chassis/trpc.ts'
import type { Context } from '../context.ts'
import { type Role, roles } from '../contract.ts'

export interface Actor {
  readonly id: string
}

/** What rights are asked about. */
export type ProjectOrTask = { readonly projectId: string } | { readonly taskId: string }

/** The same as people write it. */
interface Address {
  readonly workspaceId: string
  readonly key: string
}

export interface Asking extends Pick<Context, 'pool' | 'pullMembers'> {
  readonly user: Actor
}

/** A project as somebody sees it, and what they are there. */
export interface VisibleProject {
  readonly id: string
  readonly workspaceId: string
  readonly key: string
  readonly archivedAt: Date | null
  readonly role: Role
}

/** SQL: whether the user `$n` may see project `p` with at least the role. The rule itself is the view "ProjectAccess". */
export const visibleSql = (user: string, needed: Role = 'viewer') => `exists (
  select 1 from "ProjectAccess" a where a."projectId" = p.id and a."userId" = ${user} and a.role >= '${needed}')`

/** SQL: whether somebody sees a project. */
export const seesSql = (project: string, who: string) =>
  `exists (select from "ProjectAccess" a where a."projectId" = ${project} and a."userId" = ${who} and a.role >= 'viewer')`

/** SQL: the user's role in project `p`, null where they may not see it. */
export const roleSql = (user: string) => `(
  select a.role::text from "ProjectAccess" a where a."projectId" = p.id and a."userId" = ${user})`

export const isAtLeast = (own: Role, needed: Role) => roles.indexOf(own) <= roles.indexOf(needed)

/** The project of a place, for reading. NOT_FOUND when the user may not see it. */
export async function projectAt(asking: Asking, place: ProjectOrTask | Address) {
  const project = await visibleProject(asking, place)
  if (!project) throw notFound()
  return project
}

/** The task of a key, and its project as the reader sees it; the key may be one that the task had in another project. NOT_FOUND
 *  when the reader may not see where it is now. */
export async function taskAt(asking: Asking, { workspaceId, key }: Address) {
  const [projectKey, number] = key.split('-')
  const look = async () => {
    const { rows } = await asking.pool.query<VisibleProject & { taskId: string }>({
      name: 'seen-task-key',
      text: taskOfKeySql,
      values: [asking.user.id, workspaceId, projectKey, Number(number)],
    })
    return rows[0]
  }
  const known = (await look()) ?? (await asking.pullMembers().then(look))
  if (!known) throw notFound()
  return known
}

const taskOfKeySql = `
  select t.id as "taskId", p.id, p."workspaceId", p.key, p."archivedAt", a.role
    from "Task" t join "Project" p on p.id = t."projectId"
    join "ProjectAccess" a on a."projectId" = p.id and a."userId" = $1
   where t.id = (
     select coalesce(
       (select n.id from "Task" n where n."projectId" = o.id and n.number = $4),
       (select k."taskId" from "TaskKey" k where k."projectId" = o.id and k.number = $4))
       from "Project" o where o."workspaceId" = $2 and o.key = $3)`

/** The project of a place, or null. Someone who joined a moment ago may not have reached us: the second look comes
 *  after reading the feed. */
export async function visibleProject(asking: Asking, place: ProjectOrTask | Address) {
  const known = await seen(asking, place)
  if (known) return known
  await asking.pullMembers()
  return seen(asking, place)
}

/** One statement, whether the place is not there or not for this user: nobody learns which by the time it takes. */
async function seen(
  { pool, user }: Asking,
  place: ProjectOrTask | Address,
): Promise<VisibleProject | null> {
  const [by, condition, ...values] = conditionOf(place)
  const { rows } = await pool.query<VisibleProject>({
    name: `seen-${by}`,
    text: `select p.id, p."workspaceId", p.key, p."archivedAt", a.role
      from "Project" p join "ProjectAccess" a on a."projectId" = p.id and a."userId" = $1
     where ${condition}`,
    values: [user.id, ...values],
  })
  return rows[0] ?? null
}

function conditionOf(place: ProjectOrTask | Address) {
  if ('taskId' in place)
    return ['task', 'p.id = (select "projectId" from "Task" where id = $2)', place.taskId]
  if ('projectId' in place) return ['project', 'p.id = $2', place.projectId]
  return ['key', 'p."workspaceId" = $2 and p.key = $3', place.workspaceId, place.key]
}

export const archived = () =>
  appError(
    'CONFLICT',
    'This project is archived and read-only; an owner can reopen it with projects.unarchive',
    { reason: 'archived' },
  )

export const tooLow = (needed: Role) =>
  new TRPCError({ code: 'FORBIDDEN', message: `This needs the role ${needed}` })

/** The user's role in the workspace itself; NOT_FOUND for everybody else. */
export async function workspaceRole({ pool, user, pullMembers }: Asking, workspaceId: string) {
  const look = async () => {
    const { rows } = await pool.query<{
      role: string
      isSuspended: boolean
      isClosed: boolean
    }>({
      name: 'workspace-role',
      text: `select role, "suspendedAt" is not null as "isSuspended", "closedAt" is not null as "isClosed" from "Member"
              where "workspaceId" = $1 and "userId" = $2`,
      values: [workspaceId, user.id],
    })
    return rows[0]
  }
  const known = (await look()) ?? (await pullMembers().then(look))
  if (!known) throw notFound()
  if (known.isSuspended) throw known.isClosed ? workspaceClosed() : factorRequired()
  return known.role
}
