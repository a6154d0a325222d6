import { appError } from '../../chassis/trpc.ts'
import { isAtLeast, projectAt, tooLow } from '../access/access.ts'
import { announcedMember, announcedRemoval } from '../access/reader-input.ts'
import { refuseUnannounced } from '../access/supposed.ts'
import { byProject, projectMember, type Role, role, roles } from '../contract.ts'
import { fresh, type Recording, type Right, recorded, type Tx } from '../events/event-log.ts'
import { procedure, router } from '../trpc.ts'

/** The people of a project: in a private one nobody else sees it, in an open one they may do more than others. An
 *  archived project keeps this one door: who leaves must lose it, and who has to read it can be let in. */
export const members = router({
  /** Strongest first. */
  list: procedure.input(byProject).query(async ({ ctx, input }) => {
    const { id: projectId } = await projectAt(ctx, input)
    const rows = await ctx.db.projectMember.findMany({
      where: { projectId },
      orderBy: { userId: 'asc' },
      select: { userId: true, role: true },
    })
    return rows
      .map((row) => ({ userId: row.userId, role: role.parse(row.role) }))
      .sort((one, other) => roles.indexOf(one.role) - roles.indexOf(other.role))
  }),

  add: procedure.input(projectMember).mutation(({ ctx, input: { projectId, ...input } }) =>
    recorded(ctx, ruling(projectId), async (tx, { workspaceId, role: own }, record) => {
      needs(own, input.role)
      await refuseStranger(tx, workspaceId, input.userId)
      const { count } = await tx.projectMember.createMany({
        data: [{ projectId, ...input }],
        skipDuplicates: true,
      })
      if (count === 0) throw alreadyThere()
      record('project_member.added', fresh(input))
      return input
    }),
  ),

  changeRole: procedure.input(announcedMember).mutation(({ ctx, input: asked }) => {
    const { projectId, announced, ...input } = asked
    return recorded(ctx, ruling(projectId), async (tx, { role: own }, record) => {
      const current = await roleAt(tx, projectId, input.userId)
      for (const needed of [current, input.role]) needs(own, needed)
      await refuseUnannounced(tx, announced, { projectId, actorId: ctx.user.id, member: input })
      if (current === input.role) return input
      if (current === 'owner') await refuseLastOwner(tx, projectId, input.userId)
      await setRole(tx, record, projectId, { ...input, current })
      return input
    })
  }),

  /** Oneself, or as an admin somebody of at most one's own strength. */
  remove: procedure.input(announcedRemoval).mutation(({ ctx, input }) => {
    const { projectId, userId, announced } = input
    const isSelf = userId === ctx.user.id
    const right = { ...ruling(projectId), ...(isSelf && { needs: 'viewer' as const }) }
    return recorded(ctx, right, async (tx, { role: own }, record) => {
      const current = await roleAt(tx, projectId, userId)
      if (!isSelf) needs(own, current)
      const member = { userId, role: null }
      await refuseUnannounced(tx, announced, { projectId, actorId: ctx.user.id, member })
      if (current === 'owner') await refuseLastOwner(tx, projectId, userId)
      await tx.projectMember.deleteMany({ where: { projectId, userId } })
      record('project_member.removed', { userId: [userId, null], role: [current, null] })
      return { userId }
    })
  }),
})

/** Who rules over people holds the lock alone: rules over several members see one change at a time. */
const ruling = (projectId: string): Right => ({
  at: { projectId },
  needs: 'admin',
  alone: true,
  evenArchived: true,
})

/** Makes sure that who closes a project to the workspace, or lets it give less there, is one of its owners afterwards. */
export async function keepInside(tx: Tx, record: Recording, projectId: string, userId: string) {
  const known = await tx.projectMember.findUnique({
    where: { projectId_userId: { projectId, userId } },
    select: { role: true },
  })
  const current = role.optional().parse(known?.role)
  if (current === 'owner') return
  if (current) return setRole(tx, record, projectId, { userId, role: 'owner', current })
  await tx.projectMember.createMany({ data: [{ projectId, userId, role: 'owner' }] })
  record('project_member.added', { userId: [null, userId], role: [null, 'owner'] })
}

async function setRole(
  tx: Tx,
  record: Recording,
  projectId: string,
  { userId, role: next, current }: { userId: string; role: Role; current: Role },
) {
  await tx.projectMember.updateMany({ where: { projectId, userId }, data: { role: next } })
  record('project_member.role_changed', { userId: [userId, userId], role: [current, next] })
}

async function roleAt(tx: Tx, projectId: string, userId: string) {
  const row = await tx.projectMember.findUniqueOrThrow({
    where: { projectId_userId: { projectId, userId } },
    select: { role: true },
  })
  return role.parse(row.role)
}

function needs(own: Role, needed: Role) {
  if (!isAtLeast(own, needed)) throw tooLow(needed)
}

/** Whoever leaves the workspace meanwhile waits for the same lock, and leaves the project with it. */
async function refuseStranger(tx: Tx, workspaceId: string, userId: string) {
  if ((await tx.member.count({ where: { workspaceId, userId } })) === 0)
    throw appError('BAD_REQUEST', 'This person is not in the workspace', {
      reason: 'stranger',
      fields: { userId: 'is not in this workspace' },
    })
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
