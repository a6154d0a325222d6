import clsx from 'clsx'
import { Calendar } from 'lucide-react'
import { useToday } from '../../account/time.tsx'
import { exactDay, shortDay } from '../../dates.ts'
import { m } from '../../messages.ts'
import { useTaskAction } from '../change/use-task-action.ts'
import type { Task } from '../task.ts'
import { DayPicker } from './day-picker.tsx'

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

/** When a task is due, and the calendar that changes it: from the day on which it starts. */
export function DuePicker({ task, isDone, className }: Props) {
  const act = useTaskAction()
  return (
    <DayPicker
      label={m.tasks.due}
      clear={m.tasks.clearDue}
      day={task.dueDate}
      from={task.startDate}
      icon={<Calendar aria-hidden className="text-ink-3" />}
      className={className}
      onPick={(dueDate) => act({ kind: 'change', task, fields: { dueDate } })}
    >
      {task.dueDate ? (
        <Due day={task.dueDate} isDone={isDone} />
      ) : (
        <span className="text-ink-3">{m.tasks.noDue}</span>
      )}
    </DayPicker>
  )
}
