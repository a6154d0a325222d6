import type { Tx } from '../events/event-log.ts'
import { RANK_MAX, rankBetween, rankOf } from '../tasks/ranks.ts'

interface Place {
  readonly id: string
  readonly projectId: string
  readonly rank: string
}

/** The rank for a task, or where another one has been put there the one right after; undefined where there is no room. */
export async function freeRank(tx: Tx, { id, projectId, rank }: Place) {
  const [place] = await tx.$queryRaw<{ isTaken: boolean; next: string | null; last: number }[]>`
    select exists (select from "Task" t where t."projectId" = p.id and t.rank = ${rank} and t.id <> ${id}::uuid) as "isTaken",
           (select t.rank from "Task" t
             where t."projectId" = p.id and t.rank > ${rank} and t.id <> ${id}::uuid order by t.rank limit 1) as next,
           p."lastNumber" as last
      from "Project" p where p.id = ${projectId}::uuid`
  if (!place?.isTaken) return rank
  const free = rankBetween(rank, place.next ?? rankOf(place.last + 1))
  return free.length > RANK_MAX ? undefined : free
}
