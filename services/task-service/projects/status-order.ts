import type { Prisma } from '#db/task'
import { groups } from '../contract.ts'
import type { Tx } from '../events/event-log.ts'

export const shownStatus = {
  id: true,
  name: true,
  group: true,
  rank: true,
  wipLimit: true,
} satisfies Prisma.StatusSelect

export const statusesOf = (tx: Pick<Tx, 'status'>, projectId: string) =>
  tx.status.findMany({ where: { projectId }, orderBy: { rank: 'asc' }, select: shownStatus })

/** Groups one after the other; within each the order stays. */
export function inOrder<Status extends { readonly group: string }>(statuses: readonly Status[]) {
  const order: readonly string[] = groups
  const at = ({ group }: Status) => order.indexOf(group)
  return statuses.toSorted((one, other) => at(one) - at(other))
}

/** Makes ranks and groups what the list says: all statuses of a project, in their new order. */
export const writeOrder = (
  tx: Tx,
  statuses: readonly { readonly id: string; readonly group: string }[],
) => tx.$executeRaw`
  update "Status" s set rank = o.nth - 1, "group" = o."group"
    from rows from (unnest(${statuses.map(({ id }) => id)}::uuid[]), unnest(${statuses.map(({ group }) => group)}::text[]))
         with ordinality o(id, "group", nth)
   where s.id = o.id`
