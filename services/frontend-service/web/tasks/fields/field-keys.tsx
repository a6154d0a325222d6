import { useQueryClient } from '@tanstack/react-query'
import { useRef, useState } from 'react'
import { flushSync } from 'react-dom'
import { usePeople } from '../../account/people.ts'
import { useWorkspace } from '../../account/session.ts'
import { copyText } from '../../clipboard.ts'
import { useKeys } from '../../keys/keys.ts'
import type { Shortcut } from '../../keys/shortcut.ts'
import { m } from '../../messages.ts'
import { projectAt } from '../../projects/queries.ts'
import { toast } from '../../ui/toast.ts'
import { changeMany } from '../change/change-many.ts'
import { askWhereTo } from '../change/relocating.ts'
import { useTaskAction } from '../change/use-task-action.ts'
import { canEdit } from '../rights.ts'
import { isArchivable } from '../rows/archivable.ts'
import { meansOpen, meantRow, meantTask } from '../rows/meant-row.ts'
import { besideRow } from '../rows/row-keys.ts'
import { RowMenuHost } from '../rows/row-menu-host.tsx'
import { selected } from '../rows/selection.ts'
import { isDone, projectKeyOf, type Task, type TaskRow } from '../task.ts'
import { watchLater } from '../watchers/watch-later.ts'
import { type Field, toggledIn } from './choice.ts'
import { FieldMenu } from './field-menu.tsx'

const fields: Partial<Record<Shortcut, Field>> = {
  s: 'status',
  p: 'priority',
  a: 'assignees',
  l: 'labels',
  d: 'due',
  'shift+s': 'start',
  'shift+e': 'estimate',
}

/** The field whose menu a key opens. */
export const fieldOfKey = (key: Shortcut) => fields[key]

interface Props {
  /** Tasks in view, or the one that is open. */
  tasks: readonly TaskRow[]
  /** Meant while no row is. */
  open?: Task
  keepFocus?: (key: string, from?: string) => void
  /** What goes out of view: tasks that are done, tasks of others. */
  hides?: { done?: boolean; others?: boolean }
}

/** Keys that change the task whose row or card is meant, else the one that is open. A menu stands beside it before
 *  the key press is over: what is typed next looks for one of its items. */
export function FieldKeys({ tasks, open, keepFocus = () => {}, hides }: Props) {
  const act = useTaskAction()
  const { me } = usePeople()
  const queryClient = useQueryClient()
  const { id: workspaceId } = useWorkspace()
  const [asked, setAsked] = useState<{ field: Field | 'title'; task: TaskRow }>()
  const anchor = useRef<HTMLElement>(null)

  const keep = ({ key }: TaskRow, isLeaving = false) =>
    keepFocus((isLeaving && besideRow(key)) || key, key)
  const taskMeant = () =>
    meansOpen(open?.key) ? open : tasks.find(({ key }) => key === meantRow()?.dataset.task)
  const meant = () => {
    // The keys are for what is chosen then.
    if (selected().size > 0) return
    const task = taskMeant()
    // In the trash a task only waits to be restored.
    if (!task || (task === open && open.trashedAt)) return
    const { queryKey } = projectAt(workspaceId, projectKeyOf(task.key))
    const project = queryClient.getQueryData(queryKey)
    // What is not known yet is the server's to refuse.
    return !project || (!project.archivedAt && canEdit(project.role)) ? task : undefined
  }
  const change = (run: (task: TaskRow) => void) => () => {
    const task = meant()
    if (task) run(task)
    return task !== undefined
  }
  const ask = (field: Field | 'title') =>
    change((task) => {
      anchor.current = placeOf(field)
      flushSync(() => setAsked({ field, task }))
    })

  useKeys({
    ...Object.fromEntries(Object.entries(fields).map(([key, field]) => [key, ask(field)])),
    // The title of the one that is open is a field there.
    e: () => meantRow() !== undefined && ask('title')(),
    i: change((task) => {
      const assigneeIds = toggledIn(task.assigneeIds, me.id)
      keep(task, hides?.others && !assigneeIds.includes(me.id))
      act({ kind: 'change', task, fields: { assigneeIds } })
    }),
    Delete: once(
      change((task) => {
        keep(task, true)
        act({ kind: 'trash', task })
      }),
    ),
    'shift+a': once(
      change((task) => {
        if (!isArchivable(queryClient, workspaceId, task)) return sayOpen()
        keep(task, true)
        changeMany([task], { archived: !task.archivedAt })
      }),
    ),
    'shift+p': change((task) =>
      flushSync(() =>
        askWhereTo({ projectId: task.projectId, tasks: [task], onMove: () => keep(task, true) }),
      ),
    ),
    y: once(
      change((task) => void import('../create/duplicate.ts').then((it) => it.duplicate(task))),
    ),
    w: () => {
      if (selected().size > 0) return false
      const task = taskMeant()
      if (!task || (task === open && open.trashedAt)) return false
      watchLater([task])
      return true
    },
    '.': () => {
      const key = meantTask() ?? open?.key
      if (!key) return false
      void copyText(key).then(() => toast({ text: m.tasks.copied }))
      return true
    },
  })

  if (!asked) return <RowMenuHost tasks={tasks} />
  // A choice may take it out of view; its menu stays.
  const task =
    [...tasks, ...(open ? [open] : [])].find(({ id }) => id === asked.task.id) ?? asked.task
  return (
    <FieldMenu
      field={asked.field}
      task={task}
      anchor={anchor}
      onPick={(status) => keep(task, hides?.done && isDone(status))}
      onClose={() => setAsked(undefined)}
    />
  )
}

/** Why an open task is not archived. */
const sayOpen = () =>
  void import('../change/dialog-words.ts').then(({ dialogWords }) =>
    toast({ tone: 'bad', text: dialogWords().refusals.open }),
  )

/** A key that is held does it to one task. */
const once = (run: () => boolean) => (event: KeyboardEvent) => event.repeat || run()

/** The row that is meant, else the value of the field on the page. */
function placeOf(field: Field | 'title'): HTMLElement | null {
  const row = meantRow()
  if (row) return row
  const values = document.querySelectorAll<HTMLElement>(`[data-field=${field}] :is(button, input)`)
  return [...values].find((value) => value.offsetParent !== null) ?? null
}
