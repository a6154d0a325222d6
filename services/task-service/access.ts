import { TRPCError } from '@trpc/server'
import type { Prisma } from '#db/task'
import { missing, refusal } from '../chassis/trpc.ts'
import { type Role, roles } from './contract.ts'
import type { Own } from './own.ts'

export interface Person {
  readonly id: string
}

/** What rights are asked about. */
export type Place = { readonly projectId: string } | { readonly taskId: string }

export interface Asking extends Pick<Own, 'db' | 'pullMembers'> {
  readonly user: Person
}

/** The part of a query that keeps it inside the projects where `user` has at least the role. */
export const visibleTo = ({ id: userId }: Person, needed: Role = 'viewer') => {
  const role = { in: roles.slice(0, roles.indexOf(needed) + 1) }
  return {
    workspace: { members: { some: { userId } } },
    OR: [
      { visibility: 'open', workspace: { members: { some: { userId, role } } } },
      { members: { some: { userId, role } } },
    ],
  } satisfies Prisma.ProjectWhereInput
}

/** The same in SQL, about a project `p` and the user `$n`; the guest role opens nothing by itself. */
export const visibleSql = (parameter: string) => `exists (
  select 1 from "Member" m where m."workspaceId" = p."workspaceId" and m."userId" = ${parameter}
     and ((p.visibility = 'open' and m.role <> 'guest') or exists (
       select 1 from "ProjectMember" pm where pm."projectId" = p.id and pm."userId" = ${parameter})))`

/** Strength of a role in SQL: 5 owner … 1 viewer, 0 none. */
const strength = (role: string) =>
  `coalesce(array_position(array['viewer','commenter','member','admin','owner'], ${role}), 0)`

/** Strength of the user's best role in project `p`: by the workspace where the project is open, or by the project. */
export const strengthSql = (parameter: string) => `coalesce((
  select greatest(case when p.visibility = 'open' then ${strength('m.role')} else 0 end,
                  coalesce((select ${strength('pm.role')} from "ProjectMember" pm
                             where pm."projectId" = p.id and pm."userId" = ${parameter}), 0))
    from "Member" m where m."workspaceId" = p."workspaceId" and m."userId" = ${parameter}), 0)`

/** Strength → role; the database counts, people read. */
export const roleOf = (strength: number): Role => roles[roles.length - strength] ?? 'viewer'

/** The project of a place. NOT_FOUND when the user may not see it, FORBIDDEN naming the role when it is too low. */
export async function projectAt(asking: Asking, place: Place, needed: Role = 'viewer') {
  const allowed = await visibleProject(asking, place, needed)
  if (allowed) return allowed
  if (await seen(asking, place, 'viewer')) throw tooLow(needed)
  throw missing()
}

/** The same for a change: an archived project stands as it is until somebody reopens it. */
export async function writableAt(asking: Asking, place: Place, needed: Role) {
  const project = await projectAt(asking, place, needed)
  if (project.archivedAt) throw archived()
  return project
}

export const archived = () =>
  refusal(
    'CONFLICT',
    'This project is archived and read-only; an owner can reopen it with projects.unarchive',
    { reason: 'archived' },
  )

export const tooLow = (needed: Role) =>
  new TRPCError({ code: 'FORBIDDEN', message: `This needs the role ${needed}` })

/** The project of a place, or null. Someone who joined a moment ago may not have reached us: the second look comes
 *  after reading the feed. */
export async function visibleProject(asking: Asking, place: Place, needed: Role = 'viewer') {
  const known = await seen(asking, place, needed)
  if (known) return known
  await asking.pullMembers()
  return seen(asking, place, needed)
}

const seen = ({ db, user }: Asking, place: Place, needed: Role) =>
  db.project.findFirst({
    where: {
      ...('projectId' in place
        ? { id: place.projectId }
        : { tasks: { some: { id: place.taskId } } }),
      AND: visibleTo(user, needed),
    },
    select: { id: true, workspaceId: true, key: true, archivedAt: true },
  })

/** The user's role in the workspace itself; NOT_FOUND for everybody else. */
export async function workspaceRole({ db, user, pullMembers }: Asking, workspaceId: string) {
  const look = () =>
    db.member.findUnique({
      where: { workspaceId_userId: { workspaceId, userId: user.id } },
      select: { role: true },
    })
  const known = (await look()) ?? (await pullMembers().then(look))
  if (!known) throw missing()
  return known.role
}
