import type { ReactNode } from 'react'
import { m } from '../messages.ts'
import { Picker } from '../ui/picker.tsx'
import { useTaskAct } from './changes.ts'
import { PriorityIcon } from './priority-icon.tsx'
import { priorities, type TaskRow } from './task.ts'

interface Props {
  task: TaskRow
  className?: string
  isDisabled?: boolean
  children?: ReactNode
}

export function PriorityPicker({ task, className, isDisabled, children }: Props) {
  const act = useTaskAct()
  return (
    <Picker
      label={`${m.tasks.priority}: ${m.tasks.priorities[task.priority]}`}
      className={className ?? 'grid place-items-center size-6 -m-1 rounded-sm hover:bg-pressed'}
      isDisabled={isDisabled}
      items={priorities.map((each) => ({
        id: each,
        text: m.tasks.priorities[each],
        icon: <PriorityIcon priority={each} isDecorative />,
        isOn: each === task.priority,
      }))}
      onPick={(id) => {
        const priority = priorities.find((each) => each === id)
        if (priority && priority !== task.priority)
          act({ kind: 'change', task, fields: { priority } })
      }}
    >
      {children ?? <PriorityIcon priority={task.priority} isDecorative />}
    </Picker>
  )
}
