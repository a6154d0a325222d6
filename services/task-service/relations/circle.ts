import { appError } from '../../chassis/trpc.ts'
import type { RelationKind } from '../contract.ts'
import type { Tx } from '../events/event-log.ts'

interface Edge {
  readonly kind: RelationKind
  readonly fromId: string
  readonly toId: string
}

/** Throws where a task would wait for itself, whatever lies between. The refusal names the way, without tasks that the
 *  person may not see. Whoever makes relations in the workspace is alone meanwhile. */
export async function refuseCircle(tx: Tx, userId: string, { kind, fromId, toId }: Edge) {
  if (fromId === toId)
    throw appError('CONFLICT', 'A task cannot be related to itself', {
      ...{ reason: 'circle', circle: await keysOf(tx, userId, [fromId]) },
    })
  if (kind !== 'blocks') return
  const way = await wayBetween(tx, toId, fromId)
  if (!way) return
  const keys = await keysOf(tx, userId, way)
  const [last = '', ...between] = keys.toReversed()
  const first = between.pop() ?? ''
  const through = between.length > 0 ? ` through ${between.join(', ')}` : ''
  throw appError('CONFLICT', `${last} already waits for ${first}${through}`, {
    ...{ reason: 'circle', circle: keys },
  })
}

/** Tasks from one to another, each blocking the next; undefined where there is no way. A level of them is one query. */
async function wayBetween(tx: Tx, start: string, end: string) {
  const before = new Map<string, string | null>([[start, null]])
  for (let level = [start]; level.length > 0 && !before.has(end); ) {
    const edges = await tx.relation.findMany({
      where: { kind: 'blocks', fromId: { in: level } },
      select: { fromId: true, toId: true },
    })
    level = []
    for (const { fromId, toId } of edges)
      if (!before.has(toId)) {
        before.set(toId, fromId)
        level.push(toId)
      }
  }
  if (!before.has(end)) return undefined
  const way: string[] = []
  for (let at: string | null | undefined = end; at; at = before.get(at)) way.unshift(at)
  return way
}

async function keysOf(tx: Tx, userId: string, ids: string[]) {
  const rows = await tx.$queryRaw<{ id: string; key: string }[]>`
    select t.id, p.key || '-' || t.number as key from "Task" t join "Project" p on p.id = t."projectId"
      join "ProjectAccess" a on a."projectId" = p.id and a."userId" = ${userId}::uuid and a.role >= 'viewer'
     where t.id = any(${ids}::uuid[])`
  const keys = new Map(rows.map(({ id, key }) => [id, key]))
  return ids.flatMap((id) => keys.get(id) ?? [])
}
