import { TRPCError } from '@trpc/server'
import type { VisibleProject } from '../access/access.ts'
import type { Tx } from '../events/event-log.ts'
import { refuseParent } from '../tasks/subtasks.ts'

/** Asks for one task after another whether it can be part again of what it was part of. None of them is written before
 *  all were asked for, so those that can are counted. */
export function parentsBack(tx: Tx, project: VisibleProject) {
  const coming = new Map<string, number>()
  return async (id: string, parentId: string) => {
    const others = coming.get(parentId) ?? 0
    try {
      await refuseParent(tx, project, { id, parentId, others })
    } catch (error) {
      if (error instanceof TRPCError) return false
      throw error
    }
    coming.set(parentId, others + 1)
    return true
  }
}
