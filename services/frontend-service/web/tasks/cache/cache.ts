import type { QueryClient, QueryKey } from '@tanstack/react-query'
import { refresh } from '../../refresh.ts'
import { trpc } from '../../trpc.ts'
import type { TaskRow } from '../task.ts'
import type { Patch } from './action.ts'
import { isBoard } from './board-model.ts'
import { filterOf, taskIn } from './columns.ts'
import { merged } from './merged.ts'
import { bringIn } from './pending-updates.ts'
import { hasChangedSides } from './replay.ts'

interface Settled {
  /** It is new on boards: made or restored, not moved there from beyond what has been read. */
  isNew?: boolean
  trashedAt?: string | null
}

/** Puts what the server answered to a change wherever the cache shows the task. Answers that were under way meanwhile may
 *  be older: they are asked for once more. */
export function settleTask(queryClient: QueryClient, row: TaskRow, facts: Settled = {}) {
  const { isNew = false, ...more } = facts
  const boards = queryClient.getQueryCache().findAll(trpc.task.tasks.board.pathFilter())
  for (const { queryKey } of boards) {
    const filter = filterOf(queryKey)
    queryClient.setQueryData(queryKey, (board: unknown) => {
      if (!isBoard(board)) return board
      const known = taskIn(board, row.id)
      if (filter?.projectId !== row.projectId)
        // It has left this project.
        return known && known.version <= row.version ? merged(board, row.id, undefined) : board
      // Whether it fits a filter is for the server to say, which the event of this change asks for.
      if (!known && (!isNew || filter.q)) return board
      const isLeaving = more.trashedAt || (known && hasChangedSides(known, row))
      return merged(board, row.id, isLeaving ? undefined : row)
    })
  }
  queryClient.setQueriesData(
    {
      predicate: ({ queryKey, state }) => isAboutTasks(queryKey) && !isBoard(state.data),
    },
    (data: unknown) => patched(data, row.id, { ...row, ...more }),
  )
  void refresh(queryClient, ({ queryKey, state }) => isAboutTasks(queryKey) && isUnderWay(state))
}

/** Asks again for all that shows tasks, after an own act: what comes of it does not wait until the pointer leaves. */
export const refreshTasks = (queryClient: QueryClient) =>
  void refresh(queryClient, ({ queryKey }) => isAboutTasks(queryKey)).then(bringIn)

const isUnderWay = ({ fetchStatus }: { fetchStatus: string }) => fetchStatus !== 'idle'

/** The same data with the task changed, unless what is known is newer; parts without it stay the same objects. */
export function patched(data: unknown, id: string, patch: Patch): unknown {
  if (Array.isArray(data)) {
    const items = data.map((item) => patched(item, id, patch))
    return items.some((item, index) => item !== data[index]) ? items : data
  }
  if (typeof data !== 'object' || data === null) return data
  if ('id' in data && data.id === id && 'statusId' in data)
    return isOlder(patch, data) ? data : { ...data, ...patch }
  const entries = Object.entries(data)
  const next = entries.map(([key, value]) => [key, patched(value, id, patch)] as const)
  const isSame = next.every(([, value], index) => value === entries[index]?.[1])
  return isSame ? data : Object.fromEntries(next)
}

const isOlder = ({ version }: Patch, known: object) =>
  version !== undefined &&
  'version' in known &&
  typeof known.version === 'number' &&
  version < known.version

const taskPaths = ['task.tasks.', 'task.mine.', 'gateway.home.', 'task.search.', 'task.actions.']

function isAboutTasks([path]: QueryKey) {
  const name = Array.isArray(path) ? path.join('.') : ''
  return taskPaths.some((start) => name.startsWith(start))
}
