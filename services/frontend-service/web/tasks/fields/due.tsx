import clsx from 'clsx'
import { Calendar } from 'lucide-react'
import { type When, whenOf } from '../../../../task-service/tql/instant.ts'
import { useMe } from '../../account/session.ts'
import { useToday } from '../../account/time.tsx'
import { clock, dayAt, exact, exactDay, shortDay } from '../../dates.ts'
import { m } from '../../messages.ts'
import { useTaskAction } from '../change/use-task-action.ts'
import type { Task, TaskRow } from '../task.ts'
import { DayPicker } from './day-picker.tsx'
import { dueFields, dueFor, elsewhere, instantText, limitOf, useIsPast } from './due-time.ts'
import { planWords } from './plan-words.ts'

interface DueProps {
  task: Pick<TaskRow, 'dueDate' | 'dueTime'>
  isDone: boolean
}

/** When a task is due: overdue in red, today in full ink, the exact day on hover, and an instant also as it was written. */
export function Due({ task, isDone }: DueProps) {
  const now = useToday()
  const due = useWhen(whenOf(task, 'due'))
  const isPast = useIsPast(due?.instant)
  if (!due) return null
  const isLate = due.instant ? isPast : due.day < now
  return (
    <time
      dateTime={due.dateTime}
      title={due.title}
      className={clsx(
        'nums whitespace-nowrap',
        !isDone && isLate && 'text-danger-ink font-medium',
        !isDone && !isLate && due.day === now && 'text-ink font-medium',
      )}
    >
      {due.words}
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
  const there = elsewhere(whenOf(task, 'due'), timeZone)
  return (
    <DayPicker
      label={m.tasks.due}
      clear={m.tasks.clearDue}
      timeLabel={planWords().dueTime}
      {...dueFor(task, timeZone)}
      limit={limitOf(task, 'due', timeZone)}
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

/** How when a task starts or is due reads for whoever looks; nothing where it is not said. */
export function useWhen(when: When) {
  const today = useToday()
  const { timeZone } = useMe()
  const instant = instantText(when)
  const day = instant ? dayAt(instant, timeZone) : when.day
  if (!day) return undefined
  const near = shortDay(day, today)
  const title = instant ? exact(instant, timeZone) : exactDay(day)
  /** As it was written, where that is another time here. */
  const there = elsewhere(when, timeZone)
  return {
    ...{ day, instant, there },
    dateTime: instant ?? day,
    title: there ? `${title} · ${there}` : title,
    words: instant ? planWords().atTime(near, clock(instant, timeZone)) : near,
  }
}
