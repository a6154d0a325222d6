import type { Prisma } from '#db/user'
import { refuseMore } from '../../chassis/refuse-more.ts'
import { appError, notFound } from '../../chassis/trpc.ts'
import { auditBy } from '../audit/record.ts'
import { byWorkspace } from '../contract.ts'
import { recorded } from '../events/event-log.ts'
import { TEAM_MEMBERS_MAX, TEAMS_MAX } from '../limits.ts'
import { procedure, router } from '../trpc.ts'
import { type Actor, lockedRole, needs, roleIn } from '../workspaces/access.ts'
import { byTeam, byTeamMember, newTeam, renamedTeam } from './inputs.ts'
import { isTimeToTell, tellTeams } from './tell-teams.ts'

/** `teams.*`: people of a workspace who are given roles in projects together. Everybody but guests sees them. Which roles a team
 *  has, task-service knows. */
export const teams = router({
  /** By name, each with how many people are in it. */
  list: procedure.input(byWorkspace).query(async ({ ctx, input: { workspaceId } }) => {
    needs(await roleIn(ctx.db, ctx.user, workspaceId), 'viewer')
    const rows = await ctx.db.team.findMany({
      where: { workspaceId },
      orderBy: [{ nameKey: 'asc' }, { id: 'asc' }],
      select: { ...shown, _count: { select: { members: true } } },
    })
    return rows.map(({ _count, ...team }) => ({ ...team, members: _count.members }))
  }),

  /** With its people, in the order in which they were added. */
  get: procedure.input(byTeam).query(async ({ ctx, input: { workspaceId, id } }) => {
    needs(await roleIn(ctx.db, ctx.user, workspaceId), 'viewer')
    return ctx.db.team.findFirstOrThrow({
      where: { id, workspaceId },
      select: {
        ...shown,
        members: {
          orderBy: [{ addedAt: 'asc' }, { userId: 'asc' }],
          select: { userId: true, addedAt: true, addedById: true },
        },
      },
    })
  }),

  create: procedure.input(newTeam).mutation(({ ctx, input: { workspaceId, name } }) =>
    recorded(ctx, ruling(ctx.user, workspaceId), async (tx, _own, record) => {
      refuseMore(await tx.team.count({ where: { workspaceId } }), TEAMS_MAX, 'Teams of a workspace')
      const nameKey = await freeName(tx, { workspaceId, name })
      const team = await tx.team.create({ data: { workspaceId, name, nameKey }, select: shown })
      record('team.created', { workspaceId, teamId: team.id, actorId: ctx.user.id })
      await auditBy(tx, ctx, {
        ...{ kind: 'team_made', workspaceId, actorId: ctx.user.id, subjectId: null },
        ...{ facts: { teamId: team.id }, detail: { name } },
      })
      return team
    }),
  ),

  rename: procedure.input(renamedTeam).mutation(({ ctx, input: { workspaceId, id, name } }) =>
    recorded(ctx, ruling(ctx.user, workspaceId), async (tx) => {
      const former = await teamIn(tx, { workspaceId, id })
      if (former.name === name) return former
      const nameKey = await freeName(tx, { workspaceId, name, id })
      const team = await tx.team.update({ where: { id }, data: { name, nameKey }, select: shown })
      await auditBy(tx, ctx, {
        ...{ kind: 'team_renamed', workspaceId, actorId: ctx.user.id, subjectId: null },
        ...{ facts: { teamId: id }, detail: { from: former.name, to: name } },
      })
      return team
    }),
  ),

  /** Its people lose what they have by it, wherever it has a role. */
  delete: procedure.input(byTeam).mutation(({ ctx, input: { workspaceId, id } }) =>
    recorded(ctx, ruling(ctx.user, workspaceId), async (tx, _own, record) => {
      const { name } = await teamIn(tx, { workspaceId, id })
      await tx.team.delete({ where: { id }, select: { id: true } })
      record('team.deleted', { workspaceId, teamId: id, actorId: ctx.user.id })
      await auditBy(tx, ctx, {
        ...{ kind: 'team_deleted', workspaceId, actorId: ctx.user.id, subjectId: null },
        ...{ facts: { teamId: id }, detail: { name } },
      })
      return { id }
    }),
  ),

  /** Doing so twice changes nothing. */
  addMember: procedure.input(byTeamMember).mutation(({ ctx, input }) =>
    recorded(ctx, ruling(ctx.user, input.workspaceId), async (tx, _own, record) => {
      const { workspaceId, id: teamId, userId } = input
      const { name } = await teamIn(tx, input)
      await refuseOthers(tx, input)
      if ((await tx.teamMember.count({ where: { teamId, userId } })) > 0) return { userId }
      const count = await tx.teamMember.count({ where: { teamId } })
      refuseMore(count, TEAM_MEMBERS_MAX, 'People of a team')
      const added = { teamId, workspaceId, userId, addedById: ctx.user.id }
      await tx.teamMember.create({ data: added, select: { userId: true } })
      record('team_member.added', { workspaceId, teamId, userId, actorId: ctx.user.id })
      await auditBy(tx, ctx, {
        ...{ kind: 'team_member_added', workspaceId, actorId: ctx.user.id, subjectId: userId },
        ...{ facts: { teamId }, detail: { name } },
      })
      return { userId }
    }),
  ),

  /** The same. */
  removeMember: procedure.input(byTeamMember).mutation(({ ctx, input }) =>
    recorded(ctx, ruling(ctx.user, input.workspaceId), async (tx, _own, record) => {
      const { workspaceId, id: teamId, userId } = input
      const { name } = await teamIn(tx, input)
      const { count } = await tx.teamMember.deleteMany({ where: { teamId, userId } })
      if (count === 0) return { userId }
      record('team_member.removed', { workspaceId, teamId, userId, actorId: ctx.user.id })
      await auditBy(tx, ctx, {
        ...{ kind: 'team_member_removed', workspaceId, actorId: ctx.user.id, subjectId: userId },
        ...{ facts: { teamId }, detail: { name } },
      })
      return { userId }
    }),
  ),

  /** Tells of all of them again: a release that knew no teams, or a copy that was given up, may have missed something, a team that
   *  is gone among it. Nothing changes here. Within an hour of the last time nothing is told, and `isTold` says so. */
  tellAgain: procedure.input(byWorkspace).mutation(({ ctx, input: { workspaceId } }) =>
    recorded(ctx, ruling(ctx.user, workspaceId), async (tx, _own, record) => {
      const isTold = await isTimeToTell(tx, { workspaceId, now: ctx.now })
      if (isTold) await tellTeams(tx, record, { workspaceId, actorId: ctx.user.id })
      return { isTold }
    }),
  ),
})

const shown = { id: true, name: true, createdAt: true } satisfies Prisma.TeamSelect

/** Alone in the workspace: limits and names hold for those made at the same moment, and whoever is added cannot leave meanwhile. */
const ruling = (actor: Actor, workspaceId: string) =>
  lockedRole(actor, workspaceId, 'admin', 'alone')

interface Place {
  readonly workspaceId: string
  readonly id: string
}

async function teamIn(tx: Prisma.TransactionClient, { workspaceId, id }: Place) {
  const team = await tx.team.findFirst({ where: { id, workspaceId }, select: shown })
  if (!team) throw notFound()
  return team
}

/** The form in which names are compared. CONFLICT where another team has it. */
async function freeName(
  tx: Prisma.TransactionClient,
  { workspaceId, name, id }: { workspaceId: string; name: string; id?: string },
) {
  const nameKey = name.normalize('NFKC').toLowerCase()
  const other = await tx.team.findFirst({
    where: { workspaceId, nameKey, ...(id && { id: { not: id } }) },
    select: { id: true },
  })
  if (other)
    throw appError('CONFLICT', 'Another team of this workspace has this name', {
      fields: { name: 'is the name of another team' },
      issues: [{ path: 'name', code: 'taken' }],
    })
  return nameKey
}

/** Guests see what they were given and the people on it: they are in no team. */
async function refuseOthers(
  tx: Prisma.TransactionClient,
  { workspaceId, userId }: { workspaceId: string; userId: string },
) {
  const membership = await tx.membership.findUnique({
    where: { workspaceId_userId: { workspaceId, userId } },
    select: { role: true },
  })
  if (!membership)
    throw appError('BAD_REQUEST', 'This person is not in the workspace', {
      reason: 'stranger',
      fields: { userId: 'is not in this workspace' },
    })
  if (membership.role === 'guest')
    throw appError('BAD_REQUEST', 'Guests are in no team; give them another role first', {
      reason: 'guest',
      fields: { userId: 'is a guest' },
    })
}
