import { TRPCClientError } from '@trpc/client'
import type { Prisma } from '#db/task'
import type { Logger } from '../../chassis/logger.ts'
import type { UserEvent } from '../../user-service/events.ts'
import type { Tx } from '../events/event-log.ts'
import { lockRights } from './locked-role.ts'
import { addTeam, addTeamMember, removeTeam, removeTeamMember, workOutAndTell } from './team-copies.ts'

type Told = Extract<UserEvent, { type: 'teams.told' }>['data']

/** All teams of a workspace and who is in them, as user-service has it. What our copy has missed is made up for and told as if it
 *  happened now; where nothing was missed, nothing is written. Where the feed is read anew, our copy knows what came after this
 *  was told: teams and people who are newer stay. */
export async function compareTeams(tx: Tx, { workspaceId, actorId, teams }: Told, at: Date) {
  await lockRights(tx, workspaceId)
  const known = await tx.team.findMany({ where: { workspaceId }, orderBy: { id: 'asc' }, select: copy })
  const isNewer = (time: Date | null) => time !== null && time > at
  const told = new Map(teams.map(({ teamId, members }) => [teamId, idsOf(members)]))
  for (const { id: teamId, createdAt, members } of known) {
    const team = { workspaceId, teamId, actorId }
    const wanted = told.get(teamId)
    if (!wanted && !isNewer(createdAt)) await removeTeam(tx, team, at)
    for (const { userId, addedAt } of wanted ? members : [])
      if (!wanted?.has(userId) && !isNewer(addedAt))
        await removeTeamMember(tx, { ...team, userId }, at)
  }
  const kept = new Map(known.map(({ id, members }) => [id, idsOf(members)]))
  for (const { teamId, members } of teams) {
    const team = { workspaceId, teamId, actorId }
    if (!kept.has(teamId)) await addTeam(tx, team, at)
    for (const { userId, ...added } of members)
      if (!kept.get(teamId)?.has(userId)) await addTeamMember(tx, { ...team, userId }, at, added)
  }
  await mendDrift(tx, { workspaceId, actorId, at })
}

const copy = {
  ...{ id: true, createdAt: true },
  members: { orderBy: { userId: 'asc' }, select: { userId: true, addedAt: true } },
} satisfies Prisma.TeamSelect

const idsOf = (members: readonly { readonly userId: string }[]) =>
  new Set(members.map(({ userId }) => userId))

interface Act {
  readonly workspaceId: string
  readonly actorId: string | null
  readonly at: Date
}

/** The release that knew no teams wrote roles beside them: whose role in a project is not what their teams give gets it. */
async function mendDrift(tx: Tx, act: Act) {
  const rows = await tx.$queryRawUnsafe<{ projectId: string; userId: string; teamId: string }[]>(
    driftSql,
    act.workspaceId,
  )
  for (const teamId of new Set(rows.map((row) => row.teamId))) {
    const places = rows.filter((row) => row.teamId === teamId)
    const concerned = places.map(({ projectId, userId }) => ({ projectId, userId }))
    await workOutAndTell(tx, concerned, { ...act, teamId })
  }
}

const driftSql = `
  with owed as (
    select pt."projectId", tm."userId", max(pt.role) as role, (array_agg(pt."teamId" order by pt.role desc, pt."teamId"))[1] as "teamId"
      from "TeamMember" tm join "ProjectTeam" pt on pt."teamId" = tm."teamId"
      join "Member" m on m."workspaceId" = tm."workspaceId" and m."userId" = tm."userId" and m.role <> 'guest'
     where tm."workspaceId" = $1::uuid group by pt."projectId", tm."userId")
  select o."projectId"::text, o."userId"::text, o."teamId"::text
    from owed o left join "ProjectMember" pm on pm."projectId" = o."projectId" and pm."userId" = o."userId"
   where pm."teamRole" is distinct from o.role or pm.role::"Role" is distinct from greatest(pm."directRole", pm."teamRole")
   order by 1, 2`

/** Workspaces that one call names. */
const ASKED = 500

/** Has the teams of all workspaces that we know any of told at the end of the feed; `tell` asks for that. */
export async function askForTeams(
  tx: Tx,
  log: Logger,
  tell: (workspaceIds: string[]) => Promise<unknown>,
) {
  const rows = await tx.team.findMany({
    distinct: ['workspaceId'],
    orderBy: { workspaceId: 'asc' },
    select: { workspaceId: true },
  })
  const ids = rows.map(({ workspaceId }) => workspaceId)
  for (let from = 0; from < ids.length; from += ASKED)
    await tell(ids.slice(from, from + ASKED)).catch((error: unknown) => {
      // A release before this one: the feed must not stand still for it.
      if (!(error instanceof TRPCClientError) || error.data?.code !== 'NOT_FOUND') throw error
      log.error({ err: error }, 'teams are not told again: who is in them may be out of date')
    })
}
