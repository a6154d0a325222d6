import { MutationObserver } from '@tanstack/react-query'
import { factsOf, mayRetry } from '../../failures.ts'
import { m } from '../../messages.ts'
import { queryClient } from '../../query-client.ts'
import { client, type Inputs } from '../../trpc.ts'
import { refusalWords } from '../../ui/form/field-errors.ts'
import { takeToastAway, toast } from '../../ui/toast.ts'
import type { ManyActions, TaskAction } from '../cache/action.ts'
import { refreshTasks, settleTask } from '../cache/cache.ts'
import { taskMutation } from '../cache/pending-actions.ts'
import { bringIn } from '../cache/pending-updates.ts'
import { savedId } from '../cache/provisional.ts'
import type { TaskRow } from '../task.ts'
import { askAboutSubtasks, isCompletion, openParts } from './completing.ts'
import { dialogWords } from './dialog-words.ts'
import { offerUndo } from './offer-undo.ts'

type Part = Inputs['task']['tasks']['changeEach']['parts'][number]
export type Values = Omit<Part, 'places'>

export interface Given {
  readonly task: TaskRow
  readonly values: Values
}

interface Each extends ManyActions {
  readonly given: readonly Given[]
  readonly withSubtasks: true | undefined
  /** What is told beside how many were changed, given what the server has refused: `WEB-1: in the trash`. */
  readonly told: (changed: string, refused: readonly string[]) => string
}

const sending = new MutationObserver(queryClient, {
  ...taskMutation,
  mutationFn: ({ given, withSubtasks }: Each) =>
    client.task.tasks.changeEach.mutate({
      projectId: given[0]?.task.projectId ?? '',
      ids: given.map(({ task }) => savedId(task.id)),
      parts: partsOf(given),
      ...{ withSubtasks, skipRefused: true },
    }),
  onSuccess: ({ actionId, changed, tasks, refused }, { given, told }) => {
    takeToastAway(failureOfEach(given))
    for (const { trashedAt, ...row } of tasks) settleTask(queryClient, row, { trashedAt })
    bringIn()
    if (tasks.length < changed || refused.length > 0) refreshTasks(queryClient)
    const reasons = new Map<string, string>(Object.entries(dialogWords().refusals))
    const text = told(
      m.tasks.changedCount(changed),
      refused.map(({ key, reason }) => `${key ?? '?'}: ${reasons.get(reason) ?? reason}`),
    )
    if (actionId) offerUndo({ actionId, text, undone: m.tasks.undoneMany(changed) })
    else toast({ id: 'undo', text })
  },
  onError: (error, { given, withSubtasks, told }) => {
    refreshTasks(queryClient)
    const { status, limit } = factsOf(error)
    const isTooLarge = status === 413 && limit !== undefined
    toast({
      id: failureOfEach(given),
      tone: 'bad',
      text: isTooLarge
        ? `${m.tasks.manyNotSaved} ${dialogWords().tooLarge(limit)}`
        : refusalWords(m.tasks.manyNotSaved, error),
      action: mayRetry(error)
        ? { label: m.shell.retry, run: () => send(given, told, withSubtasks) }
        : undefined,
    })
  },
})

/** Names the message that these values were not saved, until they are. */
const failureOfEach = (given: readonly Given[]) =>
  `not saved ${JSON.stringify(given.map(({ task, values }) => [task.id, values]))}`

/** Gives each of many tasks of a project values of its own, by one act. It is shown at once; what the server refuses is
 *  told, and the others are changed. Asks first about parts that would stay open. */
export function changeEach(given: readonly Given[], told: Each['told']) {
  const completed = given.flatMap(({ task, values: { statusId } }) =>
    isCompletion(task.projectId, statusId) ? [task] : [],
  )
  const open = openParts(completed)
  if (open <= 0) return send(given, told)
  askAboutSubtasks({
    ...{ open, key: completed[0]?.key ?? '', count: completed.length },
    onlyThese: () => send(given, told),
    withSubtasks: () => send(given, told, true),
  })
}

function send(given: readonly Given[], told: Each['told'], withSubtasks?: true) {
  bringIn()
  // What comes of it is told above.
  sending.mutate({ each: given.flatMap(actionsOf), given, withSubtasks, told }).catch(() => {})
}

function actionsOf({ task, values: { statusId, ...fields } }: Given): TaskAction[] {
  return [
    ...(statusId ? [{ kind: 'close', task, statusId } as const] : []),
    ...(Object.keys(fields).length > 0 ? [{ kind: 'change', task, fields } as const] : []),
  ]
}

/** Each value once, with the places of the tasks that get it. */
function partsOf(given: readonly Given[]): Part[] {
  const parts = new Map<string, Part>()
  for (const [place, { values }] of given.entries())
    for (const entry of Object.entries(values)) {
      const name = JSON.stringify(entry)
      const known = parts.get(name)
      if (known) known.places.push(place)
      else parts.set(name, { places: [place], ...Object.fromEntries([entry]) })
    }
  return [...parts.values()]
}
