import type { QueryClient, QueryKey } from '@tanstack/react-query'
import { m } from '../messages.ts'
import { leave } from '../query-client.ts'
import { toast } from '../ui/toast.ts'

/** A project was taken away: what is known of it goes, and if it is on screen, the screen too. */
export function loseProject(queryClient: QueryClient, projectId: string) {
  const project = known(queryClient, projectId)
  const [, , workspace = ''] = window.location.pathname.split('/')
  // A page load forgets everything; the address would answer with "does not exist".
  if (project && isOnScreen(project.key, window.location)) return leave(`/w/${workspace}/projects`)
  const tasks = new Set<string>()
  queryClient.removeQueries({
    predicate: ({ queryKey, state: { data } }) => {
      const isOfIt = isAbout(projectId, queryKey, data)
      if (isOfIt && isRecord(data) && typeof data.id === 'string') tasks.add(data.id)
      return isOfIt
    },
  })
  queryClient.removeQueries({
    predicate: ({ queryKey }) => tasks.has(String(inputOf(queryKey).taskId)),
  })
  void queryClient.invalidateQueries()
  if (project) toast({ text: m.projects.lost(project.name) })
}

/** Whether an address shows the project with this key, one of its tasks, or a peek at one. */
export function isOnScreen(
  key: string,
  { pathname, search }: Pick<Location, 'pathname' | 'search'>,
) {
  const [, , , kind, place = ''] = pathname.split('/')
  if (kind === 'p' && place === key) return true
  const shown = [kind === 't' ? place : '', new URLSearchParams(search).get('peek') ?? '']
  return shown.some((task) => task.replace(/"/g, '').slice(0, task.lastIndexOf('-')) === key)
}

/** One project, or one of its tasks, files or lists; lists across projects only lose their rows. */
function isAbout(projectId: string, key: QueryKey, data: unknown) {
  if (inputOf(key).projectId === projectId) return true
  return isRecord(data) && (data.projectId === projectId || data.id === projectId)
}

function known(queryClient: QueryClient, projectId: string) {
  for (const { state } of queryClient.getQueryCache().getAll()) {
    const rows: unknown[] = Array.isArray(state.data) ? state.data : [state.data]
    for (const row of rows)
      if (isRecord(row) && row.id === projectId)
        return { key: String(row.key), name: String(row.name) }
  }
  return undefined
}

function inputOf([, options]: QueryKey): Record<string, unknown> {
  const input = isRecord(options) ? options.input : undefined
  return isRecord(input) ? input : {}
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null
