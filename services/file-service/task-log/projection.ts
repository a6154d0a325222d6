import { z } from 'zod'
import type { Prisma } from '#db/file'
import { id } from '../../chassis/text.ts'
import type { LogEvent } from '../../task-service/contract.ts'

type Effect = (tx: Prisma.TransactionClient, event: LogEvent) => Promise<unknown>

/** What an event of task-service's log means for who may see which files. Events that mean nothing here are passed
 *  over; one that lacks what it needs throws, and is set aside in the end. */
export async function apply(tx: Prisma.TransactionClient, event: LogEvent) {
  await effects[event.type]?.(tx, event)
}

/** Forgets who may see what, for the log says it again. Projects, tasks and their files stay, even those that the log
 *  does not know any more. */
export async function forgetRights(tx: Prisma.TransactionClient) {
  await tx.parkedEvent.deleteMany()
  await tx.projectMember.deleteMany()
  await tx.member.deleteMany()
}

const member = z.object({ userId: id, role: z.string() })
const gone = z.object({ userId: id.nullish() })
const place = z.object({ workspaceId: id, projectId: id })
const task = place.extend({ taskId: id })

const setMember: Effect = async (tx, event) => {
  const { userId, role } = member.parse(after(event))
  const workspaceId = id.parse(event.workspaceId)
  await tx.workspace.createMany({ data: [{ id: workspaceId }], skipDuplicates: true })
  return tx.member.upsert({
    where: { workspaceId_userId: { workspaceId, userId } },
    create: { workspaceId, userId, role },
    update: { role },
  })
}

const setProjectMember: Effect = (tx, event) => {
  const { userId, role } = member.parse(after(event))
  const { projectId } = place.parse(event)
  return tx.projectMember.upsert({
    where: { projectId_userId: { projectId, userId } },
    create: { projectId, userId, role },
    update: { role },
  })
}

const setArchived =
  (archived: boolean): Effect =>
  (tx, event) =>
    tx.project.updateMany({ where: { id: place.parse(event).projectId }, data: { archived } })

const effects: Record<string, Effect> = {
  'workspace_member.added': setMember,
  'workspace_member.role_changed': setMember,
  'workspace_member.removed': async (tx, event) => {
    const { userId } = gone.parse(before(event))
    const { workspaceId } = event
    if (!userId) return
    await tx.projectMember.deleteMany({ where: { userId, project: { workspaceId } } })
    await tx.member.deleteMany({ where: { userId, workspaceId } })
  },
  'project.created': async (tx, event) => {
    const { workspaceId, projectId } = place.parse(event)
    const { visibility } = z.object({ visibility: z.string() }).parse(after(event))
    await tx.workspace.createMany({ data: [{ id: workspaceId }], skipDuplicates: true })
    await tx.project.createMany({
      data: [{ id: projectId, workspaceId, visibility, archived: false }],
      skipDuplicates: true,
    })
  },
  'project.updated': async (tx, event) => {
    const { projectId } = place.parse(event)
    const { visibility } = z.object({ visibility: z.string().optional() }).parse(after(event))
    if (visibility) await tx.project.update({ where: { id: projectId }, data: { visibility } })
  },
  'project.archived': setArchived(true),
  'project.unarchived': setArchived(false),
  'project_member.added': setProjectMember,
  'project_member.role_changed': setProjectMember,
  'project_member.removed': async (tx, event) => {
    const { projectId } = place.parse(event)
    const { userId } = gone.parse(before(event))
    if (userId) await tx.projectMember.deleteMany({ where: { projectId, userId } })
  },
  'task.created': (tx, event) => {
    const { projectId, taskId } = task.parse(event)
    return tx.taskRef.createMany({ data: [{ id: taskId, projectId }], skipDuplicates: true })
  },
}

const before = ({ changes }: LogEvent) =>
  Object.fromEntries(Object.entries(changes).map(([field, [value]]) => [field, value]))

const after = ({ changes }: LogEvent) =>
  Object.fromEntries(Object.entries(changes).map(([field, [, value]]) => [field, value]))
