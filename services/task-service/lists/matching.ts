import { ONCE } from '../../chassis/database.ts'
import type { Asking } from '../access/access.ts'
import { answered } from '../answered.ts'
import type { Tx } from '../events/event-log.ts'
import type { Filter } from '../filter/filter.ts'
import { valuesAfter } from '../filter/values.ts'
import { MANY_MAX } from '../limits.ts'
import { visible } from './lists.ts'
import { sourceOf } from './source.ts'

/** All tasks that a filter finds in a project, to be changed at once. */
export interface Matching {
  /** Empty where there are more than one act changes. */
  ids: string[]
  isTooMany: boolean
  /** Whether some of them have open parts, at any level, that the filter does not find. */
  hasOpenParts: boolean
}

export const matchingOf = (asking: Asking, projectId: string, query?: Filter) => {
  const { text, values } = matchingSql(asking.user.id, projectId, query)
  return answered<Matching>(asking, text, values, { isPrepared: !query })
}

/** Reads no more than tells that there are too many, whatever the project's size. */
export function matchingSql(userId: string, projectId: string, query?: Filter) {
  const values = valuesAfter([projectId, userId])
  const { beside, from, where } = sourceOf(values, { query, status: 't."statusId"' })
  const text = `with recursive ${[visible, ...beside].join(',')},
    found as materialized (
      select t.id from visible p join ${from} t on t."projectId" = p.id where ${where.join(' and ')} limit ${MANY_MAX + 1}),
    chosen as materialized (select id from found where (select count(*) from found) <= ${MANY_MAX}),
    tree as (
      select id from chosen
      union
      select c.id from tree, lateral (
        select n.id from "Task" n where n."parentId" = tree.id and n."trashedAt" is null offset 0) c)
    select json_build_object(
      'ids', coalesce((select json_agg(id) from chosen), '[]'),
      'isTooMany', (select count(*) > ${MANY_MAX} from found),
      'hasOpenParts', exists (
        select from tree join "Task" t using (id) join "Status" s on s.id = t."statusId"
         where s."group"::"Group" < 'completed' and t.id not in (select id from chosen)))::text as answer from visible`
  return { text, values: values.all }
}

/** Those of some tasks that a filter finds, as the transaction sees them. */
export async function matchingAmong(
  tx: Tx,
  userId: string,
  projectId: string,
  { ids, query }: { ids: readonly string[]; query: Filter },
) {
  const values = valuesAfter([projectId, userId])
  const { beside, from, where } = sourceOf(values, { query, ids, status: 't."statusId"' })
  const rows = await tx.$queryRawUnsafe<{ id: string }[]>(
    `${ONCE} with ${[visible, ...beside].join(',')}
     select t.id from visible p join ${from} t on t."projectId" = p.id where ${where.join(' and ')}`,
    ...values.all,
  )
  return new Set(rows.map(({ id }) => id))
}
