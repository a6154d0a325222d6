import { MutationObserver } from '@tanstack/react-query'
import { m } from '../../messages.ts'
import { queryClient } from '../../query-client.ts'
import { refresh } from '../../refresh.ts'
import { client } from '../../trpc.ts'
import { refusalWords } from '../../ui/form/field-errors.ts'
import { toast } from '../../ui/toast.ts'
import { taskMutation } from '../cache/pending-actions.ts'
import { bringIn } from '../cache/pending-updates.ts'
import { savedId } from '../cache/provisional.ts'
import { offerUndo } from '../change/offer-undo.ts'
import type { TaskRow } from '../task.ts'
import { watchWords } from './watch-words.ts'

export type Watched = Pick<TaskRow, 'id' | 'key' | 'projectId'>

export interface Watching {
  readonly tasks: readonly Watched[]
  /** Somebody else. */
  readonly userId?: string
  readonly isWatching?: boolean
}

const sending = new MutationObserver(queryClient, {
  ...taskMutation,
  mutationFn: ({ tasks, ...who }: Watching) =>
    client.task.watchers.set.mutate({
      ...{ ...who, projectId: tasks[0]?.projectId ?? '' },
      ids: tasks.map(({ id }) => savedId(id)),
    }),
  onSuccess: ({ actionId, isWatching }, { tasks, userId }) => {
    refreshWatchers()
    const [first] = tasks
    const what = first?.key && tasks.length === 1 ? first.key : m.tasks.count(tasks.length)
    const { watched, unwatched, undone } = watchWords()
    const text = userId ? undefined : (isWatching ? watched : unwatched)(what)
    offerUndo({ actionId, text, undone: undone(what) })
  },
  onError: (error) => toast({ tone: 'bad', text: refusalWords(watchWords().notSaved, error) }),
})

/** Watches tasks of a project that one does not watch yet; where one watches all of them, no longer. */
export const watch = (tasks: readonly Watched[], who: Omit<Watching, 'tasks'> = {}) =>
  // What comes of it is told above.
  void sending.mutate({ tasks, ...who }).catch(() => {})

/** Those of the task that is open, and lists of what somebody watches. */
const refreshWatchers = () =>
  void refresh(queryClient, ({ queryKey }) => {
    const [path, options] = queryKey
    const name = Array.isArray(path) ? path.join('.') : ''
    return (
      name.startsWith('task.watchers.') ||
      (/^task\.tasks\.(list|board)$/.test(name) && JSON.stringify(options).includes('watcher'))
    )
  }).then(bringIn)
