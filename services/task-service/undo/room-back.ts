import type { VisibleProject } from '../access/access.ts'
import type { Tx } from '../events/event-log.ts'
import { statusFull } from '../projects/full-status.ts'
import type { Going } from '../relocation/plan.ts'
import { archivedAtIn } from '../tasks/move.ts'
import { archivedAtOf, type LockedTask, type TaskPatch } from '../tasks/write-many.ts'
import type { Left } from './plan.ts'

type Patch = readonly [LockedTask, TaskPatch]

interface Fitting {
  readonly patches: Patch[]
  readonly left: Left[]
  /** Of a status without room. */
  readonly refusal?: ReturnType<typeof statusFull>
}

/** Of what would go back, that for which its status has room; the rest is left. The database counts again when it is
 *  written. */
export async function fitting(tx: Tx, { id }: VisibleProject, all: Patch[]): Promise<Fitting> {
  const targets = all.filter(comes).map(([task, patch]) => patch.statusId ?? task.statusId)
  const limited = await limitedIn(tx, id, targets)
  let fit: Fitting = { patches: all, left: [] }
  for (;;) {
    const { patches } = fit
    const status = limited.find((one) => {
      const coming = patches.filter((patch) => comesTo(one.id, patch)).length
      const going = patches.filter((patch) => leaves(one.id, patch)).length
      return coming > 0 && one.count + coming - going > one.wipLimit
    })
    if (!status) return fit
    // The last one first. Whoever stays may fill the status that it would have left.
    const at = patches.findLastIndex((patch) => comesTo(status.id, patch))
    const { name, wipLimit } = status
    fit = {
      patches: patches.flatMap((patch, nth) => (nth === at ? stays(patch) : [patch])),
      left: [...fit.left, ...patches.slice(at, at + 1).map(leftAs)],
      refusal: statusFull(name, wipLimit),
    }
  }
}

interface Limited {
  readonly id: string
  readonly name: string
  readonly wipLimit: number
  readonly count: number
}

/** The status that has no room for those of some tasks from another project that would come to it. */
export async function fullFor(tx: Tx, { id }: VisibleProject, going: readonly Going[]) {
  const coming = going.filter(isShownThere).map(({ to }) => to.id)
  const limited = await limitedIn(tx, id, coming)
  return limited.find(
    (one) => one.count + coming.filter((target) => target === one.id).length > one.wipLimit,
  )
}

function isShownThere({ task: { trashedAt, archivedAt }, to, wish }: Going) {
  const before = wish.archivedAt === undefined ? archivedAt : wish.archivedAt
  return isShown({ trashedAt, archivedAt: archivedAtIn(to.group, { archivedAt: before }) })
}

/** The statuses that refuse what is beyond their limit, and how many tasks they have, among those to which tasks would come. */
async function limitedIn(tx: Tx, projectId: string, targets: readonly string[]) {
  if (targets.length === 0) return []
  return tx.$queryRaw<Limited[]>`
    select s.id, s.name, s."wipLimit", (
             select count(*)::int from "Task" t
              where t."projectId" = p.id and t."statusId" = s.id and t."trashedAt" is null and t."archivedAt" is null) as count
      from "Status" s join "Project" p on p.id = s."projectId"
     where p.id = ${projectId}::uuid and p."overLimit" = 'refuse' and s."wipLimit" is not null
       and s.id = any(${targets}::uuid[])
     order by s.id`
}

const isShown = ({ trashedAt, archivedAt }: Pick<LockedTask, 'trashedAt' | 'archivedAt'>) =>
  trashedAt === null && archivedAt === null

const after = ([task, patch]: Patch) => ({
  ...{ ...task, ...patch },
  archivedAt: archivedAtOf(task, patch),
})

const isAt = (statusId: string, task: LockedTask) => isShown(task) && task.statusId === statusId

const comesTo = (statusId: string, [task, patch]: Patch) =>
  isAt(statusId, after([task, patch])) && !isAt(statusId, task)
const leaves = (statusId: string, [task, patch]: Patch) =>
  isAt(statusId, task) && !isAt(statusId, after([task, patch]))
const comes = ([task, patch]: Patch) => comesTo(patch.statusId ?? task.statusId, [task, patch])

/** What goes back all the same. */
function stays([task, patch]: Patch): Patch[] {
  if (patch.trashedAt !== undefined) return []
  const { statusId: _, group: __, completedAt: ___, rank: ____, archivedAt: _____, ...rest } = patch
  return [[task, rest]]
}

function leftAs([task, { trashedAt, statusId }]: Patch): Left {
  const moved = statusId === undefined ? 'archivedAt' : 'statusId'
  return withoutRoom(task, trashedAt === undefined ? moved : 'task')
}

export const withoutRoom = ({ id: taskId, key }: LockedTask, field = 'statusId'): Left => ({
  ...{ taskId, key, field, reason: 'full', by: null, at: null },
})
