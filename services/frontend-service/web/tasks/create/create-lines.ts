import { useMutation, useQueryClient } from '@tanstack/react-query'
import { m } from '../../messages.ts'
import { client } from '../../trpc.ts'
import { toast } from '../../ui/toast.ts'
import { refreshTasks } from '../cache/cache.ts'
import { remember, take } from '../change/undo.ts'
import { giveBack } from './kept-text.ts'
import { madeLabels } from './new-labels.ts'
import type { NewTask } from './new-task.ts'

interface NewLine extends NewTask {
  readonly level: number
  /** As it was written, to go on with when it was not saved. */
  readonly text: string
}

interface NewLines {
  readonly workspaceId: string
  readonly projectId: string
  readonly projectKey: string
  readonly lines: readonly NewLine[]
}

/** Makes a task of each line, in their order; indented ones are parts of those above. One undo moves all of them to the trash; lines that were not saved are
 *  kept for quick add. */
export function useCreateLines() {
  const queryClient = useQueryClient()
  const { mutate } = useMutation({
    mutationKey: ['task'],
    mutationFn: createAll,
    onSuccess: ({ ids, left }) => {
      void refreshTasks(queryClient)
      const undo = async () => {
        await trashAll(ids)
        void refreshTasks(queryClient)
      }
      const back = () => void undo()
      if (ids.length > 0) remember('act', back)
      if (left.length > 0) {
        giveBack({ text: left.map(({ text, level }) => `${'  '.repeat(level)}${text}`).join('\n') })
        toast({ tone: 'bad', text: m.tasks.linesNotCreated(left.length) })
      } else
        toast({
          id: 'undo',
          text: m.tasks.linesCreated(ids.length),
          action: { label: m.shell.undo, keys: 'mod+z', run: () => take(back) },
        })
    },
  })
  return (input: NewLines) => mutate(input)
}

async function createAll({ lines, ...place }: NewLines) {
  const ids: string[] = []
  /** The newest task of each level. */
  const parents: string[] = []
  const names = lines.flatMap(({ newLabels }) => newLabels)
  const made = await madeLabels(place, [...new Set(names)]).catch(() => undefined)
  if (!made) return { ids, left: lines }
  for (const [index, { level, newLabels, text: _, ...task }] of lines.entries()) {
    const labelIds = [...task.labelIds, ...newLabels.flatMap((name) => made.get(name) ?? [])]
    const input = { ...task, labelIds, projectId: place.projectId, parentId: parents[level - 1] }
    const saved = await client.task.tasks.create.mutate(input).catch(() => undefined)
    if (!saved) return { ids, left: lines.slice(index) }
    ids.push(saved.id)
    parents.splice(level, Infinity, saved.id)
  }
  return { ids, left: [] }
}

async function trashAll(ids: string[]) {
  const answers = await Promise.allSettled(ids.map((id) => client.task.tasks.trash.mutate({ id })))
  const failed = answers.filter(({ status }) => status === 'rejected').length
  toast({
    id: 'undo',
    ...(failed > 0
      ? { tone: 'bad', text: m.tasks.linesNotUndone(failed) }
      : { text: m.tasks.linesUndone(ids.length) }),
  })
}
