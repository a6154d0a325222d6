import type { Filter } from '../filter/filter.ts'
import { hasKeySql, isPartOfSql } from '../filter/keys.ts'
import type { Values } from '../filter/values.ts'
import { whereSql } from '../filter/where.ts'
import type { Condition } from '../tql/condition.ts'

interface Wanted {
  readonly query?: Filter
  readonly ids?: readonly string[]
  readonly assigneeId?: string
  /** The status of a task, in SQL. */
  readonly status: string
}

/** SQL: where tasks `t` are read from, and what is asked of each. What only few tasks can have, a person or a number, is
 *  found first by an index of its own, whatever the project's size. */
export function sourceOf(values: Values, { query, ids, assigneeId, status }: Wanted) {
  const alive = aliveSql(query?.where)
  const wanted = ids && `${values.add(ids)}::uuid[]`
  const few =
    assigneeId === undefined ? fewSql(values, query?.where) : assigned(values, [assigneeId])
  const where = [
    ...alive,
    wanted && `t.id = any(${wanted})`,
    query?.where && whereSql(query.where, { ...{ values, status }, timeZone: query.timeZone }),
  ].filter((condition) => typeof condition === 'string')
  if (few) return { ...{ from: 'few', where }, beside: [besideSql(few)] }
  const from = wanted ? `(select * from "Task" where id = any(${wanted}) offset 0)` : '"Task"'
  return { ...{ from, where }, beside: [] }
}

/** `offset 0` is a fence: PostgreSQL, which does not know how few these are, would look for all tasks of a project beside them. */
const besideSql = (condition: string) => `few as materialized (
  select t.* from visible p join (select * from "Task" t where ${condition} offset 0) t on t."projectId" = p.id)`

/** What is in the trash or in the archive is shown to those who ask for it. */
function aliveSql(where?: Condition | null) {
  const hidden = { trashed: 't."trashedAt" is null', archived: 't."archivedAt" is null' } as const
  return (['trashed', 'archived'] as const)
    .filter((kind) => !where || !mentions(where, kind))
    .map((kind) => hidden[kind])
}

function mentions(condition: Condition, kind: Condition['kind']): boolean {
  if (condition.kind === 'and' || condition.kind === 'or')
    return condition.of.some((each) => mentions(each, kind))
  return condition.kind === 'not' ? mentions(condition.of, kind) : condition.kind === kind
}

/** SQL of a condition that all tasks have to fulfil and few do. */
function fewSql(values: Values, where?: Condition | null): string | undefined {
  const all = where?.kind === 'and' ? where.of : [where]
  for (const one of all) {
    if (one?.kind === 'assignee' && !one.orNone) return assigned(values, one.ids)
    if (one?.kind === 'key') return `t."projectId" = $1 and ${hasKeySql(one.keys, values)}`
    if (one?.kind === 'parent' && !one.orNone) return isPartOfSql(one.keys, values)
  }
  return undefined
}

const assigned = ({ add }: Values, people: readonly string[]) =>
  `t."assigneeIds" && ${add(people)}::uuid[]`
