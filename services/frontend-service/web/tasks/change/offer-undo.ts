import type { QueryClient } from '@tanstack/react-query'
import { m } from '../../messages.ts'
import { trpc } from '../../trpc.ts'
import { announce } from '../../ui/announcer.tsx'
import { toast } from '../../ui/toast.ts'
import { isBoard, neighbourAt, placeOf } from '../cache/board-model.ts'
import type { TaskRow } from '../task.ts'
import type { TaskAction } from './action.ts'
import { remember, take } from './undo.ts'

export interface Place {
  index: number
  beforeId?: string
  afterId?: string
}

/** Where a task stands among its neighbours, as far as some board knows. */
export function standing(queryClient: QueryClient, { id }: TaskRow): Place {
  for (const [, board] of queryClient.getQueriesData(trpc.task.tasks.board.pathFilter())) {
    const place = isBoard(board) ? placeOf(board.columns, id) : undefined
    if (isBoard(board) && place)
      return { index: place.index, ...neighbourAt(board.columns, id, place) }
  }
  return { index: Number.MAX_SAFE_INTEGER }
}

/** After an act was saved: a way back, by the toast and by the key. */
export function offerUndo(
  queryClient: QueryClient,
  {
    act,
    row,
    from,
    run,
  }: { act: TaskAction; row: TaskRow; from: Place; run: (act: TaskAction) => void },
) {
  const as = act.as ?? 'act'
  const inverse = inverseOf(act, row, from)
  const back = () => run({ ...inverse, as: as === 'undo' ? 'redo' : 'undo' })
  remember(as, back)
  const text = as === 'undo' ? m.tasks.undone(row.key) : wordsOf(queryClient, act, row)
  if (!text) return
  if (as === 'undo') announce(text)
  toast({
    id: 'undo',
    text,
    ...(as !== 'undo' && { action: { label: m.shell.undo, keys: 'mod+z', run: () => take(back) } }),
  })
}

function inverseOf(act: TaskAction, row: TaskRow, from: Place): TaskAction {
  const now = { ...act.task, ...row }
  if (act.kind !== 'change')
    return { kind: 'move', task: now, statusId: act.task.statusId, ...from, version: row.version }
  const before = new Map<string, unknown>(Object.entries(act.task))
  const fields = Object.fromEntries(Object.keys(act.fields).map((name) => [name, before.get(name)]))
  return { kind: 'change', task: { ...now, ...act.fields }, fields, version: row.version }
}

/** Text that was written in place needs no word about it, only the key. */
function wordsOf(queryClient: QueryClient, act: TaskAction, row: TaskRow) {
  if (act.kind !== 'change') return m.tasks.moveDropped(row.key, statusName(queryClient, row))
  const [field] = Object.keys(act.fields)
  const names = m.tasks.fields
  if (field === 'priority') return m.tasks.changedField(row.key, names.priority)
  if (field === 'dueDate') return m.tasks.changedField(row.key, names.dueDate)
  if (field === 'assigneeIds') return m.tasks.changedField(row.key, names.assigneeIds)
  return field === 'labelIds' ? m.tasks.changedField(row.key, names.labelIds) : undefined
}

function statusName(queryClient: QueryClient, { projectId, statusId }: TaskRow) {
  for (const [, project] of queryClient.getQueriesData(trpc.task.projects.get.pathFilter()))
    if (isProject(project) && project.id === projectId)
      return project.statuses.find(({ id }) => id === statusId)?.name ?? ''
  return ''
}

const isProject = (
  data: unknown,
): data is { id: string; statuses: { id: string; name: string }[] } =>
  typeof data === 'object' && data !== null && 'statuses' in data
