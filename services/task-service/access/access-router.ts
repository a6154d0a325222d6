import { z } from 'zod'
import { id } from '../../chassis/text.ts'
import { router, serviceProcedure } from '../trpc.ts'
import { visibleProject } from './access.ts'

const askedRole = z.strictObject({
  userId: id,
  projectId: id.optional(),
  taskId: id.optional(),
  /** As of now, whatever is on its way from user-service; nobody whose account is disabled has a role then. */
  fresh: z.boolean().optional(),
})

/** Of some tasks, at most as many as show one file. */
const askedGrants = z.strictObject({ userId: id, taskIds: z.array(id).max(1000) })

/** `access.*`: what another service asks when its own copy of the rights may be behind. */
export const access = router({
  /** Resolves when what user-service had committed before the call counts here. */
  catchUp: serviceProcedure.query(async ({ ctx }) => {
    await ctx.pullMembers()
  }),

  /** Which of some tasks somebody has a role on alone, as of now, and where they are: no copy of it is kept anywhere. */
  given: serviceProcedure.input(askedGrants).query(async ({ ctx, input }) => {
    const { rows } = await ctx.pool.query<{ taskId: string; projectId: string }>({
      name: 'given-tasks',
      text: `select "taskId", "projectId" from "GrantedTask" where "userId" = $1 and "taskId" = any($2::uuid[])`,
      values: [input.userId, input.taskIds],
    })
    return rows
  }),

  role: serviceProcedure.input(askedRole).query(async ({ ctx, input }) => {
    const { userId, projectId, taskId, fresh } = input
    const place = taskId ? { taskId } : projectId ? { projectId } : null
    if (!place) return null
    if (fresh) await ctx.pullMembers()
    const project = await visibleProject({ ...ctx, user: { id: userId } }, place)
    if (!project || (projectId && projectId !== project.id)) return null
    const { id, workspaceId, role, archivedAt } = project
    const disabled = { workspaceId, userId, disabledAt: { not: null } }
    if (fresh && (await ctx.db.member.count({ where: disabled })) > 0) return null
    return { projectId: id, workspaceId, role, archived: archivedAt !== null }
  }),
})
