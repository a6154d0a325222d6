import { type Tx, writeEvents } from '../events/event-log.ts'
import type { TaskFact } from '../events.ts'
import { setDirectRole } from './own-roles.ts'

interface Act {
  readonly workspaceId: string
  /** Who left, was disabled or lost a role. */
  readonly userId: string
  readonly actorId: string
  readonly at: Date
}

/** A project that does not make an owner of the workspace's owners always has one whose account can be used: where none is left,
 *  these become its owners, and the log says so. */
export async function inheritProjects(tx: Tx, { workspaceId, userId, actorId, at }: Act) {
  const orphans = await tx.$queryRaw<{ id: string }[]>`
    select p.id from "Project" p
     where p."workspaceId" = ${workspaceId}::uuid and (p.visibility = 'private' or p."openRole" <> 'owner') and not exists (
       select 1 from "ProjectMember" pm
         join "Member" m on m."workspaceId" = p."workspaceId" and m."userId" = pm."userId"
        where pm."projectId" = p.id and pm.role = 'owner' and m."disabledAt" is null)
     order by p.id`
  if (orphans.length === 0) return
  const heirs = await tx.member.findMany({
    where: { workspaceId, role: 'owner', disabledAt: null },
    select: { userId: true },
  })
  for (const { id: projectId } of orphans)
    for (const heir of heirs) {
      const facts = await endow(tx, projectId, heir.userId)
      facts.push(['project.inherited', { userId: [userId, heir.userId] }])
      const place = { workspaceId, id: projectId }
      await writeEvents(tx, facts, { place, actorId, at, via: 'system' })
    }
}

async function endow(tx: Tx, projectId: string, userId: string) {
  const facts: TaskFact[] = []
  await setDirectRole(tx, (...fact) => void facts.push(fact), {
    projectId,
    userId,
    direct: 'owner',
  })
  return facts
}
