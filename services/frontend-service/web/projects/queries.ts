import { type Outputs, trpc } from '../trpc.ts'

export const projectAt = (workspaceId: string, key: string) =>
  trpc.task.projects.get.queryOptions(
    { workspaceId, key },
    { staleTime: 5 * 60_000, select: withRights },
  )

/** In an archived project everybody only reads; `ownRole` is what one is when it is reopened. */
const withRights = (project: Outputs['task']['projects']['get']) => ({
  ...project,
  ownRole: project.role,
  role: project.archivedAt ? ('viewer' as const) : project.role,
})
