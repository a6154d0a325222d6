import { useQuery } from '@tanstack/react-query'
import { type ReactNode, useMemo } from 'react'
import { usePeople } from '../../../account/people.ts'
import { trpc } from '../../../trpc.ts'
import { assignable } from '../../fields/assignees.tsx'
import { StatusIcon } from '../../fields/status.tsx'
import type { LaneKind } from '../../filter/use-filter.ts'
import { useGroups } from '../../list/list-groups.tsx'
import { NONE } from '../../list/sub-groups.ts'
import { type Board, type Project, priorities, type TaskRow } from '../../task.ts'
import { boardWords } from '../board-words.ts'
import { emptyLane, type Lane, lanesIn } from './lane-model.ts'

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
  const { tasks, gone } = useParents(by, project, columns)
  const full = useMemo(() => lanesIn(columns, by, gone), [columns, by, gone])
  const known = new Set(full.map(({ id }) => id))
  const more = useEmpty(by, project).filter((id) => !known.has(id))
  const all = [...full, ...(withEmpty ? more.map(emptyLane) : [])]
  const ids = all.map(({ id }) => id)
  const groups = useGroups(by === 'parent' ? 'none' : by, ids)
  const named = by === 'parent' ? parentLanes(project, { tasks, ids }) : groups
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

/** The tasks that others are part of: those that the board does not show are asked for. `gone` are those that are not there
 *  any more. */
function useParents(by: LaneKind, project: Project, columns: Board['columns']) {
  const shown = useMemo(
    () => new Map(columns.flatMap((column) => column.tasks).map((task) => [task.id, task])),
    [columns],
  )
  const missing = useMemo(() => {
    const wanted = by === 'parent' ? [...shown.values()] : []
    const ids = new Set(wanted.flatMap(({ parentId }) => parentId ?? []))
    return [...ids]
      .filter((id) => !shown.has(id))
      .toSorted()
      .slice(0, PARENTS_MAX)
  }, [by, shown])
  const { data } = useQuery({
    ...trpc.task.tasks.list.queryOptions({
      ...{ projectId: project.id, ids: missing, limit: PARENTS_MAX },
    }),
    enabled: missing.length > 0,
  })
  return useMemo(() => {
    const tasks = new Map(shown)
    for (const task of data?.items ?? []) if (!tasks.has(task.id)) tasks.set(task.id, task)
    return { tasks, gone: new Set(data ? missing.filter((id) => !tasks.has(id)) : []) }
  }, [shown, data, missing])
}

interface Parents {
  readonly tasks: ReadonlyMap<string, TaskRow>
  readonly ids: readonly string[]
}

/** Lanes by parent, in the order of their keys. */
function parentLanes(project: Project, { tasks, ids }: Parents) {
  const lanes = ids
    .filter((id) => id !== NONE)
    .map((id) => {
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
