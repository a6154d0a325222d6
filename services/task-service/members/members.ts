import { appError, notFound } from '../../chassis/trpc.ts'
import { isAtLeast, projectAt, tooLow } from '../access/access.ts'
import { directRoleSql } from '../access/direct-role.ts'
import { announcedMember, announcedRemoval } from '../access/reader-input.ts'
import { refuseStranger } from '../access/refuse-stranger.ts'
import { refuseUnannounced } from '../access/supposed.ts'
import { byProject, projectMember, type Role, role } from '../contract.ts'
import { type Recording, type Right, recorded, type Tx } from '../events/event-log.ts'
import { procedure, router } from '../trpc.ts'
import { directRoleAt, setDirectRole } from './own-roles.ts'

/** The people of a project: in a private one nobody else sees it, in an open one they may do more than others. An
 *  archived project keeps this one door: who leaves must lose it, and who has to read it can be let in.
 *  What is given and taken here is given directly; what somebody has by their teams is the matter of `projectTeams.*`. */
export const members = router({
  /** Strongest first, by what counts; `direct` is null for who is in it by a team alone. */
  list: procedure.input(byProject).query(async ({ ctx, input }) => {
    const { id: projectId } = await projectAt(ctx, input)
    const { rows } = await ctx.pool.query<{ userId: string; role: Role; direct: Role | null }>({
      name: 'project-members',
      text: `
        select pm."userId", pm.role, ${directRoleSql('pm')} as direct from "ProjectMember" pm
         where pm."projectId" = $1 order by pm.role::"Role" desc, pm."userId"`,
      values: [projectId],
    })
    return rows
  }),

  add: procedure.input(projectMember).mutation(({ ctx, input: { projectId, ...input } }) =>
    recorded(ctx, ruling(projectId), async (tx, { workspaceId, role: own }, record) => {
      const { userId, role: direct } = input
      needs(own, direct)
      await refuseStranger(tx, workspaceId, userId)
      if (await directRoleAt(tx, { projectId, userId })) throw alreadyThere()
      await setDirectRole(tx, record, { projectId, userId, direct })
      return input
    }),
  ),

  changeRole: procedure.input(announcedMember).mutation(({ ctx, input: asked }) => {
    const { projectId, announced, ...input } = asked
    return recorded(ctx, ruling(projectId), async (tx, { role: own }, record) => {
      const current = await heldDirectly(tx, projectId, input.userId)
      for (const needed of [current, input.role]) needs(own, needed)
      await refuseUnannounced(tx, announced, { projectId, actorId: ctx.user.id, member: input })
      if (current === input.role) return input
      if (current === 'owner') await refuseLastOwner(tx, projectId, input.userId)
      await setDirectRole(tx, record, { projectId, userId: input.userId, direct: input.role })
      return input
    })
  }),

  /** Oneself, or as an admin somebody of at most one's own strength. What they have by a team stays. */
  remove: procedure.input(announcedRemoval).mutation(({ ctx, input }) => {
    const { projectId, userId, announced } = input
    const isSelf = userId === ctx.user.id
    const right = { ...ruling(projectId), ...(isSelf && { needs: 'viewer' as const }) }
    return recorded(ctx, right, async (tx, { role: own }, record) => {
      const current = await heldDirectly(tx, projectId, userId)
      if (!isSelf) needs(own, current)
      const member = { userId, role: null }
      await refuseUnannounced(tx, announced, { projectId, actorId: ctx.user.id, member })
      if (current === 'owner') await refuseLastOwner(tx, projectId, userId)
      await setDirectRole(tx, record, { projectId, userId, direct: null })
      return { userId }
    })
  }),
})

/** Who rules over people holds the lock alone: rules over several members see one change at a time. */
export const ruling = (projectId: string): Right => ({
  at: { projectId },
  needs: 'admin',
  alone: true,
  evenArchived: true,
})

/** Makes sure that who closes a project to the workspace, or lets it give less there, is one of its owners afterwards. */
export const keepInside = (tx: Tx, record: Recording, projectId: string, userId: string) =>
  setDirectRole(tx, record, { projectId, userId, direct: role.enum.owner })

/** What somebody was given directly. */
async function heldDirectly(tx: Tx, projectId: string, userId: string) {
  const direct = await directRoleAt(tx, { projectId, userId })
  if (direct === undefined) throw notFound()
  if (direct === null) throw byTeamAlone()
  return direct
}

function needs(own: Role, needed: Role) {
  if (!isAtLeast(own, needed)) throw tooLow(needed)
}

async function refuseLastOwner(tx: Tx, projectId: string, userId: string) {
  // A disabled account looks after nothing.
  const [row] = await tx.$queryRaw<{ owners: number }[]>`
    select count(*)::int as owners
      from "Project" p join "ProjectMember" pm on pm."projectId" = p.id
      join "Member" m on m."workspaceId" = p."workspaceId" and m."userId" = pm."userId"
     where p.id = ${projectId}::uuid and pm.role = 'owner' and pm."userId" <> ${userId}::uuid and m."disabledAt" is null`
  if (!row?.owners)
    throw appError('CONFLICT', 'A project keeps at least one owner', { reason: 'last_owner' })
}

const alreadyThere = () =>
  appError('CONFLICT', 'This person is in the project already; change the role instead', {
    fields: { userId: 'is a member already' },
  })

const byTeamAlone = () =>
  appError(
    'CONFLICT',
    'This person is in the project by a team; change the role of the team, or who is in it',
    { reason: 'by_team' },
  )
