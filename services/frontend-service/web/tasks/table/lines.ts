import { lengthOf } from '../cache/columns.ts'
import type { Section } from '../list/use-sections.ts'
import { above } from '../rows/path.ts'
import type { TaskRow } from '../task.ts'
import type { ColumnId } from './columns.ts'

/** A line that the arrows reach: the headings of the columns, the heading of a group, or a task in it. */
export type Line = { readonly key: string } & (
  | { readonly kind: 'head' }
  | {
      readonly kind: 'group'
      readonly groupId: string
      readonly isOpen: boolean
      /** The heading of the group that it is within. */
      readonly above?: string
    }
  | {
      readonly kind: 'task'
      readonly groupId: string
      readonly task: TaskRow
      /** The line of what it is shown as a part of, else the heading of its group. */
      readonly above?: string
    }
)

/** A cell, by the key of its line. */
export interface Cell {
  readonly line: string
  readonly column: ColumnId
}

export const HEAD = 'head'
export const groupLine = (groupId: string) => `group ${groupId}`
/** What stands for the tasks of a group that are in none within it; no arrow leads there. */
export const moreLine = (groupId: string) => `more ${groupId}`
/** In groups, and below what it is part of, a task may stand more than once. */
export const taskLine = (groupId: string, path: string) => `${groupId} ${path}`

export const linesOf = (sections: readonly Section[]): Line[] => [
  { key: HEAD, kind: 'head' },
  ...sections.flatMap((section) => linesIn(section)),
]

function linesIn({ id, group, tree, within, isOpen }: Section, above?: string): Line[] {
  const heading = group.name === undefined ? undefined : groupLine(id)
  return [
    ...(heading ? [{ key: heading, kind: 'group', groupId: id, isOpen, above } as const] : []),
    ...(isOpen
      ? [
          ...(within?.flatMap((sub) => linesIn(sub, heading)) ?? []),
          ...tree.column.tasks.map(taskLinesIn(id, tree.paths, heading)),
        ]
      : []),
  ]
}

const taskLinesIn =
  (groupId: string, paths: readonly string[], heading: string | undefined) =>
  (task: TaskRow, index: number): Line => {
    const path = paths[index] ?? ''
    const parent = above(path)
    return {
      ...{ key: taskLine(groupId, path), kind: 'task', groupId, task },
      above: parent ? taskLine(groupId, parent) : heading,
    }
  }

/** `aria-rowindex` of each group's first line by its id, those counted that have not been read, of what stands for these in a
 *  group with others within it; and of what comes after. */
export function rowIndexes(sections: readonly Section[]) {
  const first = new Map<string, number>()
  let next = 2
  const add = ({ id, group, tree, within, isOpen, more }: Section) => {
    first.set(id, next)
    if (group.name !== undefined) next += 1
    if (!isOpen) return
    within?.forEach(add)
    next += lengthOf(tree.column)
    if (!more) return
    first.set(moreLine(id), next)
    next += 1
  }
  sections.forEach(add)
  return { first, foot: next }
}

/** The line of a cell: where the task has gone to another group there, where it has gone altogether the one in its
 *  place. `before` are the lines among which the cell was chosen. */
export function lineAt(lines: readonly Line[], { line }: Cell, before: readonly Line[]) {
  const same = lines.find(({ key }) => key === line)
  if (same) return same
  const known = before.find(({ key }) => key === line)
  const id = known?.kind === 'task' ? known.task.id : undefined
  const moved = lines.find((each) => each.kind === 'task' && each.task.id === id)
  const at = known ? before.indexOf(known) : 1
  return moved ?? lines[Math.min(Math.max(1, at), lines.length - 1)]
}

export interface Cells {
  readonly lines: readonly Line[]
  readonly columns: readonly ColumnId[]
}

interface Grid extends Cells {
  /** Lines that a page has. */
  readonly page: number
}

/** Where a key leads from a cell; undefined for one that leads nowhere. */
export function cellAfter(key: string, { line, column }: Cell, { lines, columns, page }: Grid) {
  const at = lines.findIndex((each) => each.key === line)
  const across = columns.indexOf(column)
  const to = (down: number, right: number): Cell => ({
    line: (lines[clamped(down, lines.length)] ?? { key: line }).key,
    column: columns[clamped(right, columns.length)] ?? column,
  })
  const end = Number.MAX_SAFE_INTEGER
  switch (key) {
    case 'ArrowDown':
      return to(at + 1, across)
    case 'ArrowUp':
      return to(at - 1, across)
    case 'ArrowRight':
      return to(at, across + 1)
    case 'ArrowLeft':
      return to(at, across - 1)
    case 'PageDown':
      return to(at + page, across)
    case 'PageUp':
      return to(Math.max(at - page, at === 0 ? 0 : 1), across)
    case 'Home':
      return to(at, 0)
    case 'End':
      return to(at, end)
    case 'mod+Home':
      return to(1, 0)
    case 'mod+End':
      return to(end, end)
    case 'mod+ArrowDown':
      return to(end, across)
    case 'mod+ArrowUp':
      return to(1, across)
    default:
      return undefined
  }
}

type TaskLine = Extract<Line, { kind: 'task' }>
const isTask = (line: Line): line is TaskLine => line.kind === 'task'

/** Cells that are chosen together: of these tasks, in their order on screen, these columns. */
export interface Block {
  readonly lines: readonly TaskLine[]
  readonly columns: readonly ColumnId[]
}

/** From one cell to another; what stands between that is no task, and the boxes, are no part of it. Undefined where nothing
 *  is left, or one of the two has gone. */
export function blockOf(from: Cell, to: Cell, { lines, columns }: Cells): Block | undefined {
  const fields: readonly ColumnId[] = columns.filter((id) => id !== 'select')
  const down = [from, to].map(({ line }) => lines.findIndex(({ key }) => key === line))
  const across = [from, to].map(({ column }) => Math.max(0, fields.indexOf(column)))
  if (down.includes(-1)) return undefined
  const block = {
    lines: between(lines, down).filter(isTask),
    columns: between(fields, across),
  }
  return block.lines.length > 0 ? block : undefined
}

const between = <T>(all: readonly T[], ends: readonly number[]) =>
  all.slice(Math.min(...ends), Math.max(...ends) + 1)

/** The block of a size that begins where another one does, as far as there are cells. */
export function blockFrom(
  { lines: [first], columns: [left = 'task'] }: Block,
  { lines, columns }: Cells,
  size: { readonly rows: number; readonly columns: number },
): Block {
  const tasks = lines.filter(isTask)
  const top = tasks.findIndex(({ key }) => key === first?.key)
  const at = columns.indexOf(left)
  return {
    lines: tasks.slice(top, top + size.rows),
    columns: columns.slice(at, at + size.columns),
  }
}

/** The task above a block, over what is none. */
export function lineAbove({ lines: [first] }: Block, { lines }: Cells) {
  const tasks = lines.filter(isTask)
  return tasks[tasks.findIndex(({ key }) => key === first?.key) - 1]
}

const clamped = (index: number, length: number) => Math.min(Math.max(0, index), length - 1)
