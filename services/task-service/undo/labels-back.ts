import { z } from 'zod'
import { refuseMore } from '../../chassis/refuse-more.ts'
import { color } from '../contract.ts'
import { fresh, gone, type Recording, type Tx } from '../events/event-log.ts'
import { PROJECT_LABELS_MAX } from '../limits.ts'
import { namesake } from '../relocation/mapping.ts'
import { isNamed } from '../tql/rename.ts'
import type { Undoable } from './act-log.ts'

const label = z.object({ id: z.string(), name: z.string(), color })

/** Takes away the labels that a move made in a project, as they were made, where no task has them, not even in the trash,
 *  and no view looks for them. */
export async function dropMade(tx: Tx, act: Undoable, projectId: string, record: Recording) {
  const unused = await tx.$queryRaw<{ id: string; name: string }[]>`
    select l.id, l.name from "Label" l, "Event" e
     where e."actionId" = ${act.actionId}::uuid and e."projectId" = ${projectId}::uuid and e.type = 'label.created'
       and l.id = (e.changes->'id'->>1)::uuid and l."projectId" = e."projectId"
       and l.name = e.changes->'name'->>1 and l.color = e.changes->'color'->>1
       and not exists (select from "Task" t where t."projectId" = l."projectId" and t."labelIds" @> array[l.id])`
  if (unused.length === 0) return
  const views = await tx.view.findMany({
    where: { projectId, q: { contains: 'label:' } },
    select: { q: true },
  })
  const rows = unused.filter(
    ({ name }) => !views.some(({ q }) => isNamed(q, { field: 'label', name })),
  )
  await tx.label.deleteMany({ where: { id: { in: rows.map(({ id }) => id) } } })
  for (const { id } of rows) record('label.deleted', gone(id), { projectId })
}

/** Makes the labels again that the undo of a move took away from a project; a name that is taken by now stays taken. What is
 *  returned is still to be recorded. */
export async function madeAgain(tx: Tx, { actionId, undoes }: Undoable, projectId: string) {
  const rows = await tx.$queryRaw<unknown[]>`
    insert into "Label" (id, "projectId", name, color)
    select l.id, ${projectId}::uuid, l.name, l.color
      from "Event" d join "Event" c on c."actionId" = ${undoes}::uuid and c.type = 'label.created' and c.changes->'id'->1 = d.changes->'id'->0,
      lateral (select (c.changes->'id'->>1)::uuid as id, c.changes->'name'->>1 as name, c.changes->'color'->>1 as color) l
     where d."actionId" = ${actionId}::uuid and d."projectId" = ${projectId}::uuid and d.type = 'label.deleted'
    on conflict do nothing returning id, name, color`
  if (rows.length > 0) {
    const count = await tx.label.count({ where: { projectId } })
    refuseMore(count - 1, PROJECT_LABELS_MAX, 'Labels of a project')
  }
  return z.array(label).parse(rows)
}

/** Which label of a project is meant by an id: this one, or what has the name by now of one that the move made there. Ids
 *  that mean nothing any more are not among them; those that come back with the act are. */
export async function meantLabels(tx: Tx, { actionId, undoes }: Undoable, projectId: string) {
  const labels = await tx.label.findMany({ where: { projectId }, select: { id: true, name: true } })
  const made = await tx.$queryRaw<{ id: string; name: string; comesBack: boolean }[]>`
    select c.changes->'id'->>1 as id, c.changes->'name'->>1 as name, exists (
             select from "Event" d where d."actionId" = ${actionId}::uuid and d.type = 'label.deleted'
                and d.changes->'id'->0 = c.changes->'id'->1) as "comesBack"
      from "Event" c where c."actionId" = ${undoes}::uuid and c."projectId" = ${projectId}::uuid and c.type = 'label.created'`
  const meant = new Map(labels.map(({ id }) => [id, id]))
  for (const { id, name, comesBack } of made) {
    const other = namesake(labels, { name })?.id ?? (comesBack ? id : undefined)
    if (!meant.has(id) && other) meant.set(id, other)
  }
  return meant
}

export function recordLabels(made: z.infer<typeof label>[], projectId: string, record: Recording) {
  for (const one of made) record('label.created', fresh(one), { projectId })
}
