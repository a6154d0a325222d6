import { startsLate } from '../../../../../task-service/tql/instant.ts'
import { m } from '../../../messages.ts'
import type { Given, Values } from '../../change/change-each.ts'
import type { TaskRow } from '../../task.ts'
import { emptied } from '../cell-values.ts'
import { type CellField, type ColumnId, shapeOf } from '../columns.ts'
import { type Block, blockFrom, type Cells } from '../lines.ts'
import { tableWords } from '../table-words.ts'
import { type Read, type Surroundings, valuesIn } from './cell-texts.ts'

/** A cell that stays as it was. */
interface Left {
  readonly key: string
  readonly column: ColumnId
  readonly why: string
}

/** What becomes of tasks by what is done to a block of cells. */
export interface Outcome {
  readonly given: readonly Given[]
  readonly left: readonly Left[]
  /** What would have come beyond the edges of the table. */
  readonly outside: { readonly rows: number; readonly columns: number }
}

const inside = { rows: 0, columns: 0 }

/** Rows of texts written over a block. They begin where it does; where it is some times as large they repeat, so one text
 *  fills it. */
export function pasted(
  rows: readonly (readonly string[])[],
  block: Block,
  cells: Cells,
  around: Surroundings,
): Outcome {
  const width = Math.max(...rows.map(({ length }) => length))
  const times = (size: number, of: number) => (size % of === 0 ? size : of)
  const size = {
    rows: times(block.lines.length, rows.length),
    columns: times(block.columns.length, width),
  }
  const target = blockFrom(block, cells, size)
  const outcome = outcomeOf(target, (task, column, row, at) => {
    const text = rows[row % rows.length]?.[at % width]
    return text === undefined ? { values: {} } : valuesIn(text, task, column, around)
  })
  const { lines, columns } = target
  const outside = { rows: size.rows - lines.length, columns: size.columns - columns.length }
  return { ...outcome, outside }
}

/** All cells without their values. */
export const cleared = (block: Block): Outcome =>
  outcomeOf(block, (task, column) => {
    const { field } = shapeOf(column)
    if (!field) return { why: tableWords().readOnly }
    if (field === 'title' || field === 'status') return { why: m.errors.required }
    return { values: emptied(task, field) ?? {} }
  })

/** All cells with the values that one task has in their columns. */
export const filled = (block: Block, from: TaskRow): Outcome =>
  outcomeOf(block, (_, column) => {
    const { field } = shapeOf(column)
    return field ? { values: valuesOf(from, field) } : { why: tableWords().readOnly }
  })

function valuesOf(task: TaskRow, field: CellField): Values {
  switch (field) {
    case 'title':
      return { title: task.title }
    case 'status':
      return { statusId: task.statusId }
    case 'priority':
      return { priority: task.priority }
    case 'assignees':
      return { assigneeIds: task.assigneeIds }
    case 'labels':
      return { labelIds: task.labelIds }
    case 'due':
      return { dueDate: task.dueDate, dueTime: task.dueTime }
    case 'start':
      return { startDate: task.startDate, startTime: task.startTime }
    case 'estimate':
      return { estimate: task.estimate }
    default:
      return field satisfies never
  }
}

type CellRead = (task: TaskRow, column: ColumnId, row: number, at: number) => Read

/** In groups a task may stand more than once: what is read last counts. */
function outcomeOf({ lines, columns }: Block, read: CellRead): Outcome {
  const given = new Map<string, Given>()
  const left: Left[] = []
  for (const [row, { task }] of lines.entries()) {
    let values: Values = { ...given.get(task.id)?.values }
    for (const [at, column] of columns.entries()) {
      const found = read(task, column, row, at)
      if ('why' in found) left.push({ key: task.key, column, why: found.why })
      else values = { ...values, ...found.values }
    }
    if (startsLate({ ...task, ...values })) {
      const { startDate, startTime, dueDate, dueTime, ...others } = newOf(task, values)
      const column = startDate === undefined ? 'due' : 'start'
      left.push({ key: task.key, column, why: m.errors.startsAfterDue })
      values = others
    }
    given.set(task.id, { task, values })
  }
  const changed = [...given.values()]
    .map(({ task, values }) => ({ task, values: newOf(task, values) }))
    .filter(({ values }) => Object.keys(values).length > 0)
  return { given: changed, left, outside: inside }
}

/** Those that the task does not have already; a day and its time go together, should others take the day away. */
const newOf = (task: TaskRow, values: Values): Values => {
  const known = new Map<string, unknown>(Object.entries(task))
  const { startDate, startTime, dueDate, dueTime } = values
  const changed = Object.fromEntries(
    Object.entries(values).filter(
      ([field, value]) => JSON.stringify(known.get(field)) !== JSON.stringify(value),
    ),
  )
  const isDue = 'dueDate' in changed || 'dueTime' in changed
  const isStart = 'startDate' in changed || 'startTime' in changed
  return {
    ...changed,
    ...(isStart && { startDate, startTime }),
    ...(isDue && { dueDate, dueTime }),
  }
}

const TOLD = 3

/** What is said of an act: what was changed, how many cells stay as they were, and of the first of them why. */
export function wordsOf(
  { left, outside }: Outcome,
  changed: string,
  refused: readonly string[] = [],
) {
  const words = tableWords()
  const cells = left
    .slice(0, TOLD)
    .map(({ key, column, why }) => words.fault(`${key} ${shapeOf(column).name()}`, why))
  return [
    left.length > 0 ? `${changed} ${words.cellsLeft(left.length)}` : changed,
    ...refused,
    ...cells,
    ...(left.length > TOLD ? [words.moreLeft(left.length - TOLD)] : []),
    ...(outside.rows + outside.columns > 0 ? [words.outside(outside.rows, outside.columns)] : []),
  ].join('\n')
}
