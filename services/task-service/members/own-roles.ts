import { z } from 'zod'
import { directRoleSql } from '../access/direct-role.ts'
import { type Role, role } from '../contract.ts'
import type { Recording, Tx } from '../events/event-log.ts'
import type { TaskFact } from '../events.ts'
import { endOfGrant } from '../grants/end-grants.ts'

interface Place {
  readonly projectId: string
  readonly userId: string
}

/** What somebody is to have directly from now on, null for nothing. */
interface Given extends Place {
  readonly direct: Role | null
}

const maybeRole = role.nullable()
const outcome = z.object({
  ...{ projectId: z.string(), userId: z.string() },
  /** What counted, and what counts now. */
  ...{ before: maybeRole, after: maybeRole },
  ...{ directBefore: maybeRole, direct: maybeRole },
  /** What they had on single tasks there. */
  ended: z.array(z.object({ taskId: z.string(), role })),
})
type Outcome = z.infer<typeof outcome>

/** Gives somebody a role in a project directly, or takes it away: what their teams have there stays. To be called under the lock
 *  that rulings over people hold alone, as all here. */
export async function setDirectRole(tx: Tx, record: Recording, given: Given) {
  for (const fact of await workOut(tx, [{ ...given, isGiven: true }])) record(...fact)
}

/** Has the roles of people follow what a team has in projects, or who is in it, and tells what became of them. */
export const workOutByTeam = (tx: Tx, people: readonly Place[], teamId?: string) =>
  workOut(
    tx,
    people.map((one) => ({ ...one, direct: null, isGiven: false })),
    teamId,
  )

/** What somebody was given directly in a project; undefined for who is not in it at all. */
export async function directRoleAt(tx: Tx, { projectId, userId }: Place) {
  const [row] = await tx.$queryRawUnsafe<{ direct: string | null }[]>(
    `select ${directRoleSql('pm')}::text as direct from "ProjectMember" pm
      where pm."projectId" = $1::uuid and pm."userId" = $2::uuid`,
    ...[projectId, userId],
  )
  return row && maybeRole.parse(row.direct)
}

interface Asked extends Given {
  /** Whether `direct` is what they are to have; else they have what they had. */
  readonly isGiven: boolean
}

async function workOut(tx: Tx, asked: readonly Asked[], teamId?: string): Promise<TaskFact[]> {
  if (asked.length === 0) return []
  const rows = await tx.$queryRawUnsafe(workOutSql, JSON.stringify(asked))
  const done = z.array(outcome).parse(rows)
  // What an act is about stands first.
  return [...done.flatMap((row) => factsOf(row, teamId)), ...done.flatMap(endsOf)]
}

/** The one place where what counts is worked out: the stronger of both, and no row where there is neither. Whoever is not in the
 *  workspace any more, or is a guest there, has nothing by a team. A role in the project takes the place of those on single tasks
 *  there, so that whoever is taken out of it has nothing left. */
const workOutSql = `
  with asked as (
    select a.* from jsonb_to_recordset($1::jsonb) a("projectId" uuid, "userId" uuid, direct "Role", "isGiven" boolean)),
  found as materialized (
    select a."projectId", a."userId", pm.role::"Role" as before, ${directRoleSql('pm')} as "directBefore",
           case when a."isGiven" then a.direct else ${directRoleSql('pm')} end as direct,
           (select max(pt.role)
              from "TeamMember" tm join "ProjectTeam" pt on pt."teamId" = tm."teamId" and pt."projectId" = a."projectId"
              join "Member" m on m."workspaceId" = tm."workspaceId" and m."userId" = tm."userId" and m.role <> 'guest'
             where tm."userId" = a."userId") as team
      from asked a left join "ProjectMember" pm on pm."projectId" = a."projectId" and pm."userId" = a."userId"),
  outcome as materialized (
    select f.*, greatest(f.direct, f.team) as after from found f),
  removed as (
    delete from "ProjectMember" pm using outcome s
     where pm."projectId" = s."projectId" and pm."userId" = s."userId" and s.after is null),
  kept as (
    insert into "ProjectMember" as pm ("projectId", "userId", role, "directRole", "teamRole")
    select s."projectId", s."userId", s.after::text, case when s.team is not null then s.direct end, s.team
      from outcome s where s.after is not null
    on conflict ("projectId", "userId") do update
       set role = excluded.role, "directRole" = excluded."directRole", "teamRole" = excluded."teamRole"
     where (pm.role, pm."directRole", pm."teamRole") is distinct from (excluded.role, excluded."directRole", excluded."teamRole")),
  ended as (
    delete from "TaskGrant" g using outcome s
     where g."projectId" = s."projectId" and g."userId" = s."userId" and coalesce(s.before, s.after) is not null
    returning g."projectId", g."userId", g."taskId", g.role)
  select s."projectId"::text, s."userId"::text, s.before::text, s.after::text, s."directBefore"::text, s.direct::text,
         (select coalesce(json_agg(json_build_object('taskId', e."taskId", 'role', e.role) order by e."taskId"), '[]')
            from ended e where e."projectId" = s."projectId" and e."userId" = s."userId") as ended
    from outcome s order by s."projectId", s."userId"`

/** What counts is told by the events that there have always been, so that whoever follows the log needs to know no teams. What was
 *  given directly and is not what counts stands beside it. */
function factsOf(
  { projectId, userId, before, after, directBefore, direct }: Outcome,
  teamId?: string,
): TaskFact[] {
  const about = { projectId }
  const by: { teamId?: [string, string] } = teamId ? { teamId: [teamId, teamId] } : {}
  if (!after)
    return before
      ? [['project_member.removed', { userId: [userId, null], role: [before, null], ...by }, about]]
      : []
  if (!before)
    return [['project_member.added', { userId: [null, userId], role: [null, after], ...by }, about]]
  const isBeside = directBefore !== direct && (directBefore !== before || direct !== after)
  if (before === after && !isBeside) return []
  return [
    [
      'project_member.role_changed',
      {
        ...{ userId: [userId, userId], role: [before, after], ...by },
        ...(isBeside && { direct: [directBefore, direct] }),
      },
      about,
    ],
  ]
}

const endsOf = ({ projectId, userId, ended }: Outcome) =>
  ended.map(({ taskId, role }) => endOfGrant({ taskId, projectId, userId, role }))
