import { factsOf } from '../../failures.ts'
import { client, type Outputs } from '../../trpc.ts'
import type { TaskAction } from '../cache/action.ts'
import { savedId } from '../cache/provisional.ts'
import type { TaskRow } from '../task.ts'
import { mergedText } from './merged-text.ts'

type Closed = Outputs['task']['tasks']['close']
type Change = Extract<TaskAction, { kind: 'change' }>

/** What a 409 tells: for each field what was wanted and what stands, and who changed the task last. */
export interface Sides {
  version: number
  changed: Record<string, { yours: unknown; theirs: unknown }>
  by?: string | null
}

const TRIES = 5

/** Answers to a completion say what was completed with the task. */
export function send(action: TaskAction): Promise<Closed> {
  const { tasks } = client.task
  const id = savedId(action.task.id)
  if (action.kind === 'change') return change(action)
  if (action.kind === 'move') {
    const { statusId, beforeId, afterId, subtasks } = action
    const neighbour = {
      beforeId: beforeId && savedId(beforeId),
      afterId: afterId && savedId(afterId),
    }
    return tasks.move.mutate({ id, statusId, subtasks, ...neighbour })
  }
  if (action.kind === 'close') return tasks.close.mutate({ id, subtasks: action.subtasks })
  if (action.kind === 'reopen') return tasks.reopen.mutate({ id })
  if (action.kind === 'trash') return tasks.trash.mutate({ id })
  if (action.kind === 'restore') return tasks.restore.mutate({ id })
  const { projectId, statusId, title, priority, dueDate, id: idempotencyKey } = action.task
  const { assigneeIds, labelIds } = action.task
  return tasks.create.mutate({
    ...{ projectId, statusId, title, priority, dueDate, assigneeIds, labelIds, idempotencyKey },
    ...action.plan,
  })
}

/** Goes on by itself when others have changed other fields meanwhile, or another place of the same text. */
async function change({ task, fields, version = task.version }: Change) {
  for (let tries = 1, at = version, wanted = fields; ; tries++)
    try {
      return await client.task.tasks.change.mutate({ id: savedId(task.id), version: at, ...wanted })
    } catch (error) {
      const sides = sidesOf(error)
      const description = sides && mergedDescription(task, fields, sides)
      const lost = sides ? lostFields(task, sides) : []
      const isSettled = lost.every(
        ([field]) => field === 'description' && description !== undefined,
      )
      if (!sides || tries === TRIES || !isSettled) throw error
      at = sides.version
      if (lost.length > 0) wanted = { ...fields, description }
    }
}

function mergedDescription(task: TaskRow, { description }: Change['fields'], { changed }: Sides) {
  const theirs = changed.description?.theirs
  if (!('description' in task) || typeof theirs !== 'string') return undefined
  return mergedText(String(task.description), description ?? '', theirs)
}

export function sidesOf(error: unknown): Sides | undefined {
  const { conflict } = factsOf(error)
  return isSides(conflict) ? conflict : undefined
}

/** Fields in which others have changed what somebody saw when they began. */
export function lostFields(task: TaskRow, { changed }: Sides) {
  const known = new Map<string, unknown>(Object.entries(task))
  return Object.entries(changed).filter(
    ([field, { theirs }]) => known.has(field) && !isSame(known.get(field), theirs),
  )
}

const isSame = (one: unknown, other: unknown) => JSON.stringify(one) === JSON.stringify(other)

const isSides = (value: unknown): value is Sides =>
  typeof value === 'object' && value !== null && 'changed' in value && 'version' in value
