import { type QueryClient, useMutation, useQueryClient } from '@tanstack/react-query'
import { knownMe } from '../account/session.ts'
import { m } from '../messages.ts'
import { client, trpc } from '../trpc.ts'
import { announce } from '../ui/announcer.tsx'
import { toast } from '../ui/toast.ts'
import { holdTasks, patchTask, placed, refreshTasks } from './cache.ts'
import { draftOf } from './drafts.ts'
import type { Board, TaskRow } from './task.ts'

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
  for (const [key, data] of queryClient.getQueriesData(trpc.task.tasks.list.pathFilter()))
    if (isList(data) && isOf(key, task.projectId))
      queryClient.setQueryData(key, {
        ...data,
        pages: data.pages.map((page, index) =>
          index === data.pages.length - 1 ? { ...page, items: [...page.items, task] } : page,
        ),
      })
}

function remove(queryClient: QueryClient, id: string) {
  queryClient.setQueriesData<Board>(
    trpc.task.tasks.board.pathFilter(),
    (board) =>
      board && {
        ...board,
        columns: board.columns.map((column) => ({
          ...column,
          tasks: column.tasks.filter((task) => task.id !== id),
        })),
      },
  )
  for (const [key, data] of queryClient.getQueriesData(trpc.task.tasks.list.pathFilter()))
    if (isList(data))
      queryClient.setQueryData(key, {
        ...data,
        pages: data.pages.map((page) => ({
          ...page,
          items: page.items.filter((task) => task.id !== id),
        })),
      })
}

interface List {
  pages: { items: TaskRow[] }[]
}

const isList = (data: unknown): data is List =>
  typeof data === 'object' && data !== null && 'pages' in data && Array.isArray(data.pages)

/** A list of that project which is not narrowed to one person. */
function isOf(key: readonly unknown[], projectId: string) {
  const text = JSON.stringify(key)
  return text.includes(projectId) && !text.includes(`"assigneeId":"${knownMe()}"`)
}
