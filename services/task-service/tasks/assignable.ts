import { appError } from '../../chassis/trpc.ts'
import type { Tx } from '../events/event-log.ts'

interface Named {
  readonly assigneeIds?: readonly string[]
  readonly labelIds?: readonly string[]
}

/** Throws BAD_REQUEST when a person is not in the workspace or a label not in the project. Only those that come are
 *  looked at: who was assigned and left the workspace since stays until somebody takes them off. */
export async function refuseUnassignable(
  tx: Pick<Tx, 'member' | 'label'>,
  project: { readonly id: string; readonly workspaceId: string },
  named: Named,
  before: Named = {},
) {
  const { workspaceId, id: projectId } = project
  const people = added(named.assigneeIds, before.assigneeIds)
  const known = people.length
    ? await tx.member.count({ where: { workspaceId, userId: { in: people } } })
    : 0
  if (known < people.length)
    throw appError('BAD_REQUEST', 'Someone is not in this workspace', {
      reason: 'stranger',
      fields: { assigneeIds: 'must be people of this workspace' },
    })
  const labels = added(named.labelIds, before.labelIds)
  const ours = labels.length
    ? await tx.label.count({ where: { projectId, id: { in: labels } } })
    : 0
  if (ours < labels.length)
    throw appError('BAD_REQUEST', 'A label is not in this project', {
      fields: { labelIds: 'must be labels of this project' },
    })
}

const added = (after: readonly string[] = [], before: readonly string[] = []) =>
  after.filter((id) => !before.includes(id))
