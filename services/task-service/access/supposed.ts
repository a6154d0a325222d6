import type { Prisma } from '#db/task'
import { appError } from '../../chassis/trpc.ts'
import type { Role, visibilities } from '../contract.ts'
import { metInSql } from './companions.ts'
import { directRoleSql } from './direct-role.ts'

/** What becomes of a person's role in a project; null is nobody's. */
export interface Effect {
  userId: string
  before: Role | null
  after: Role | null
}

/** Of a kind, and the first of them. */
interface Some {
  total: number
  people: Effect[]
}

interface Effects {
  /** Who will see the project, will not any more, and will have another role there. */
  gained: Some
  lost: Some
  changed: Some
  /** Of all effects that the asker may know of: given back with the change, it is refused where they are others by then. */
  mark: string
}

/** A change of who may do what in a project, which nobody has made yet. */
export interface Supposed {
  readonly projectId: string
  /** Whose change it is. */
  readonly actorId: string
  readonly visibility?: (typeof visibilities)[number]
  /** The strongest role that it gives to everybody while it is open. */
  readonly openRole?: Role
  /** Directly; null for who is taken out. */
  readonly member?: { readonly userId: string; readonly role: Role | null }
  /** Null for one that has no role there any more. */
  readonly team?: { readonly teamId: string; readonly role: Role | null }
}

/** Runs a statement, within a transaction or by itself. */
type Run = (text: string, values: unknown[]) => Promise<EffectRow[]>

export interface EffectRow extends Effect {
  readonly mark: string
}

/** The rule of `prisma/project-access.sql`, word for word; here over what the tables would have. */
export const ruleSql = `SELECT p.id AS "projectId", m."userId",
       greatest(CASE WHEN p.visibility = 'open' AND m.role <> 'guest' THEN least(m.role::"Role", p."openRole"::"Role") END, pm.role::"Role") AS role,
       m."suspendedAt"
  FROM "Project" p
  JOIN "Member" m ON m."workspaceId" = p."workspaceId"
  LEFT JOIN "ProjectMember" pm ON pm."projectId" = p.id AND pm."userId" = m."userId"
 WHERE (p.visibility = 'open' AND m.role <> 'guest') OR pm.role IS NOT NULL`
export const accessSql = `SELECT "projectId", "userId", role FROM "ProjectGrant" WHERE "suspendedAt" IS NULL`

/** Parameters: the project, its visibility or null, its other members as JSON, who asks, its open role or null, a team or null and
 *  its other role. Within the statement the names of the tables stand for what they would have; the view is as it is. What counts
 *  is the stronger of what is given directly and by teams, as in `members/own-roles.ts`. A guest is told of whom they meet. */
const effectsSql = `
  with given as (select g."userId", g.role from jsonb_to_recordset($3::jsonb) g("userId" uuid, role text)
    -- Who closes a project, or lets it give less, is inside; what is so already is not changed.
     where ($2::text is null and $5::text is null) or exists (select from "Project" p where p.id = $1::uuid
       and (($2 = 'private' and p.visibility <> 'private') or $5::text::"Role" < p."openRole"::"Role"))),
  asking as (
    select m.role = 'guest' as "isGuest" from "Project" p
      join "Member" m on m."workspaceId" = p."workspaceId" and m."userId" = $4::uuid where p.id = $1::uuid),
  met as (${metInSql('select $1::uuid as id from asking where "isGuest"')}),
  before as (select a."userId", a.role from "ProjectAccess" a where a."projectId" = $1::uuid),
  "Project" as (
    select p.id, p."workspaceId", coalesce($2::text, p.visibility) as visibility, coalesce($5::text, p."openRole") as "openRole"
      from "Project" p where p.id = $1::uuid),
  "Member" as (
    select m."workspaceId", m."userId", m.role, m."suspendedAt" from "Project" p join "Member" m on m."workspaceId" = p."workspaceId"
     where m."disabledAt" is null),
  direct as (
    select pm."userId", ${directRoleSql('pm')} as role from "ProjectMember" pm
     where pm."projectId" = $1::uuid and pm."userId" not in (select g."userId" from given g)
    union all select g."userId", g.role::"Role" from given g where g.role is not null),
  teams as (
    select pt."teamId", pt.role from "ProjectTeam" pt where pt."projectId" = $1::uuid and pt."teamId" is distinct from $6::uuid
    union all select $6::uuid, $7::text::"Role" where $7::text is not null),
  by_team as (
    select tm."userId", max(t.role) as role
      from teams t join "TeamMember" tm on tm."teamId" = t."teamId"
      join "Member" m on m."workspaceId" = tm."workspaceId" and m."userId" = tm."userId" and m.role <> 'guest'
     group by tm."userId"),
  "ProjectMember" as (
    select $1::uuid as "projectId", "userId", greatest(d.role, t.role)::text as role
      from direct d full join by_team t using ("userId")),
  "ProjectGrant" as (${ruleSql}),
  after as (${accessSql}),
  effects as (
    select m."userId", b.role as before, a.role as after
      from "Member" m left join before b on b."userId" = m."userId" left join after a on a."userId" = m."userId"
     where b.role is distinct from a.role),
  shown as (
    select e.*, not (select "isGuest" from asking) or e."userId" = $4::uuid or e."userId" in (select id from met) as "isShown"
      from effects e)
  select e."userId", e.before::text, e.after::text,
         (select md5(string_agg(concat_ws(' ', o."userId", coalesce(o.before::text, '-'), coalesce(o.after::text, '-')), ',' order by o."userId"))
            from shown o where o."isShown") as mark
    from shown e where e."isShown" order by greatest(e.before, e.after) desc, e."userId"`

/** Of nothing. */
const NO_MARK = '0'.repeat(32)
/** People of each kind who are named. */
const NAMED = 20

/** Who would gain and lose by a change; it is not made. */
export async function effectsOf(run: Run, supposed: Supposed) {
  const { projectId, actorId, visibility = null, openRole = null, member, team } = supposed
  const given = JSON.stringify(team ? [] : [member ?? { userId: actorId, role: 'owner' }])
  const rows = await run(effectsSql, [
    ...[projectId, visibility, given, actorId, openRole],
    ...[team?.teamId ?? null, team?.role ?? null],
  ])
  const some = (isMeant: (effect: Effect) => boolean): Some => {
    const people = rows.filter(isMeant)
    const named = people.slice(0, NAMED)
    return {
      total: people.length,
      people: named.map(({ userId, before, after }) => ({ userId, before, after })),
    }
  }
  const effects: Effects = {
    gained: some(({ before }) => before === null),
    lost: some(({ after }) => after === null),
    changed: some(({ before, after }) => before !== null && after !== null),
    mark: rows[0]?.mark ?? NO_MARK,
  }
  return effects
}

/** Throws CONFLICT where the change would mean something else than was announced. To be called under the lock that other
 *  changes of rights need, before the change is made. */
export async function refuseUnannounced(
  tx: Pick<Prisma.TransactionClient, '$queryRawUnsafe'>,
  announced: string | undefined,
  supposed: Supposed,
) {
  if (announced === undefined) return
  const run = (text: string, values: unknown[]) => tx.$queryRawUnsafe<EffectRow[]>(text, ...values)
  const { mark } = await effectsOf(run, supposed)
  if (mark !== announced)
    throw appError(
      'CONFLICT',
      'Who gains or loses by this has changed since it was announced; ask for the preview again',
      { reason: 'announced' },
    )
}
