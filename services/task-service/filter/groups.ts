import { z } from 'zod'
import { id } from '../../chassis/text.ts'
import { appError } from '../../chassis/trpc.ts'
import { type Grouping, priority } from '../contract.ts'
import type { Condition } from '../tql/condition.ts'
import { daysLater } from '../tql/days.ts'
import { beginOf } from '../tql/instant.ts'
import type { Values } from './values.ts'

/** The key of the group of what has no value. */
const NONE = 'none'
/** Days from tomorrow on that are soon. */
const SOON_DAYS = 7

/** Of whoever asks. */
interface Days {
  readonly today: string
  readonly timeZone: string
}

/** SQL: the keys of the groups in which task `t` stands. With several people or labels it stands in several. */
export function keysSql(groupBy: Grouping, { today, timeZone }: Days, { add }: Values) {
  switch (groupBy) {
    case 'priority':
      return 'select t.priority'
    case 'assignee':
    case 'label': {
      const ids = `t."${groupBy}Ids"`
      return `select unnest(${ids})::text union all select '${NONE}' where ${ids} = '{}'`
    }
    case 'due': {
      const ends = [today, daysLater(today, 1), daysLater(today, 1 + SOON_DAYS)]
      const isBefore = ends.map((day) => {
        const begin = `${add(beginOf(day, timeZone))}::timestamptz`
        return `case when t."dueAt" is null then t."dueDate" < ${add(day)}::text else t."dueAt" < ${begin} end`
      })
      return `select case when t."dueDate" is null then '${NONE}' when ${isBefore[0]} then 'before'
        when ${isBefore[1]} then 'today' when ${isBefore[2]} then 'soon' else 'later' end`
    }
    case 'status':
      return 'select t."statusId"::text'
    case 'none':
      return `select 'all'`
    default:
      return groupBy satisfies never
  }
}

/** What the tasks of one group fulfil; BAD_REQUEST for a key that no group can have. */
export function conditionOf(groupBy: Grouping, key: string, today: string): Condition {
  const condition = groupBy === 'due' ? dueIn(key, today) : fixed(groupBy, key)
  if (condition) return condition
  throw appError('BAD_REQUEST', `No group by ${groupBy} has this key`, {
    fields: { group: 'is not a group of this board' },
    issues: [{ path: 'group', code: 'invalid_value' }],
  })
}

function fixed(groupBy: Exclude<Grouping, 'due'>, key: string): Condition | undefined {
  if (groupBy === 'none') return key === 'all' ? { kind: 'and', of: [] } : undefined
  if (groupBy === 'priority') {
    const { data } = priority.safeParse(key)
    return data && { kind: 'priority', of: [data] }
  }
  const isNone = key === NONE && groupBy !== 'status'
  const ids = isNone ? [] : z.array(id).safeParse([key]).data
  if (!ids) return undefined
  return groupBy === 'status' ? { kind: groupBy, ids } : { kind: groupBy, ids, orNone: isNone }
}

function dueIn(key: string, today: string): Condition | undefined {
  const last = daysLater(today, SOON_DAYS)
  const spans: Record<string, Condition> = {
    before: { kind: 'due', to: daysLater(today, -1) },
    today: { kind: 'due', from: today, to: today },
    soon: { kind: 'due', from: daysLater(today, 1), to: last },
    later: { kind: 'due', from: daysLater(last, 1) },
    [NONE]: { kind: 'without', field: 'due' },
  }
  return Object.hasOwn(spans, key) ? spans[key] : undefined
}
