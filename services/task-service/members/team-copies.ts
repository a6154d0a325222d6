import { randomUUID } from 'node:crypto'
import { teamRole } from '../access/reader-input.ts'
import { type Tx, writeEvents } from '../events/event-log.ts'
import type { TaskFact } from '../events.ts'
import { lockRights } from './locked-role.ts'
import { workOutByTeam } from './own-roles.ts'

interface Team {
  readonly workspaceId: string
  readonly teamId: string
  /** Nobody, where a service found out. */
  readonly actorId: string | null
}
interface TeamMember extends Team {
  readonly userId: string
}
interface Added {
  readonly addedById: string
  readonly addedAt: Date | string
}

/** Rows and events that one statement takes. */
const BATCH = 2000

/** A team that user-service tells of. */
export async function addTeam(tx: Tx, { workspaceId, teamId }: Team, at: Date) {
  await tx.workspace.createMany({ data: [{ id: workspaceId }], skipDuplicates: true })
  const team = { id: teamId, workspaceId, createdAt: at }
  await tx.team.createMany({ data: [team], skipDuplicates: true })
}

/** It has no role anywhere any more, and its people none by it. */
export async function removeTeam(tx: Tx, { workspaceId, teamId, actorId }: Team, at: Date) {
  await lockRights(tx, workspaceId)
  const [projects, people] = [await rolesOf(tx, teamId), await peopleOf(tx, teamId)]
  await tx.team.deleteMany({ where: { id: teamId } })
  const facts = projects.map(
    ({ projectId, role }): TaskFact => [
      'project_team.removed',
      { teamId: [teamId, null], role: [role, null] },
      { projectId },
    ],
  )
  const act = { workspaceId, teamId, actorId, at }
  const concerned = projects.flatMap(({ projectId }) =>
    people.map((userId) => ({ projectId, userId })),
  )
  await workOutAndTell(tx, concerned, act, facts)
}

/** Whoever is not in the workspace any more was taken out of its teams as well. */
export async function addTeamMember(tx: Tx, data: TeamMember, at: Date, added: Added) {
  const { workspaceId, teamId, userId } = data
  await lockRights(tx, workspaceId)
  const where = { workspaceId, userId, role: { not: 'guest' } }
  if ((await tx.member.count({ where })) === 0) return
  // A release that knows no teams may have passed over its beginning.
  await addTeam(tx, data, at)
  await tx.teamMember.createMany({
    data: [{ teamId, workspaceId, userId, ...added }],
    skipDuplicates: true,
  })
  await workOutOne(tx, data, at)
}

export async function removeTeamMember(tx: Tx, data: TeamMember, at: Date) {
  const { workspaceId, teamId, userId } = data
  await lockRights(tx, workspaceId)
  await tx.teamMember.deleteMany({ where: { teamId, userId } })
  await workOutOne(tx, data, at)
}

/** Whoever becomes a guest, under the lock of rights. */
export async function leaveTeams(tx: Tx, member: Omit<TeamMember, 'teamId'>, at: Date) {
  const { workspaceId, userId } = member
  const own = await tx.teamMember.findMany({
    where: { workspaceId, userId },
    orderBy: { teamId: 'asc' },
    select: { teamId: true },
  })
  // All of them first: what counts is worked out once.
  await tx.teamMember.deleteMany({ where: { workspaceId, userId } })
  for (const { teamId } of own) await workOutOne(tx, { ...member, teamId }, at)
}

async function rolesOf(tx: Tx, teamId: string) {
  const rows = await tx.projectTeam.findMany({
    where: { teamId },
    orderBy: { projectId: 'asc' },
    select: { projectId: true, role: true },
  })
  return rows.map(({ projectId, role }) => ({ projectId, role: teamRole.parse(role) }))
}

/** Ids of who is in a team. */
export async function peopleOf(tx: Tx, teamId: string) {
  const members = await tx.teamMember.findMany({
    where: { teamId },
    orderBy: { userId: 'asc' },
    select: { userId: true },
  })
  return members.map(({ userId }) => userId)
}

async function workOutOne(tx: Tx, { userId, ...act }: TeamMember, at: Date) {
  const projects = await rolesOf(tx, act.teamId)
  const concerned = projects.map(({ projectId }) => ({ projectId, userId }))
  await workOutAndTell(tx, concerned, { ...act, at })
}

/** All of it is one act. */
export async function workOutAndTell(
  tx: Tx,
  concerned: readonly { projectId: string; userId: string }[],
  { workspaceId, teamId, ...by }: Team & { readonly at: Date },
  first: readonly TaskFact[] = [],
) {
  const act = { ...by, place: { workspaceId }, via: 'system', actionId: randomUUID() } as const
  if (first.length > 0) await writeEvents(tx, first, act)
  for (let from = 0; from < concerned.length; from += BATCH) {
    const facts = await workOutByTeam(tx, concerned.slice(from, from + BATCH), teamId)
    if (facts.length > 0) await writeEvents(tx, facts, act)
  }
}
