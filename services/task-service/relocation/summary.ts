import { type Actor, seesSql } from '../access/access.ts'
import type { Tx } from '../events/event-log.ts'
import { watchingSql } from '../watchers/choices.ts'
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
export async function losingSight(tx: Tx, user: Actor, { to }: Between, going: readonly Going[]) {
  const rows = await tx.$queryRawUnsafe<{ id: string }[]>(
    losingSql,
    ...[going.map(({ task }) => task.id), to.id, user.id],
  )
  return rows.map(({ id }) => id)
}

/** Parameters: tasks, where they go, reader. */
const losingSql = `
  select distinct u.id
    from "Task" t, lateral (${watchingSql('$3')} union select unnest(t."assigneeIds")) u
   where t.id = any($1::uuid[])
     and ${seesSql('t."projectId"', 'u.id')} and not ${seesSql('$2::uuid', 'u.id')}
   order by u.id`
