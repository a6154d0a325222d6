import type { Prisma } from '#db/user'
import type { Own } from './own.ts'

/** What other services follow: what happened, and the ids they need to act on it. */
export interface FeedEvents {
  'user.updated': { userId: string; name: string; timeZone: string }
  'user.disabled': { userId: string; actorId: string }
  'user.enabled': { userId: string; actorId: string }
  'workspace.created': { workspaceId: string; slug: string; name: string; actorId: string }
  'workspace.updated': { workspaceId: string; slug: string; name: string; actorId: string }
  'member.joined': MemberFact
  'member.role_changed': MemberFact
  'member.removed': MemberFact
}

interface MemberFact {
  workspaceId: string
  userId: string
  role: string
  actorId: string
}

/** Runs a change and the recording of its events in one transaction, then nudges the followers. */
export async function recorded<T>(
  { db, nudge }: Pick<Own, 'db' | 'nudge'>,
  change: (tx: Prisma.TransactionClient) => Promise<T>,
) {
  const result = await db.$transaction(change)
  nudge()
  return result
}

export const record = <Type extends keyof FeedEvents>(
  tx: Prisma.TransactionClient,
  type: Type,
  data: FeedEvents[Type],
) => tx.event.create({ data: { type, data: { ...data } }, select: { id: true } })
