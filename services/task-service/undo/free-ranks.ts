import type { Tx } from '../events/event-log.ts'
import { RANK_MAX, rankBetween, rankOf } from '../tasks/ranks.ts'

interface Wanted {
  readonly id: string
  readonly rank: string
}

interface Place extends Wanted {
  readonly isTaken: boolean
  readonly next: string | null
  readonly last: number
}

/** By task the rank that it wants, or where another one has been put there the one right after; none where there is no
 *  room. Between two places is one rank only, so what the others get is looked at too. */
export async function freeRanks(tx: Tx, projectId: string, wanted: readonly Wanted[]) {
  const ranks = new Map<string, string>()
  if (wanted.length === 0) return ranks
  const places = await tx.$queryRaw<Place[]>`
    select w.id, w.rank, p."lastNumber" as last,
           exists (select from "Task" t where t."projectId" = p.id and t.rank = w.rank and t.id <> w.id) as "isTaken",
           (select t.rank from "Task" t
             where t."projectId" = p.id and t.rank > w.rank and t.id <> w.id order by t.rank limit 1) as next
      from "Project" p, jsonb_to_recordset(${JSON.stringify(wanted)}::jsonb) w(id uuid, rank text)
     where p.id = ${projectId}::uuid`
  const promised = new Set(wanted.map(({ rank }) => rank))
  const given = new Set<string>()
  for (const { id, rank, isTaken, next, last } of places) {
    const above = () =>
      [next ?? rankOf(last + 1), ...promised, ...given].filter((other) => other > rank).toSorted()
    const free = isTaken || given.has(rank) ? rankBetween(rank, above()[0] ?? null) : rank
    if (free.length > RANK_MAX) continue
    given.add(free)
    ranks.set(id, free)
  }
  return ranks
}
