import { z } from 'zod'
import { id } from '../chassis/text.ts'
import { after, before, type Effect } from './log-event.ts'

const member = z.object({ userId: id, role: z.string() })
const gone = z.object({ userId: id.nullish() })
const place = z.object({ workspaceId: id, projectId: id })
const project = z.object({ key: z.string(), name: z.string(), visibility: z.string() })

const setMember: Effect = async (tx, event) => {
  const { userId, role } = member.parse(after(event))
  const { workspaceId } = event
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
    tx.project.update({ where: { id: place.parse(event).projectId }, data: { archived } })

/** Events that change who may see which project. */
export const accessEffects: Record<string, Effect> = {
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
    await tx.workspace.createMany({ data: [{ id: workspaceId }], skipDuplicates: true })
    await tx.project.create({
      data: { id: projectId, workspaceId, ...project.parse(after(event)) },
      select: { id: true },
    })
  },
  'project.updated': (tx, event) => {
    const data = project.partial().parse(after(event))
    return tx.project.update({ where: { id: place.parse(event).projectId }, data })
  },
  'project.archived': setArchived(true),
  'project.unarchived': setArchived(false),
  'project_member.added': setProjectMember,
  'project_member.role_changed': setProjectMember,
  'project_member.removed': async (tx, event) => {
    const { userId } = gone.parse(before(event))
    const { projectId } = place.parse(event)
    if (userId) await tx.projectMember.deleteMany({ where: { projectId, userId } })
  },
}
