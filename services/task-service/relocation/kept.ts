import { z } from 'zod'
import type { Actor } from '../access/access.ts'
import type { Tx } from '../events/event-log.ts'
import { forgottenBefore, refuseOtherUse, requestHash } from '../idempotency.ts'
import { readTasks, written } from '../tasks/write-many.ts'
import type { Relocation } from './relocation-input.ts'

/** What is kept of a move for who repeats it: no texts, which may be deleted for good meanwhile. */
const kept = z.object({
  projectId: z.string(),
  actionId: z.string(),
  moved: z.number(),
  refused: z.array(
    z.object({ id: z.string(), reason: z.enum(['gone', 'in_trash', 'not_in_filter']) }),
  ),
})

/** The answer to a move that was made with its key within a day, with the tasks as they are now. Whoever repeats a move
 *  waits for it, as both are alone in the workspace. */
export async function keptAnswer(
  tx: Tx,
  { user, now }: { user: Actor; now: Date },
  { idempotencyKey: key, ...asked }: Relocation,
) {
  if (!key) return undefined
  const userId = user.id
  await tx.idempotencyKey.deleteMany({
    where: { userId, createdAt: { lt: forgottenBefore(now) } },
  })
  const row = await tx.idempotencyKey.findUnique({
    where: { userId_key: { userId, key } },
    select: { requestHash: true, answer: true },
  })
  if (!row) return undefined
  refuseOtherUse(row, requestHash(asked))
  const { actionId, moved, refused } = kept.parse(row.answer)
  const events = await tx.event.findMany({
    where: { actionId, type: 'task.moved_in' },
    select: { taskId: true },
  })
  const ids = events.flatMap(({ taskId }) => taskId ?? [])
  const tasks = await readTasks(tx, user, asked.targetId, ids)
  return {
    ...{ actionId, moved },
    tasks: tasks.map((task) => written.parse(task)),
    refused: refused.map((one) => ({ ...one, key: null, title: null })),
  }
}

/** Keeps the answer to a move that has a key. */
export async function keepAnswer(
  tx: Tx,
  { user }: { user: Actor },
  { idempotencyKey: key, ...asked }: Relocation,
  answer: Omit<z.infer<typeof kept>, 'projectId'>,
) {
  if (!key) return
  const { projectId } = asked
  await tx.idempotencyKey.create({
    data: {
      ...{ userId: user.id, key, requestHash: requestHash(asked) },
      answer: kept.parse({ ...answer, projectId }),
    },
  })
}
