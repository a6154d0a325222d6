import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useOverlays } from '../../frame/overlays.ts'
import { m } from '../../messages.ts'
import { client, trpc } from '../../trpc.ts'
import { refusalWords } from '../../ui/form/field-errors.ts'
import { toast } from '../../ui/toast.ts'
import { refreshTasks } from '../cache/cache.ts'
import { taskMutation } from '../cache/pending-actions.ts'
import { offerUndo } from '../change/offer-undo.ts'
import { giveBack, type Sent } from './kept-text.ts'
import { madeLabels } from './new-labels.ts'
import type { NewTask } from './new-task.ts'
import { quickAddWords } from './quick-add-words.ts'

interface NewLines {
  readonly workspaceId: string
  readonly projectId: string
  readonly projectKey: string
  readonly lines: readonly (NewTask & { readonly level: number })[]
  /** As it was written, to go on with when it was not saved. */
  readonly sent: Sent
}

/** Makes a task of each line, in their order; indented ones are parts of those above. All of them are made or none, and
 *  one undo moves all to the trash; what was not saved is kept for quick add. */
export function useCreateLines() {
  const queryClient = useQueryClient()
  const { open } = useOverlays()
  const { mutate } = useMutation({
    ...taskMutation,
    mutationFn: createAll,
    onSuccess: ({ actionId, tasks: { length } }) => {
      refreshTasks(queryClient)
      void queryClient.invalidateQueries(trpc.task.projects.list.pathFilter())
      offerUndo({
        actionId,
        text: quickAddWords().linesCreated(length),
        undone: quickAddWords().linesUndone(length),
      })
    },
    onError: (error, { lines, sent }) => {
      giveBack(sent, error)
      toast({
        tone: 'bad',
        text: refusalWords(quickAddWords().linesNotCreated(lines.length), error),
        action: { label: m.tasks.edit, run: () => open({ kind: 'quick-add' }) },
      })
    },
  })
  return (input: NewLines) => mutate(input)
}

async function createAll({ lines, sent: { key }, ...place }: NewLines) {
  const names = lines.flatMap(({ newLabels }) => newLabels)
  const made = await madeLabels(place, [...new Set(names)])
  /** The newest task of each level. */
  const above: number[] = []
  const tasks = lines.map(({ level, newLabels, ...task }, index) => {
    above.splice(level, Infinity, index)
    const labelIds = [...task.labelIds, ...newLabels.flatMap((name) => made.get(name) ?? [])]
    return { ...task, labelIds, parent: above[level - 1] }
  })
  const { projectId } = place
  return client.task.tasks.createMany.mutate({ projectId, tasks, idempotencyKey: key })
}
