import type { Prisma } from '#db/task'
import { missing, refusal } from '../chassis/trpc.ts'
import { type Asking, projectAt, roleOf, strengthSql, tooLow } from './access.ts'
import { byProject, byProjectMember, projectMember, type Role, role, roles } from './contract.ts'
import { fresh, type Recording, recorded } from './event-log.ts'
import { procedure, router } from './trpc.ts'

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

  add: procedure.input(projectMember).mutation(async ({ ctx, input: { projectId, ...input } }) => {
    const { workspaceId } = await projectAt(ctx, { projectId }, 'admin')
    await ctx.pullMembers()
    return recorded(ctx, async (tx, record) => {
      const own = await lockedRole(tx, ctx, projectId)
      needs(own, 'admin')
      needs(own, input.role)
      await refuseStranger(tx, workspaceId, input.userId)
      const { count } = await tx.projectMember.createMany({
        data: [{ projectId, ...input }],
        skipDuplicates: true,
      })
      if (count === 0) throw alreadyThere()
      record({ type: 'project_member.added', workspaceId, projectId, changes: fresh(input) })
      return input
    })
  }),

  changeRole: procedure
    .input(projectMember)
    .mutation(async ({ ctx, input: { projectId, ...input } }) => {
      const { workspaceId } = await projectAt(ctx, { projectId }, 'admin')
      return recorded(ctx, async (tx, record) => {
        const own = await lockedRole(tx, ctx, projectId)
        const current = await roleAt(tx, projectId, input.userId)
        for (const needed of ['admin', current, input.role] as const) needs(own, needed)
        if (current === input.role) return input
        if (current === 'owner') await refuseLastOwner(tx, projectId)
        await setRole(tx, record, { workspaceId, projectId }, { ...input, current })
        return input
      })
    }),

  /** Oneself, or as an admin somebody of at most one's own strength. */
  remove: procedure
    .input(byProjectMember)
    .mutation(async ({ ctx, input: { projectId, userId } }) => {
      const isSelf = userId === ctx.user.id
      const { workspaceId } = await projectAt(ctx, { projectId }, isSelf ? 'viewer' : 'admin')
      return recorded(ctx, async (tx, record) => {
        const own = await lockedRole(tx, ctx, projectId)
        const current = await roleAt(tx, projectId, userId)
        if (!isSelf) for (const needed of ['admin', current] as const) needs(own, needed)
        if (current === 'owner') await refuseLastOwner(tx, projectId)
        await tx.projectMember.deleteMany({ where: { projectId, userId } })
        record({
          type: 'project_member.removed',
          ...{ workspaceId, projectId },
          changes: { userId: [userId, null], role: [current, null] },
        })
        return { userId }
      })
    }),
})

interface Place {
  readonly workspaceId: string
  readonly projectId: string
}

/** Makes sure that who closes a project to the workspace is one of its owners afterwards. */
export async function keepInside(
  tx: Prisma.TransactionClient,
  record: Recording,
  place: Place,
  userId: string,
) {
  const { projectId } = place
  const known = await tx.projectMember.findUnique({
    where: { projectId_userId: { projectId, userId } },
    select: { role: true },
  })
  if (known?.role === 'owner') return
  if (known) return setRole(tx, record, place, { userId, role: 'owner', current: known.role })
  const member = { userId, role: 'owner' }
  await tx.projectMember.createMany({ data: [{ projectId, ...member }] })
  record({ type: 'project_member.added', ...place, changes: fresh(member) })
}

async function setRole(
  tx: Prisma.TransactionClient,
  record: Recording,
  place: Place,
  { userId, role: next, current }: { userId: string; role: Role; current: string },
) {
  const { projectId } = place
  await tx.projectMember.updateMany({ where: { projectId, userId }, data: { role: next } })
  const changes: Parameters<Recording>[0]['changes'] = {
    userId: [userId, userId],
    role: [current, next],
  }
  record({ type: 'project_member.role_changed', ...place, changes })
}

/** The actor's own role, read while the project is locked: rules over several members hold only one change at a time. */
async function lockedRole(tx: Prisma.TransactionClient, { user }: Asking, projectId: string) {
  await tx.$queryRaw`select id from "Project" where id = ${projectId}::uuid for update`
  const [row] = await tx.$queryRawUnsafe<{ strength: number }[]>(
    `select ${strengthSql('$2::uuid')} as strength from "Project" p where p.id = $1::uuid`,
    projectId,
    user.id,
  )
  if (!row?.strength) throw missing()
  return roleOf(row.strength)
}

async function roleAt(tx: Prisma.TransactionClient, projectId: string, userId: string) {
  const row = await tx.projectMember.findUniqueOrThrow({
    where: { projectId_userId: { projectId, userId } },
    select: { role: true },
  })
  return role.parse(row.role)
}

function needs(own: Role, needed: Role) {
  if (roles.indexOf(own) > roles.indexOf(needed)) throw tooLow(needed)
}

/** Locks the membership too: somebody who leaves the workspace meanwhile leaves the project with it. */
async function refuseStranger(tx: Prisma.TransactionClient, workspaceId: string, userId: string) {
  const found = await tx.$queryRaw<unknown[]>`select 1 from "Member"
    where "workspaceId" = ${workspaceId}::uuid and "userId" = ${userId}::uuid for key share`
  if (found.length === 0)
    throw refusal('BAD_REQUEST', 'This person is not in the workspace', {
      fields: { userId: 'is not in this workspace' },
    })
}

async function refuseLastOwner(tx: Prisma.TransactionClient, projectId: string) {
  if ((await tx.projectMember.count({ where: { projectId, role: 'owner' } })) < 2)
    throw refusal('CONFLICT', 'A project keeps at least one owner', { reason: 'last_owner' })
}

const alreadyThere = () =>
  refusal('CONFLICT', 'This person is in the project already; change the role instead', {
    fields: { userId: 'is a member already' },
  })
