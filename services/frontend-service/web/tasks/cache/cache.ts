import type { QueryClient, QueryKey } from '@tanstack/react-query'
import type { Board, Task, TaskRow } from '../task.ts'

export type Patch = Partial<TaskRow & Pick<Task, 'description' | 'trashedAt'>>

/** Changes a task wherever the cache shows it: lists, boards, home, its own page. */
export function patchTask(queryClient: QueryClient, id: string, patch: Patch) {
  queryClient.setQueriesData({ predicate: ({ queryKey }) => isAboutTasks(queryKey) }, (data) =>
    patched(data, id, patch),
  )
}

/** Stops answers that are under way from overwriting what was just changed here. */
export const holdTasks = (queryClient: QueryClient) =>
  queryClient.cancelQueries({ predicate: ({ queryKey }) => isAboutTasks(queryKey) })

export const refreshTasks = (queryClient: QueryClient) =>
  queryClient.invalidateQueries({ predicate: ({ queryKey }) => isAboutTasks(queryKey) })

/** The same data with the task changed; parts without it stay the same objects. */
export function patched(data: unknown, id: string, patch: Patch): unknown {
  if (Array.isArray(data)) {
    const items = data.map((item) => patched(item, id, patch))
    return items.some((item, index) => item !== data[index]) ? items : data
  }
  if (typeof data !== 'object' || data === null) return data
  if ('id' in data && data.id === id && 'statusId' in data) return { ...data, ...patch }
  const entries = Object.entries(data)
  const next = entries.map(([key, value]) => [key, patched(value, id, patch)] as const)
  const isSame = next.every(([, value], index) => value === entries[index]?.[1])
  return isSame ? data : Object.fromEntries(next)
}

/** Puts a task of a board into a column, at a place among the others there. */
export function placed(board: Board, task: TaskRow, statusId: string, index: number): Board {
  const moved = { ...task, statusId }
  return {
    ...board,
    columns: board.columns.map((column) => {
      const others = column.tasks.filter(({ id }) => id !== task.id)
      const left = others.length < column.tasks.length
      const joins = column.statusId === statusId
      return {
        ...column,
        count: column.count - (left ? 1 : 0) + (joins ? 1 : 0),
        tasks: joins ? others.toSpliced(index, 0, moved) : others,
      }
    }),
  }
}

const taskPaths = ['task.tasks.', 'task.mine.', 'gateway.home.', 'task.search.']

function isAboutTasks([path]: QueryKey) {
  const name = Array.isArray(path) ? path.join('.') : ''
  return taskPaths.some((start) => name.startsWith(start))
}
