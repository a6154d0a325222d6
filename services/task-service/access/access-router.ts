import { askedRole } from '../contract.ts'
import { router, serviceProcedure } from '../trpc.ts'
import { visibleProject } from './access.ts'

/** `access.*`: what another service asks when its own copy of the rights may be behind. */
export const access = router({
  role: serviceProcedure.input(askedRole).query(async ({ ctx, input }) => {
    const { userId, projectId, taskId } = input
    const place = taskId ? { taskId } : projectId ? { projectId } : null
    if (!place) return null
    const project = await visibleProject({ ...ctx, user: { id: userId } }, place)
    if (!project || (projectId && projectId !== project.id)) return null
    const { id, workspaceId, role, archivedAt } = project
    return { projectId: id, workspaceId, role, archived: archivedAt !== null }
  }),
})
