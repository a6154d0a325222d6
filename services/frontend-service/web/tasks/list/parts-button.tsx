import { useQuery } from '@tanstack/react-query'
import clsx from 'clsx'
import { ChevronRight, CircleAlert } from 'lucide-react'
import { use } from 'react'
import { sentenceOf } from '../../failures.ts'
import { m } from '../../messages.ts'
import { trpc } from '../../trpc.ts'
import type { TaskRow } from '../task.ts'
import { UnfoldedContext } from './unfolded.ts'

interface Props {
  task: TaskRow
  isPhone?: boolean
  tabIndex?: number
}

/** Shows the parts of a task below it; an empty place where it has none, for rows to stand in line. */
export function PartsButton({ task, isPhone, tabIndex }: Props) {
  const tree = use(UnfoldedContext)
  if (!tree) return null
  if (!task.subtasks) return isPhone ? null : <span className="size-6 -ml-2 -mr-1 flex-none" />
  const isOpen = tree.unfolded.has(task.id)
  return (
    <button
      type="button"
      aria-expanded={isOpen}
      aria-label={m.tasks.subtasksOf(task.key)}
      tabIndex={tabIndex}
      // Keys take its row for the one that is meant.
      data-task={task.key}
      onClick={() => tree.toggle(task.id)}
      className={clsx(
        'relative z-1 grid place-items-center flex-none rounded-sm text-ink-3 hover:bg-pressed',
        isPhone ? 'w-9 h-8 -mx-2 -my-2' : 'size-6 -ml-2 -mr-1',
      )}
    >
      {isOpen ? <OpenMark taskId={task.id} /> : <ChevronRight aria-hidden className="size-3.5!" />}
    </button>
  )
}

/** Says why there is nothing below where the parts could not be read; to fold and unfold asks again. */
function OpenMark({ taskId }: { taskId: string }) {
  const options = trpc.task.tasks.subtasks.queryOptions({ taskId })
  const { error } = useQuery({ ...options, enabled: false })
  if (!error) return <ChevronRight aria-hidden className="size-3.5! rotate-90" />
  const sentence = sentenceOf(error)
  return (
    <span title={sentence} className="text-danger-ink">
      <CircleAlert aria-hidden className="size-3.5!" />
      <span role="alert" className="sr-only">
        {sentence}
      </span>
    </span>
  )
}
