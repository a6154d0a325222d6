import { useMemo } from 'react'
import { type Column, isReadUp, type TaskFilter } from '../cache/columns.ts'
import type { SubGrouping } from '../filter/use-filter.ts'
import { useFolded } from '../rows/folded.ts'
import type { More } from '../rows/more-note.tsx'
import { useWhole } from '../rows/use-whole.ts'
import type { Board, TaskRow } from '../task.ts'
import { type ListGroup, useListGroups } from './list-groups.tsx'
import { dealable } from './sub-groups.ts'
import { type Parts, partsOutside, type Tree, treeOf } from './tree.ts'
import { useSubGroups } from './use-sub-groups.ts'

/** A group of a list or table as it is on screen. */
export interface Section {
  /** Names it among all; of a group within another both. */
  readonly id: string
  readonly group: ListGroup
  readonly column: Column
  /** What stands below its heading; nothing where groups within it do. */
  readonly tree: Tree
  readonly within?: readonly Section[]
  readonly isOpen: boolean
  /** All of its tasks have been read. */
  readonly isWhole: boolean
  /** Why there is more than the groups within it show; undefined where they show all. */
  readonly more?: More
}

interface Shown {
  readonly board: Board
  readonly filter: TaskFilter
  /** Of the saved view that is shown, if one is. */
  readonly viewId: string | undefined
  /** Those that the filter leaves. */
  readonly statuses: readonly string[] | undefined
  readonly subGroupBy: SubGrouping | null
  readonly parts: Parts
}

/** The groups of a list or table, which fold and stay so, as the lanes of a board do. */
export function useSections({ board, filter, viewId, statuses, subGroupBy, parts }: Shown) {
  const kind = `list ${board.groupBy ?? 'status'}`
  const place = { projectId: filter.projectId, viewId }
  const foldedGroups = useFolded({ ...place, kind })
  const foldedWithin = useFolded({ ...place, kind: `${kind} ${subGroupBy ?? 'none'}` })
  const foldedOf = (id: string) => (id.includes(' ') ? foldedWithin : foldedGroups)
  const isOpen = (id: string) => !foldedOf(id).ids.has(keptId(id))
  const groups = useListGroups(board, statuses)
  const columnsDealt = useMemo(
    () => (subGroupBy ? board.columns.map(dealable) : board.columns),
    [board, subGroupBy],
  )
  const { leaves, within } = useSubGroups({ columns: columnsDealt }, subGroupBy)
  const trees = useMemo(
    () => new Map(leaves.map((column) => [column, treeOf(column, parts)])),
    [leaves, parts],
  )
  const open = groups.filter(({ group }) => isOpen(group.id))
  const { hasFailed, again } = useWhole(
    filter,
    subGroupBy ? open.map(({ column }) => column) : none,
  )
  const moreOf = (column: Column): More | undefined => {
    if (column.nextCursor === null) return undefined
    if (isReadUp(column)) return 'limit'
    return hasFailed(column.statusId) ? 'failed' : 'coming'
  }
  const sections = groups.map(({ group, column }): Section => {
    const isWhole = column.nextCursor === null
    const subs = within(group.id)?.map((sub): Section => {
      const id = `${group.id} ${sub.group.id}`
      return { ...sub, id, isWhole, isOpen: isOpen(id), tree: trees.get(sub.column) ?? empty }
    })
    return {
      ...{ id: group.id, group, column, isWhole, isOpen: isOpen(group.id), within: subs },
      ...{ tree: trees.get(column) ?? empty, more: subs && moreOf(column) },
    }
  })
  const columns = groups.map(({ column }) => column)
  return {
    sections,
    columns,
    /** Tasks below headings that are open, in their order on screen. */
    rows: sections.filter((section) => section.isOpen).flatMap(rowsOf),
    /** Ids of parts that the filter leaves out. */
    outside: partsOutside(columns, board.groupBy, parts),
    /** Asks anew for what could not be read of a group. */
    again,
    fold: (id: string, toOpen: boolean) => foldedOf(id).toggle(keptId(id), !toOpen),
  }
}

/** What is kept has no room for the space between a group and one within it. */
const keptId = (id: string) => id.replace(' ', '/')

const empty: Tree = { column: { statusId: '', count: 0, nextCursor: null, tasks: [] }, paths: [] }
const none: readonly Column[] = []

const rowsOf = ({ tree, within }: Section): readonly TaskRow[] =>
  within ? within.filter(({ isOpen }) => isOpen).flatMap(rowsOf) : tree.column.tasks
