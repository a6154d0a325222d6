import { notFound } from '../../chassis/trpc.ts'
import type { Tx } from './event-log.ts'

/** Keeps a task where it is until the end of the transaction: deleting it for good waits. Taken before the task's comments, as
 *  deleting does. NOT_FOUND when it is gone. */
export async function holdTask(tx: Tx, id: string) {
  const held = await tx.$queryRaw<object[]>`
    select id from "Task" where id = ${id}::uuid for no key update`
  if (held.length === 0) throw notFound()
}
