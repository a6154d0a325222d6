import { MutationObserver } from '@tanstack/react-query'
import { factsOf, mayRetry } from '../../failures.ts'
import { m } from '../../messages.ts'
import { queryClient } from '../../query-client.ts'
import { client, type Outputs, trpc } from '../../trpc.ts'
import { announce } from '../../ui/announcer.tsx'
import { reasonOf } from '../../ui/form/field-errors.ts'
import { toast } from '../../ui/toast.ts'
import type { TaskAction } from '../cache/action.ts'
import { refreshTasks, settleTask } from '../cache/cache.ts'
import { taskMutation } from '../cache/pending-actions.ts'
import { bringIn } from '../cache/pending-updates.ts'
import type { TaskRow } from '../task.ts'
import { keepActs, keptActs } from './kept-acts.ts'
import { type As, remember, take } from './undo.ts'

interface Done {
  /** By this id the server takes it back; null where nothing was changed. */
  actionId: string | null
  /** What is said about it; text that was written in place needs no word, only the key. */
  text?: string
  /** What is said once it is taken back. */
  undone: string
  as?: As
}

/** After an act was saved: a way back, by the toast and by the key. */
export function offerUndo({ actionId, text, undone, as = 'act' }: Done) {
  if (!actionId) return
  const next = as === 'undo' ? 'redo' : 'undo'
  const back = () => void takeBack(actionId, { text, undone, as: next })
  remember(as, back, { actionId, text, undone })
  const words = as === 'undo' ? undone : text
  if (!words) return
  if (as === 'undo') announce(words)
  toast({
    id: 'undo',
    text: words,
    ...(as !== 'undo' && { action: { label: m.shell.undo, keys: 'mod+z', run: () => take(back) } }),
  })
}

/** Whether an action completes its task, which is open. */
export function isCompletion(
  action: TaskAction,
): action is Extract<TaskAction, { kind: 'close' | 'move' }> {
  if (action.kind === 'close') return true
  if (action.kind !== 'move') return false
  const group = (id: string) => statusOf(action.task.projectId, id)?.group
  return group(action.statusId) === 'completed' && group(action.task.statusId) !== 'completed'
}

type TakenBack = Outputs['task']['actions']['undo']

interface TakingBack extends Omit<Done, 'actionId'> {
  readonly back: string
}

/** Undoing is an act of its own; it waits for what is on its way. */
const takingBack = new MutationObserver(queryClient, {
  ...taskMutation,
  mutationFn: ({ back }: TakingBack) => client.task.actions.undo.mutate({ actionId: back }),
  onSuccess: showTakenBack,
  onError: (error, { back, ...done }) => {
    refreshTasks(queryClient)
    // It is the last act still, for the same key.
    if (mayRetry(error)) keepOffering(back, done)
    const text = factsOf(error).reason === 'too_old' ? m.tasks.undoTooOld : reasonOf(error)
    toast({ id: 'undo', tone: 'bad', text })
  },
})

function keepOffering(actionId: string, { text, undone, as = 'undo' }: Omit<Done, 'actionId'>) {
  const back = () => void takeBack(actionId, { text, undone, as })
  remember(as === 'redo' ? 'undo' : 'redo', back, { actionId, text, undone })
}

/** Takes an act back; resolves when that is over, however it ends: what comes of it is told above. */
export function takeBack(back: string, done: Omit<Done, 'actionId'>): Promise<unknown> {
  keepActs(keptActs().filter(({ actionId }) => actionId !== back))
  return takingBack.mutate({ back, ...done }).catch(() => {})
}

function showTakenBack(
  { actionId, tasks, changed, left }: TakenBack,
  { back: _, ...done }: TakingBack,
) {
  for (const { trashedAt, ...row } of tasks.slice(0, SETTLED))
    settleTask(queryClient, row, { trashedAt })
  bringIn()
  // Descriptions, and where a task comes back to, are not in the answer.
  refreshTasks(queryClient)
  if (left.length === 0) return offerUndo({ ...done, actionId })
  // Its words come when they are needed.
  void import('./words-of-left.ts').then(({ wordsOfLeft }) => {
    const text = wordsOfLeft({ changed, left })
    offerUndo({ ...done, actionId, undone: text })
    if (!actionId) toast({ id: 'undo', text })
  })
}

/** More of them are read anew at once. */
const SETTLED = 50

/** What is said about an action that was saved. */
export function wordsOf(action: TaskAction, row: TaskRow) {
  if (action.kind === 'trash') return m.tasks.trashed(row.key)
  if (action.kind === 'restore') return m.tasks.restored(row.key)
  if (action.kind !== 'change') return m.tasks.moveDropped(row.key, nameOf(row))
  const [field] = Object.keys(action.fields)
  const names = m.tasks.fields
  if (field === 'priority') return m.tasks.changedField(row.key, names.priority)
  if (field === 'dueDate' || field === 'dueTime')
    return m.tasks.changedField(row.key, names.dueDate)
  if (field === 'startDate' || field === 'startTime')
    return m.tasks.changedField(row.key, names.startDate)
  if (field === 'estimate') return m.tasks.changedField(row.key, names.estimate)
  if (field === 'assigneeIds') return m.tasks.changedField(row.key, names.assigneeIds)
  if (field === 'parentId') return m.tasks.changedField(row.key, names.parentId)
  return field === 'labelIds' ? m.tasks.changedField(row.key, names.labelIds) : undefined
}

const nameOf = ({ projectId, statusId }: TaskRow) => statusOf(projectId, statusId)?.name ?? ''

/** As the project has it in memory. */
export function statusOf(projectId: string, statusId: string) {
  for (const [, project] of queryClient.getQueriesData(trpc.task.projects.get.pathFilter()))
    if (isProject(project) && project.id === projectId)
      return project.statuses.find(({ id }) => id === statusId)
  return undefined
}

const isProject = (
  data: unknown,
): data is { id: string; statuses: { id: string; name: string; group: string }[] } =>
  typeof data === 'object' && data !== null && 'statuses' in data
