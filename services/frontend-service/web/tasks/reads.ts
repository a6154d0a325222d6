import { queryClient } from '../query-client.ts'
import { type Outputs, plain, trpc } from '../trpc.ts'

const PAGE = 100

export interface TaskFilter {
  projectId: string
  open?: true
  assigneeId?: string
}

/** A project's tasks, a hundred at a time. */
export const taskList = (filter: TaskFilter) =>
  trpc.task.tasks.list.infiniteQueryOptions(
    { ...filter, limit: PAGE },
    { ...plain, getNextPageParam: ({ nextCursor }) => nextCursor },
  )

export const taskBoard = (filter: { projectId: string; assigneeId?: string }) =>
  trpc.task.tasks.board.queryOptions(filter, plain)

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

/** What was said about a task: the newest page, and earlier ones on request. */
export const commentsOf = ({ id: taskId }: { id: string }) =>
  trpc.task.comments.list.infiniteQueryOptions(
    { taskId },
    { getNextPageParam: ({ nextCursor }) => nextCursor },
  )

interface Asked {
  workspaceId: string
  key: string
  view: 'list' | 'board'
}

/** Asks for a view's tasks while its code is still on the way. Failures show where the data is used. */
export async function prefetchTasks({ workspaceId, key, view }: Asked) {
  const project = await queryClient.ensureQueryData(projectAt(workspaceId, key)).catch(() => null)
  if (!project) return
  const projectId = project.id
  if (view === 'board') await queryClient.prefetchQuery(taskBoard({ projectId }))
  else await queryClient.prefetchInfiniteQuery(taskList({ projectId, open: true }))
}
