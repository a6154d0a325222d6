import { useMutation, useQueryClient } from '@tanstack/react-query'
import { m } from '../../messages.ts'
import { newId } from '../../new-id.ts'
import { client } from '../../trpc.ts'
import { announce } from '../../ui/announcer.tsx'
import { refusalWords } from '../../ui/form/field-errors.ts'
import { toast } from '../../ui/toast.ts'
import { refreshTasks, settleTask } from '../cache/cache.ts'
import { taskMutation } from '../cache/pending-actions.ts'
import type { Task } from '../task.ts'

/** Makes a part of a task; resolves to whether it was made. */
export function useCreateSubtask({ id: parentId, projectId }: Task) {
  const queryClient = useQueryClient()
  const { mutateAsync } = useMutation({
    ...taskMutation,
    mutationFn: (title: string) =>
      client.task.tasks.create.mutate({ projectId, parentId, title, idempotencyKey: newId() }),
    onSuccess: (row) => {
      settleTask(queryClient, row, { isNew: true })
      refreshTasks(queryClient)
      announce(m.tasks.created(row.key))
    },
    onError: (error, title) =>
      toast({ tone: 'bad', text: refusalWords(m.tasks.notCreated(title), error) }),
  })
  return (title: string) =>
    mutateAsync(title).then(
      () => true,
      () => false,
    )
}
