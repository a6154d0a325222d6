import { useMutation, useQueryClient } from '@tanstack/react-query'
import { keepDraft } from '../../drafts.ts'
import { m } from '../../messages.ts'
import { client } from '../../trpc.ts'
import { toast } from '../../ui/toast.ts'
import { refreshTasks } from '../cache/cache.ts'
import { remember, take } from '../change/undo.ts'
import type { Line } from './lines.ts'

interface NewTasks {
  projectId: string
  lines: readonly Line[]
  statusId: string
  /** For lines that are done. */
  doneStatusId: string
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
        keepDraft('quick add', {
          text: left.map(({ title, level }) => `${'  '.repeat(level)}${title}`).join('\n'),
        })
        toast({ tone: 'bad', text: m.tasks.linesNotCreated(left.length) })
      } else
        toast({
          id: 'undo',
          text: m.tasks.linesCreated(ids.length),
          action: { label: m.shell.undo, keys: 'mod+z', run: () => take(back) },
        })
    },
  })
  return (input: NewTasks) => mutate(input)
}

async function createAll({ projectId, lines, statusId, doneStatusId }: NewTasks) {
  const ids: string[] = []
  /** The newest task of each level. */
  const parents: string[] = []
  for (const [index, { title, isDone, level }] of lines.entries()) {
    const input = {
      ...{ projectId, title, statusId: isDone ? doneStatusId : statusId },
      parentId: parents[level - 1],
    }
    const task = await client.task.tasks.create.mutate(input).catch(() => undefined)
    if (!task) return { ids, left: lines.slice(index) }
    ids.push(task.id)
    parents.splice(level, Infinity, task.id)
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
