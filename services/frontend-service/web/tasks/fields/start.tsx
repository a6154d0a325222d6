import { CalendarArrowUp } from 'lucide-react'
import { useToday } from '../../account/time.tsx'
import { exactDay, shortDay } from '../../dates.ts'
import { useTaskAction } from '../change/use-task-action.ts'
import type { Task } from '../task.ts'
import { DayPicker } from './day-picker.tsx'
import { planWords } from './plan-words.ts'

/** When a task starts, and the calendar that changes it: up to the day on which it is due. */
export function StartPicker({ task, className }: { task: Task; className: string }) {
  const act = useTaskAction()
  const now = useToday()
  const words = planWords()
  return (
    <DayPicker
      label={words.start}
      clear={words.clearStart}
      day={task.startDate}
      until={task.dueDate}
      icon={<CalendarArrowUp aria-hidden className="text-ink-3" />}
      className={className}
      onPick={({ day: startDate }) => act({ kind: 'change', task, fields: { startDate } })}
    >
      {task.startDate ? (
        <time dateTime={task.startDate} title={exactDay(task.startDate)} className="nums">
          {shortDay(task.startDate, now)}
        </time>
      ) : (
        <span className="text-ink-3">{words.noStart}</span>
      )}
    </DayPicker>
  )
}
