import type { z } from 'zod'
import { botColumns, botOf } from '../../chassis/identity.ts'
import { refuseMore } from '../../chassis/refuse-more.ts'
import { appError } from '../../chassis/trpc.ts'
import { projectAt, tooLow, visibleSql, workspaceRole } from '../access/access.ts'
import { refuseGuest } from '../access/insiders.ts'
import {
  announcedTeam,
  announcedTeamRemoval,
  byWorkspaceTeam,
  teamRole,
} from '../access/reader-input.ts'
import { refuseUnannounced } from '../access/supposed.ts'
import { byProject } from '../contract.ts'
import { type Recording, recorded, type Tx } from '../events/event-log.ts'
import { TEAM_PROJECTS_MAX } from '../limits.ts'
import { procedure, router } from '../trpc.ts'
import { ruling } from './members.ts'
import { workOutByTeam } from './own-roles.ts'
import { peopleOf } from './team-copies.ts'

/** `projectTeams.*`: teams that have a role in a project, and so all of their people at least that. Who is in a team the admins of
 *  the workspace say, whoever gave it the role. Guests are told of none and give none a role, admins of a project among them. */
export const projectTeams = router({
  /** Strongest first, each with how many people are in it; empty for guests. */
  list: procedure.input(byProject).query(async ({ ctx, input }) => {
    const { id: projectId } = await projectAt(ctx, input)
    const insider = { some: { userId: ctx.user.id, role: { not: 'guest' } } }
    const rows = await ctx.db.projectTeam.findMany({
      where: { projectId, project: { workspace: { members: insider } } },
      orderBy: [{ role: 'desc' }, { teamId: 'asc' }],
      select: {
        ...{ teamId: true, role: true, givenById: true, givenAt: true },
        ...{ botId: true, botName: true },
        team: { select: { _count: { select: { members: true } } } },
      },
    })
    return rows.map(({ team, role, botId, botName, ...row }) => ({
      ...row,
      givenByBot: botOf({ botId, botName }),
      role: teamRole.parse(role),
      members: team._count.members,
    }))
  }),

  /** Projects in which a team has a role, strongest first: what opens to who is put into it. Those that the asker does not see
   *  are none of them, and a team that is not there has none. */
  projects: procedure
    .input(byWorkspaceTeam)
    .query(async ({ ctx, input: { workspaceId, teamId } }) => {
      if ((await workspaceRole(ctx, workspaceId)) === 'guest') throw tooLow('viewer')
      const { rows } = await ctx.pool.query<TeamProject>({
        name: 'projects-of-team',
        text: projectsOfTeamSql,
        values: [workspaceId, teamId, ctx.user.id],
      })
      return rows
    }),

  /** Gives a team a role, or another one than it has. */
  set: procedure.input(announcedTeam).mutation(({ ctx, input }) => {
    const { projectId, teamId, role, announced } = input
    return recorded(ctx, ruling(projectId), async (tx, { workspaceId }, record) => {
      await refuseGuest(tx, ctx.user.id, projectId)
      await refuseStranger(tx, workspaceId, teamId)
      const before = await roleOf(tx, { projectId, teamId })
      const team = { teamId, role }
      await refuseUnannounced(tx, announced, { projectId, actorId: ctx.user.id, team })
      if (before === role) return team
      const by = { givenById: ctx.user.id, givenAt: ctx.now, ...botColumns(ctx.identity?.token) }
      const given = { role, ...by }
      if (before) {
        await tx.projectTeam.updateMany({ where: { projectId, teamId }, data: given })
        record('project_team.role_changed', { teamId: [teamId, teamId], role: [before, role] })
      } else {
        const count = await tx.projectTeam.count({ where: { teamId } })
        refuseMore(count, TEAM_PROJECTS_MAX, 'Projects in which a team has a role')
        await tx.projectTeam.createMany({ data: [{ projectId, teamId, ...given }] })
        record('project_team.added', { teamId: [null, teamId], role: [null, role] })
      }
      await recordPeople(tx, record, { projectId, teamId })
      return team
    })
  }),

  /** Its people keep what they were given directly and by other teams. Doing so twice changes nothing. */
  remove: procedure.input(announcedTeamRemoval).mutation(({ ctx, input }) => {
    const { projectId, teamId, announced } = input
    return recorded(ctx, ruling(projectId), async (tx, _project, record) => {
      await refuseGuest(tx, ctx.user.id, projectId)
      const before = await roleOf(tx, { projectId, teamId })
      const team = { teamId, role: null }
      await refuseUnannounced(tx, announced, { projectId, actorId: ctx.user.id, team })
      if (!before) return { teamId }
      await tx.projectTeam.deleteMany({ where: { projectId, teamId } })
      record('project_team.removed', { teamId: [teamId, null], role: [before, null] })
      await recordPeople(tx, record, { projectId, teamId })
      return { teamId }
    })
  }),
})

interface TeamProject {
  readonly projectId: string
  readonly role: z.infer<typeof teamRole>
}

const projectsOfTeamSql = `
  select p.id as "projectId", t.role
    from "ProjectTeam" t join "Project" p on p.id = t."projectId"
   where t."teamId" = $2 and p."workspaceId" = $1 and ${visibleSql('$3')}
   order by t.role desc, p.id`

interface TeamPlace {
  readonly projectId: string
  readonly teamId: string
}

async function roleOf(tx: Tx, { projectId, teamId }: TeamPlace) {
  const row = await tx.projectTeam.findUnique({
    where: { projectId_teamId: { projectId, teamId } },
    select: { role: true },
  })
  return teamRole.optional().parse(row?.role)
}

async function recordPeople(tx: Tx, record: Recording, { projectId, teamId }: TeamPlace) {
  const people = (await peopleOf(tx, teamId)).map((userId) => ({ projectId, userId }))
  for (const fact of await workOutByTeam(tx, people, teamId)) record(...fact)
}

/** One that was made a moment ago may not have reached us: `recorded` reads the feed and tries again. */
async function refuseStranger(tx: Tx, workspaceId: string, id: string) {
  if ((await tx.team.count({ where: { id, workspaceId } })) === 0)
    throw appError('BAD_REQUEST', 'This team is not in the workspace', {
      reason: 'stranger',
      fields: { teamId: 'is no team of this workspace' },
    })
}
