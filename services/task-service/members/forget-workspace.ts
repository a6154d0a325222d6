import { type Tx, writeEvents } from '../events/event-log.ts'
import { lockRights } from './locked-role.ts'

interface Deletion {
  readonly workspaceId: string
  readonly actorId: string
  readonly at: Date
}

/** Nobody reads anything of a deleted workspace from now on; its rows go in the background. */
export async function forgetWorkspace(tx: Tx, { workspaceId, ...act }: Deletion) {
  await lockRights(tx, workspaceId)
  await tx.deletedWorkspace.createMany({ data: [{ workspaceId }], skipDuplicates: true })
  await tx.member.deleteMany({ where: { workspaceId } })
  await tx.projectMember.deleteMany({ where: { project: { workspaceId } } })
  const place = { workspaceId }
  await writeEvents(tx, [['workspace.deleted', {}]], { place, via: 'system', ...act })
}
