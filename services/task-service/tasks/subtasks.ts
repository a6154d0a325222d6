import { refuseMore } from '../../chassis/refuse-more.ts'
import { appError } from '../../chassis/trpc.ts'
import { type Asking, visibleSql } from '../access/access.ts'
import { answered } from '../answered.ts'
import type { Tx } from '../events/event-log.ts'
import { SUBTASK_LEVELS_MAX, SUBTASKS_MAX } from '../limits.ts'
import {
  type Progress,
  progressSql,
  rowSql,
  type TaskRow,
  type Ties,
  tiesSql,
} from '../lists/row.ts'

/** The parts of a task, in their order. */
export interface Subtasks {
  projectId: string
  progress: Progress | null
  items: TaskRow[]
}

export const listSubtasks = (asking: Asking, { taskId }: { taskId: string }) =>
  answered<Subtasks>(asking, subtasksSql, [taskId, asking.user.id])

export const subtasksSql = `
  select json_build_object('projectId', p.id,
    'progress', (select ${progressSql} from "Task" t where t.id = $1),
    'items', coalesce((
      select json_agg(${rowSql('$2')} order by t.rank) from "Task" t where t."parentId" = $1 and t."trashedAt" is null), '[]'))::text as answer
    from "Project" p where p.id = (select "projectId" from "Task" where id = $1) and ${visibleSql('$2')}`

/** What a task is part of, from the top down as far as nothing is in the trash, and how far its own parts are. */
export interface Family extends Ties {
  ancestors: { id: string; key: string; title: string }[]
}

export async function familyOf({ pool, user }: Asking, id: string) {
  const values = [id, user.id]
  const { rows } = await pool.query<Family>({ name: 'family', text: familySql, values })
  return rows[0] ?? { ancestors: [], subtasks: null, blockers: null, internalCount: 0 }
}

const familySql = `
  select ${tiesSql('$2')}, coalesce((
    select json_agg(json_build_object('id', a.id, 'key', p.key || '-' || a.number, 'title', a.title) order by a.depth desc)
      from task_ancestors(t.id) a
     where a.depth > 0 and a.depth < coalesce((
       select min(gone.depth) from task_ancestors(t.id) gone where gone.depth > 0 and gone."trashedAt" is not null), 99)), '[]') as ancestors
    from "Task" t join "Project" p on p.id = t."projectId" where t.id = $1`

/** Until the transaction ends nobody else changes which task of a project is part of which. */
export const lockTree = (tx: Tx, projectId: string) =>
  tx.$executeRaw`select lock_tree(${projectId}::uuid)`

interface Placed {
  /** Missing for a task that is not made yet. */
  readonly id?: string
  readonly parentId: string
  /** So many more become part of it together with the task. */
  readonly others?: number
}

/** Throws where a task must not become part of another. Nobody else changes the project's tree until the transaction ends. */
export async function refuseParent(
  tx: Tx,
  project: { readonly id: string; readonly key: string },
  { id, parentId, others = 0 }: Placed,
) {
  await lockTree(tx, project.id)
  const parent = await tx.task.findUnique({
    where: { id: parentId, projectId: project.id, trashedAt: null },
    select: { id: true },
  })
  if (!parent)
    throw appError('BAD_REQUEST', 'The parent is not a task of this project', {
      fields: { parentId: 'must be a task of this project' },
    })
  const line = await tx.$queryRaw<{ id: string; number: number }[]>`
    select id, number from task_ancestors(${parentId}::uuid) order by depth`
  const at = line.findIndex((one) => one.id === id)
  if (at >= 0) throw circle(line.slice(0, at + 1).map(({ number }) => `${project.key}-${number}`))
  const rows = id
    ? await tx.$queryRaw<{ levels: number }[]>`select task_levels(${id}::uuid) as levels`
    : []
  if (line.length + (rows[0]?.levels ?? 0) > SUBTASK_LEVELS_MAX)
    throw appError('BAD_REQUEST', `Levels of subtasks: at most ${SUBTASK_LEVELS_MAX}`, {
      limit: SUBTASK_LEVELS_MAX,
      reason: 'deep',
    })
  const count = await tx.task.count({ where: { parentId } })
  refuseMore(count + others, SUBTASKS_MAX, 'Subtasks of a task')
}

/** `path` leads from the task that would be the parent up to the one that would be its part. */
function circle(path: string[]) {
  const [parent = '', ...between] = path
  const task = between.pop()
  const through = between.length > 0 ? ` through ${between.join(', ')}` : ''
  return appError(
    'CONFLICT',
    task ? `${parent} is already part of ${task}${through}` : `${parent} cannot be part of itself`,
    { reason: 'circle', circle: path },
  )
}
