import { MutationObserver } from '@tanstack/react-query'
import { mayRetry } from '../../../failures.ts'
import { m } from '../../../messages.ts'
import { queryClient } from '../../../query-client.ts'
import { client } from '../../../trpc.ts'
import { refusalWords } from '../../../ui/form/field-errors.ts'
import { takeToastAway, toast } from '../../../ui/toast.ts'
import { failureOf, type ManyActions, type Target, type TaskAction } from '../../cache/action.ts'
import { refreshTasks, settleTask } from '../../cache/cache.ts'
import { taskMutation } from '../../cache/pending-actions.ts'
import { bringIn } from '../../cache/pending-updates.ts'
import { savedId } from '../../cache/provisional.ts'
import { askAboutSubtasks } from '../../change/completing.ts'
import { isCompletion, offerUndo } from '../../change/offer-undo.ts'
import { lostFields, sidesOf } from '../../change/send.ts'
import { settleConflict } from '../../change/settle-conflict.ts'
import { giveFocusBack } from '../../rows/kept-focus.ts'
import type { TaskRow } from '../../task.ts'
import type { Values } from './lane-model.ts'

interface Into {
  readonly task: TaskRow
  readonly target: Target
  readonly values: Values
  /** Where it came to, in words. */
  readonly place: string
}

const moveOf = ({ task, target }: Into): TaskAction => ({ kind: 'move', task, ...target })

interface Sent extends Into, ManyActions {
  readonly subtasks?: 'complete'
  /** Of the task whose values are replaced. */
  readonly version: number
}

const TRIES = 5

/** Goes on by itself when others have changed other fields meanwhile. */
async function moving({ task, target, values, subtasks, version }: Sent) {
  const { statusId, beforeId, afterId } = target
  for (let tries = 1, at = version; ; tries++)
    try {
      return await client.task.tasks.move.mutate({
        ...{ id: savedId(task.id), version: at, statusId, subtasks },
        ...{ beforeId: beforeId && savedId(beforeId), afterId: afterId && savedId(afterId) },
        ...values,
        ...(values.parentId && { parentId: savedId(values.parentId) }),
      })
    } catch (error) {
      const sides = sidesOf(error)
      if (!sides || tries === TRIES || lostFields(task, sides).length > 0) throw error
      at = sides.version
    }
}

const sending = new MutationObserver(queryClient, {
  ...taskMutation,
  mutationFn: moving,
  onSuccess: ({ actionId, ...row }, into) => {
    const { place, subtasks } = into
    takeToastAway(failureOf(moveOf(into)))
    settleTask(queryClient, row)
    bringIn()
    if (subtasks) refreshTasks(queryClient)
    const text = subtasks ? m.tasks.completedTree(row.key) : m.tasks.moveDropped(row.key, place)
    offerUndo({ actionId, text, undone: m.tasks.undone(row.key) })
  },
  onError: (error, into) => {
    refreshTasks(queryClient)
    const { task, values: fields } = into
    giveFocusBack(task.key)
    const again = ({ version }: { version?: number }) => send({ ...into, version }, into.subtasks)
    if (settleConflict(error, { kind: 'change', task, fields }, again)) return
    toast({
      id: failureOf(moveOf(into)),
      tone: 'bad',
      text: refusalWords(m.tasks.notSaved(into.task.key), error),
      action: mayRetry(error)
        ? { label: m.shell.retry, run: () => send(into, into.subtasks) }
        : undefined,
    })
  },
})

/** Puts a task into another lane, and where it was dropped there: one act, which is shown at once. Asks first about parts
 *  that would stay open. */
export function moveInto(into: Into) {
  const { task } = into
  const open = task.subtasks?.open ?? 0
  if (open === 0 || !isCompletion(moveOf(into))) return send(into)
  askAboutSubtasks({
    ...{ open, key: task.key, count: 1 },
    onlyThese: () => send(into),
    withSubtasks: () => send(into, 'complete'),
  })
}

function send(into: Into & { version?: number }, subtasks?: 'complete') {
  bringIn()
  const { task, target, values, version = task.version } = into
  const isPlaced = target.statusId !== task.statusId || Boolean(target.beforeId ?? target.afterId)
  const change: TaskAction = { kind: 'change', task, fields: values }
  // What comes of it is told above.
  sending
    .mutate({ ...into, subtasks, version, each: isPlaced ? [moveOf(into), change] : [change] })
    .catch(() => {})
}
