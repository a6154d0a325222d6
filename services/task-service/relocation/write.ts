import { isoSql } from '../../chassis/database.ts'
import { refuseMore } from '../../chassis/refuse-more.ts'
import type { Actor } from '../access/access.ts'
import { diff } from '../events/diff.ts'
import { fresh, type Recording, type Tx } from '../events/event-log.ts'
import { endOnTasks } from '../grants/end-grants.ts'
import { PROJECT_LABELS_MAX } from '../limits.ts'
import { rowSql } from '../lists/row.ts'
import { archivedAtIn, completedAtIn } from '../tasks/move.ts'
import { rankOf } from '../tasks/ranks.ts'
import { type Written, written } from '../tasks/write-many.ts'
import { type Label, labelsIn, type Workflow } from './mapping.ts'
import type { Going } from './plan.ts'
import type { Between } from './projects.ts'

interface Writing extends Between {
  readonly user: Actor
  readonly now: Date
  readonly record: Recording
}

interface Plan {
  readonly going: readonly Going[]
  readonly target: Workflow
  readonly missing: readonly Label[]
}

/** Puts tasks into the other project, by one statement however many there are, and returns them as they are there. */
export async function writeRelocation(tx: Tx, writing: Writing, plan: Plan): Promise<Written[]> {
  const { from, to, user, now, record } = writing
  const { going } = plan
  if (going.length === 0) return []
  refuseMoreLabels(plan)
  const made = await makeLabels(tx, to.id, plan.missing)
  const workflow = { ...plan.target, labels: [...plan.target.labels, ...made] }
  const places = await placesFor(tx, to.id, going)
  const after = going.map((one, nth) => {
    const { task, wish } = one
    const completedAt = wish.completedAt ?? task.completedAt
    return {
      id: task.id,
      ...{ number: places[nth]?.number ?? 0, rank: wish.rank ?? places[nth]?.rank ?? '' },
      ...{ statusId: one.to.id, completedAt: completedAtIn(one.to.group, { completedAt }, now) },
      assigneeIds: [...one.assigneeIds],
      labelIds: [...(wish.labelIds ?? labelsIn(workflow, one.labels))],
      parentId: wish.parentId ?? one.parentId,
      archivedAt: archivedAtIn(one.to.group, {
        archivedAt: wish.archivedAt === undefined ? task.archivedAt : wish.archivedAt,
      }),
    }
  })
  for (const [nth, { task, from: status, to: next }] of going.entries()) {
    const { id: taskId, number, ...fields } = after[nth] ?? missingRow()
    const { assigneeIds, labelIds, parentId, archivedAt } = fields
    record('task.moved_out', { key: [task.key, null] }, { taskId, projectId: from.id })
    record(
      'task.moved_in',
      {
        projectId: [from.id, to.id],
        key: [task.key, `${to.key}-${number}`],
        statusId: [task.statusId, next.id],
        group: [status.group, next.group],
        completedAt: [task.completedAt, fields.completedAt],
        rank: [task.rank, fields.rank],
        ...diff(task, { assigneeIds, labelIds, parentId, archivedAt }),
      },
      { taskId, projectId: to.id },
    )
  }
  const act = { workspaceId: from.workspaceId, actorId: user.id, at: now }
  await endOnTasks(
    tx,
    after.map(({ id }) => id),
    act,
  )
  for (const label of made) record('label.created', fresh(label), { projectId: to.id })
  const rows = await tx.$queryRawUnsafe<{ task: unknown }[]>(
    writeSql,
    ...[JSON.stringify(after), to.id, user.id, now.toISOString()],
  )
  return rows.map(({ task }) => written.parse(task))
}

/** Throws where the other project has no room for the labels that it does not have. */
export function refuseMoreLabels({ target, missing }: Pick<Plan, 'target' | 'missing'>) {
  if (missing.length > 0)
    refuseMore(target.labels.length + missing.length - 1, PROJECT_LABELS_MAX, 'Labels of a project')
}

async function makeLabels(tx: Tx, projectId: string, missing: readonly Label[]) {
  const rows = await tx.label.createManyAndReturn({
    data: missing.map(({ name, color }) => ({ projectId, name, color })),
    select: { id: true, name: true },
  })
  const ids = new Map(rows.map(({ id, name }) => [name, id]))
  return missing.map(({ name, color }) => ({ id: ids.get(name) ?? '', name, color }))
}

/** Numbers and ranks there, at the end of the project. A number that a task has had there is its own again; the one that it
 *  would have got is left out, as its rank has to be new. */
async function placesFor(tx: Tx, projectId: string, going: readonly Going[]) {
  const { lastNumber } = await tx.project.update({
    where: { id: projectId },
    data: { lastNumber: { increment: going.length } },
    select: { lastNumber: true },
  })
  const former = await tx.taskKey.findMany({
    where: { projectId, taskId: { in: going.map(({ task }) => task.id) } },
    select: { taskId: true, number: true },
  })
  const numbers = new Map(former.map(({ taskId, number }) => [taskId, number]))
  return going.map(({ task }, nth) => {
    const free = lastNumber - going.length + nth + 1
    return { number: numbers.get(task.id) ?? free, rank: rankOf(free) }
  })
}

function missingRow(): never {
  throw new Error('each task has a row')
}

/** Parameters: the tasks, where they go, the reader, the time. */
const writeSql = `
  with going as (
    select * from jsonb_to_recordset($1::jsonb) as going(
      id uuid, number int, rank text, "statusId" uuid, "completedAt" timestamptz, "assigneeIds" uuid[], "labelIds" uuid[], "parentId" uuid, "archivedAt" timestamptz)),
  kept as (
    insert into "TaskKey" ("projectId", number, "taskId")
    select t."projectId", t.number, t.id from "Task" t join going using (id) on conflict do nothing),
  t as (
    update "Task" t set
      "projectId" = $2::uuid, number = going.number, rank = going.rank, "statusId" = going."statusId", "completedAt" = going."completedAt",
      "assigneeIds" = going."assigneeIds", "labelIds" = going."labelIds", "parentId" = going."parentId",
      "archivedAt" = going."archivedAt",
      version = t.version + 1, "updatedAt" = $4::timestamptz
      from going where t.id = going.id
    returning t.*)
  select ${rowSql('$3')}::jsonb || jsonb_build_object('trashedAt', ${isoSql('t."trashedAt"')}) as task
    from t join "Project" p on p.id = t."projectId" order by t.rank`
