import { useQuery } from '@tanstack/react-query'
import { type ReactNode, useMemo } from 'react'
import { usePeople } from '../../../account/people.ts'
import { trpc } from '../../../trpc.ts'
import { assignable } from '../../fields/assignees.tsx'
import { StatusIcon } from '../../fields/status.tsx'
import type { LaneKind } from '../../filter/use-filter.ts'
import { useGroups } from '../../list/list-groups.tsx'
import { type Board, type Project, priorities } from '../../task.ts'
import { boardWords } from '../board-words.ts'
import { emptyLane, type Lane, lanesIn, NONE } from './lane-model.ts'

export interface NamedLane extends Lane {
  readonly name: string
  readonly icon?: ReactNode
}

interface Asked {
  readonly by: LaneKind
  readonly project: Project
  readonly columns: Board['columns']
  /** While a card is on its way the lanes that hold nothing are there too, below the others: nothing moves under it. */
  readonly withEmpty: boolean
}

/** The lanes of a board in their order, with their names. */
export function useLanes({ by, project, columns, withEmpty }: Asked): NamedLane[] {
  const full = useMemo(() => lanesIn(columns, by), [columns, by])
  const known = new Set(full.map(({ id }) => id))
  const more = useEmpty(by, project).filter((id) => !known.has(id))
  const all = [...full, ...(withEmpty ? more.map(emptyLane) : [])]
  const ids = all.map(({ id }) => id)
  const groups = useGroups(by === 'parent' ? 'none' : by, ids)
  const parents = useParents(by, project, { columns, ids })
  const named = by === 'parent' ? parents : groups
  const lanes = named.flatMap(({ id, name = '', icon }) => {
    const lane = all.find((each) => each.id === id)
    return lane ? [{ ...lane, name, icon }] : []
  })
  return [...lanes.filter(({ count }) => count > 0), ...lanes.filter(({ count }) => count === 0)]
}

function useEmpty(by: LaneKind, { labels }: Project): readonly string[] {
  const { members } = usePeople()
  if (by === 'priority') return priorities
  if (by === 'label') return [...labels.map(({ id }) => id), NONE]
  return by === 'assignee' ? [...assignable(members, []), NONE] : [NONE]
}

/** As many as are asked for by their ids at once. */
const PARENTS_MAX = 100

interface Parents {
  readonly columns: Board['columns']
  readonly ids: readonly string[]
}

/** Lanes by parent, in the order of their keys; those that the board does not show are asked for. */
function useParents(by: LaneKind, project: Project, { columns, ids }: Parents) {
  const tasks = new Map(columns.flatMap((column) => column.tasks).map((task) => [task.id, task]))
  const wanted = by === 'parent' ? ids.filter((id) => id !== NONE) : []
  const missing = wanted.filter((id) => !tasks.has(id)).slice(0, PARENTS_MAX)
  const { data } = useQuery({
    ...trpc.task.tasks.list.queryOptions({
      ...{ projectId: project.id, ids: missing.toSorted(), limit: PARENTS_MAX },
    }),
    enabled: missing.length > 0,
  })
  for (const task of data?.items ?? []) if (!tasks.has(task.id)) tasks.set(task.id, task)
  const lanes = wanted.map((id) => {
    const task = tasks.get(id)
    return {
      id,
      name: task ? `${task.key} ${task.title}` : '…',
      icon: task && <StatusIcon project={project} statusId={task.statusId} isDecorative />,
    }
  })
  return [
    ...lanes.sort((one, other) => compare(one.name, other.name)),
    { id: NONE, name: boardWords().noParent, icon: undefined },
  ]
}

const { compare } = new Intl.Collator(undefined, { numeric: true })
