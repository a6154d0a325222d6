import { z } from 'zod'
import { appError } from '../../chassis/trpc.ts'
import type { TaskCursor } from '../contract.ts'
import type { Sort } from '../tql/tree.ts'
import type { SortKey } from '../tql/words.ts'
import type { Values } from './values.ts'

interface Key {
  /** Never null. */
  readonly sql: string
  readonly type: 'text' | 'int' | 'float8' | 'timestamptz'
  readonly isDown: boolean
}

/** A day stands before the times of that day, and these by the clock of their zone: `2026-12-01`, `2026-12-01T15:00[…]`. */
const writtenSql = (of: 'due' | 'start') => `t."${of}Date" || coalesce('T' || t."${of}Time", '')`
/** As in the index "Task_due_time_idx". */
const earliest = `coalesce(${writtenSql('due')}, '9999-12-31')`

/** What tasks are sorted by; without a value they come last, up and down. */
function keyOf({ key, isDown }: Pick<Sort, 'key' | 'isDown'>): Key {
  const late = isDown ? '-infinity' : 'infinity'
  const keys: Record<SortKey, Omit<Key, 'isDown'>> = {
    due: { sql: isDown ? `coalesce(${writtenSql('due')}, '')` : earliest, type: 'text' },
    start: {
      sql: `coalesce(${writtenSql('start')}, '${isDown ? '' : '9999-12-31'}')`,
      type: 'text',
    },
    estimate: { sql: `coalesce(t.estimate, '${late}')`, type: 'float8' },
    p: {
      sql: `array_position(array['none', 'low', 'medium', 'high', 'urgent'], t.priority)`,
      type: 'int',
    },
    title: { sql: 'lower(t.title)', type: 'text' },
    key: { sql: 't.number', type: 'int' },
    created: { sql: 't."createdAt"', type: 'timestamptz' },
    updated: { sql: 't."updatedAt"', type: 'timestamptz' },
    completed: { sql: `coalesce(t."completedAt", '${late}')`, type: 'timestamptz' },
  }
  return { ...keys[key], isDown }
}

/** The order of a sorted list; equal tasks stand by their number. */
export function orderOf(sort: readonly Sort[]) {
  // Urgent ones first is what "by priority" means.
  const keys = sort.map(({ key, isDown }) => keyOf({ key, isDown: key === 'p' ? !isDown : isDown }))
  const last: Key = { sql: 't.number', type: 'int', isDown: sort.at(-1)?.isDown ?? false }
  const all = [...keys, last]
  const name = sort.map(({ key, isDown }) => `${isDown ? '-' : ''}${key}`).join()
  return {
    sql: all.map(({ sql, isDown }) => `${sql}${isDown ? ' desc' : ''}`).join(),
    /** SQL that every task fulfils, where an index asks for it: no other statement is drawn to that index. */
    fits: keys[0]?.sql === earliest ? 't.number > 0' : undefined,
    /** SQL: the cursor of task `t`; it tells where that one stands and in which order. */
    cursorSql: `'~' || encode(convert_to(json_build_array('${name}', ${all.map(({ sql }) => `(${sql})::text`).join()})::text, 'UTF8'), 'hex')`,
    /** SQL: whether task `t` comes after a cursor's. */
    afterSql: ({ rank }: TaskCursor, values: Values) =>
      afterSql(all, valuesIn(rank, name, all), values),
  }
}

function valuesIn(cursor: string, name: string, keys: readonly Key[]) {
  const read = z.array(z.string()).safeParse(jsonIn(cursor)).data ?? []
  const [of, ...values] = read
  const isRight = keys.every(({ type }, nth) => formats[type].test(values[nth] ?? '\n'))
  if (of === name && values.length === keys.length && isRight) return values
  throw foreignCursor()
}

/** The answer to a cursor of another list. */
export const foreignCursor = () =>
  appError('BAD_REQUEST', 'This is not a cursor of this list', {
    fields: { cursor: 'is not a cursor of this list' },
    issues: [{ path: 'cursor', code: 'invalid_format' }],
  })

const formats = {
  text: /^[^\0]*$/u,
  int: /^\d{1,9}$/,
  float8: /^(-?Infinity|\d{1,4}(\.\d{1,2})?)$/,
  timestamptz: /^(-?infinity|\d{4}-\d\d-\d\d \d\d:\d\d:\d\d(\.\d{1,6})?[+-]\d\d(:?\d\d){0,2})$/,
}

function jsonIn(cursor: string): unknown {
  try {
    return JSON.parse(Buffer.from(cursor.slice(1), 'hex').toString())
  } catch {
    return undefined
  }
}

function afterSql(keys: readonly Key[], at: readonly string[], { add }: Values) {
  const values = keys.map(({ type }, nth) => `${add(at[nth])}::${type}`)
  const [first] = keys
  const isEven = keys.every(({ isDown }) => isDown === first?.isDown)
  // As one comparison an index can begin there.
  if (isEven) return `(${keys.map(({ sql }) => sql)}) ${first?.isDown ? '<' : '>'} (${values})`
  const steps = keys.map(({ sql, isDown }, nth) =>
    [
      ...keys.slice(0, nth).map((key, before) => `${key.sql} = ${values[before]}`),
      `${sql} ${isDown ? '<' : '>'} ${values[nth]}`,
    ].join(' and '),
  )
  return `((${steps.join(') or (')}))`
}
