import { useQuery } from '@tanstack/react-query'
import clsx from 'clsx'
import { TriangleAlert } from 'lucide-react'
import { useProject } from '../../projects/project.ts'
import { type Column, type TaskFilter, totalOf } from '../cache/columns.ts'
import { taskBoard } from '../cache/queries.ts'
import { viewWords } from './view-words.ts'

interface Props {
  column: Column
  filter: TaskFilter
}

/** How many tasks a group holds, of how many it should where that is said of its status. */
export function GroupCount({ column, filter }: Props) {
  const limit = useLimit(column, filter)
  const total = totalOf(column)
  const shown = <span className="text-ink-3 font-text nums">{total}</span>
  if (!limit) return shown
  return (
    <>
      {limit.isFiltered && shown}
      <span
        title={limit.words}
        className={clsx(
          'inline-flex items-center gap-1 flex-none nums',
          limit.isOver && 'text-danger-ink font-medium',
          !limit.isOver && (limit.isFull ? 'text-warning-ink font-medium' : 'text-ink-3 font-text'),
        )}
      >
        {limit.isOver && <TriangleAlert aria-hidden className="size-3.5!" />}
        {`${limit.isFiltered ? limit.held : total}/${limit.most}`}
        <span className="sr-only">{limit.words}</span>
      </span>
    </>
  )
}

/** How many tasks the status of a group is meant to hold, and how many it holds. */
export const useLimit = (column: Column, filter: TaskFilter) => useLimits(filter)(column)

/** Statuses that take no more, by their ids, with how many tasks they are meant to hold. */
export function useFull(columns: readonly Column[], filter: TaskFilter) {
  const limitOf = useLimits(filter)
  const full = new Map<string, number>()
  for (const column of columns) {
    const limit = limitOf(column)
    if (limit?.isFull) full.set(column.statusId, limit.most)
  }
  return full
}

/** What a filter leaves out is work under way all the same. */
function useLimits({ projectId, q }: TaskFilter) {
  const { statuses, overLimit } = useProject()
  const isFiltered = q !== undefined
  const isLimited = statuses.some(({ wipLimit }) => wipLimit)
  const { data } = useQuery({ ...taskBoard({ projectId }), enabled: isFiltered && isLimited })
  return ({ statusId, count }: Column) => {
    const most = statuses.find(({ id }) => id === statusId)?.wipLimit
    const whole = data?.columns.find((column) => column.statusId === statusId)?.count
    const held = isFiltered ? whole : count
    if (!most || held === undefined) return undefined
    const isOver = held > most
    /** It takes no more. */
    const isFull = overLimit === 'refuse' && held >= most
    const say = isOver ? 'overLimit' : isFull ? 'full' : 'atMost'
    return { most, held, isFiltered, isOver, isFull, words: viewWords()[say](most) }
  }
}
