import type { Prisma } from '#db/user'
import type { Recording } from '../events/event-log.ts'

/** An event for each team: nobody needs it often. */
const PAUSE_MS = 60 * 60_000

interface Telling {
  readonly workspaceId: string
  readonly actorId: string
}

/** Tells which teams a workspace has and who is in each, as it is. The transaction has the workspace alone, so that what changes
 *  teams is told of before it or after it. */
export async function tellTeams(
  tx: Prisma.TransactionClient,
  record: Recording,
  { workspaceId, actorId }: Telling,
) {
  const teams = await tx.team.findMany({
    where: { workspaceId },
    orderBy: { id: 'asc' },
    select: whole,
  })
  record('teams.told', { workspaceId, actorId, teamIds: teams.map(({ id }) => id) })
  for (const { id: teamId, members } of teams)
    record('team.told', {
      ...{ workspaceId, actorId, teamId },
      members: members.map((one) => ({ ...one, addedAt: one.addedAt.toISOString() })),
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
