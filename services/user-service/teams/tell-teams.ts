import { z } from 'zod'
import type { Prisma } from '#db/user'
import { id } from '../../chassis/text.ts'
import { type Recording, recorded } from '../events/event-log.ts'
import { router, serviceProcedure } from '../trpc.ts'

/** All teams of a workspace are one event, and a long one. */
const PAUSE_MS = 60_000

const told = z.strictObject({ workspaceIds: z.array(id).min(1).max(500) })

/** `teams.*` for services. */
export const teamCopies = router({
  /** Asks for the teams of workspaces to be told again, to whoever begins to read the feed anew: what it has lost told of people
   *  who are in teams by then, and of others who are not. */
  tell: serviceProcedure.input(told).mutation(({ ctx, input: { workspaceIds } }) => {
    const hold = async (tx: Prisma.TransactionClient) => {
      await tx.$queryRaw`
        select from "Workspace" where id = any(${workspaceIds}::uuid[]) order by id for share`
    }
    return recorded(ctx, hold, async (tx, _none, record) => {
      await tellTeams(tx, record, { workspaceIds, actorId: null })
      return { told: workspaceIds.length }
    })
  }),
})

interface Telling {
  readonly workspaceIds: readonly string[]
  /** Nobody, where a service asked. */
  readonly actorId: string | null
}

/** Tells of all teams of workspaces and of who is in them, as it is. The transaction holds the workspaces, so that what changes
 *  teams is told of before it or after it. */
export async function tellTeams(
  tx: Prisma.TransactionClient,
  record: Recording,
  { workspaceIds, actorId }: Telling,
) {
  const workspaces = await tx.workspace.findMany({
    where: { id: { in: [...workspaceIds] } },
    orderBy: { id: 'asc' },
    select: { id: true, teams: { orderBy: { id: 'asc' }, select: whole } },
  })
  for (const { id: workspaceId, teams } of workspaces)
    record('teams.told', {
      workspaceId,
      actorId,
      teams: teams.map(({ id: teamId, members }) => ({
        teamId,
        members: members.map((one) => ({ ...one, addedAt: one.addedAt.toISOString() })),
      })),
    })
}

const whole = {
  id: true,
  members: {
    orderBy: { userId: 'asc' },
    select: { userId: true, addedById: true, addedAt: true },
  },
} satisfies Prisma.TeamSelect

/** Whether the last time is long enough ago, and then notes this one; the transaction has the workspace alone. */
export async function isTimeToTell(
  tx: Prisma.TransactionClient,
  { workspaceId, now }: { readonly workspaceId: string; readonly now: Date },
) {
  const before = new Date(now.getTime() - PAUSE_MS)
  const { count } = await tx.workspace.updateMany({
    where: { id: workspaceId, OR: [{ teamsToldAt: null }, { teamsToldAt: { lte: before } }] },
    data: { teamsToldAt: now },
  })
  return count > 0
}
