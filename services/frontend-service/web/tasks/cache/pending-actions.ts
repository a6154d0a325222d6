import { useMutationState } from '@tanstack/react-query'
import { useMemo } from 'react'
import type { Board, TaskRow } from '../task.ts'
import { actionsOf } from './action.ts'
import { replayed, replayedTask } from './replay.ts'

/** Options of every mutation of tasks. The server gets them one after the other, in the order in which they were done. */
export const taskMutation = { mutationKey: ['task'], scope: { id: 'task' } }

const pending = { mutationKey: taskMutation.mutationKey, status: 'pending' } as const

/** Actions that the server has not answered yet, oldest first. */
function usePendingActions() {
  const variables = useMutationState({ filters: pending, select: ({ state }) => state.variables })
  return useMemo(() => variables.flatMap(actionsOf), [variables])
}

/** Tasks whose change is on its way. */
export const usePendingIds = () => new Set(usePendingActions().map(({ task }) => task.id))

/** A board as it will be once the actions on their way have arrived. */
export function useReplayed(board: Board) {
  const actions = usePendingActions()
  return useMemo(() => replayed(board, actions), [board, actions])
}

/** The same for a task by itself. */
export function useReplayedTask<T extends TaskRow>(task: T) {
  const actions = usePendingActions()
  return useMemo(() => replayedTask(task, actions), [task, actions])
}

/** The same for tasks that stand in no board. */
export function useReplayedTasks() {
  const actions = usePendingActions()
  return <T extends TaskRow>(tasks: readonly T[]) =>
    tasks.map((task) => replayedTask(task, actions))
}
