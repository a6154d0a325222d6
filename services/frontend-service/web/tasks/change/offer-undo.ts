import type { QueryClient } from '@tanstack/react-query'
import { sentenceOf } from '../../failures.ts'
import { m } from '../../messages.ts'
import { client, trpc } from '../../trpc.ts'
import { announce } from '../../ui/announcer.tsx'
import { toast } from '../../ui/toast.ts'
import type { TaskAction } from '../cache/action.ts'
import { isBoard, neighbourAt, placeOf } from '../cache/board-model.ts'
import { refreshTasks } from '../cache/cache.ts'
import { pendingActions } from '../cache/pending-actions.ts'
import { replayed } from '../cache/replay.ts'
import type { TaskRow } from '../task.ts'
import { remember, take } from './undo.ts'

/** Between which neighbours a task stands, as far as some board on screen knows. */
export function standing(queryClient: QueryClient, { id }: TaskRow) {
  const actions = pendingActions(queryClient)
  for (const [, board] of queryClient.getQueriesData(trpc.task.tasks.board.pathFilter())) {
    if (!isBoard(board)) continue
    const { columns } = replayed(board, actions)
    const place = placeOf(columns, id)
    if (place) return neighbourAt(columns, id, place)
  }
  return undefined
}

interface Saved {
  action: TaskAction
  row: TaskRow
  run: (action: TaskAction) => void
}

/** After an action was saved: a way back, by the toast and by the key. */
export function offerUndo(queryClient: QueryClient, { action, row, run }: Saved) {
  const as = action.as ?? 'act'
  const inverse = inverseOf(action, row)
  const back = () => run({ ...inverse, as: as === 'undo' ? 'redo' : 'undo' })
  remember(as, back)
  const text = as === 'undo' ? m.tasks.undone(row.key) : wordsOf(queryClient, action, row)
  if (!text) return
  if (as === 'undo') announce(text)
  toast({
    id: 'undo',
    text,
    ...(as !== 'undo' && { action: { label: m.shell.undo, keys: 'mod+z', run: () => take(back) } }),
  })
}

/** After a task was completed with its parts: the same for all of them, by the act they share. */
export function offerUndoOfTree(queryClient: QueryClient, { key }: TaskRow, actionId: string) {
  const takeBack = (as: 'undo' | 'redo', id: string) =>
    client.task.actions.undo.mutate({ actionId: id }).then(
      (done) => {
        refreshTasks(queryClient)
        const again = done.actionId
        const next = as === 'undo' ? 'redo' : 'undo'
        if (again) remember(as, () => void takeBack(next, again))
        const text = as === 'undo' ? m.tasks.undone(key) : m.tasks.completedTree(key)
        announce(text)
        toast({ id: 'undo', text })
      },
      (error: unknown) => toast({ id: 'undo', tone: 'bad', text: sentenceOf(error) }),
    )
  const back = () => void takeBack('undo', actionId)
  remember('act', back)
  toast({
    id: 'undo',
    text: m.tasks.completedTree(key),
    action: { label: m.shell.undo, keys: 'mod+z', run: () => take(back) },
  })
}

/** Whether an action completes its task, which is open. */
export function isCompletion(
  queryClient: QueryClient,
  action: TaskAction,
): action is Extract<TaskAction, { kind: 'close' | 'move' }> {
  if (action.kind === 'close') return true
  if (action.kind !== 'move') return false
  const group = (id: string) => statusOf(queryClient, action.task.projectId, id)?.group
  return group(action.statusId) === 'completed' && group(action.task.statusId) !== 'completed'
}

function inverseOf(action: TaskAction, row: TaskRow): TaskAction {
  const task = { ...action.task, ...row }
  const { version } = row
  if (action.kind === 'trash') return { kind: 'restore', task }
  if (action.kind === 'restore') return { kind: 'trash', task }
  if (action.kind !== 'change')
    return { kind: 'move', task, statusId: action.task.statusId, ...action.from, version }
  const before = new Map<string, unknown>(Object.entries(action.task))
  const fields = Object.fromEntries(
    Object.keys(action.fields).map((name) => [name, before.get(name)]),
  )
  return { kind: 'change', task: { ...task, ...action.fields }, fields, version }
}

/** Text that was written in place needs no word about it, only the key. */
function wordsOf(queryClient: QueryClient, action: TaskAction, row: TaskRow) {
  if (action.kind === 'trash') return m.tasks.trashed(row.key)
  if (action.kind === 'restore') return m.tasks.restored(row.key)
  if (action.kind !== 'change') return m.tasks.moveDropped(row.key, statusName(queryClient, row))
  const [field] = Object.keys(action.fields)
  const names = m.tasks.fields
  if (field === 'priority') return m.tasks.changedField(row.key, names.priority)
  if (field === 'dueDate') return m.tasks.changedField(row.key, names.dueDate)
  if (field === 'assigneeIds') return m.tasks.changedField(row.key, names.assigneeIds)
  if (field === 'parentId') return m.tasks.changedField(row.key, names.parentId)
  return field === 'labelIds' ? m.tasks.changedField(row.key, names.labelIds) : undefined
}

const statusName = (queryClient: QueryClient, { projectId, statusId }: TaskRow) =>
  statusOf(queryClient, projectId, statusId)?.name ?? ''

function statusOf(queryClient: QueryClient, projectId: string, statusId: string) {
  for (const [, project] of queryClient.getQueriesData(trpc.task.projects.get.pathFilter()))
    if (isProject(project) && project.id === projectId)
      return project.statuses.find(({ id }) => id === statusId)
  return undefined
}

const isProject = (
  data: unknown,
): data is { id: string; statuses: { id: string; name: string; group: string }[] } =>
  typeof data === 'object' && data !== null && 'statuses' in data
