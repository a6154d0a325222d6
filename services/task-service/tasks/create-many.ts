import { randomUUID } from 'node:crypto'
import type pg from 'pg'
import { z } from 'zod'
import { unlessGivenUp } from '../../chassis/feed/recorded.ts'
import { byProject, type NewTask, newTask } from '../contract.ts'
import { inTransaction, once } from '../idempotency.ts'
import { NEW_TASKS_MAX, SUBTASK_LEVELS_MAX } from '../limits.ts'
import { type Creating, insertTask, refuseNewTask } from './create.ts'
import { isDangling } from './no-status.ts'

const oneOfMany = newTask
  .omit({ projectId: true, description: true, parentId: true, idempotencyKey: true })
  .extend({
    /** Place in the list, from 0, of the task before it that it is part of. */
    parent: z.number().int().min(0).optional(),
  })

export const newTasks = byProject
  .extend({
    tasks: z
      .array(oneOfMany)
      .min(1)
      .max(NEW_TASKS_MAX, { error: `must be at most ${NEW_TASKS_MAX} tasks` }),
    idempotencyKey: newTask.shape.idempotencyKey,
  })
  .superRefine(({ tasks }, { addIssue }) => {
    const levels: number[] = []
    for (const [place, { parent }] of tasks.entries()) {
      const above = parent === undefined ? -1 : levels[parent]
      const wrong = (message: string) =>
        addIssue({ code: 'custom', path: ['tasks', place, 'parent'], message })
      if (above === undefined) wrong('must be the place of a task before it')
      if (above === SUBTASK_LEVELS_MAX) wrong(`must be at most ${SUBTASK_LEVELS_MAX} levels deep`)
      levels.push((above ?? -1) + 1)
    }
  })
type NewTasks = z.infer<typeof newTasks>

/** A task to be made, perhaps as part of one before it in its list, by the place of that one. */
export interface Planned extends Omit<NewTask, 'projectId' | 'idempotencyKey'> {
  readonly parent?: number
  readonly pictures?: readonly string[]
}

interface Making {
  readonly projectId: string
  /** Asked only where the call is not the repetition of one that has its answer, and anew for each attempt. */
  readonly plan: (client: pg.PoolClient) => Promise<readonly Planned[]>
  readonly key?: string
  /** What was asked for: it has to be the same where a call is repeated with its key. */
  readonly asked: object
}

export const createTasks = (ctx: Creating, { idempotencyKey: key, ...input }: NewTasks) =>
  makeTasks(ctx, {
    ...{ projectId: input.projectId, key, asked: input },
    plan: async () => input.tasks.map((task) => ({ ...task, description: '' })),
  })

/** Many tasks of a project by one act, with an event each: all are made or none. */
export async function makeTasks(ctx: Creating, { projectId, plan, key, asked }: Making) {
  /** What could not be made. */
  let refused: Omit<NewTask, 'idempotencyKey'> | undefined
  const make = async (client: pg.PoolClient) => {
    const actionId = randomUUID()
    const made: z.infer<typeof madeTask>[] = []
    const tasks = await plan(client)
    await lockFor(client, ctx, projectId, tasks)
    for (const { parent, ...task } of tasks) {
      // Its parent may be one of those that go with it.
      refused = { ...task, projectId }
      const { parentId = made[parent ?? -1]?.id } = task
      const text = await insertTask(client, ctx, { ...refused, parentId }, actionId)
      if (!text) return undefined
      made.push(madeTask.parse(JSON.parse(text)))
    }
    return JSON.stringify({ actionId, tasks: made })
  }
  const makeAll = () =>
    key ? once(ctx, { key, input: asked, projectId }, make) : inTransaction(ctx.pool, make)
  const attempt = () =>
    unlessGivenUp(makeAll).catch((error: unknown) => {
      if (isDangling(error)) return undefined
      throw error
    })
  const text = (await attempt()) ?? (await ctx.pullMembers().then(attempt))
  if (!text && refused) return refuseNewTask(ctx, refused)
  ctx.nudge()
  return answer.parse(JSON.parse(text ?? 'null'))
}

const madeTask = z.object({ id: z.string(), key: z.string() })
/** Where each is in its list, and what it has become, is for whoever shows it to read. */
const answer = z.object({ actionId: z.string(), tasks: z.array(madeTask) })

/** In the order in which whoever makes one task or changes a parent takes them: the rights, the tree, the project's row. */
const lockFor = async (
  client: pg.PoolClient,
  { user }: Creating,
  projectId: string,
  tasks: readonly Planned[],
) =>
  tasks.some(({ parent, parentId }) => parent !== undefined || parentId) &&
  (await client.query(
    `select lock_tree(p.id) from project_for_change($1, $2) p where p.role >= 'member'`,
    [projectId, user.id],
  ))
