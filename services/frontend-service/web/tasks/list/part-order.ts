import { type SortKey, sortKeys } from '../../../../task-service/tql/words.ts'
import type { Outputs } from '../../trpc.ts'
import { type Board, priorities, type TaskRow } from '../task.ts'

/** What the parts of a task are sorted by, as a filter says it: `due,-estimate`. */
export const orderText = (sort: readonly { key: SortKey; isDown: boolean }[] = []) =>
  sort.map(({ key, isDown }) => `${isDown ? '-' : ''}${key}`).join()

/** Parts in the order of the list in which they stand, as the server has it: without a value they come last, up and down;
 *  equal ones by their number. In a list that nobody has sorted they keep the order of their task. */
export function inOrder(tasks: TaskRow[], order: string): TaskRow[] {
  if (order === '') return tasks
  const keys = order.split(',').flatMap((text) => {
    const isDown = text.startsWith('-')
    const key = isDown ? text.slice(1) : text
    return isSortKey(key) ? [{ key, isDown }] : []
  })
  const last = { key: 'key', isDown: keys.at(-1)?.isDown ?? false } as const
  return tasks.toSorted((one, other) => {
    for (const { key, isDown } of [...keys, last]) {
      const by = compared(sortedBy(one, key), sortedBy(other, key), isDown)
      if (by !== 0) return by
    }
    return 0
  })
}

const isSortKey = (key: string): key is SortKey => Object.hasOwn(sortKeys, key)

type Value = string | number | null

function compared(one: Value, other: Value, isDown: boolean) {
  if (one === null || other === null) return one === other ? 0 : one === null ? 1 : -1
  const isText = typeof one === 'string' && typeof other === 'string'
  const by = isText ? compare(one, other) : Number(one) - Number(other)
  return isDown ? -by : by
}

/** By code, as the server has it: in the order of a language 가 may come before A. */
const compare = (one: string, other: string) => (one < other ? -1 : Number(one > other))

function sortedBy(task: TaskRow, key: SortKey): Value {
  switch (key) {
    case 'due':
      return task.dueDate && `${task.dueDate}${task.dueTime ? `T${task.dueTime}` : ''}`
    case 'start':
      return task.startDate && `${task.startDate}${task.startTime ? `T${task.startTime}` : ''}`
    case 'estimate':
      return task.estimate
    case 'p':
      return priorities.indexOf(task.priority)
    case 'title':
      return task.title.toLowerCase()
    case 'key':
      return Number(task.key.slice(task.key.lastIndexOf('-') + 1))
    case 'created':
      return task.createdAt
    case 'updated':
      return task.updatedAt
    case 'completed':
      return task.completedAt
    default:
      return key satisfies never
  }
}

export type Answer = Outputs['task']['tasks']['subtasks']

interface Answered {
  readonly taskId: string
  readonly items: Answer['items']
}

/** The parts of a task in `order` as a column of a board, named after the task. What somebody has just made part of another
 *  task is so in the answer before that is asked for again. */
export function columnOf({ taskId, items }: Answered, order: string): Board['columns'] {
  const parts = items.filter((task) => task.parentId === taskId && isAlive(task))
  const tasks = inOrder(parts, order)
  return tasks.length > 0
    ? [{ statusId: taskId, tasks, count: tasks.length, nextCursor: null }]
    : []
}

/** The same of what is in the trash by now. */
const isAlive = (task: TaskRow) => !('trashedAt' in task && task.trashedAt)
