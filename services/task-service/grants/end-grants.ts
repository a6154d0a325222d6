import { z } from 'zod'
import { role } from '../contract.ts'
import { type Tx, writeEvents } from '../events/event-log.ts'
import type { TaskFact } from '../events.ts'

const ended = z.object({
  ...{ taskId: z.string(), projectId: z.string(), userId: z.string(), role },
})
type Ended = z.infer<typeof ended>

/** The end of what somebody had on one task alone, as the log has it. */
export const endOfGrant = ({ taskId, projectId, userId, role: last }: Ended): TaskFact => [
  'task_grant.removed',
  { userId: [userId, null], role: [last, null], isInternal: [true, true] },
  { taskId, projectId },
]

const columns = `returning g."taskId"::text, g."projectId"::text, g."userId"::text, g.role::text`

interface Act {
  readonly workspaceId: string
  readonly actorId: string
  readonly at: Date
}

/** Ends all that was given on tasks which leave their project. It is told as an act of its own: undoing the move, here or in a
 *  release that knows no such thing, takes nothing of it back. */
export async function endOnTasks(tx: Tx, taskIds: readonly string[], act: Act) {
  const rows = await tx.$queryRawUnsafe(
    `delete from "TaskGrant" g where g."taskId" = any($1::uuid[]) ${columns}`,
    taskIds,
  )
  await tell(tx, rows, act)
}

/** Ends what was given to people who see the project by now, of one project or of one person: a second right would be hidden by the
 *  first, and come to light when that is taken away. */
export async function endOfReaders(
  tx: Tx,
  { projectId, userId }: { readonly projectId?: string; readonly userId?: string },
  act: Act,
) {
  const rows = await tx.$queryRawUnsafe(
    `delete from "TaskGrant" g using "ProjectGrant" a
      where a."projectId" = g."projectId" and a."userId" = g."userId" and g."workspaceId" = $1::uuid
        and ($2::uuid is null or g."projectId" = $2::uuid) and ($3::uuid is null or g."userId" = $3::uuid) ${columns}`,
    ...[act.workspaceId, projectId ?? null, userId ?? null],
  )
  await tell(tx, rows, act)
}

async function tell(tx: Tx, rows: unknown, { workspaceId, actorId, at }: Act) {
  const facts = z.array(ended).parse(rows).map(endOfGrant)
  if (facts.length === 0) return
  await writeEvents(tx, facts, { place: { workspaceId }, actorId, at, via: 'system' })
}
