import { roleOf, strengthSql, visibleProject } from './access.ts'
import { askedRole } from './contract.ts'
import { router, serviceProcedure } from './trpc.ts'

/** `access.*`: what another service asks when its own copy of the rights may be behind. */
export const access = router({
  role: serviceProcedure.input(askedRole).query(async ({ ctx, input }) => {
    const { userId, projectId, taskId } = input
    const place = taskId ? { taskId } : projectId ? { projectId } : null
    if (!place) return null
    const asking = { ...ctx, user: { id: userId } }
    const project = await visibleProject(asking, place)
    if (!project || (projectId && projectId !== project.id)) return null
    const { rows } = await ctx.pool.query<{ strength: number }>(
      `select ${strengthSql('$2')} as strength from "Project" p where p.id = $1`,
      [project.id, userId],
    )
    const role = roleOf(rows[0]?.strength ?? 0)
    return {
      ...{ projectId: project.id, workspaceId: project.workspaceId, role },
      archived: project.archivedAt !== null,
    }
  }),
})
