import { useQueries, useQueryClient } from '@tanstack/react-query'
import { useCallback, useMemo } from 'react'
import { type Outputs, trpc } from '../../trpc.ts'
import { useReplayed } from '../cache/pending-actions.ts'
import { useStableBoard } from '../cache/pending-updates.ts'
import type { Board, TaskRow } from '../task.ts'
import { inOrder } from './part-order.ts'
import type { Parts } from './tree.ts'

type Answer = Outputs['task']['tasks']['subtasks']

/** The parts of the unfolded tasks among those of a board, in `order`, and what others did to them meanwhile: they keep
 *  still when the board does. */
export function useParts(board: Board, unfolded: ReadonlySet<string>, order: string) {
  const queryClient = useQueryClient()
  const partsOf = (taskId: string) => trpc.task.tasks.subtasks.queryOptions({ taskId })
  const known = new Set<string>()
  if (unfolded.size > 0)
    for (const { tasks } of board.columns) for (const { id } of tasks) known.add(id)
  // Level by level, as far as they have come.
  for (let size = -1; size < known.size; ) {
    size = known.size
    for (const id of unfolded)
      if (known.has(id))
        for (const part of queryClient.getQueryData(partsOf(id).queryKey)?.items ?? [])
          known.add(part.id)
  }
  const ids = [...unfolded].filter((id) => known.has(id))
  const asked = ids.join(' ')
  const combine = useCallback(
    (answers: { data: Answer | undefined }[]) => {
      const taskIds = asked.split(' ')
      return answers.flatMap(({ data }, at) =>
        data ? [{ taskId: taskIds[at] ?? '', items: data.items }] : [],
      )
    },
    [asked],
  )
  const answers = useQueries({ queries: ids.map(partsOf), combine })
  const columns = useMemo(() => answers.flatMap(columnOf), [answers])
  const { board: stable, waiting } = useStableBoard(
    useMemo(() => ({ ...board, groupBy: 'none' as const, columns }), [board, columns]),
    columns.map(({ statusId }) => statusId),
  )
  const shown = useReplayed(stable)
  const parts: Parts = useMemo(
    () => new Map(shown.columns.map(({ statusId, tasks }) => [statusId, inOrder(tasks, order)])),
    [shown, order],
  )
  return { parts, waiting }
}

/** The parts of a task as a column of a board, named after the task. What somebody has just made part of another task is
 *  so in the answer before that is asked for again. */
const columnOf = ({
  taskId,
  items,
}: {
  taskId: string
  items: Answer['items']
}): Board['columns'] => {
  const tasks = items.filter((task) => task.parentId === taskId && isAlive(task))
  return tasks.length > 0
    ? [{ statusId: taskId, tasks, count: tasks.length, nextCursor: null }]
    : []
}

/** The same of what is in the trash by now. */
const isAlive = (task: TaskRow) => !('trashedAt' in task && task.trashedAt)
