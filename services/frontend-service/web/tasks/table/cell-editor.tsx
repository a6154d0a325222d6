import { type KeyboardEvent, type RefObject, useRef, useState } from 'react'
import { ESTIMATE_MAX } from '../../../../task-service/limits.ts'
import { useMe } from '../../account/session.ts'
import { useToday } from '../../account/time.tsx'
import { useTaskAction } from '../change/use-task-action.ts'
import { dayWords } from '../fields/day-text.ts'
import { FieldMenu } from '../fields/field-menu.tsx'
import { planWords } from '../fields/plan-words.ts'
import { WrittenField } from '../fields/written-field.tsx'
import type { TaskRow } from '../task.ts'
import { dueText, fieldsIn, startText, type TextField } from './cell-values.ts'
import { type CellField, type ColumnId, shapeOf } from './columns.ts'

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
  field: TextField
  name: string
}

function Value({ field, task, name, ...editor }: ValueProps) {
  const act = useTaskAction()
  const today = useToday()
  const { timeZone } = useMe()
  const around = { today, timeZone }
  // What somebody else writes meanwhile is told as a conflict.
  const [opened] = useState(task)
  return (
    <WrittenField
      {...editor}
      label={name}
      text={textOf(opened, field, timeZone)}
      isFigure={field === 'estimate'}
      faultOf={(text) => (fieldsIn(text, field, around) ? undefined : hintOf(field))}
      onSave={(text) => {
        const fields = fieldsIn(text, field, around)
        if (fields && isOther(opened, fields)) act({ kind: 'change', task: opened, fields })
      }}
    />
  )
}

function textOf(task: TaskRow, field: TextField, timeZone: string) {
  if (field === 'estimate') return `${task.estimate ?? ''}`
  return (field === 'due' ? dueText : startText)(task, timeZone)
}

function isOther(task: TaskRow, fields: Partial<TaskRow>) {
  const known = new Map<string, unknown>(Object.entries(task))
  return Object.entries(fields).some(([field, value]) => known.get(field) !== value)
}
const hintOf = (field: TextField) =>
  field === 'estimate' ? planWords().estimateRange(ESTIMATE_MAX) : dayWords().hint
