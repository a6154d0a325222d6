import type { z } from 'zod'
import type { Asking } from '../access/access.ts'
import type { Group, movedTask, Role } from '../contract.ts'
import { rowSql, taskRow } from '../lists/row.ts'

/** Where a task goes: a status by id, or the first one of a group. */
export type Target =
  | Pick<z.infer<typeof movedTask>, 'statusId' | 'beforeId' | 'afterId'>
  | { readonly group: Group }

/** A task, the status it would go to, and the ranks there. */
interface Found {
  readonly task: unknown
  readonly role: Role
  readonly archivedAt: Date | null
  readonly trashedAt: Date | null
  readonly lastNumber: number
  readonly group: Group
  readonly targetId: string | null
  readonly targetGroup: Group | null
  /** Rank of the named neighbour, or of the last task of the status. */
  readonly anchor: string | null
  /** Ranks next to the anchor, in any status. */
  readonly below: string | null
  readonly above: string | null
}

/** One snapshot of what a move has to know; undefined when the user does not see the task. */
export async function surroundingsOf({ pool, user }: Asking, id: string, target: Target) {
  const [by, status] =
    'group' in target ? (['group', target.group] as const) : (['id', target.statusId] as const)
  const named = 'group' in target ? undefined : (target.afterId ?? target.beforeId)
  const anchor = named ? 'named' : by === 'group' ? 'none' : 'last'
  const { rows } = await pool.query<Found>({
    name: `surroundings-${by}-${anchor}`,
    text: surroundingsSql(by, anchor),
    values: [id, user.id, status, ...(named ? [named] : [])],
  })
  if (!rows[0]) return
  const { task, targetId, targetGroup, ...found } = rows[0]
  const to = targetId && targetGroup ? { id: targetId, group: targetGroup } : undefined
  return { ...found, task: taskRow.parse(task), target: to }
}

type Anchor = 'named' | 'last' | 'none'

const anchorSql = {
  named: 'select n.rank from "Task" n where n.id = $4 and n."projectId" = p.id and n.id <> t.id',
  last: `select n.rank from "Task" n
    where n."projectId" = p.id and n."statusId" = target.id and n.id <> t.id
      and n."trashedAt" is null and n."archivedAt" is null order by n.rank desc limit 1`,
  none: 'select null::text as rank',
} satisfies Record<Anchor, string>

const nextSql = (beyond: '<' | '>', order: 'asc' | 'desc') => `(
  select n.rank from "Task" n
   where n."projectId" = p.id and n.id <> t.id and n.rank ${beyond} anchor.rank order by n.rank ${order} limit 1)`

const surroundingsSql = (by: 'id' | 'group', anchor: Anchor) => `
  select ${rowSql('$2')} as task, a.role, p."archivedAt", t."trashedAt", p."lastNumber", s."group",
         target.id as "targetId", target."group" as "targetGroup",
         anchor.rank as anchor, ${nextSql('<', 'desc')} as below, ${nextSql('>', 'asc')} as above
    from "Task" t
    join "Project" p on p.id = t."projectId"
    join "ProjectAccess" a on a."projectId" = p.id and a."userId" = $2
    join "Status" s on s.id = t."statusId"
    left join lateral (
      select x.id, x."group" from "Status" x
       where x."projectId" = p.id and x."${by}" = $3 order by x.rank limit 1) target on true
    left join lateral (${anchorSql[anchor]}) anchor on true
   where t.id = $1`
