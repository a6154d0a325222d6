import { useMutation, useQueryClient } from '@tanstack/react-query'
import { keepDraft } from '../../drafts.ts'
import { m } from '../../messages.ts'
import { newId } from '../../new-id.ts'
import { trpc } from '../../trpc.ts'
import { announce } from '../../ui/announcer.tsx'
import { toast } from '../../ui/toast.ts'
import type { TaskAction } from '../cache/action.ts'
import { refreshTasks, settleTask } from '../cache/cache.ts'
import { taskMutation } from '../cache/pending-actions.ts'
import { bringIn } from '../cache/pending-updates.ts'
import { keepSavedId } from '../cache/provisional.ts'
import { send } from '../change/send.ts'
import type { TaskRow } from '../task.ts'

interface NewTask {
  projectId: string
  projectKey: string
  statusId: string
  title: string
}

/** Creates a task: it is in list and board at once; when it was not saved it leaves again and its title is kept. */
export function useCreateTask() {
  const queryClient = useQueryClient()
  const create = useMutation({
    ...taskMutation,
    mutationFn: (action: TaskAction) => send(action),
    onSuccess: ({ actionId: _, ...row }, { task }) => {
      keepSavedId(task.id, row.id)
      settleTask(queryClient, row, { isNew: true })
      bringIn()
      announce(m.tasks.created(row.key))
      void queryClient.invalidateQueries(trpc.task.projects.list.pathFilter())
    },
    onError: (_error, again) => {
      refreshTasks(queryClient)
      keepDraft('quick add', { text: again.task.title })
      toast({
        tone: 'bad',
        text: m.tasks.notCreated(again.task.title),
        action: { label: m.shell.retry, run: () => run(again) },
      })
    },
  })
  const run = create.mutate
  return ({ projectKey, ...input }: NewTask) =>
    run({ kind: 'create', task: provisional(input, projectKey) })
}

/** A task before the server has given it a number; its id is the key under which a repeated call is the same call. */
function provisional(input: Omit<NewTask, 'projectKey'>, projectKey: string): TaskRow {
  const now = new Date().toISOString()
  return {
    ...input,
    id: newId(),
    key: `${projectKey}-…`,
    priority: 'none',
    dueDate: null,
    rank: 'zzzz',
    version: 1,
    assigneeIds: [],
    labelIds: [],
    commentCount: 0,
    parentId: null,
    subtasks: null,
    blockers: null,
    createdAt: now,
    updatedAt: now,
    completedAt: null,
  }
}
