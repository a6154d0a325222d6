import type { UserEvent } from '../../user-service/events.ts'
import { type Tx, writeEvents } from '../events/event-log.ts'
import type { TaskFact } from '../events.ts'
import { lockedRole } from './locked-role.ts'

type Suspended = Extract<UserEvent, { type: 'member.suspended' }>['data']

/** The workspace is closed, or asks for a second factor that this member does not have: nothing of it is open to them, and all
 *  that they have there stays for the day on which it is. */
export const suspend = (tx: Tx, member: Suspended, at: Date) =>
  change(tx, member, at, (known) => ({
    suspendedAt: known.suspendedAt ?? at,
    closedAt: closedBy(member, known, at),
  }))

/** A factor alone opens no workspace that is closed. */
export const resume = (tx: Tx, member: Suspended, at: Date) =>
  change(tx, member, at, (known) => {
    const closedAt = closedBy(member, known, at)
    return { suspendedAt: closedAt && known.suspendedAt, closedAt }
  })

interface State {
  readonly suspendedAt: Date | null
  readonly closedAt: Date | null
}

/** What says nothing of it, as the release before does, leaves it as it is. */
const closedBy = ({ isClosed }: Suspended, { closedAt }: State, at: Date) =>
  isClosed === undefined ? closedAt : isClosed ? (closedAt ?? at) : null

async function change(tx: Tx, member: Suspended, at: Date, next: (known: State) => State) {
  const { workspaceId, userId, actorId } = member
  // What this member has begun is over first.
  await lockedRole(tx, workspaceId, userId)
  const where = { workspaceId_userId: { workspaceId, userId } }
  const known = await tx.member.findUnique({
    where,
    select: { suspendedAt: true, closedAt: true },
  })
  if (!known) return
  const after = next(known)
  const isSame = isAt(known.suspendedAt, after.suspendedAt) && isAt(known.closedAt, after.closedAt)
  if (isSame) return
  await tx.member.update({ where, data: after, select: { userId: true } })
  const about: Changed = [userId, userId]
  const fact: TaskFact = after.suspendedAt
    ? [
        'workspace_member.suspended',
        { userId: about, ...(after.closedAt && { isClosed: [null, true] }) },
      ]
    : ['workspace_member.resumed', { userId: about }]
  await writeEvents(tx, [fact], { place: { workspaceId }, actorId, at, via: 'system' })
}

type Changed = [string, string]

const isAt = (one: Date | null, other: Date | null) => one?.getTime() === other?.getTime()
