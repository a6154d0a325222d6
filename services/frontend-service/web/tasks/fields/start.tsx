import { CalendarArrowUp } from 'lucide-react'
import { whenOf } from '../../../../task-service/tql/instant.ts'
import { useMe } from '../../account/session.ts'
import { useTaskAction } from '../change/use-task-action.ts'
import type { Task, TaskRow } from '../task.ts'
import { DayPicker } from './day-picker.tsx'
import { useWhen } from './due.tsx'
import { elsewhere, limitOf, startFields, startFor } from './due-time.ts'
import { planWords } from './plan-words.ts'

/** When a task starts: the exact day on hover, and an instant also as it was written. */
export function Start({ task }: { task: Pick<TaskRow, 'startDate' | 'startTime'> }) {
  const start = useWhen(whenOf(task, 'start'))
  return start ? (
    <time dateTime={start.dateTime} title={start.title} className="nums whitespace-nowrap">
      {start.words}
    </time>
  ) : null
}

/** When a task starts, and the calendar that changes it: until it is due. */
export function StartPicker({ task, className }: { task: Task; className: string }) {
  const act = useTaskAction()
  const { timeZone } = useMe()
  const words = planWords()
  const there = elsewhere(whenOf(task, 'start'), timeZone)
  return (
    <DayPicker
      label={words.start}
      clear={words.clearStart}
      timeLabel={words.startTime}
      {...startFor(task, timeZone)}
      limit={limitOf(task, 'start', timeZone)}
      icon={<CalendarArrowUp aria-hidden className="text-ink-3" />}
      className={className}
      onPick={(picked) => {
        const fields = startFields(task, picked, timeZone)
        if (Object.keys(fields).length > 0) act({ kind: 'change', task, fields })
      }}
    >
      {task.startDate ? (
        <span className="grid justify-items-start flex-1 min-w-0 text-left">
          <Start task={task} />
          {there && <span className="text-12 text-ink-3">{there}</span>}
        </span>
      ) : (
        <span className="text-ink-3">{words.noStart}</span>
      )}
    </DayPicker>
  )
}
