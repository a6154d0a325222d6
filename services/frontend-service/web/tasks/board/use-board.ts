import { useSuspenseQuery } from '@tanstack/react-query'
import { useProject } from '../../projects/project.ts'
import { usePendingIds, useReplayed } from '../cache/pending-actions.ts'
import { useStableBoard } from '../cache/pending-updates.ts'
import { taskBoard } from '../cache/queries.ts'
import { isSorted } from '../cache/sorted.ts'
import { useFilter } from '../filter/use-filter.ts'
import { staysWithin } from '../list/sub-groups.ts'
import type { Board, Project } from '../task.ts'

export type ShownBoard = ReturnType<typeof useBoard>

/** The board of a project as it is on screen. */
export function useBoard() {
  const project = useProject()
  const shown = useFilter('board')
  const { data } = useSuspenseQuery(taskBoard(shown.filter))
  const staysIn = staysWithin(shown.subBy, shown.day)
  const { board: stable, waiting } = useStableBoard(data, shown.filter, staysIn)
  const board = useReplayed(stable)
  return {
    ...{ ...shown, project, board, waiting, pending: usePendingIds() },
    /** The same as it is by now, also while what is on screen keeps still. */
    now: useReplayed(data),
    isSorted: isSorted(shown.filter),
    isShown: isShownIn(project),
  }
}

/** Nobody looks at an empty column of what was given up. */
const isShownIn = (project: Project) => {
  const cancelled = project.statuses.filter(({ group }) => group === 'cancelled')
  return ({ statusId, count }: Board['columns'][number]) =>
    count > 0 || cancelled.every(({ id }) => id !== statusId)
}
