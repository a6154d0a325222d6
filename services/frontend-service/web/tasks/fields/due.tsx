import clsx from 'clsx'
import { Calendar } from 'lucide-react'
import { useMe } from '../../account/session.ts'
import { useToday } from '../../account/time.tsx'
import { clock, exact, exactDay, shortDay } from '../../dates.ts'
import { m } from '../../messages.ts'
import { useTaskAction } from '../change/use-task-action.ts'
import type { Task, TaskRow } from '../task.ts'
import { DayPicker } from './day-picker.tsx'
import { dueFields, dueFor, dueFrom, elsewhere, instantIn, useIsPast } from './due-time.ts'
import { planWords } from './plan-words.ts'

interface DueProps {
  task: Pick<TaskRow, 'dueDate' | 'dueTime'>
  isDone: boolean
}

/** When a task is due: overdue in red, today in full ink, the exact day on hover, and an instant also as it was written. */
export function Due({ task, isDone }: DueProps) {
  const now = useToday()
  const { timeZone } = useMe()
  const { day } = dueFor(task, timeZone)
  const instant = instantIn(task)
  const isPast = useIsPast(instant)
  if (!day) return null
  const isLate = instant ? isPast : day < now
  const title = instant ? exact(instant, timeZone) : exactDay(day)
  const there = elsewhere(task, timeZone)
  return (
    <time
      dateTime={instant ?? day}
      title={there ? `${title} · ${there}` : title}
      className={clsx(
        'nums whitespace-nowrap',
        !isDone && isLate && 'text-danger-ink font-medium',
        !isDone && !isLate && day === now && 'text-ink font-medium',
      )}
    >
      {instant
        ? planWords().atTime(shortDay(day, now), clock(instant, timeZone))
        : shortDay(day, now)}
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
  const { timeZone } = useMe()
  const there = elsewhere(task, timeZone)
  return (
    <DayPicker
      label={m.tasks.due}
      clear={m.tasks.clearDue}
      {...dueFor(task, timeZone)}
      from={dueFrom(task, timeZone)}
      icon={<Calendar aria-hidden className="text-ink-3" />}
      className={className}
      onPick={(picked) => {
        const fields = dueFields(task, picked, timeZone)
        if (Object.keys(fields).length > 0) act({ kind: 'change', task, fields })
      }}
    >
      {task.dueDate ? (
        <span className="grid justify-items-start flex-1 min-w-0 text-left">
          <Due task={task} isDone={isDone} />
          {there && <span className="text-12 text-ink-3">{there}</span>}
        </span>
      ) : (
        <span className="text-ink-3">{m.tasks.noDue}</span>
      )}
    </DayPicker>
  )
}
