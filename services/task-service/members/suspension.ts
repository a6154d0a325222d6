import type { UserEvent } from '../../user-service/events.ts'
import { type Tx, writeEvents } from '../events/event-log.ts'
import type { TaskFact } from '../events.ts'
import { lockedRole } from './locked-role.ts'

type Suspended = Extract<UserEvent, { type: 'member.suspended' }>['data']

/** The workspace asks for a second factor that this member does not have: nothing of it is open to them, and all that they
 *  have there stays for the day on which they have one. */
export const suspend = (tx: Tx, member: Suspended, at: Date) =>
  change(tx, member, { at, suspendedAt: at, type: 'workspace_member.suspended' })

export const resume = (tx: Tx, member: Suspended, at: Date) =>
  change(tx, member, { at, suspendedAt: null, type: 'workspace_member.resumed' })

interface Change {
  readonly at: Date
  readonly suspendedAt: Date | null
  readonly type: 'workspace_member.suspended' | 'workspace_member.resumed'
}

async function change(
  tx: Tx,
  { workspaceId, userId, actorId }: Suspended,
  { at, suspendedAt, type }: Change,
) {
  // What this member has begun is over first.
  await lockedRole(tx, workspaceId, userId)
  const { count } = await tx.member.updateMany({
    where: { workspaceId, userId, suspendedAt: suspendedAt ? null : { not: null } },
    data: { suspendedAt },
  })
  if (count === 0) return
  const fact: TaskFact = [type, { userId: [userId, userId] }]
  await writeEvents(tx, [fact], { place: { workspaceId }, actorId, at, via: 'system' })
}
