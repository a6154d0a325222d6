import type { Prisma } from '#db/user'
import { refuseMore } from '../../chassis/refuse-more.ts'
import { appError, type BackendContext } from '../../chassis/trpc.ts'
import { auditBy } from '../audit/record.ts'
import type { Context } from '../context.ts'
import { byId } from '../contract.ts'
import { recorded } from '../events/event-log.ts'
import { CLOSINGS_A_DAY } from '../limits.ts'
import { procedure } from '../trpc.ts'
import { type Actor, lockedMembers, roleAround } from './access.ts'
import { closedWorkspace } from './inputs.ts'
import { tellSuspensions } from './suspensions.ts'

const DAY_MS = 86_400_000

/** Of `workspaces.*`: an owner deletes one. From then on it is closed to everybody; it is deleted once its grace is over, and
 *  until then an owner may restore it. */
export const closing = {
  close: procedure
    .input(closedWorkspace)
    .mutation(({ ctx, input: { id, name } }) => close(ctx, id, name)),

  /** Closes too: pages of the release before call it, and say that it deletes at once. */
  delete: procedure.input(byId).mutation(({ ctx, input: { id } }) => close(ctx, id)),

  /** As it was, for everybody who is still a member. */
  restore: procedure.input(byId).mutation(async ({ ctx, input: { id } }) => {
    const restored = await recorded(ctx, byOwner(ctx.user, id), async (tx, workspace, record) => {
      const shown = { id, slug: workspace.slug, name: workspace.name }
      if (!workspace.closedAt) return shown
      const open = { closedAt: null, closedById: null, deleteAt: null }
      await tx.workspace.update({ where: { id }, data: open, select: { id: true } })
      await tellSuspensions(tx, record, ctx.user.id, { workspaceId: id })
      await tellOwners(ctx, tx, 'workspace_restored', workspace)
      await auditBy(tx, ctx, {
        ...{ kind: 'workspace_restored', workspaceId: id, actorId: ctx.user.id, subjectId: null },
      })
      return shown
    })
    ctx.outbox.soon()
    return restored
  }),
}

type Acting = BackendContext & Context & { readonly user: Actor }

/** Doing so twice changes nothing. */
async function close(ctx: Acting, id: string, typed?: string) {
  const closed = await recorded(ctx, byOwner(ctx.user, id), async (tx, workspace, record) => {
    if (typed !== undefined && typed !== workspace.name) throw otherName()
    const { closedAt, deleteAt } = workspace
    if (closedAt) return { id, deleteAt }
    const since = new Date(ctx.now.getTime() - DAY_MS)
    const count = await tx.auditEntry.count({
      where: { workspaceId: id, kind: 'workspace_closed', at: { gt: since } },
    })
    refuseMore(count, CLOSINGS_A_DAY, 'Closings of a workspace in a day')
    const planned = new Date(ctx.now.getTime() + ctx.graceDays * DAY_MS)
    await tx.workspace.update({
      where: { id },
      data: { closedAt: ctx.now, closedById: ctx.user.id, deleteAt: planned },
      select: { id: true },
    })
    await tellSuspensions(tx, record, ctx.user.id, { workspaceId: id })
    await tellOwners(ctx, tx, 'workspace_closed', workspace)
    await auditBy(tx, ctx, {
      ...{ kind: 'workspace_closed', workspaceId: id, actorId: ctx.user.id, subjectId: null },
      facts: { deleteAt: planned.toISOString() },
    })
    return { id, deleteAt: planned }
  })
  ctx.outbox.soon()
  ctx.ends.soon()
  return closed
}

/** Of two owners at once the later one sees what the earlier one did. */
const byOwner = (actor: Actor, id: string) => async (tx: Prisma.TransactionClient) => {
  await lockedMembers(tx, actor, id, { needed: 'owner', ownRole: roleAround })
  return tx.workspace.findUniqueOrThrow({
    where: { id },
    select: { id: true, slug: true, name: true, closedAt: true, deleteAt: true },
  })
}

/** Each of the owners by a letter, whoever of them did it. */
async function tellOwners(
  { outbox, user }: Acting,
  tx: Prisma.TransactionClient,
  kind: 'workspace_closed' | 'workspace_restored',
  { id: workspaceId, slug }: { readonly id: string; readonly slug: string },
) {
  const owners = await tx.membership.findMany({
    where: { workspaceId, role: 'owner', user: { disabledAt: null } },
    orderBy: { userId: 'asc' },
    select: { user: { select: { email: true } } },
  })
  const about = { path: `/w/${slug}/home`, byId: user.id, workspaceId }
  for (const owner of owners) await outbox.put(tx, kind, owner.user.email, about)
}

const otherName = () => {
  const message = 'is not the name of the workspace'
  return appError('BAD_REQUEST', `This ${message}`, {
    fields: { name: message },
    issues: [{ path: 'name', code: 'not_own' }],
  })
}
