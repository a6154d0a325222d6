import type { SortKey } from '../../../../task-service/tql/words.ts'
import { m } from '../../messages.ts'
import type { Field } from '../fields/choice.ts'
import { planWords } from '../fields/plan-words.ts'
import { filterWords } from '../filter/filter-words.ts'
import { tableWords } from './table-words.ts'

/** A field that a cell shows and changes. */
export type CellField = Field | 'title'

interface Shape {
  readonly name: () => string
  readonly widthPx: number
  /** Left out where a cell only shows. */
  readonly field?: CellField
  /** Left out where a filter cannot sort by it. */
  readonly sort?: SortKey
  /** Figures stand at the right. */
  readonly isFigure?: true
  /** Not shown until somebody wants it. */
  readonly isHidden?: true
}

/** What the table can show of a task, in the order in which it does at first. Box and task stand still at the left. */
export const shapes = {
  select: { name: () => tableWords().select, widthPx: 36 },
  task: { name: () => tableWords().task, widthPx: 352, field: 'title', sort: 'title' },
  status: { name: () => m.tasks.status, widthPx: 128, field: 'status' },
  assignees: { name: () => m.tasks.assignees, widthPx: 96, field: 'assignees' },
  priority: { name: () => m.tasks.priority, widthPx: 108, field: 'priority', sort: 'p' },
  start: {
    ...{ name: () => planWords().start, widthPx: 112, field: 'start', sort: 'start' },
    isHidden: true,
  },
  due: { name: () => m.tasks.due, widthPx: 144, field: 'due', sort: 'due' },
  estimate: {
    ...{ name: () => planWords().estimate, widthPx: 88, field: 'estimate', sort: 'estimate' },
    isFigure: true,
  },
  labels: { name: () => m.tasks.labels, widthPx: 180, field: 'labels' },
  created: {
    ...{ name: () => filterWords().sorts.created, widthPx: 116, sort: 'created' },
    isHidden: true,
  },
  updated: {
    ...{ name: () => filterWords().sorts.updated, widthPx: 116, sort: 'updated' },
    isHidden: true,
  },
} as const satisfies Record<string, Shape>

export type ColumnId = keyof typeof shapes
export const shapeOf = (id: ColumnId): Shape => shapes[id]

const columnIds = Object.keys(shapes).filter((id): id is ColumnId => id in shapes)

/** They stand still while the others scroll. */
export const isFrozen = (id: ColumnId) => id === 'select' || id === 'task'

export interface Column {
  readonly id: ColumnId
  readonly widthPx: number
  readonly isHidden: boolean
}

const WIDTH_MIN_PX = 56
const WIDTH_MAX_PX = 800
export const widthIn = (px: number) =>
  Math.round(Math.min(WIDTH_MAX_PX, Math.max(WIDTH_MIN_PX, px)))

/** Columns from the text by which they are kept: `task:352,!status,due:112`; `!` is hidden. Those that it does not name
 *  stand behind the others as they are at first. */
export function columnsIn(text: string | undefined): Column[] {
  const named = (text ?? '').split(',').flatMap((part): Column[] => {
    const [, hidden, name, px] = /^(!?)([a-z]+)(?::(\d{1,4}))?$/.exec(part) ?? []
    const id = columnIds.find((each) => each === name)
    if (!id) return []
    const widthPx = px && id !== 'select' ? widthIn(Number(px)) : shapes[id].widthPx
    return [{ id, widthPx, isHidden: hidden === '!' && !isFrozen(id) }]
  })
  const all = new Map(
    [...named, ...usual.filter(({ id }) => named.every((one) => one.id !== id))].map((one) => [
      one.id,
      one,
    ]),
  )
  const places = [...all.values()]
  return [
    ...places.filter(({ id }) => isFrozen(id)).sort(byPlace),
    ...places.filter(({ id }) => !isFrozen(id)),
  ]
}

const byPlace = (one: Column, other: Column) =>
  columnIds.indexOf(one.id) - columnIds.indexOf(other.id)

const usual = columnIds.map((id): Column => {
  const { widthPx, isHidden = false } = shapeOf(id)
  return { id, widthPx, isHidden }
})

export const textOf = (columns: readonly Column[]) =>
  columns.map(({ id, widthPx, isHidden }) => `${isHidden ? '!' : ''}${id}:${widthPx}`).join()

/** The columns with one of them a place further, over those that are hidden; the same ones at an edge. */
export function stepped(columns: readonly Column[], id: ColumnId, by: 1 | -1) {
  const shown = columns.filter((each) => !each.isHidden && !isFrozen(each.id))
  const other = shown[shown.findIndex((each) => each.id === id) + by]
  return other && !isFrozen(id) ? movedTo(columns, id, other.id) : columns
}

/** The columns with one of them in the place of another. */
export function movedTo(columns: readonly Column[], id: ColumnId, place: ColumnId) {
  const from = columns.findIndex((each) => each.id === id)
  const to = columns.findIndex((each) => each.id === place)
  const moved = columns[from]
  return moved && to >= 0 ? columns.toSpliced(from, 1).toSpliced(to, 0, moved) : columns
}
