import { type KeyboardEvent, type RefObject, useRef } from 'react'
import { ESTIMATE_MAX } from '../../../../task-service/limits.ts'
import { useToday } from '../../account/time.tsx'
import { useTaskAction } from '../change/use-task-action.ts'
import { estimateIn } from '../fields/estimate-range.ts'
import { FieldMenu } from '../fields/field-menu.tsx'
import { planWords } from '../fields/plan-words.ts'
import type { TaskRow } from '../task.ts'
import { dayIn } from './cell-values.ts'
import { type CellField, type ColumnId, shapeOf } from './columns.ts'
import { tableWords } from './table-words.ts'
import { ValueField } from './value-field.tsx'

interface Props {
  column: ColumnId
  field: CellField
  task: TaskRow
  anchor: RefObject<HTMLElement | null>
  /** By a letter, which is the first one of what is written. */
  isTyped: boolean
  onClose: () => void
  /** After what was written was saved by one of these keys. */
  onLeave: (key: 'ArrowDown' | 'ArrowUp' | 'ArrowRight' | 'ArrowLeft') => void
}

/** What changes the cell: the menu of its field, or where somebody writes a place for the text. Enter saves a text and goes
 *  down, Tab saves and goes on. */
export function CellEditor({ column, field, task, anchor, isTyped, onLeave, ...on }: Props) {
  const isClosed = useRef(false)
  const isMenu =
    field === 'status' || field === 'priority' || field === 'assignees' || field === 'labels'
  const onClose = () => {
    isClosed.current = true
    on.onClose()
  }
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return
    if (event.key === 'Tab' && isMenu) {
      event.preventDefault()
      onClose()
    }
    if (!isClosed.current) return
    if (event.key === 'Tab') onLeave(event.shiftKey ? 'ArrowLeft' : 'ArrowRight')
    else if (event.key === 'Enter' && !isMenu) onLeave(event.shiftKey ? 'ArrowUp' : 'ArrowDown')
  }
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: hears the keys of the layer that is drawn elsewhere
    <div className="contents" onKeyDown={onKeyDown}>
      {field === 'estimate' || (isTyped && (field === 'due' || field === 'start')) ? (
        <Value {...{ field, task, anchor, isTyped, onClose }} name={shapeOf(column).name()} />
      ) : (
        <FieldMenu {...{ field, task, anchor, isTyped, onClose }} />
      )}
    </div>
  )
}

interface ValueProps extends Pick<Props, 'task' | 'anchor' | 'isTyped' | 'onClose'> {
  field: 'estimate' | 'due' | 'start'
  name: string
}

function Value({ field, task, name, ...editor }: ValueProps) {
  const act = useTaskAction()
  const today = useToday()
  if (field === 'estimate')
    return (
      <ValueField
        {...editor}
        label={name}
        text={`${task.estimate ?? ''}`}
        isFigure
        read={estimateIn}
        hint={planWords().estimateRange(ESTIMATE_MAX)}
        onSave={(estimate) => {
          if (estimate !== task.estimate) act({ kind: 'change', task, fields: { estimate } })
        }}
      />
    )
  const of = field === 'due' ? 'dueDate' : 'startDate'
  return (
    <ValueField
      {...editor}
      label={name}
      text={task[of] ?? ''}
      read={(text) => dayIn(text, today)}
      hint={tableWords().dayHint}
      onSave={(day) => {
        if (day !== task[of]) act({ kind: 'change', task, fields: { [of]: day } })
      }}
    />
  )
}
