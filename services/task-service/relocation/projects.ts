import { notFound } from '../../chassis/trpc.ts'
import type { Actor, VisibleProject } from '../access/access.ts'
import { projectForChange, type Tx } from '../events/event-log.ts'

export interface Between {
  readonly from: VisibleProject
  readonly to: VisibleProject
}

interface Ends {
  readonly projectId: string
  readonly targetId: string
}

/** Both projects, for somebody who may change tasks in each of them. Nothing else changes in the workspace until the
 *  transaction ends: whoever writes about a task holds the project that it is in, and two moves never wait for each other. */
export async function projectsForRelocation(
  tx: Tx,
  user: Actor,
  { projectId, targetId }: Ends,
  { alone } = { alone: true },
) {
  const right = { needs: 'member', alone } as const
  const from = await projectForChange(tx, user, { at: { projectId }, ...right })
  const { workspaceId, id } = from
  // A lock in another workspace could be waited for by somebody who has it and waits for this one.
  const isHere = await tx.project.count({ where: { id: targetId, workspaceId } })
  if (isHere === 0) throw notFound()
  const to = await projectForChange(tx, user, { at: { projectId: targetId }, ...right })
  return { workspaceId, id, from, to }
}
