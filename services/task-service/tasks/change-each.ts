import { randomUUID } from 'node:crypto'
import { group, unique } from '../contract.ts'
import { type Acting, recorded, type Tx } from '../events/event-log.ts'
import { MANY_MAX } from '../limits.ts'
import { refuseUnassignable } from './assignable.ts'
import { refuseTooMany, writeAllowed } from './change-many.ts'
import type { EachChanged } from './many-input.ts'
import { completedAtIn } from './move.ts'
import { noStatus } from './no-status.ts'
import { lockTree } from './subtasks.ts'
import { type LockedTask, lockTasks, type TaskPatch } from './write-many.ts'

/** Values of their own for many tasks of a project, in one transaction and as one act, as what is pasted from a spreadsheet
 *  has them; the rest is as `changeTasks` has it. A task whose status and other fields change has an event for each. */
export const changeEach = (ctx: Acting, input: EachChanged) => {
  const { projectId, ids, parts, withSubtasks, skipRefused } = input
  const actionId = randomUUID()
  const right = { at: { projectId }, needs: 'member' } as const
  return recorded({ ...ctx, actionId }, right, async (tx, project, record) => {
    if (withSubtasks) await lockTree(tx, projectId)
    const groups = await groupsOf(tx, projectId, parts)
    const given = valuesOf(ids, parts)
    const values = withSubtasks ? await withPartsOf(tx, projectId, given, groups) : given
    // Some may be named without a value of their own.
    const all = unique([...ids, ...values.keys()])
    refuseTooMany(all.length)
    const found = await lockTasks(tx, ctx.user, projectId, all)
    const patches = found.map((task) => {
      const wanted = values.get(task.id) ?? {}
      return [task, { ...wanted, ...inStatus(task, wanted.statusId, groups, ctx.now) }] as const
    })
    await refuseUnassignable(tx, project, comingIn(patches))
    return writeAllowed(tx, patches, {
      ...{ ids, skipRefused, actionId, user: ctx.user, now: ctx.now, record },
    })
  })
}

type Values = Omit<EachChanged['parts'][number], 'places'>
type Groups = ReadonlyMap<string, LockedTask['group']>

/** By the id of the task. */
function valuesOf(ids: readonly string[], parts: EachChanged['parts']) {
  const values = new Map<string, Values>()
  for (const { places, ...part } of parts)
    for (const id of places.flatMap((place) => ids[place] ?? []))
      values.set(id, { ...values.get(id), ...part })
  return values
}

/** With the open parts of what is completed. Each gets the status of the nearest task above it that gets one; below a task
 *  that is not completed nothing is. */
async function withPartsOf(
  tx: Tx,
  projectId: string,
  given: ReadonlyMap<string, Values>,
  groups: Groups,
) {
  const moved = [...given].flatMap(([id, { statusId }]) => (statusId ? [{ id, statusId }] : []))
  const completing = [...groups].flatMap(([id, group]) => (group === 'completed' ? [id] : []))
  const parts = await tx.$queryRaw<{ id: string; statusId: string }[]>`
    with recursive given as materialized (
      select * from unnest(${moved.map(({ id }) => id)}::uuid[], ${moved.map(({ statusId }) => statusId)}::uuid[]) as g(id, "statusId")),
    tree as (
      select t.id, g."statusId" from given g join "Task" t using (id)
       where t."projectId" = ${projectId}::uuid and t."trashedAt" is null
      union
      select c.id, coalesce(g."statusId", tree."statusId")
        from tree, lateral (
          select n.id from "Task" n where n."parentId" = tree.id and n."trashedAt" is null offset 0) c
          left join given g on g.id = c.id)
    select tree.id, tree."statusId" from tree join "Task" t using (id) join "Status" s on s.id = t."statusId"
     where tree."statusId" = any(${completing}::uuid[]) and s."group" not in ('completed', 'cancelled')
       and tree.id not in (select id from given) limit ${MANY_MAX + 1}`
  const values = new Map(given)
  for (const { id, statusId } of parts) values.set(id, { ...values.get(id), statusId })
  return values
}

async function groupsOf(tx: Tx, projectId: string, parts: EachChanged['parts']): Promise<Groups> {
  const ids = unique(parts.flatMap(({ statusId }) => statusId ?? []))
  if (ids.length === 0) return new Map()
  const found = await tx.status.findMany({
    where: { projectId, id: { in: ids } },
    select: { id: true, group: true },
  })
  const groups = new Map(found.map((status) => [status.id, group.parse(status.group)]))
  const unknown = ids.find((id) => !groups.has(id))
  if (unknown) throw await noStatus(tx, projectId, unknown)
  return groups
}

function inStatus(task: LockedTask, statusId: string | undefined, groups: Groups, now: Date) {
  const group = statusId && groups.get(statusId)
  return group ? { group, completedAt: completedAtIn(group, task, now) } : {}
}

/** People and labels that tasks get and have not had: who has left stays where they were. */
function comingIn(patches: readonly (readonly [LockedTask, TaskPatch])[]) {
  const of = (field: 'assigneeIds' | 'labelIds') =>
    unique(
      patches.flatMap(([task, patch]) =>
        (patch[field] ?? []).filter((id) => !task[field].includes(id)),
      ),
    )
  return { assigneeIds: of('assigneeIds'), labelIds: of('labelIds') }
}
