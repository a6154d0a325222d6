import { randomUUID } from 'node:crypto'
import { teamRole } from '../access/reader-input.ts'
import { type Tx, writeEvents } from '../events/event-log.ts'
import type { TaskFact } from '../events.ts'
import { lockRights } from './locked-role.ts'
import { workOutByTeam } from './own-roles.ts'

/** Somebody in a project. */
export interface Place {
  readonly projectId: string
  readonly userId: string
}
interface Team {
  readonly workspaceId: string
  readonly teamId: string
  readonly actorId: string
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
  await workOutAndTell(tx, placesIn(projects, people), act, facts)
}

const placesIn = (projects: readonly { projectId: string }[], people: readonly string[]) =>
  projects.flatMap(({ projectId }) => people.map((userId): Place => ({ projectId, userId })))

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

interface Filling {
  readonly members: readonly (Added & { readonly userId: string })[]
  readonly at: Date
}

/** Has exactly these people in a team, but for who was put in after that moment, and has the roles of all of them follow. */
export async function fillTeam(tx: Tx, team: Team, { members, at }: Filling) {
  const { workspaceId, teamId } = team
  const wanted = members.map(({ userId }) => userId)
  const before = await peopleOf(tx, teamId)
  await tx.teamMember.deleteMany({
    where: { teamId, userId: { notIn: wanted }, addedAt: { lte: at } },
  })
  const there = await tx.member.findMany({
    where: { workspaceId, userId: { in: wanted }, role: { not: 'guest' } },
    select: { userId: true },
  })
  const may = new Set(there.map(({ userId }) => userId))
  await tx.teamMember.createMany({
    data: members
      .filter(({ userId }) => may.has(userId))
      .map((one) => ({ ...one, teamId, workspaceId })),
    skipDuplicates: true,
  })
  const people = [...new Set([...before, ...wanted])]
  const projects = await rolesOf(tx, teamId)
  await workOutAndTell(tx, placesIn(projects, people), { ...team, at })
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
  // All of them first: what one of them gave may be what another gives.
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
  await workOutAndTell(tx, placesIn(projects, [userId]), { ...act, at })
}

interface TeamAct extends Omit<Team, 'teamId'> {
  /** Unknown for what no team gives any more. */
  readonly teamId?: string
  readonly at: Date
}

/** All of it is one act. */
export async function workOutAndTell(
  tx: Tx,
  concerned: readonly Place[],
  { workspaceId, teamId, ...by }: TeamAct,
  first: readonly TaskFact[] = [],
) {
  const act = { ...by, place: { workspaceId }, via: 'system', actionId: randomUUID() } as const
  if (first.length > 0) await writeEvents(tx, first, act)
  for (let from = 0; from < concerned.length; from += BATCH) {
    const facts = await workOutByTeam(tx, concerned.slice(from, from + BATCH), teamId)
    if (facts.length > 0) await writeEvents(tx, facts, act)
  }
}
