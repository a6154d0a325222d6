import { useQueries, useQueryClient } from '@tanstack/react-query'
import { useMemo } from 'react'
import { type Outputs, trpc } from '../../trpc.ts'
import { useReplayed } from '../cache/pending-actions.ts'
import { useStableBoard } from '../cache/pending-updates.ts'
import type { Board, TaskRow } from '../task.ts'
import type { Parts } from './tree.ts'

type Answer = Outputs['task']['tasks']['subtasks']

/** The parts of the unfolded tasks among those of a board, and what others did to them meanwhile: they keep still when
 *  the board does. */
export function useParts(board: Board, unfolded: ReadonlySet<string>) {
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
  const answers = useQueries({
    queries: [...unfolded].filter((id) => known.has(id)).map(partsOf),
    combine: arrived,
  })
  const columns = useMemo(() => answers.flatMap(columnOf), [answers])
  const { board: stable, waiting } = useStableBoard(
    useMemo(() => ({ ...board, groupBy: 'none' as const, columns }), [board, columns]),
    columns.map(({ statusId }) => statusId),
  )
  const shown = useReplayed(stable)
  const parts: Parts = useMemo(
    () => new Map(shown.columns.map(({ statusId, tasks }) => [statusId, tasks])),
    [shown],
  )
  return { parts, waiting }
}

const arrived = (answers: { data: Answer | undefined }[]) =>
  answers.flatMap(({ data }) => data ?? [])

/** The parts of a task as a column of a board, named after the task. */
const columnOf = ({ items }: Answer): Board['columns'] => {
  const tasks = items.filter(isAlive)
  const [first] = tasks
  return first?.parentId
    ? [{ statusId: first.parentId, tasks, count: tasks.length, nextCursor: null }]
    : []
}

/** What somebody has just put into the trash is noted in the answer before that is asked for again. */
const isAlive = (task: TaskRow) => !('trashedAt' in task && task.trashedAt)
