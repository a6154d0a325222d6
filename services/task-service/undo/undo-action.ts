import { randomUUID } from 'node:crypto'
import type { VisibleProject } from '../access/access.ts'
import type { Context } from '../context.ts'
import { group } from '../contract.ts'
import { type Acting, recorded, type Tx } from '../events/event-log.ts'
import { RANK_LONG } from '../tasks/ranks.ts'
import { lockTree } from '../tasks/subtasks.ts'
import {
  changes,
  type LockedTask,
  lockTasks,
  readTasks,
  type TaskPatch,
  writeTasks,
} from '../tasks/write-many.ts'
import { withinBytes } from '../within-bytes.ts'
import {
  type Act,
  actOf,
  byTask,
  goneFor,
  laterThan,
  partsOfOthers,
  type Undoable,
} from './act-log.ts'
import { freeRanks } from './free-ranks.ts'
import { parentsBack } from './parents-back.ts'
import { type Left, planOf } from './plan.ts'
import { fitting } from './room-back.ts'
import { isRelocation, previewBack, takeBackRelocation } from './undo-relocation.ts'
import { isAboutVisibility, previewVisibility, takeBackVisibility } from './undo-visibility.ts'
import { isAboutWatching, previewWatching, takeBackWatching } from './undo-watching.ts'

interface UndoingContext extends Acting, Pick<Context, 'pool' | 'ranks'> {}

/** Others may be quicker each time to take a place that is given back. */
const ATTEMPTS = 5

/** Takes back an own act, from whatever browser it was done. That is an act too: undoing it does the first one again. What others
 *  have changed since stays, and is named in the answer. */
export async function undoAction(ctx: UndoingContext, actionId: string) {
  const act = await actOf(ctx, actionId)
  if (isAboutWatching(act)) return takeBackWatching(ctx, act)
  if (isAboutVisibility(act)) return takeBackVisibility(ctx, act)
  for (let attempt = 1; ; attempt += 1)
    try {
      const done = await (isRelocation(act) ? takeBackRelocation : takeBack)(ctx, act)
      if (done.tasks.some(({ rank }) => rank.length > RANK_LONG))
        ctx.ranks.renewSoon(...new Set(done.tasks.map((task) => task.projectId)))
      return done
    } catch (error) {
      if (attempt === ATTEMPTS || !isRankTaken(error)) throw error
    }
}

/** What undoing an act would do now; nothing is changed. */
export async function previewUndo(ctx: UndoingContext, actionId: string) {
  const act = await actOf(ctx, actionId)
  if (isAboutWatching(act)) return previewWatching(ctx, act)
  if (isAboutVisibility(act)) return previewVisibility(ctx, act)
  if (isRelocation(act)) return previewBack(ctx, act)
  const { events, projectId } = act
  return recorded(ctx, rightIn(projectId), async (tx, project) => {
    const { found, patches, left } = await planned(tx, project, { ctx, events, find: readTasks })
    const titles = new Map(found.map(({ id, title }) => [id, title]))
    return {
      tasks: byTask(events).size,
      changed: patches.filter(([task, patch]) => changes(task, patch)).length,
      leftTasks: new Set(left.map(({ taskId }) => taskId)).size,
      left: withinBytes(left.map((one) => ({ ...one, title: titles.get(one.taskId) ?? null }))),
    }
  })
}

const rightIn = (projectId: string) => ({ at: { projectId }, needs: 'member' }) as const

function takeBack(ctx: UndoingContext, { events, projectId, undoes, via }: Undoable) {
  const actionId = randomUUID()
  const acting = { ...ctx, actionId, undoes, via }
  return recorded(acting, rightIn(projectId), async (tx, project, record) => {
    // Before any row, as whoever changes a parent does.
    if (events.some(isAboutTree)) await lockTree(tx, projectId)
    const { patches, left, refusal } = await planned(tx, project, { ctx, events, find: lockTasks })
    // Where nothing else goes back, the answer names the limit.
    if (refusal && !patches.some(([task, patch]) => changes(task, patch))) throw refusal
    const changed = await writeTasks(tx, await placed(tx, project, patches), {
      user: ctx.user,
      now: ctx.now,
      record,
    })
    return {
      actionId: changed.length > 0 ? actionId : null,
      changed: changed.length,
      tasks: withinBytes(changed),
      left,
    }
  })
}

interface Planning {
  readonly ctx: UndoingContext
  readonly events: Act
  /** Locks the tasks, or only reads them. */
  readonly find: typeof lockTasks
}

async function planned(tx: Tx, project: VisibleProject, { ctx, events: act, find }: Planning) {
  const ids = [...new Set(act.map(({ taskId }) => taskId))]
  const found = await find(tx, ctx.user, project.id, ids)
  const tasks = new Map(found.map((task) => [task.id, task]))
  const last = act.at(-1)?.id ?? ''
  const later = byTask(await laterThan(tx, ctx.user, ids, last))
  const parts = byTask(act.some(isAboutTree) ? await partsOfOthers(tx, ids, last, ctx.user.id) : [])
  const known = await knownIn(tx, project)
  const texts = await textsIn(tx, act)

  const canBePart = parentsBack(tx, project)
  const left: Left[] = []
  const patches: [LockedTask, TaskPatch][] = []
  for (const [id, events] of byTask(act)) {
    const task = tasks.get(id)
    if (!task) {
      left.push(goneFor(id, later.get(id)))
      continue
    }
    const plan = planOf({
      ...{ task: { ...task, description: texts.get(id) }, act: events, known },
      ...{ later: later.get(id) ?? [], partsOfOthers: parts.get(id) ?? [] },
      ...{ me: ctx.user.id, now: ctx.now },
    })
    left.push(...plan.left)
    const { parentId, ...rest } = plan.patch
    if (!parentId || (await canBePart(id, parentId))) patches.push([task, plan.patch])
    else {
      patches.push([task, rest])
      const why = { field: 'parentId', reason: 'unknown', by: null, at: null } as const
      left.push({ taskId: id, key: task.key, ...why })
    }
  }
  const fit = await fitting(tx, project, patches)
  return { found, ...fit, left: [...left, ...fit.left] }
}

/** Whether undoing it could change which task is part of which, or hide a task that has parts. */
const isAboutTree = ({ type, changes }: Act[number]) =>
  'parentId' in changes || type === 'task.created' || type === 'task.restored'

/** What a task of the project can have: its statuses and labels, the people of the workspace. */
async function knownIn(tx: Tx, { id: projectId, workspaceId }: VisibleProject) {
  const rows = await tx.$queryRaw<{ id: string; group: unknown }[]>`
    select id, "group" from "Status" where "projectId" = ${projectId}::uuid
    union all select id, null from "Label" where "projectId" = ${projectId}::uuid
    union all select "userId", null from "Member" where "workspaceId" = ${workspaceId}::uuid`
  return new Map(rows.map((row) => [row.id, group.nullable().parse(row.group)]))
}

/** Descriptions of the tasks whose description the act changed. */
async function textsIn(tx: Tx, act: Act) {
  const ids = act.filter(({ changes }) => 'description' in changes).map(({ taskId }) => taskId)
  if (ids.length === 0) return new Map<string, string>()
  const rows = await tx.task.findMany({
    where: { id: { in: ids } },
    select: { id: true, description: true },
  })
  return new Map(rows.map(({ id, description }) => [id, description]))
}

/** Patches whose ranks are free: where another task has been put at the old place, it goes right after that one. */
async function placed(
  tx: Tx,
  project: VisibleProject,
  patches: readonly (readonly [LockedTask, TaskPatch])[],
) {
  const wanted = patches.flatMap(([{ id }, { rank }]) => (rank === undefined ? [] : [{ id, rank }]))
  const ranks = await freeRanks(tx, project.id, wanted)
  return patches.map(([task, { rank: _, ...rest }]) => {
    const rank = ranks.get(task.id)
    return [task, rank === undefined ? rest : { ...rest, rank }] as const
  })
}

/** PostgreSQL's word for a value that another row has, as Prisma passes it on. */
const isRankTaken = (error: unknown) =>
  error instanceof Error && 'meta' in error && JSON.stringify(error.meta).includes('23505')
