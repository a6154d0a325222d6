import { TRPCError } from '@trpc/server'
import type { Prisma } from '#db/user'
import { refuseMore } from '../../chassis/refuse-more.ts'
import { lockedAccount } from '../accounts/account-lock.ts'
import { hasFactor } from '../accounts/has-factor.ts'
import { type Acting, auditBy } from '../audit/record.ts'
import type { Context } from '../context.ts'
import { changedWorkspace, newWorkspace, role } from '../contract.ts'
import { type Recording, recorded } from '../events/event-log.ts'
import { WORKSPACES_MAX } from '../limits.ts'
import { procedure, router } from '../trpc.ts'
import { type Actor, lockedRole } from './access.ts'
import { closing } from './closing.ts'
import { slugsFor } from './slug.ts'

export const shownWorkspace = { id: true, slug: true, name: true } satisfies Prisma.WorkspaceSelect

export const workspaces = router({
  list: procedure.query(({ ctx }) => workspacesOf(ctx, ctx.user)),

  create: procedure.input(newWorkspace).mutation(({ ctx, input }) =>
    recorded(ctx, lockedAccount(ctx.user), async (tx, founder, record) => {
      await refuseMoreWorkspaces(tx, founder)
      return found(tx, { record, by: ctx }, founder, input.name)
    }),
  ),

  update: procedure.input(changedWorkspace).mutation(({ ctx, input: { id, name } }) =>
    recorded(ctx, lockedRole(ctx.user, id, 'admin', 'alone'), async (tx, own, record) => {
      const former = await tx.workspace.findUniqueOrThrow({ where: { id }, select: shownWorkspace })
      const workspace = await tx.workspace.update({
        where: { id },
        data: { name },
        select: shownWorkspace,
      })
      record('workspace.updated', {
        workspaceId: id,
        slug: workspace.slug,
        name,
        actorId: ctx.user.id,
      })
      await auditBy(tx, ctx, {
        ...{ kind: 'workspace_renamed', workspaceId: id, actorId: ctx.user.id, subjectId: null },
        detail: { from: former.name, to: name },
      })
      return { ...workspace, role: own }
    }),
  ),

  ...closing,
})

/** The workspaces someone belongs to, in the order they joined. */
export async function workspacesOf(
  { db, graceDays }: Pick<Context, 'db' | 'graceDays'>,
  { id }: Actor,
) {
  const own = await db.membership.findMany({
    where: { userId: id },
    orderBy: [{ joinedAt: 'asc' }, { workspaceId: 'asc' }],
    select: { workspaceId: true, role: true },
  })
  const found = await db.workspace.findMany({
    where: { id: { in: own.map(({ workspaceId }) => workspaceId) } },
    select: { ...shownWorkspace, ...closingState, factorRequiredAt: true },
  })
  const memberships = own.flatMap(({ workspaceId, role }) => {
    // One that has ended between the two questions is passed over.
    const workspace = found.find((one) => one.id === workspaceId)
    return workspace ? { role, workspace } : []
  })
  const isAsked = memberships.some(({ workspace }) => workspace.factorRequiredAt !== null)
  const isShort = isAsked && !(await hasFactor(db, id))
  const closers = memberships.flatMap(({ workspace }) => workspace.closedById ?? [])
  const people = await peopleOf(db, closers)
  return memberships.map(({ workspace, role: given }) => {
    const {
      id: workspaceId,
      slug,
      name,
      factorRequiredAt,
      closedAt,
      closedById,
      deleteAt,
    } = workspace
    const own = role.parse(given)
    // Guests are told of nobody whom they do not meet.
    const by = people.find((one) => own !== 'guest' && one.id === closedById) ?? null
    return {
      ...{ id: workspaceId, slug, name, role: own },
      factorRequired: factorRequiredAt !== null,
      /** Nothing of it is open to this person until they have a second factor. */
      needsFactor: isShort && factorRequiredAt !== null,
      /** Nothing of it is open to anybody, and it is deleted then unless an owner restores it. `by` is nobody who has an account
       *  still, or of whom a guest knows. */
      closed: closedAt && deleteAt && { at: closedAt, deleteAt, by },
      /** How long it would be closed before it is deleted. */
      graceDays,
    }
  })
}

const closingState = { closedAt: true, closedById: true, deleteAt: true } as const

const peopleOf = async (db: Prisma.TransactionClient, ids: string[]) =>
  ids.length === 0
    ? []
    : db.user.findMany({ where: { id: { in: ids } }, select: { id: true, name: true } })

/** Asked under the lock of the account. */
export async function refuseMoreWorkspaces(tx: Prisma.TransactionClient, { id: userId }: Actor) {
  const count = await tx.membership.count({ where: { userId } })
  refuseMore(count, WORKSPACES_MAX, 'Workspaces of a person')
}

/** What is written down of an act: its events, and by whom for the audit log. */
export interface Act {
  readonly record: Recording
  readonly by: Acting
}

/** A new workspace with its first owner. */
export async function found(
  tx: Prisma.TransactionClient,
  { record, by }: Act,
  founder: Actor,
  name: string,
) {
  const workspace = await createNamed(tx, name)
  const fact = { workspaceId: workspace.id, actorId: founder.id }
  await tx.membership.create({
    data: { workspaceId: workspace.id, userId: founder.id, role: 'owner' },
    select: { role: true },
  })
  record('workspace.created', { ...fact, slug: workspace.slug, name })
  record('member.joined', { ...fact, userId: founder.id, role: 'owner' })
  await auditBy(tx, by, {
    ...{ kind: 'workspace_created', workspaceId: workspace.id },
    ...{ actorId: founder.id, subjectId: founder.id, detail: { name } },
  })
  return { ...workspace, role: role.enum.owner }
}

async function createNamed(tx: Prisma.TransactionClient, name: string) {
  for (const slug of slugsFor(name)) {
    const [workspace] = await tx.workspace.createManyAndReturn({
      data: [{ slug, name }],
      skipDuplicates: true,
      select: shownWorkspace,
    })
    if (workspace) return workspace
  }
  throw new TRPCError({ code: 'CONFLICT', message: 'No address is free for this name' })
}
