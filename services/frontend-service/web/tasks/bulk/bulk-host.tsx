import { useRef, useState } from 'react'
import { flushSync } from 'react-dom'
import { usePeople } from '../../account/people.ts'
import { useKeys } from '../../keys.ts'
import { useProject } from '../../projects/project.ts'
import type { ManyChange } from '../cache/action.ts'
import type { Column, TaskFilter } from '../cache/columns.ts'
import { changeMany } from '../change/change-many.ts'
import type { Field } from '../fields/choice.ts'
import { fieldOfKey } from '../fields/field-keys.tsx'
import { canEdit } from '../rights.ts'
import { clearSelection, useSelected } from '../rows/selection.ts'
import { useSelectionKeys } from '../rows/selection-keys.ts'
import { taskKeys } from '../rows/task-keys.ts'
import { watchLater } from '../watchers/watch-later.ts'
import { BulkBar } from './bulk-bar.tsx'

/** Most that one act changes. */
const MOST = 1000

interface Props {
  filter: TaskFilter
  /** On screen, in their order. */
  columns: readonly Column[]
}

/** Choosing tasks in a list or on a board, and the keys that change all of them; the bar comes with the first one. */
export function BulkHost({ filter, columns }: Props) {
  const project = useProject()
  const isEditable = canEdit(project.role) && !project.archivedAt
  return isEditable ? <Chosen filter={filter} columns={columns} /> : null
}

function Chosen({ filter, columns }: Props) {
  const { me } = usePeople()
  const [asked, setAsked] = useState<Field>()
  const focused = useRef<Element>(null)
  // In groups a task may stand more than once.
  const shown = [
    ...new Map(columns.flatMap(({ tasks }) => tasks.map((task) => [task.id, task]))).values(),
  ]
  const ids = useSelected()
  useSelectionKeys(shown)
  const tasks = shown.filter(({ id }) => ids.has(id))

  const change = (what: ManyChange) => {
    if (tasks.length <= MOST) changeMany(tasks, what)
  }
  const isMine = tasks.every(({ assigneeIds }) => assigneeIds.includes(me.id))
  const press = (key: string) => {
    if (tasks.length === 0) return false
    const field = fieldOfKey(key)
    if (field) {
      focused.current = document.activeElement
      // A menu takes what is typed from the same key press on.
      flushSync(() => setAsked(field))
    } else if (key === 'w') watchLater(tasks)
    else if (key === 'i')
      change(isMine ? { removeAssigneeIds: [me.id] } : { addAssigneeIds: [me.id] })
    else {
      change({ trashed: true })
      clearSelection()
    }
    return true
  }
  const keys = taskKeys.filter(({ isForMany }) => isForMany)
  useKeys(Object.fromEntries(keys.map(({ key }) => [key, () => press(key)])))

  if (tasks.length === 0) return null
  return (
    <BulkBar
      {...{ tasks, filter, columns, asked }}
      most={MOST}
      back={focused}
      onPress={press}
      onChange={change}
      onClose={() => setAsked(undefined)}
    />
  )
}
