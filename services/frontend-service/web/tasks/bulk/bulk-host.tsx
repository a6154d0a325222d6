import { useRef, useState } from 'react'
import { flushSync } from 'react-dom'
import { MANY_MAX } from '../../../../task-service/limits.ts'
import { usePeople } from '../../account/people.ts'
import { useKeys } from '../../keys/keys.ts'
import type { Shortcut } from '../../keys/shortcut.ts'
import { useProject } from '../../projects/project.ts'
import type { ManyChange } from '../cache/action.ts'
import type { TaskFilter } from '../cache/columns.ts'
import type { Beyond } from '../change/beyond.ts'
import { changeMany } from '../change/change-many.ts'
import { askWhereTo } from '../change/relocating.ts'
import type { Field } from '../fields/choice.ts'
import { fieldOfKey } from '../fields/field-keys.tsx'
import { canEdit } from '../rights.ts'
import { clearSelection, useSelected } from '../rows/selection.ts'
import { useSelectionKeys } from '../rows/selection-keys.ts'
import { taskKeys } from '../rows/task-keys.ts'
import type { TaskRow } from '../task.ts'
import { watchLater } from '../watchers/watch-later.ts'
import { useAllInFilter } from './all-in-filter.ts'
import { BulkBar } from './bulk-bar.tsx'

interface Props {
  /** What finds all tasks of the view. */
  filter: TaskFilter
  /** On screen, in their order. */
  rows: readonly TaskRow[]
  /** Ids of those among them that the filter leaves out. */
  outside?: ReadonlySet<string>
  /** How many tasks the filter finds; undefined where that is not known. */
  size: number | undefined
}

/** Choosing tasks in a list or on a board, and the keys that change all of them; the bar comes with the first one. */
export function BulkHost(props: Props) {
  const project = useProject()
  const isEditable = canEdit(project.role) && !project.archivedAt
  return isEditable ? <Chosen {...props} /> : null
}

function Chosen({ filter, rows, outside = none, size }: Props) {
  const project = useProject()
  const { me } = usePeople()
  const [asked, setAsked] = useState<Field>()
  const focused = useRef<Element>(null)
  // In groups a task may stand more than once.
  const shown = [...new Map(rows.map((task) => [task.id, task])).values()]
  const ids = useSelected()
  const all = useAllInFilter(filter)
  const { beyond } = all
  useSelectionKeys(shown, { outside, onAll: () => void all.choose() })
  const tasks = shown.filter(({ id }) => ids.has(id))
  const count = tasks.length + (beyond?.ids.length ?? 0)

  const change = (what: ManyChange) => {
    if (count <= MANY_MAX) changeMany(tasks, what, beyond)
  }
  // Of those that have not been read it is not known.
  const isMine = !beyond && tasks.every(({ assigneeIds }) => assigneeIds.includes(me.id))
  const press = (key: Shortcut) => {
    if (count === 0) return false
    const field = fieldOfKey(key)
    if (field) {
      focused.current = document.activeElement
      // A menu takes what is typed from the same key press on.
      flushSync(() => setAsked(field))
    } else if (key === 'shift+p')
      flushSync(() => askWhereTo({ projectId: project.id, tasks, beyond, onMove: clearSelection }))
    else if (key === 'w') watchLater([...tasks, ...unread(beyond)])
    else if (key === 'i')
      change(isMine ? { removeAssigneeIds: [me.id] } : { addAssigneeIds: [me.id] })
    else {
      change(
        key === 'shift+a'
          ? { archived: !tasks.every(({ archivedAt }) => archivedAt) }
          : { trashed: true },
      )
      clearSelection()
    }
    return true
  }
  const keys = taskKeys.filter(({ isForMany }) => isForMany)
  useKeys(Object.fromEntries(keys.map(({ key }) => [key, () => press(key)])))

  if (count === 0) return null
  return (
    <BulkBar
      {...{ tasks, count, asked }}
      all={{
        ...all,
        size: all.size ?? size,
        isShownChosen: shown.every(({ id }) => ids.has(id) || outside.has(id)),
      }}
      back={focused}
      onPress={press}
      onChange={change}
      onClose={() => setAsked(undefined)}
    />
  )
}

const none: ReadonlySet<string> = new Set()

/** What watching has to know of tasks that have not been read. */
const unread = (beyond: Beyond | undefined) =>
  (beyond?.ids ?? []).map((id) => ({ id, key: '', projectId: beyond?.filter.projectId ?? '' }))
