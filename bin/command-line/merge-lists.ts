import { parse } from '../../services/task-service/tql/parse.ts'
import { TqlError } from '../../services/task-service/tql/tql-error.ts'
import type { Sort } from '../../services/task-service/tql/tree.ts'
import { priorities, type SortKey } from '../../services/task-service/tql/words.ts'
import type { Row } from './client.ts'
import { projectOf } from './task-view.ts'

/** Puts sorted lists of several projects together, in the order of the server; without a sort one stands behind the other. */
export function mergeLists(lists: readonly (readonly Row[])[], filter: string): Row[] {
  const sort = lists.length > 1 ? sortOf(filter) : []
  if (sort.length === 0) return lists.flat()
  const places = lists.map(() => 0)
  const merged: Row[] = []
  for (;;) {
    let next = -1
    let first: Row | undefined
    for (const [at, list] of lists.entries()) {
      const row = list[places[at] ?? 0]
      if (row && (!first || compare(row, first, sort) < 0)) [next, first] = [at, row]
    }
    if (!first) return merged
    merged.push(first)
    places[next] = (places[next] ?? 0) + 1
  }
}

/** Nothing of a filter that only a newer server can read: it has found tasks by it. */
function sortOf(filter: string) {
  try {
    return parse(filter).sort
  } catch (error) {
    if (error instanceof TqlError) return []
    throw error
  }
}

type Value = string | number | null

/** As services/task-service/filter/order.ts says it in SQL. */
const valuesOf: Record<SortKey, (row: Row) => Value | readonly Value[]> = {
  due: ({ dueDate, dueTime }) => dueDate && (dueTime ? `${dueDate}T${dueTime}` : dueDate),
  start: ({ startDate, startTime }) =>
    startDate && (startTime ? `${startDate}T${startTime}` : startDate),
  estimate: ({ estimate }) => estimate,
  // Urgent ones first is what "by priority" means.
  p: ({ priority }) => -priorities.indexOf(priority),
  title: ({ title }) => title.toLowerCase(),
  key: ({ key }) => [projectOf(key), Number(key.slice(key.lastIndexOf('-') + 1))],
  created: ({ createdAt }) => createdAt,
  updated: ({ updatedAt }) => updatedAt,
  completed: ({ completedAt }) => completedAt,
}

function compare(one: Row, other: Row, sort: readonly Sort[]) {
  for (const { key, isDown } of sort) {
    const [left, right] = [[valuesOf[key](one)].flat(), [valuesOf[key](other)].flat()]
    for (const [nth, value] of left.entries()) {
      const order = compareValues(value ?? null, right[nth] ?? null, isDown)
      if (order !== 0) return order
    }
  }
  return 0
}

/** What has no value stands last, up and down. */
function compareValues(one: Value, other: Value, isDown: boolean) {
  if (one === other) return 0
  if (one === null || other === null) return one === null ? 1 : -1
  return one < other === isDown ? 1 : -1
}
