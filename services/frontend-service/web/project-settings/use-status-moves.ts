import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useCallback, useEffect, useMemo, useRef, useState } from 'react'
import { useWorkspace } from '../account/session.ts'
import { dashboardWords } from '../frame/dashboard-words.ts'
import { useProject } from '../projects/project.ts'
import { projectAt } from '../projects/queries.ts'
import { isDone } from '../tasks/task.ts'
import { type Inputs, trpc } from '../trpc.ts'
import { announce } from '../ui/announcer.tsx'
import { toast } from '../ui/toast.ts'
import type { StatusDrop } from './status-drag.ts'
import { groupOf, isLastOfGroup, placed, type StatusPlace, stepped } from './status-order.ts'
import { useProjectSettled } from './use-project-mutation.ts'
import { workflowWords } from './workflow-words.ts'

export const handleIdOf = (statusId: string) => `move-${statusId}`

/** To a place, or a step up (-1) or down (1). */
export type StatusMove = StatusPlace | 1 | -1

interface Asked {
  readonly id: string
  readonly place: StatusPlace
}

type Move = Inputs['task']['statuses']['move']

/** Puts statuses into another order and other groups: shown at once, spoken, and asked about first where tasks would be
 *  completed, cancelled or reopened with their status. */
export function useStatusMoves() {
  const { id: projectId, key, statuses: saved } = useProject()
  const { id: workspaceId } = useWorkspace()
  const queryClient = useQueryClient()
  /** What is not saved yet, put over whatever is read meanwhile. */
  const [moves, setMoves] = useState<readonly Move[]>([])
  const statuses = useMemo(
    () => moves.reduce((all, { id, ...place }) => placed(all, id, place), saved),
    [moves, saved],
  )
  const [asked, setAsked] = useState<Asked>()
  const focused = useRef<string>(undefined)
  const { onError, onSettled } = useProjectSettled()
  const mutationKey = trpc.task.statuses.move.mutationKey()
  const leave = (move: Move) => setMoves((before) => before.filter((each) => each !== move))
  const { mutate } = useMutation(
    trpc.task.statuses.move.mutationOptions({
      // One after the other: each begins from what the one before has left.
      scope: { id: 'statuses' },
      onSuccess: async (_, move) => {
        const { queryKey } = projectAt(workspaceId, key)
        // An answer that was asked for before this was saved would take it back.
        await queryClient.cancelQueries({ queryKey })
        const { id, ...place } = move
        queryClient.setQueryData(
          queryKey,
          (project) => project && { ...project, statuses: placed(project.statuses, id, place) },
        )
        leave(move)
      },
      onError: (error, move) => {
        leave(move)
        onError(error)
      },
      onSettled: () => (queryClient.isMutating({ mutationKey }) === 1 ? onSettled() : undefined),
    }),
  )

  const put = useCallback(
    (id: string, place: StatusPlace) => {
      const one = { projectId, id, ...place }
      setMoves((before) => [...before, one])
      mutate(one)
      focused.current = id
      const own = placed(statuses, id, place).filter(({ group }) => group === place.group)
      const at = own.findIndex((status) => status.id === id)
      announce(
        workflowWords().placed(
          ...([
            own[at]?.name ?? '',
            dashboardWords().groups[place.group],
            at + 1,
            own.length,
          ] as const),
        ),
      )
    },
    [statuses, mutate, projectId],
  )

  const move = useCallback(
    (id: string, to: StatusMove) => {
      const place = typeof to === 'number' ? stepped(statuses, id, to) : to
      const from = groupOf(statuses.find((status) => status.id === id))
      if (!place || !from) return
      if (from === place.group) return put(id, place)
      if (isLastOfGroup(statuses, id))
        return toast({ text: workflowWords().lastOfGroup(dashboardWords().groups[from]) })
      if (isDone({ group: from }) || isDone(place)) setAsked({ id, place })
      else put(id, place)
    },
    [statuses, put],
  )

  const drop = useCallback(
    ({ id, group, nextTo, edge }: StatusDrop) => {
      if (nextTo === id) return
      const own = statuses.filter((status) => status.group === group && status.id !== id)
      const at = own.findIndex((status) => status.id === nextTo)
      const before = at < 0 ? undefined : own[edge === 'bottom' ? at + 1 : at]
      move(id, { group, ...(before && { beforeId: before.id }) })
    },
    [statuses, move],
  )

  // What moves in the page loses the focus, once it is there.
  // biome-ignore lint/correctness/useExhaustiveDependencies: it is the new order that moves it
  useEffect(() => {
    if (focused.current) document.getElementById(handleIdOf(focused.current))?.focus()
    focused.current = undefined
  }, [statuses])

  return { statuses, move, drop, put, asked, close: () => setAsked(undefined) }
}
