import { MutationObserver } from '@tanstack/react-query'
import { mayRetry } from '../../failures.ts'
import { m } from '../../messages.ts'
import { newId } from '../../new-id.ts'
import { queryClient } from '../../query-client.ts'
import { client, trpc } from '../../trpc.ts'
import { refusalWords } from '../../ui/form/field-errors.ts'
import { toast } from '../../ui/toast.ts'
import { refreshTasks } from '../cache/cache.ts'
import { taskMutation } from '../cache/pending-actions.ts'
import { savedId } from '../cache/provisional.ts'
import { offerUndo } from '../change/offer-undo.ts'
import type { TaskRow } from '../task.ts'
import { quickAddWords } from './quick-add-words.ts'

interface Copying {
  readonly task: Pick<TaskRow, 'id' | 'key'>
  readonly idempotencyKey: string
}

const sending = new MutationObserver(queryClient, {
  ...taskMutation,
  mutationFn: ({ task, idempotencyKey }: Copying) =>
    client.task.tasks.duplicate.mutate({ id: savedId(task.id), idempotencyKey }),
  onSuccess: ({ actionId, tasks }, { task }) => {
    refreshTasks(queryClient)
    void queryClient.invalidateQueries(trpc.task.projects.list.pathFilter())
    const words = quickAddWords()
    const copy = tasks[0]?.key ?? ''
    const text = words.duplicated(task.key, copy, tasks.length - 1)
    offerUndo({ actionId, text, undone: words.duplicateUndone(copy) })
  },
  onError: (error, again) =>
    toast({
      tone: 'bad',
      text: refusalWords(quickAddWords().notDuplicated(again.task.key), error),
      action: mayRetry(error) ? { label: m.shell.retry, run: () => send(again) } : undefined,
    }),
})

// What comes of it is told above.
const send = (copying: Copying) => void sending.mutate(copying).catch(() => {})

/** Makes a task once more, with its parts. */
export const duplicate = ({ id, key }: Copying['task']) =>
  send({ task: { id, key }, idempotencyKey: newId() })
