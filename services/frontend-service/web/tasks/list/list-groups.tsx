import clsx from 'clsx'
import type { ReactNode } from 'react'
import { usePeople } from '../../account/people.ts'
import { m } from '../../messages.ts'
import { useProject } from '../../projects/project.ts'
import { Avatar } from '../../ui/avatar.tsx'
import { groundOf } from '../../ui/form/colour.tsx'
import type { Column } from '../cache/columns.ts'
import { PriorityIcon } from '../fields/priority.tsx'
import { StatusIcon } from '../fields/status.tsx'
import { type Board, inListOrder, priorities } from '../task.ts'
import { viewWords } from '../views/view-words.ts'

/** What the tasks below a heading have in common. */
export interface ListGroup {
  readonly id: string
  /** Left out where a list has no headings. */
  readonly name?: string
  readonly icon?: ReactNode
  /** The status of what is added there, if it is one. */
  readonly statusId?: string
}

/** The groups of a list that hold something, in their order. `statuses` are those that the filter leaves. */
export function useListGroups(board: Board, statuses: readonly string[] | undefined) {
  const all = useGroups(
    board.groupBy,
    board.columns.map(({ statusId }) => statusId),
  )
  return all
    .filter(({ statusId }) => !statusId || !statuses || statuses.includes(statusId))
    .flatMap((group): { group: ListGroup; column: Column }[] => {
      const column = board.columns.find(({ statusId }) => statusId === group.id)
      return column && column.count > 0 ? [{ group, column }] : []
    })
}

/** All groups of a kind; `keys` are those that hold something, or are to be shown all the same. */
export function useGroups(groupBy: Board['groupBy'], keys: readonly string[]): ListGroup[] {
  const project = useProject()
  const { nameOf, hueOf } = usePeople()
  const words = viewWords()
  const ids = keys.filter((id) => id !== 'none')
  switch (groupBy) {
    case 'none':
      return [{ id: 'all' }]
    case 'priority':
      return priorities.map((id) => ({
        ...{ id, name: m.tasks.priorities[id] },
        icon: <PriorityIcon priority={id} isDecorative />,
      }))
    case 'due':
      return days.map((id) => ({ id, name: words.days[id] }))
    case 'assignee': {
      const people = ids.map((id) => ({
        ...{ id, name: nameOf(id) },
        icon: <Avatar name={nameOf(id)} hue={hueOf(id)} size={18} isDecorative />,
      }))
      return [...people.sort(byName), { id: 'none', name: words.nobody }]
    }
    case 'label': {
      const labels = ids.map((id) => {
        // One that was made a moment ago may not be known yet.
        const { name = '…', color } = project.labels.find((label) => label.id === id) ?? {}
        const icon = color && <i className={clsx('size-2 rounded-full', groundOf(color))} />
        return { id, name, icon }
      })
      return [...labels.sort(byName), { id: 'none', name: words.noLabel }]
    }
    case undefined:
      return inListOrder(project.statuses).map(({ id, name }) => ({
        ...{ id, name, statusId: id },
        icon: <StatusIcon project={project} statusId={id} isDecorative />,
      }))
    default:
      return groupBy satisfies never
  }
}

const days = ['before', 'today', 'soon', 'later', 'none'] as const

const { compare } = new Intl.Collator(undefined, { numeric: true })
const byName = (one: { name: string }, other: { name: string }) => compare(one.name, other.name)
