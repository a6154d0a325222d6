import { type QueryClient, useMutation, useQueryClient } from '@tanstack/react-query'
import { m } from '../../messages.ts'
import { client, trpc } from '../../trpc.ts'
import { announce } from '../../ui/announcer.tsx'
import { toast } from '../../ui/toast.ts'
import { holdTasks, patchTask, placed, refreshTasks } from '../cache/cache.ts'
import { draftOf } from '../change/drafts.ts'
import type { Board, TaskRow } from '../task.ts'

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
    mutationKey: ['task'],
    mutationFn: ({ task }: { task: TaskRow; projectKey: string }) =>
      client.task.tasks.create.mutate({
        projectId: task.projectId,
        statusId: task.statusId,
        title: task.title,
        idempotencyKey: task.id,
      }),
    onMutate: async ({ task }) => {
      await holdTasks(queryClient)
      insert(queryClient, task)
    },
    onSuccess: (row, { task }) => {
      patchTask(queryClient, task.id, row)
      announce(m.tasks.created(row.key))
      void queryClient.invalidateQueries(trpc.task.projects.list.pathFilter())
    },
    onError: (_error, again) => {
      remove(queryClient, again.task.id)
      draftOf('quick add').write(again.task.title)
      void refreshTasks(queryClient)
      toast({
        tone: 'bad',
        text: m.tasks.notCreated(again.task.title),
        action: { label: m.shell.retry, run: () => run(again) },
      })
    },
  })
  const run = create.mutate
  return ({ projectKey, ...input }: NewTask) =>
    run({ projectKey, task: provisional(input, projectKey) })
}

/** A task before the server has given it a number; its id is the key under which a repeated call is the same call. */
function provisional(input: Omit<NewTask, 'projectKey'>, projectKey: string): TaskRow {
  const now = new Date().toISOString()
  return {
    ...input,
    id: crypto.randomUUID(),
    key: `${projectKey}-…`,
    priority: 'none',
    dueDate: null,
    rank: 'zzzz',
    version: 1,
    assigneeIds: [],
    labelIds: [],
    commentCount: 0,
    createdAt: now,
    updatedAt: now,
    completedAt: null,
  }
}

function insert(queryClient: QueryClient, task: TaskRow) {
  queryClient.setQueriesData<Board>(trpc.task.tasks.board.pathFilter(), (board) => {
    const isHere = board?.columns.some(({ statusId }) => statusId === task.statusId)
    return board && isHere ? placed(board, task, task.statusId, Number.MAX_SAFE_INTEGER) : board
  })
}

function remove(queryClient: QueryClient, id: string) {
  queryClient.setQueriesData<Board>(
    trpc.task.tasks.board.pathFilter(),
    (board) =>
      board && {
        ...board,
        columns: board.columns.map((column) => {
          const tasks = column.tasks.filter((task) => task.id !== id)
          return { ...column, tasks, count: column.count - column.tasks.length + tasks.length }
        }),
      },
  )
}
