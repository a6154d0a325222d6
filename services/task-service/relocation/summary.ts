import type { Tx } from '../events/event-log.ts'
import type { Status } from './mapping.ts'
import type { Going } from './plan.ts'
import type { Between } from './projects.ts'

interface Change {
  readonly from: Pick<Status, 'name' | 'group'>
  readonly to: Pick<Status, 'name' | 'group'>
  readonly tasks: number
}

/** Statuses that are called otherwise in the other project, or mean something else there. */
export function changedStatuses(going: readonly Going[]): Change[] {
  const changes = new Map<string, Change>()
  for (const { from, to } of going)
    if (from.name !== to.name || from.group !== to.group)
      changes.set(from.id, {
        from: { name: from.name, group: from.group },
        to: { name: to.name, group: to.group },
        tasks: (changes.get(from.id)?.tasks ?? 0) + 1,
      })
  return [...changes.values()]
}

/** Who watches some of the tasks or is assigned to them, and does not see the other project. */
export async function losingSight(tx: Tx, { to }: Between, going: readonly Going[]) {
  const rows = await tx.$queryRaw<{ id: string }[]>`
    select distinct u.id
      from "Task" t, lateral (
        select t."createdBy" as id union select unnest(t."assigneeIds")
        union select c."authorId" from "Comment" c where c."taskId" = t.id and c."deletedAt" is null
        union select w."userId" from "Watcher" w where w."taskId" = t.id and w."isWatching") u
     where t.id = any(${going.map(({ task }) => task.id)}::uuid[])
       and exists (select from "ProjectAccess" a where a."projectId" = t."projectId" and a."userId" = u.id and a.role >= 'viewer')
       and not exists (select from "ProjectAccess" a where a."projectId" = ${to.id}::uuid and a."userId" = u.id and a.role >= 'viewer')
       and (u.id = any(t."assigneeIds")
            or not exists (select from "Watcher" w where w."taskId" = t.id and w."userId" = u.id and not w."isWatching"))
     order by u.id`
  return rows.map(({ id }) => id)
}
