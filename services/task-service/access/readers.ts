import { isoSql } from '../../chassis/database.ts'
import { type ActingBot, botSql } from '../../chassis/identity.ts'
import { answered } from '../answered.ts'
import type { Context } from '../context.ts'
import type { Role, visibilities } from '../contract.ts'
import { procedure, router } from '../trpc.ts'
import { type Asking, isAtLeast, projectAt, tooLow, visibleSql } from './access.ts'
import { metInSql } from './companions.ts'
import { directRoleSql } from './direct-role.ts'
import { refuseGuest } from './insiders.ts'
import {
  type ReaderPage,
  readersOfProject,
  readersOfTask,
  supposedMember,
  supposedTeam,
  supposedVisibility,
} from './reader-input.ts'
import { type EffectRow, effectsOf, type Supposed } from './supposed.ts'

/** Who gave somebody the role that they have in a project, as the log has it. */
interface Grant {
  role: Role
  /** Null where it came by itself, where the log does not say, and for a guest who does not meet that person. */
  byId: string | null
  /** The bot by which that person gave it. */
  byBot: ActingBot | null
  at: string | null
  /** `founded` the project, was `added` to it or got another role there (`changed`), or `inherited` it from its last owner. */
  how: 'founded' | 'added' | 'changed' | 'inherited' | null
}

/** A role that somebody has by a team: who gave it to the team, and who put them into it. */
interface TeamGrant {
  /** Null for a guest, who is told of no teams. */
  teamId: string | null
  role: Role
  /** Null for a guest who does not meet that person. */
  givenById: string | null
  givenByBot: ActingBot | null
  givenAt: string
  addedById: string | null
  addedAt: string
}

interface Reader {
  userId: string
  /** The strongest of all. */
  role: Role
  isGuest: boolean
  /** A role that was given to them directly. */
  own: Grant | null
  /** Strongest first. */
  teams: TeamGrant[]
  /** What the project gives them by itself, because it is open: their role in the workspace, or its open role if that is weaker. */
  byWorkspace: Role | null
  /** Who gave them a role on the task alone, where it is all that they have; `givenById` is null for a guest who does not meet
   *  that person. */
  alone: { givenById: string | null; givenByBot: ActingBot | null; givenAt: string } | null
}

interface Readers {
  visibility: (typeof visibilities)[number]
  /** The strongest role that it gives to everybody while it is open. */
  openRole: Role
  /** Of all pages. */
  total: number
  items: Reader[]
  nextCursor: string | null
}

/** `readers.*`: who sees a project or a task, as what, and why; strongest first. Disabled accounts see nothing. Guests are
 *  shown themselves and whom they meet there. */
export const readers = router({
  ofProject: procedure
    .input(readersOfProject)
    .query(({ ctx, input: { projectId, ...page } }) => read(ctx, 'project', projectId, page)),

  /** The same people as of its project, and those who were given the task alone. */
  ofTask: procedure
    .input(readersOfTask)
    .query(({ ctx, input: { taskId, isAlone = false, ...page } }) =>
      read(ctx, 'task', taskId, page, isAlone),
    ),

  /** Who would see a project, who not any more, and who otherwise, if it were open or private or gave everybody another role.
   *  Nothing is changed. */
  ifVisibility: procedure
    .input(supposedVisibility)
    .query(({ ctx, input }) => suppose(ctx, 'owner', { ...input, actorId: ctx.user.id })),

  /** The same if somebody had a role in it, or none. */
  ifMember: procedure
    .input(supposedMember)
    .query(({ ctx, input: { projectId, userId, role = null } }) => {
      const needed = userId === ctx.user.id && !role ? 'viewer' : 'admin'
      return suppose(ctx, needed, { projectId, actorId: ctx.user.id, member: { userId, role } })
    }),

  /** The same if a team had a role in it, or none; not for guests. */
  ifTeam: procedure
    .input(supposedTeam)
    .query(({ ctx, input: { projectId, teamId, role = null } }) =>
      suppose(ctx, 'admin', { projectId, actorId: ctx.user.id, team: { teamId, role } }),
    ),
})

/** For those who may make the change. */
async function suppose(asking: Asking & Pick<Context, 'db'>, needed: Role, supposed: Supposed) {
  const { role } = await projectAt(asking, supposed)
  if (!isAtLeast(role, needed)) throw tooLow(needed)
  if (supposed.team) await refuseGuest(asking.db, asking.user.id, supposed.projectId)
  const run = async (text: string, values: unknown[]) =>
    (await asking.pool.query<EffectRow>({ name: 'readers-supposed', text, values })).rows
  return effectsOf(run, supposed)
}

function read(
  asking: Asking,
  kind: 'project' | 'task',
  id: string,
  page: ReaderPage,
  ...ofTask: boolean[]
) {
  const [role, last] = page.cursor?.split('.') ?? ['owner', BEFORE_ALL]
  const values = [id, asking.user.id, page.limit, role, last, page.userIds ?? null, ...ofTask]
  return answered<Readers>(asking, readersSql(kind), values)
}

/** Nobody has it. */
const BEFORE_ALL = '00000000-0000-0000-0000-000000000000'

/** The latest act that gave `a."userId"` a role in the project directly. */
const grantSql = `
  select e.type, e."actorId", e."botId", e."botName", e.at, e.via, jsonb_typeof(e.changes->'direct'->0) as former,
         e."actorId" = a."userId" and exists (
           select from "Event" f where f."actionId" = e."actionId" and f.type = 'project.created') as "isFounding"
    from "Event" e
   where e."projectId" = a."projectId" and e.type in ('project_member.added', 'project_member.role_changed')
     and e.changes->'userId'->>1 = a."userId"::text and not jsonb_exists(e.changes, 'teamId')
     and coalesce(jsonb_typeof(e.changes->'direct'->1), '') <> 'null'
   order by e.id desc limit 1`

/** A person who is named to whoever asks. */
const namedSql = (person: string, said = person, row = 'a') =>
  `case when not ${row}."isForGuest" or ${person} = $2 or ${person} in (select id from met) then ${said} end`

/** The roles that `a."userId"` has in the project by teams. */
const teamsSql = `
  select coalesce(json_agg(json_build_object(
           'teamId', case when not a."isForGuest" then pt."teamId" end, 'role', pt.role,
           'givenById', ${namedSql('pt."givenById"')}, 'givenByBot', ${namedSql('pt."givenById"', botSql('pt'))}, 'givenAt', ${isoSql('pt."givenAt"')},
           'addedById', ${namedSql('tm."addedById"')}, 'addedAt', ${isoSql('tm."addedAt"')})
           order by pt.role desc, pt."teamId"), '[]')
    from "ProjectTeam" pt join "TeamMember" tm on tm."teamId" = pt."teamId" and tm."userId" = a."userId"
   where pt."projectId" = a."projectId"`

/** Of task `$1`: those who see it alone. */
const aloneSql = `
    union all
    select place.id, g."userId", g.role, m.role = 'guest', null, place."isForGuest", null, json_build_object(
             'givenById', ${namedSql('g."givenById"', 'g."givenById"', 'place')},
             'givenByBot', ${namedSql('g."givenById"', botSql('way'), 'place')},
             'givenAt', ${isoSql('g."givenAt"')})
      from place join "GrantedTask" g on g."taskId" = $1
      join "TaskGrant" way on way."taskId" = g."taskId" and way."userId" = g."userId"
      join "Member" m on m."workspaceId" = place."workspaceId" and m."userId" = g."userId" and m."disabledAt" is null
     where g."userId" = any(coalesce($6::uuid[], array[g."userId"]))
       and not exists (select from "ProjectAccess" a where a."projectId" = place.id and a."userId" = g."userId")
       and (not place."isForGuest" or g."userId" = $2 or g."userId" in (select id from met))`

/** Parameters: the place, who asks, rows, role and id of the last one before the page, people or null; of a task, whether only those who
 *  see it alone are wanted.
 *  Whom guests meet is looked for where a guest asks. */
export const readersSql = (kind: 'project' | 'task') => `
  with place as materialized (
    select p.id, p."workspaceId", p.visibility, p."openRole",
           (select m.role from "Member" m where m."workspaceId" = p."workspaceId" and m."userId" = $2) = 'guest' as "isForGuest"
      from "Project" p
     where p.id = ${kind === 'project' ? '$1' : '(select "projectId" from "Task" where id = $1)'} and ${visibleSql('$2')}),
  met as (${metInSql('select id from place where "isForGuest"')}),
  readers as materialized (
    select a."projectId", a."userId", a.role, m.role = 'guest' as "isGuest", ${directRoleSql('pm')} as own, place."isForGuest",
           case when place.visibility = 'open' and m.role <> 'guest'
                then least(m.role::"Role", place."openRole"::"Role") end as "byWorkspace", null::json as alone
      from place join "ProjectAccess" a on a."projectId" = place.id
      join "Member" m on m."workspaceId" = place."workspaceId" and m."userId" = a."userId" and m."disabledAt" is null
      left join "ProjectMember" pm on pm."projectId" = place.id and pm."userId" = a."userId"
     where a."userId" = any(coalesce($6::uuid[], array[a."userId"]))
       and (not place."isForGuest" or a."userId" = $2 or a."userId" in (select id from met))
     ${kind === 'task' ? `and not $7::boolean ${aloneSql}` : ''}),
  page as (
    select * from readers
     where role < $4::"Role" or (role = $4::"Role" and "userId" > $5::uuid)
     order by role desc, "userId" limit $3)
  select json_build_object(
    'visibility', place.visibility, 'openRole', place."openRole",
    'total', (select count(*) from readers),
    'items', coalesce((
      select json_agg(json_build_object(
        'userId', a."userId", 'role', a.role, 'isGuest', a."isGuest", 'byWorkspace', a."byWorkspace", 'alone', a.alone,
        'own', case when a.own is not null then json_build_object(
          'role', a.own,
          'byId', case when g.via <> 'system' then ${namedSql('g."actorId"')} end,
          'byBot', ${namedSql('g."actorId"', botSql('g'))},
          'at', ${isoSql('g.at')},
          'how', case when g.via = 'system' then 'inherited' when g."isFounding" then 'founded'
                      when g.type = 'project_member.added' or g.former = 'null' then 'added'
                      when g.type is not null then 'changed' end) end,
        'teams', (${teamsSql}))
        order by a.role desc, a."userId")
        from page a left join lateral (${grantSql}) g on a.own is not null), '[]'),
    'nextCursor', (select case when count(*) = $3 then (array_agg(role || '.' || "userId" order by role desc, "userId"))[$3] end from page)
  )::text as answer from place`
