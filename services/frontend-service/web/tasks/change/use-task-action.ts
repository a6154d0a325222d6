import {
  type QueryClient,
  useMutation,
  useMutationState,
  useQueryClient,
} from '@tanstack/react-query'
import { factsOf, sentenceOf } from '../../failures.ts'
import { m } from '../../messages.ts'
import { client } from '../../trpc.ts'
import { toast } from '../../ui/toast.ts'
import { isBoard } from '../cache/board-model.ts'
import { holdTasks, patchTask, placed } from '../cache/cache.ts'
import { indexByRank } from '../cache/columns.ts'
import type { TaskRow } from '../task.ts'
import type { TaskAction } from './action.ts'
import { offerUndo, standing } from './offer-undo.ts'
import { backAnyway, resolve, takeBack } from './overtaken.ts'

const mutationKey = ['task']

/** Shows an act at once and takes it back, with a word and a retry, when it was not saved. */
export function useTaskAction() {
  const queryClient = useQueryClient()
  const act = useMutation({
    mutationKey,
    mutationFn: send,
    onMutate: async (act: TaskAction) => {
      await holdTasks(queryClient)
      const from = standing(queryClient, act.task)
      show(queryClient, act)
      return from
    },
    onSuccess: (row, act, from) => {
      patchTask(queryClient, act.task.id, row)
      offerUndo(queryClient, { act, row, from, run })
    },
    onError: (error, act) => {
      if (act.kind === 'change' && resolve(queryClient, error, act, run)) return
      takeBack(queryClient, act)
      if (act.kind === 'move' && act.version && factsOf(error).conflict) {
        void backAnyway(act, run)
        return
      }
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
  const { mutate } = act
  const run: (act: TaskAction) => void = mutate
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

function send(act: TaskAction): Promise<TaskRow> {
  const { id, version } = act.task
  const { tasks } = client.task
  if (act.kind === 'change')
    return tasks.change.mutate({ id, version: act.version ?? version, ...act.fields })
  if (act.kind === 'move') {
    const { statusId, beforeId, afterId } = act
    return tasks.move.mutate({ id, statusId, beforeId, afterId, version: act.version })
  }
  return act.kind === 'close' ? tasks.close.mutate({ id }) : tasks.reopen.mutate({ id })
}

function show(queryClient: QueryClient, act: TaskAction) {
  if (act.kind === 'change') return patchTask(queryClient, act.task.id, act.fields)
  moveOnBoards(queryClient, act)
  patchTask(queryClient, act.task.id, { statusId: act.statusId })
}

function moveOnBoards(queryClient: QueryClient, act: Exclude<TaskAction, { kind: 'change' }>) {
  const { task, statusId } = act
  queryClient.setQueriesData({ queryKey: [['task', 'tasks', 'board']] }, (board: unknown) =>
    isBoard(board) && board.columns.some(({ tasks }) => tasks.some(({ id }) => id === task.id))
      ? placed(
          board,
          task,
          statusId,
          act.kind === 'move' ? act.index : indexByRank(board, task, statusId),
        )
      : board,
  )
}
