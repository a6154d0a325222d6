import type { PrismaClient } from '#db/task'
import { type Tx, writeEvents } from '../events/event-log.ts'

interface Deletion {
  readonly workspaceId: string
  /** Unknown where a release deleted it that told nobody. */
  readonly actorId?: string
  readonly at: Date
}

/** Nobody reads anything of a deleted workspace from now on; its rows go in the background. */
export async function forgetWorkspace(tx: Tx, { workspaceId, ...act }: Deletion) {
  await tx.$executeRaw`select lock_rights(${workspaceId}::uuid, true)`
  await tx.deletedWorkspace.createMany({ data: [{ workspaceId }], skipDuplicates: true })
  await tx.member.deleteMany({ where: { workspaceId } })
  await tx.projectMember.deleteMany({ where: { project: { workspaceId } } })
  const place = { workspaceId }
  await writeEvents(tx, [['workspace.deleted', {}]], { place, via: 'system', ...act })
}

/** The release before this one left what belonged to deleted workspaces. A workspace always has an owner: those without
 *  anybody are deleted. */
export async function forgetDeserted(db: PrismaClient, now = new Date()) {
  const deserted = await db.workspace.findMany({
    where: { members: { none: {} } },
    take: 1000,
    select: { id: true },
  })
  for (const { id: workspaceId } of deserted)
    await db.$transaction(async (tx) => {
      if ((await tx.deletedWorkspace.count({ where: { workspaceId } })) > 0) return
      await forgetWorkspace(tx, { workspaceId, at: now })
    })
}
