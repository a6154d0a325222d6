import type { inferRouterInputs } from '@trpc/server'
import type { GatewayRouter } from '../../services/frontend-service/router.ts'
import { readPhrase } from '../../services/frontend-service/web/tasks/create/phrase/read-phrase.ts'
import { dateOf, dayOf } from '../../services/task-service/tql/days.ts'
import { dayChosen, type Plan, timeIn, whenOf } from '../../services/task-service/tql/instant.ts'
import { choices, wordIn } from '../../services/task-service/tql/words.ts'
import { writing } from './acts.ts'
import type { Project, Row, Task } from './client.ts'
import { failureOf } from './errors.ts'
import { Failure } from './failure.ts'
import { isTaskKey } from './names.ts'
import type { Session } from './session.ts'
import { projectOf, viewsOf } from './task-view.ts'

type ChangeMany = inferRouterInputs<GatewayRouter>['task']['tasks']['changeMany']
export type Change = ChangeMany['change']

/** Also the very people that tasks are to have, however many they have together. */
type Wanted = Change | { readonly assigneeIds: string[] }

/** Tasks that one command names. */
const KEYS_MAX = 100

/** Tasks by their keys, also by those that they had in other projects. */
export async function tasksAt(session: Session, keys: readonly string[]): Promise<Task[]> {
  const { words, client } = session
  if (keys.length > KEYS_MAX) throw new Failure('usage', words.tooManyKeys(KEYS_MAX))
  const { id: workspaceId } = await session.workspace()
  const unique = [...new Set(keys.map((key) => key.toUpperCase()))]
  return Promise.all(
    unique.map((key) =>
      client()
        .trpc.task.tasks.get.query({ workspaceId, key })
        .catch((error: unknown) => {
          if (isMissing(error)) throw new Failure('missing', words.noTask(key))
          throw error
        }),
    ),
  )
}

export const isMissing = (error: unknown) =>
  error instanceof Error &&
  'data' in error &&
  (error.data as { httpStatus?: number } | null)?.httpStatus === 404

/** The keys at the beginning of what was typed, and what stands behind them. */
export function keysAndRest(typed: readonly string[], usage: string, { words }: Session) {
  const end = typed.findIndex((word) => !isTaskKey(word))
  const keys = end < 0 ? typed : typed.slice(0, end)
  const [first] = typed
  if (keys.length === 0 && first) throw new Failure('usage', words.noKey(first), { hints: [usage] })
  if (keys.length === 0) throw new Failure('usage', words.missingArgument, { hints: [usage] })
  return { keys, rest: end < 0 ? [] : typed.slice(end) }
}

/** Gives tasks new values, one act a project; answers the tasks as they are then. What is so already changes nothing, so
 *  that a call made twice is like one. What becomes of each is known before the first is changed; where the server refuses
 *  a later one, the failure says what was changed before. */
export async function changeTasks(
  session: Session,
  tasks: readonly Row[],
  changeIn: (project: Project) => Wanted,
) {
  const places = [...new Set(tasks.map(({ key }) => projectOf(key)))]
  const plans = await Promise.all(
    places.map(async (place) => {
      const project = await session.project(place)
      const own = tasks.filter(({ key }) => projectOf(key) === place)
      return { place, own, projectId: project.id, change: changeIn(project) }
    }),
  )
  const actionIds: string[] = []
  const before: string[] = []
  let changed = 0
  for (const { place, own, projectId, change } of plans) {
    const ids = own.map(({ id }) => id)
    const done = await changeIds(session, projectId, ids, change).catch((error: unknown) => {
      throw partlyDone(session, error, { place, before })
    })
    if (done.actionId) actionIds.push(done.actionId)
    if (done.changed > 0) before.push(...own.map(({ key }) => key))
    changed += done.changed
  }
  return { actionIds, changed, tasks: await readAgain(session, tasks) }
}

const changeIds = (session: Session, projectId: string, ids: string[], change: Wanted) =>
  writing(session, () => {
    const { changeMany, changeEach } = session.client().trpc.task.tasks
    if (!('assigneeIds' in change)) return changeMany.mutate({ projectId, ids, change })
    const parts = [{ places: ids.map((_, at) => at), ...change }]
    return changeEach.mutate({ projectId, ids, parts })
  })

interface Part {
  /** What refused. */
  readonly place: string
  /** Keys of what was changed by then. */
  readonly before: readonly string[]
}

/** The failure of a part of what was asked for, which tells of the others. */
export function partlyDone({ words }: Session, error: unknown, { place, before }: Part) {
  if (before.length === 0) return error
  const { exit, message, hints, candidates, cause } = failureOf(error, words)
  return new Failure(exit, `${place}: ${message}`, {
    hints: [...hints, words.doneBefore(before.join(', '))],
    ...{ candidates, cause },
  })
}

async function readAgain(session: Session, tasks: readonly Pick<Row, 'id' | 'projectId'>[]) {
  const projects = [...new Set(tasks.map(({ projectId }) => projectId))]
  const pages = await Promise.all(
    projects.map((projectId) => {
      const ids = tasks.filter((task) => task.projectId === projectId).map(({ id }) => id)
      return rowsOf(session, projectId, ids)
    }),
  )
  const rows = new Map(pages.flat().map((row) => [row.id, row]))
  return viewsOf(
    session,
    tasks.flatMap(({ id }) => rows.get(id) ?? []),
  )
}

const PAGE = 100

/** Rows of tasks of a project. */
export async function rowsOf(session: Session, projectId: string, ids: readonly string[]) {
  const { trpc } = session.client()
  const pages = Array.from({ length: Math.ceil(ids.length / PAGE) }, (_, nth) =>
    trpc.task.tasks.list.query({
      ...{ projectId, ids: ids.slice(nth * PAGE, (nth + 1) * PAGE), limit: PAGE },
    }),
  )
  return (await Promise.all(pages)).flatMap(({ items }) => items)
}

/** When something is due or begins, as quick add and filters write it: `내일 3시`, `friday`, `+3d`, `none`. */
async function whenTyped(session: Session, typed: string, of: 'start' | 'due') {
  const { words } = session
  const { day: today, clock: now, timeZone } = await session.now()
  const kept = dayOf(typed)
  if (kept === 'none') return { day: null, time: null, timeZone }
  if (kept) return { day: dateOf(kept, today), time: undefined, timeZone }
  const known = { today, clock: now, timeZone, me: '', people: [], projects: [] }
  const { parts, title } = readPhrase(typed, known)
  // A start may be written as one: `내일 2시부터`.
  const found = parts.find(({ kind }) => kind === 'due' || kind === of)
  if (!found || !('day' in found) || title !== '')
    throw new Failure('usage', words.noDay(typed), { hints: [words.dayHint] })
  const { day, clock } = found
  return { day, time: clock ? timeIn(clock, timeZone) : undefined, timeZone }
}

/** The day on which tasks are due from now on: by the calendar of whoever says it, also of what is due at a time elsewhere. */
export async function dueChange(session: Session, typed: string) {
  const { day, time, timeZone } = await whenTyped(session, typed, 'due')
  if (day && time === undefined) return { dueDate: day, timeZone }
  return { dueDate: day, dueTime: time }
}

/** The same for one task, against what was read of it. */
export async function dueOf(session: Session, task: Plan, typed: string) {
  const { day, time } = await whenOfTyped(session, task, { of: 'due', typed })
  return { dueDate: day, ...(time !== undefined && { dueTime: time }) }
}

export async function startOf(session: Session, task: Plan, typed: string) {
  const { day, time } = await whenOfTyped(session, task, { of: 'start', typed })
  return { startDate: day, ...(time !== undefined && { startTime: time }) }
}

async function whenOfTyped(
  session: Session,
  task: Plan,
  { of, typed }: { of: 'start' | 'due'; typed: string },
) {
  const { day, time, timeZone } = await whenTyped(session, typed, of)
  const isKept = day !== null && time === undefined
  return { day: isKept ? dayChosen(whenOf(task, of), day, timeZone) : day, time }
}

export function priorityTyped(typed: string, { words }: Session) {
  const numbered = { 0: 'none', 1: 'urgent', 2: 'high', 3: 'medium', 4: 'low' } as const
  const bare = typed.replace(/^!/, '')
  const found =
    Object.hasOwn(numbered, bare) && /^[0-4]$/.test(bare)
      ? Object.entries(numbered).find(([digit]) => digit === bare)?.[1]
      : wordIn(choices.p, bare)
  if (found) return found
  throw new Failure('usage', words.none(words.kinds.priority, typed), {
    candidates: Object.keys(choices.p),
  })
}
