import clsx from 'clsx'
import { TriangleAlert } from 'lucide-react'
import { useProject } from '../../projects/project.ts'
import { type Column, type TaskFilter, totalOf } from '../cache/columns.ts'
import { viewWords } from './view-words.ts'

interface Props {
  column: Column
  filter: TaskFilter
}

/** How many tasks a group holds, of how many it should where that is said of its status. */
export function GroupCount({ column, filter }: Props) {
  const limit = useLimit(column, filter)
  const total = totalOf(column)
  if (!limit) return <span className="text-ink-3 font-text nums">{total}</span>
  return (
    <span
      title={limit.words}
      className={clsx(
        'inline-flex items-center gap-1 flex-none nums',
        limit.isOver && 'text-danger-ink font-medium',
        !limit.isOver && (limit.isFull ? 'text-warning-ink font-medium' : 'text-ink-3 font-text'),
      )}
    >
      {limit.isOver && <TriangleAlert aria-hidden className="size-3.5!" />}
      {`${total}/${limit.most}`}
      <span className="sr-only">{limit.words}</span>
    </span>
  )
}

/** How many tasks the status of a group is meant to hold. What a filter leaves out is work under way all the same: it
 *  cannot be held against the limit. */
export function useLimit({ statusId, count }: Column, { q }: TaskFilter) {
  const { statuses, overLimit } = useProject()
  const most = statuses.find(({ id }) => id === statusId)?.wipLimit
  if (!most || q !== undefined) return undefined
  const isOver = count > most
  /** It takes no more. */
  const isFull = overLimit === 'refuse' && count >= most
  const say = isOver ? 'overLimit' : isFull ? 'full' : 'atMost'
  return { most, isOver, isFull, words: viewWords()[say](most) }
}
