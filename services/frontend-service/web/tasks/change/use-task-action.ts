import { MutationObserver } from '@tanstack/react-query'
import { copyText } from '../../clipboard.ts'
import { keepDraft } from '../../drafts.ts'
import { factsOf, mayRetry } from '../../failures.ts'
import { m } from '../../messages.ts'
import { queryClient } from '../../query-client.ts'
import { refusalWords } from '../../ui/form/field-errors.ts'
import { takeToastAway, toast } from '../../ui/toast.ts'
import { failureOf, type TaskAction } from '../cache/action.ts'
import { refreshTasks, settleTask } from '../cache/cache.ts'
import { taskMutation } from '../cache/pending-actions.ts'
import { bringIn } from '../cache/pending-updates.ts'
import { giveFocusBack } from '../rows/kept-focus.ts'
import { askAboutSubtasks } from './completing.ts'
import { isCompletion, offerUndo, wordsOf } from './offer-undo.ts'
import { send } from './send.ts'
import { settleConflict } from './settle-conflict.ts'

const sending = new MutationObserver(queryClient, {
  ...taskMutation,
  mutationFn: send,
  onSuccess: ({ actionId, ...row }, action) => {
    takeToastAway(failureOf(action))
    settleTask(queryClient, row, {
      isNew: action.kind === 'restore',
      ...(action.kind === 'trash' && { trashedAt: row.updatedAt }),
      ...(action.kind === 'restore' && { trashedAt: null }),
    })
    bringIn()
    const isTree = isCompletion(action) && action.subtasks !== undefined
    if (isTree) refreshTasks(queryClient)
    const text = isTree ? m.tasks.completedTree(row.key) : wordsOf(action, row)
    offerUndo({ actionId, text, undone: m.tasks.undone(row.key) })
  },
  onError: (error, action) => {
    refreshTasks(queryClient)
    giveFocusBack(action.task.key)
    if (action.kind === 'change' && settleConflict(error, action, run)) return
    keepText(action)
    tellFailure(error, action, run)
  },
})

function run(action: TaskAction) {
  // Whoever moves something moves it among what is there by now.
  bringIn()
  // What comes of it is told above.
  const act = (each: TaskAction) => void sending.mutate(each).catch(() => {})
  const open = action.task.subtasks?.open ?? 0
  if (open === 0 || !isCompletion(action)) return act(action)
  const { task } = action
  askAboutSubtasks({
    ...{ open, key: task.key, count: 1 },
    onlyThese: () => act(action),
    withSubtasks: () => act({ ...action, subtasks: 'complete' }),
  })
}

/** Does something to a task. It is shown at once, as long as it is on its way; when it was not saved, what the server has
 *  shows again, with a word and a retry. The same function for every row: none of them watches what becomes of it. */
export const useTaskAction = () => run

/** A long text that was not saved is open again in its editor. */
function keepText({ task, ...action }: TaskAction) {
  if (action.kind !== 'change' || action.fields.description === undefined) return
  const from = 'description' in task ? String(task.description) : ''
  keepDraft(`description ${task.id}`, {
    text: action.fields.description,
    from,
    version: task.version,
  })
}

function tellFailure(error: unknown, action: TaskAction, again: (action: TaskAction) => void) {
  // A title has no draft that it could go back to.
  const title = action.kind === 'change' ? action.fields.title : undefined
  const copy = title
    ? {
        label: m.tasks.copyTitle,
        run: () => void copyText(title).then(() => toast({ text: m.tasks.copied })),
      }
    : undefined
  const { key } = action.task
  const id = failureOf(action)
  const retry = { label: m.shell.retry, run: () => again(action) }
  if (factsOf(error).status === 404)
    toast({ id, tone: 'bad', text: m.tasks.notThere(key), action: copy })
  else
    toast({
      id,
      tone: 'bad',
      text: refusalWords(m.tasks.notSaved(key), error),
      action: mayRetry(error) ? retry : copy,
    })
}
