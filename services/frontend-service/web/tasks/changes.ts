import {
  type QueryClient,
  useMutation,
  useMutationState,
  useQueryClient,
} from '@tanstack/react-query'
import { factsOf, sentenceOf } from '../failures.ts'
import { m } from '../messages.ts'
import { client } from '../trpc.ts'
import { toast } from '../ui/toast.ts'
import { isBoard } from './board-model.ts'
import { holdTasks, type Patch, patchTask, placed, refreshTasks } from './cache.ts'
import { askAbout } from './conflict.ts'
import type { TaskRow } from './task.ts'

type Fields = Omit<Patch, 'id' | 'key' | 'statusId' | 'version' | 'rank'>

/** What somebody does to a task. */
export type Act =
  | { kind: 'change'; task: TaskRow; fields: Fields; version?: number }
  | {
      kind: 'move'
      task: TaskRow
      statusId: string
      beforeId?: string
      afterId?: string
      index: number
    }
  | { kind: 'close' | 'reopen'; task: TaskRow; statusId: string }

const mutationKey = ['task']

/** Shows an act at once and takes it back, with a word and a retry, when it was not saved. */
export function useTaskAct() {
  const queryClient = useQueryClient()
  const act = useMutation({
    mutationKey,
    mutationFn: send,
    onMutate: async (act: Act) => {
      await holdTasks(queryClient)
      show(queryClient, act)
    },
    onSuccess: (row, { task }) => patchTask(queryClient, task.id, row),
    onError: (error, act) => {
      if (act.kind === 'change' && resolve(queryClient, error, act, run)) return
      takeBack(queryClient, act)
      const retry = { label: m.shell.retry, run: () => run(act) }
      const { status, reason } = factsOf(error)
      const isForbidden = status === 403 || reason === 'archived'
      toast({
        tone: 'bad',
        text: isForbidden ? sentenceOf(error) : m.tasks.notSaved(act.task.key),
        ...(!isForbidden && { action: retry }),
      })
    },
  })
  const run = act.mutate
  return run
}

/** Tasks whose change is on its way. */
export const usePendingIds = () =>
  new Set(
    useMutationState({
      filters: { mutationKey, status: 'pending' },
      select: ({ state }) => taskIdOf(state.variables),
    }),
  )

const taskIdOf = (act: unknown) =>
  typeof act === 'object' &&
  act !== null &&
  'task' in act &&
  typeof act.task === 'object' &&
  act.task !== null &&
  'id' in act.task
    ? String(act.task.id)
    : ''

function send(act: Act): Promise<TaskRow> {
  const { id, version } = act.task
  const { tasks } = client.task
  if (act.kind === 'change')
    return tasks.change.mutate({ id, version: act.version ?? version, ...act.fields })
  if (act.kind === 'move') {
    const { statusId, beforeId, afterId } = act
    return tasks.move.mutate({ id, statusId, beforeId, afterId })
  }
  return act.kind === 'close' ? tasks.close.mutate({ id }) : tasks.reopen.mutate({ id })
}

function show(queryClient: QueryClient, act: Act) {
  if (act.kind === 'change') return patchTask(queryClient, act.task.id, act.fields)
  if (act.kind === 'move') moveOnBoards(queryClient, act.task, act.statusId, act.index)
  patchTask(queryClient, act.task.id, { statusId: act.statusId })
}

function takeBack(queryClient: QueryClient, { task }: Act) {
  patchTask(queryClient, task.id, task)
  void refreshTasks(queryClient)
}

function moveOnBoards(queryClient: QueryClient, task: TaskRow, statusId: string, index: number) {
  queryClient.setQueriesData({ queryKey: [['task', 'tasks', 'board']] }, (board: unknown) =>
    isBoard(board) && board.columns.some(({ tasks }) => tasks.some(({ id }) => id === task.id))
      ? placed(board, task, statusId, index)
      : board,
  )
}

type Change = Extract<Act, { kind: 'change' }>

interface Sides {
  version: number
  changed: Record<string, { yours: unknown; theirs: unknown }>
  by?: string | null
}

/** After a 409: sends again by itself when others changed other fields, else asks which side stays. */
function resolve(
  queryClient: QueryClient,
  error: unknown,
  act: Change,
  again: (act: Act) => void,
): boolean {
  const { conflict } = factsOf(error)
  if (!isSides(conflict)) return false
  const known = new Map<string, unknown>(Object.entries(act.task))
  const lost = Object.entries(conflict.changed).filter(
    ([field, { theirs }]) => known.has(field) && !isSame(known.get(field), theirs),
  )
  const retry = () => again({ ...act, version: conflict.version })
  const [first] = lost
  if (!first) {
    retry()
    return true
  }
  const [field, { yours, theirs }] = first
  const theirPatch = Object.fromEntries(lost.map(([name, sides]) => [name, sides.theirs]))
  askAbout({
    task: act.task,
    field,
    mine: yours,
    theirs,
    by: conflict.by ?? null,
    keepMine: retry,
    theirPatch: { ...theirPatch, version: conflict.version },
  })
  void refreshTasks(queryClient)
  return true
}

const isSame = (one: unknown, other: unknown) => JSON.stringify(one) === JSON.stringify(other)

const isSides = (value: unknown): value is Sides =>
  typeof value === 'object' && value !== null && 'changed' in value && 'version' in value
