import { useQueries, useQueryClient } from '@tanstack/react-query'
import { useCallback, useMemo } from 'react'
import { trpc } from '../../trpc.ts'
import { useReplayed } from '../cache/pending-actions.ts'
import { useStableBoard } from '../cache/pending-updates.ts'
import type { Board } from '../task.ts'
import { type Answer, columnOf } from './part-order.ts'
import type { Parts } from './tree.ts'

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
  // In their order before they keep still: what moves among them waits as well.
  const columns = useMemo(() => answers.flatMap((each) => columnOf(each, order)), [answers, order])
  const { board: stable, waiting } = useStableBoard(
    useMemo(() => ({ ...board, groupBy: 'none' as const, columns }), [board, columns]),
    [order, ...columns.map(({ statusId }) => statusId)],
  )
  const shown = useReplayed(stable)
  const parts: Parts = useMemo(
    () => new Map(shown.columns.map(({ statusId, tasks }) => [statusId, tasks])),
    [shown],
  )
  return { parts, waiting }
}
