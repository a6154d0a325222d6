import clsx from 'clsx'
import { Calendar } from 'lucide-react'
import { useRef, useState } from 'react'
import { useToday } from '../../account/time.tsx'
import { exactDay, shortDay } from '../../dates.ts'
import { m } from '../../messages.ts'
import { useTaskAction } from '../change/use-task-action.ts'
import type { Task } from '../task.ts'
import { DueMenu } from './due-menu.tsx'

/** When a task is due: overdue in red, today in full ink, the exact day on hover. */
export function Due({ day, isDone }: { day: string | null; isDone: boolean }) {
  const now = useToday()
  if (!day) return null
  return (
    <time
      dateTime={day}
      title={exactDay(day)}
      className={clsx(
        'nums whitespace-nowrap',
        !isDone && day < now && 'text-danger-ink font-medium',
        !isDone && day === now && 'text-ink font-medium',
      )}
    >
      {shortDay(day, now)}
    </time>
  )
}

interface Props {
  task: Task
  isDone: boolean
  className: string
}

/** When a task is due, and the calendar that changes it. */
export function DuePicker({ task, isDone, className }: Props) {
  const act = useTaskAction()
  const anchor = useRef<HTMLButtonElement>(null)
  const [isOpen, setOpen] = useState(false)
  const pick = (dueDate: string | null) => {
    setOpen(false)
    if (dueDate !== task.dueDate) act({ kind: 'change', task, fields: { dueDate } })
  }
  return (
    <>
      <button
        ref={anchor}
        type="button"
        aria-haspopup="dialog"
        aria-expanded={isOpen}
        onClick={() => setOpen(true)}
        className={className}
      >
        <Calendar aria-hidden className="text-ink-3" />
        {task.dueDate && <span className="sr-only">{m.tasks.due}</span>}
        {task.dueDate ? (
          <Due day={task.dueDate} isDone={isDone} />
        ) : (
          <span className="text-ink-3">{m.tasks.noDue}</span>
        )}
      </button>
      {isOpen && (
        <DueMenu anchor={anchor} day={task.dueDate} onPick={pick} onClose={() => setOpen(false)} />
      )}
    </>
  )
}
