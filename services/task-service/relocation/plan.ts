import type { Actor } from '../access/access.ts'
import { unique } from '../contract.ts'
import type { Tx } from '../events/event-log.ts'
import { ASSIGNEES_MAX, MANY_MAX } from '../limits.ts'
import { refuseTooMany } from '../tasks/change-many.ts'
import type { LockedTask, lockTasks } from '../tasks/write-many.ts'
import { type Label, missingLabels, type Status, statusIn, workflowOf } from './mapping.ts'
import type { Between } from './projects.ts'

/** What a task is to get in the other project, where that is known: undoing gives back what it had there. */
export interface Wish {
  readonly statusId?: string
  /** As far as the status is one of completed tasks. */
  readonly completedAt?: string | null
  /** The same, since it is closed again. */
  readonly archivedAt?: string | null
  readonly labelIds?: readonly string[]
  readonly assigneeIds?: readonly string[]
  readonly parentId?: string
  readonly rank?: string
}

/** What becomes of a task in the other project. */
export interface Going {
  readonly task: LockedTask
  readonly from: Status
  readonly to: Status
  /** Of the project that it leaves; those of the same names there become its labels. */
  readonly labels: readonly Label[]
  readonly assigneeIds: readonly string[]
  readonly parentId: string | null
  readonly wish: Wish
}

interface Asked {
  readonly ids: readonly string[]
  /** Locks the tasks, or only reads them. */
  readonly find: typeof lockTasks
  /** Those that a filter finds, where they were chosen by one. */
  readonly fit?: ReadonlySet<string>
  readonly wishOf?: (task: LockedTask) => Wish
}

/** Which tasks go to the other project and as what, in their order: those that were asked for, and all their parts. */
export async function planned(tx: Tx, user: Actor, { from, to }: Between, asked: Asked) {
  const { ids, find, fit, wishOf = (): Wish => ({}) } = asked
  const found = await find(tx, user, from.id, await treesOf(tx, from.id, ids))
  const tasks = new Map(found.map((task) => [task.id, task]))
  const roots = new Set(ids.filter((id) => !refusalOf(tasks.get(id), fit)))
  const goes = ({ id, parentId }: LockedTask): boolean => {
    const parent = parentId === null ? undefined : tasks.get(parentId)
    return roots.has(id) || (parent !== undefined && goes(parent))
  }
  // What is part of one that goes is taken along, whatever it says by itself.
  const refused = ids.flatMap((id) => {
    const task = tasks.get(id)
    const reason = task && goes(task) ? undefined : refusalOf(task, fit)
    return reason ? [{ id, key: task?.key ?? null, title: task?.title ?? null, reason }] : []
  })
  const those = found.filter(goes).toSorted((one, other) => (one.rank < other.rank ? -1 : 1))

  const source = await workflowOf(tx, from.id)
  const target = await workflowOf(tx, to.id)
  const wishes = new Map(those.map((task) => [task.id, wishOf(task)]))
  const peopleOf = ({ id, assigneeIds }: LockedTask) => wishes.get(id)?.assigneeIds ?? assigneeIds
  const seeing = await whoSees(tx, to.id, unique(those.flatMap(peopleOf)))
  const statuses = new Map([...source.statuses, ...target.statuses].map((one) => [one.id, one]))
  const labels = new Map(source.labels.map((label) => [label.id, label]))
  const ours = new Set(target.statuses.map(({ id }) => id))
  const leaving = new Set(those.map(({ id }) => id))
  const going = those.map((task): Going => {
    const wish = wishes.get(task.id) ?? {}
    const status = statuses.get(task.statusId)
    if (!status) throw new Error(`Status ${task.statusId} is not one of the project`)
    const wished = wish.statusId && ours.has(wish.statusId) && statuses.get(wish.statusId)
    const parentId = task.parentId !== null && leaving.has(task.parentId) ? task.parentId : null
    return {
      ...{ task, from: status, to: wished || statusIn(target, status), wish },
      labels: wish.labelIds ? [] : task.labelIds.flatMap((id) => labels.get(id) ?? []),
      assigneeIds: peopleOf(task)
        .filter((id) => seeing.has(id))
        .slice(0, ASSIGNEES_MAX),
      parentId,
    }
  })
  const missing = missingLabels(target, [...new Set(going.flatMap((one) => one.labels))])
  return { going, refused, target, missing }
}

function refusalOf(task: LockedTask | undefined, fit: ReadonlySet<string> | undefined) {
  if (!task) return 'gone' as const
  if (task.trashedAt) return 'in_trash' as const
  return fit && !fit.has(task.id) ? ('not_in_filter' as const) : undefined
}

/** The tasks and all their parts, those in the trash too: nothing is part of a task of another project. */
async function treesOf(tx: Tx, projectId: string, ids: readonly string[]) {
  const rows = await tx.$queryRaw<{ id: string }[]>`
    with recursive tree as (
      select t.id from "Task" t where t.id = any(${ids}::uuid[]) and t."projectId" = ${projectId}::uuid
      union
      select c.id from tree, lateral (select n.id from "Task" n where n."parentId" = tree.id offset 0) c)
    select id from tree limit ${MANY_MAX + 1}`
  refuseTooMany(rows.length, 'moved')
  return rows.map(({ id }) => id)
}

async function whoSees(tx: Tx, projectId: string, people: readonly string[]) {
  const rows = await tx.$queryRaw<{ id: string }[]>`
    select "userId" as id from "ProjectAccess"
     where "projectId" = ${projectId}::uuid and "userId" = any(${people}::uuid[]) and role >= 'viewer'`
  return new Set(rows.map(({ id }) => id))
}
