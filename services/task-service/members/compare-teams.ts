import type { UserEvent } from '../../user-service/events.ts'
import type { Tx } from '../events/event-log.ts'
import { lockRights } from './locked-role.ts'
import { addTeam, fillTeam, type Place, removeTeam, workOutAndTell } from './team-copies.ts'

type Told<Type> = Extract<UserEvent, { type: Type }>['data']

/** Which teams a workspace has, as user-service has it: of others, what they gave ends and is told as lost now, and so does what
 *  no team gives at all. Where the feed is read anew, a team that is newer than what was told stays. */
export async function compareTeams(tx: Tx, told: Told<'teams.told'>, at: Date) {
  const { workspaceId, actorId, teamIds } = told
  await lockRights(tx, workspaceId)
  const gone = await tx.team.findMany({
    where: {
      ...{ workspaceId, id: { notIn: teamIds } },
      OR: [{ createdAt: null }, { createdAt: { lte: at } }],
    },
    orderBy: { id: 'asc' },
    select: { id: true },
  })
  for (const { id: teamId } of gone) await removeTeam(tx, { workspaceId, teamId, actorId }, at)
  const places = await tx.$queryRawUnsafe<Place[]>(byNoTeamSql, workspaceId)
  await workOutAndTell(tx, places, { workspaceId, actorId, at })
}

/** Who is in a team, as user-service has it. What our copy has missed is made up for and told as if it happened now, what a release
 *  that knew no teams wrote beside it too; where nothing was missed, nothing is written. */
export async function compareTeam(tx: Tx, told: Told<'team.told'>, at: Date) {
  const { members, ...team } = told
  await lockRights(tx, team.workspaceId)
  await addTeam(tx, team, at)
  await fillTeam(tx, team, { members, at })
}

/** Roles that are there by a team and that no team gives. */
const byNoTeamSql = `
  select pm."projectId"::text, pm."userId"::text
    from "ProjectMember" pm join "Project" p on p.id = pm."projectId" and p."workspaceId" = $1::uuid
   where pm."teamRole" is not null and not exists (
     select from "TeamMember" tm join "ProjectTeam" pt on pt."teamId" = tm."teamId" and pt."projectId" = pm."projectId"
      where tm."userId" = pm."userId")
   order by 1, 2`
