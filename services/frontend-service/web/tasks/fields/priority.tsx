import type { ReactNode } from 'react'
import { m } from '../../messages.ts'
import { Picker } from '../../ui/form/picker.tsx'
import { useTaskAction } from '../change/use-task-action.ts'
import { type Priority, priorities, type TaskRow } from '../task.ts'
import type { Choice } from './choice.ts'

const lit = { none: 0, low: 1, medium: 2, high: 3, urgent: 3 }
const bars = [
  { x: 2.5, y: 8.6, height: 4.4 },
  { x: 6.7, y: 5.8, height: 7.2 },
  { x: 10.9, y: 3, height: 10 },
]

/** Bars that fill up; urgent is a tile, none is three dots. */
export const PriorityIcon = ({
  priority,
  isDecorative,
}: {
  priority: Priority
  isDecorative?: boolean
}) => (
  <svg
    width="16"
    height="16"
    viewBox="0 0 16 16"
    role="img"
    aria-label={m.tasks.priorities[priority]}
    aria-hidden={isDecorative}
  >
    {priority === 'urgent' ? <Urgent /> : <Bars priority={priority} />}
  </svg>
)

const Bars = ({ priority }: { priority: Priority }) =>
  bars.map(({ x, y, height }, index) => {
    const isNone = priority === 'none'
    return (
      <rect
        key={x}
        x={x}
        y={isNone ? 10.5 : y}
        width="2.6"
        height={isNone ? 2 : height}
        rx="1"
        fill={index < lit[priority] ? 'var(--pr-on)' : 'var(--pr-rest)'}
      />
    )
  })

const Urgent = () => (
  <>
    <rect x="1" y="1" width="14" height="14" rx="4" fill="var(--pr-urgent)" />
    <g fill="var(--st-glyph)">
      <rect x="4" y="8.6" width="2" height="3.2" rx="1" />
      <rect x="7" y="6.4" width="2" height="5.4" rx="1" />
      <rect x="10" y="4.2" width="2" height="7.6" rx="1" />
    </g>
  </>
)

interface Props {
  task: TaskRow
  className?: string
  isDisabled?: boolean
  children?: ReactNode
}

export function usePriorityChoice(task: TaskRow): Choice {
  const act = useTaskAction()
  return {
    label: `${m.tasks.priority}: ${m.tasks.priorities[task.priority]}`,
    items: priorities.map((each) => ({
      id: each,
      text: m.tasks.priorities[each],
      icon: <PriorityIcon priority={each} isDecorative />,
      isOn: each === task.priority,
    })),
    onPick: (id) => {
      const priority = priorities.find((each) => each === id)
      if (priority && priority !== task.priority)
        act({ kind: 'change', task, fields: { priority } })
    },
  }
}

export const PriorityPicker = ({ task, className, isDisabled, children }: Props) => (
  <Picker
    {...usePriorityChoice(task)}
    className={className ?? 'grid place-items-center size-6 -m-1 rounded-sm hover:bg-pressed'}
    isDisabled={isDisabled}
  >
    {children ?? <PriorityIcon priority={task.priority} isDecorative />}
  </Picker>
)
