import { MutationObserver } from '@tanstack/react-query'
import { daysChosen } from '../../../../task-service/tql/instant.ts'
import { factsOf, mayRetry } from '../../failures.ts'
import { m } from '../../messages.ts'
import { queryClient } from '../../query-client.ts'
import { client } from '../../trpc.ts'
import { refusalWords } from '../../ui/form/field-errors.ts'
import { takeToastAway, toast } from '../../ui/toast.ts'
import type { ManyActions, ManyChange, TaskAction } from '../cache/action.ts'
import { refreshTasks, settleTask } from '../cache/cache.ts'
import { taskMutation } from '../cache/pending-actions.ts'
import { bringIn } from '../cache/pending-updates.ts'
import { savedId } from '../cache/provisional.ts'
import type { TaskRow } from '../task.ts'
import type { Beyond } from './beyond.ts'
import { askAboutSubtasks, isCompletion, openParts } from './completing.ts'
import { offerUndo } from './offer-undo.ts'
import { askAboutRefused } from './refused.ts'

interface Many extends ManyActions {
  readonly tasks: readonly TaskRow[]
  readonly change: ManyChange
  readonly beyond?: Beyond
}

const sending = new MutationObserver(queryClient, {
  ...taskMutation,
  mutationFn: ({ tasks, change, beyond }: Many) => {
    const { projectId = tasks[0]?.projectId ?? '', q, today, timeZone } = beyond?.filter ?? {}
    return client.task.tasks.changeMany.mutate({
      ...{ projectId, change },
      ids: [...tasks.map(({ id }) => savedId(id)), ...(beyond?.ids ?? [])],
      // The server knows best what it finds by now.
      ...(beyond && { filter: { q, today, timeZone } }),
    })
  },
  onSuccess: ({ actionId, changed, tasks }, many) => {
    takeToastAway(failureOfMany(many))
    for (const { trashedAt, ...row } of tasks) settleTask(queryClient, row, { trashedAt })
    bringIn()
    if (tasks.length < changed) refreshTasks(queryClient)
    offerUndo({
      actionId,
      text: m.tasks.changedCount(changed),
      undone: m.tasks.undoneMany(changed),
    })
  },
  onError: (error, many) => {
    const { tasks, change, beyond } = many
    refreshTasks(queryClient)
    const { reason, refused = [] } = factsOf(error)
    if (reason === 'refused') return askAboutRefused({ tasks, change, beyond, refused })
    toast({
      id: failureOfMany(many),
      tone: 'bad',
      text: refusalWords(m.tasks.manyNotSaved, error),
      action: mayRetry(error)
        ? { label: m.shell.retry, run: () => changeNow(tasks, change, beyond) }
        : undefined,
    })
  },
})

/** Names the message that a change of these tasks was not saved, until it is. */
const failureOfMany = ({ tasks, change }: Many) =>
  `not saved ${tasks.map(({ id }) => id).join()} ${JSON.stringify(change)}`

/** Does one thing to many tasks of a project. It is shown at once; all of them are changed or none. Asks first about parts
 *  that would stay open. */
export function changeMany(tasks: readonly TaskRow[], change: ManyChange, beyond?: Beyond) {
  const projectId = beyond?.filter.projectId ?? tasks[0]?.projectId ?? ''
  const open = isCompletion(projectId, change.statusId)
    ? openParts(tasks) || +(beyond?.hasOpenParts ?? 0)
    : 0
  if (open <= 0) return changeNow(tasks, change, beyond)
  askAboutSubtasks({
    ...{ open, key: tasks[0]?.key ?? '', count: tasks.length + (beyond?.ids.length ?? 0) },
    onlyThese: () => changeNow(tasks, change, beyond),
    withSubtasks: () => changeNow(tasks, { ...change, withSubtasks: true }, beyond),
  })
}

/** Does it without a question. */
export function changeNow(tasks: readonly TaskRow[], change: ManyChange, beyond?: Beyond) {
  bringIn()
  const each = tasks.map((task) => actionOf(task, change))
  // What comes of it is told above.
  sending.mutate({ each, tasks, change, beyond }).catch(() => {})
}

function actionOf(task: TaskRow, change: ManyChange): TaskAction {
  const { statusId, trashed, archived, priority, estimate } = change
  if (statusId) return { kind: 'close', task, statusId }
  if (trashed !== undefined) return { kind: trashed ? 'trash' : 'restore', task }
  if (archived !== undefined)
    return {
      kind: 'change',
      task,
      fields: { archivedAt: archived ? new Date().toISOString() : null },
    }
  const fields = {
    ...(priority && { priority }),
    ...daysChosen(task, change),
    ...(estimate !== undefined && { estimate }),
    assigneeIds: merged(task.assigneeIds, change.addAssigneeIds, change.removeAssigneeIds),
    labelIds: merged(task.labelIds, change.addLabelIds, change.removeLabelIds),
  }
  return { kind: 'change', task, fields }
}

const merged = (ids: string[], add: string[] = [], remove: string[] = []) => {
  const left = ids.filter((id) => !remove.includes(id))
  return [...left, ...add.filter((id) => !left.includes(id))]
}
