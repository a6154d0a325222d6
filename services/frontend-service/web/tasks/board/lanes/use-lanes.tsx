import { useQueries, useQueryClient } from '@tanstack/react-query'
import { type ReactNode, useMemo, useState } from 'react'
import { usePeople } from '../../../account/people.ts'
import { plain, trpc } from '../../../trpc.ts'
import { assignable } from '../../fields/assignees.tsx'
import { StatusIcon } from '../../fields/status.tsx'
import type { LaneKind } from '../../filter/use-filter.ts'
import { useGroups } from '../../list/list-groups.tsx'
import { NONE } from '../../list/sub-groups.ts'
import { type Board, type Project, priorities, type TaskRow } from '../../task.ts'
import { boardWords } from '../board-words.ts'
import { emptyLane, type Lane, lanesIn, type Pages, pagesWith } from './lane-model.ts'

export interface NamedLane extends Lane {
  readonly name: string
  readonly icon?: ReactNode
  /** Asks for its name anew; missing unless that could not be read. */
  readonly onAgain?: () => void
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
  const parents = useParents(by, project, columns)
  const { gone } = parents
  const full = useMemo(() => lanesIn(columns, by, gone), [columns, by, gone])
  const known = new Set(full.map(({ id }) => id))
  const more = useEmpty(by, project).filter((id) => !known.has(id))
  const all = [...full, ...(withEmpty ? more.map(emptyLane) : [])]
  const ids = all.map(({ id }) => id)
  const groups = useGroups(by === 'parent' ? 'none' : by, ids)
  const named: Named[] = by === 'parent' ? parentLanes(project, parents, ids) : groups
  const lanes = named.flatMap(({ name = '', ...rest }) => {
    const lane = all.find(({ id }) => id === rest.id)
    return lane ? [{ ...lane, ...rest, name }] : []
  })
  return [...lanes.filter(({ count }) => count > 0), ...lanes.filter(({ count }) => count === 0)]
}

type Named = Pick<NamedLane, 'id' | 'icon' | 'onAgain'> & { readonly name?: string }

function useEmpty(by: LaneKind, { labels }: Project): readonly string[] {
  const { members } = usePeople()
  if (by === 'priority') return priorities
  if (by === 'label') return [...labels.map(({ id }) => id), NONE]
  return by === 'assignee' ? [...assignable(members, []), NONE] : [NONE]
}

interface Parents {
  readonly tasks: ReadonlyMap<string, TaskRow>
  /** Those that are not there any more. */
  readonly gone: ReadonlySet<string>
  /** Those that could not be read. */
  readonly failed: ReadonlySet<string>
  /** Asks for these anew. */
  readonly again: () => void
}

/** The tasks that others are part of: those that the board does not show are asked for. */
function useParents(by: LaneKind, project: Project, columns: Board['columns']): Parents {
  const queryClient = useQueryClient()
  const shown = useMemo(
    () => new Map(columns.flatMap((column) => column.tasks).map((task) => [task.id, task])),
    [columns],
  )
  const unseen = useMemo(() => {
    const wanted = by === 'parent' ? [...shown.values()] : []
    return wanted.flatMap(({ parentId }) => (parentId && !shown.has(parentId) ? [parentId] : []))
  }, [by, shown])
  const asked = usePages(project.id, unseen)
  const queries = asked.map((ids) =>
    // Alone: the ids of several pages in one address are more than a server takes.
    trpc.task.tasks.list.queryOptions(
      { projectId: project.id, ids: [...ids], limit: ids.length },
      plain,
    ),
  )
  const answers = useQueries({ queries, combine: answersOf })
  const again = () => {
    for (const [page, { queryKey }] of queries.entries())
      if (answers[page]?.hasFailed)
        void queryClient.refetchQueries({ queryKey, exact: true }, { cancelRefetch: false })
  }
  const known = useMemo(() => {
    const tasks = new Map(shown)
    for (const task of answers.flatMap(({ items }) => items ?? []))
      if (!tasks.has(task.id)) tasks.set(task.id, task)
    const read = asked.flatMap((ids, page) => (answers[page]?.items ? ids : []))
    const failed = asked.flatMap((ids, page) => (answers[page]?.hasFailed ? ids : []))
    return {
      ...{ tasks, failed: new Set(failed) },
      gone: new Set(read.filter((id) => !tasks.has(id))),
    }
  }, [shown, asked, answers])
  return { ...known, again }
}

/** The ids in pages that stay as they are while cards come and go: what is known of one is not asked for again. */
function usePages(projectId: string, ids: readonly string[]): Pages {
  const [known, setKnown] = useState({ projectId, pages: noPages })
  const before = known.projectId === projectId ? known.pages : noPages
  const pages = useMemo(() => pagesWith(before, ids), [before, ids])
  if (pages !== known.pages) setKnown({ projectId, pages })
  return pages
}

const noPages: Pages = []

/** By the same function, so that the same answers are the same list. What has failed has so until it is read, also while it is
 *  asked for again. */
const answersOf = (answers: readonly Answered[]) =>
  answers.map(({ data, errorUpdateCount }) => ({
    items: data?.items,
    hasFailed: errorUpdateCount > 0 && !data,
  }))
interface Answered {
  readonly data: { items: readonly TaskRow[] } | undefined
  readonly errorUpdateCount: number
}

/** Lanes by parent, in the order of their keys; those whose name is still on its way, or could not be read, come below
 *  them. */
function parentLanes(
  project: Project,
  { tasks, failed, again }: Parents,
  ids: readonly string[],
): Named[] {
  const lanes = ids
    .filter((id) => id !== NONE)
    .map((id) => {
      const task = tasks.get(id)
      if (task)
        return {
          ...{ id, isKnown: true, name: `${task.key} ${task.title}` },
          icon: <StatusIcon project={project} statusId={task.statusId} isDecorative />,
        }
      return failed.has(id)
        ? { id, isKnown: false, name: boardWords().unknownParent, onAgain: again }
        : { id, isKnown: false, name: '…' }
    })
  return [
    ...lanes.sort(
      (one, other) => Number(other.isKnown) - Number(one.isKnown) || compare(one.name, other.name),
    ),
    { id: NONE, name: boardWords().noParent },
  ]
}

const { compare } = new Intl.Collator(undefined, { numeric: true })
