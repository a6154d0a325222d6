import { useQueries, useSuspenseQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { useWorkspace } from '../account/session.ts'
import type { Outputs } from '../trpc.ts'
import { projectAt } from './queries.ts'

type Role = Outputs['task']['projects']['get']['role']

export type Project = Outputs['task']['projects']['get'] & { ownRole: Role }

const route = getRouteApi('/signed-in/w/$workspace/p/$project')

/** The project of the page, from its address. */
export function useProject() {
  const { project: key } = route.useParams()
  return useProjectAt(key)
}

export function useProjectAt(key: string) {
  const { id: workspaceId } = useWorkspace()
  return useSuspenseQuery(projectAt(workspaceId, key)).data
}

/** Projects by key, for lists across projects; those not yet loaded are missing. */
export function useProjects(keys: string[]): Map<string, Project> {
  const { id: workspaceId } = useWorkspace()
  const answers = useQueries({
    queries: [...new Set(keys)].map((key) => projectAt(workspaceId, key)),
  })
  return new Map(answers.flatMap(({ data }) => (data ? [[data.key, data] as const] : [])))
}
