import type { ReactNode } from 'react'
import { Picker } from '../../ui/form/picker.tsx'
import type { MenuItem } from '../../ui/menu.tsx'
import { useTaskAction } from '../change/use-task-action.ts'
import type { Task } from '../task.ts'

interface Props {
  task: Task
  field: 'assigneeIds' | 'labelIds'
  label: string
  items: MenuItem[]
  className: string
  children: ReactNode
}

/** People or labels of a task: each pick adds or takes away one, the menu stays. */
export function SetPicker({ task, field, label, items, className, children }: Props) {
  const act = useTaskAction()
  const chosen = task[field]
  return (
    <Picker
      label={label}
      kind="many"
      className={className}
      items={items.map((item) => ({ ...item, isOn: chosen.includes(item.id) }))}
      onPick={(id) => {
        const next = chosen.includes(id) ? chosen.filter((each) => each !== id) : [...chosen, id]
        act({ kind: 'change', task, fields: { [field]: next } })
      }}
    >
      {children}
    </Picker>
  )
}
