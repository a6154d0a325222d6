import type { inferRouterInputs } from '@trpc/server'
import type { GatewayRouter } from '../../services/frontend-service/router.ts'
import { readPhrase } from '../../services/frontend-service/web/tasks/create/phrase/read-phrase.ts'
import { dateOf, dayOf } from '../../services/task-service/tql/days.ts'
import { timeIn } from '../../services/task-service/tql/instant.ts'
import { choices, wordIn } from '../../services/task-service/tql/words.ts'
import { rememberWrite } from './acts.ts'
import type { Project, Row, Task } from './client.ts'
import { Failure } from './failure.ts'
import { isTaskKey } from './names.ts'
import type { Session } from './session.ts'
import { projectOf, viewsOf } from './task-view.ts'

type ChangeMany = inferRouterInputs<GatewayRouter>['task']['tasks']['changeMany']
export type Change = ChangeMany['change']

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

const isMissing = (error: unknown) =>
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
 *  that a call made twice is like one. */
export async function changeTasks(
  session: Session,
  tasks: readonly Row[],
  changeIn: (project: Project) => Change,
) {
  const keys = [...new Set(tasks.map(({ key }) => projectOf(key)))]
  const acts: string[] = []
  let changed = 0
  for (const key of keys) {
    const project = await session.project(key)
    const ids = tasks.filter((task) => projectOf(task.key) === key).map(({ id }) => id)
    const client = session.client()
    const asked = { projectId: project.id, ids, change: changeIn(project) }
    const done = await client.trpc.task.tasks.changeMany.mutate(asked)
    rememberWrite(client, done.actionId)
    if (done.actionId) acts.push(done.actionId)
    changed += done.changed
  }
  return { actionIds: acts, changed, tasks: await readAgain(session, tasks) }
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

/** Rows of tasks of a project, at most a page. */
export async function rowsOf(session: Session, projectId: string, ids: string[]) {
  const { trpc } = session.client()
  const { items } = await trpc.task.tasks.list.query({ projectId, ids, limit: 100 })
  return items
}

/** When something is due or begins, as quick add and filters write it: `내일 3시`, `friday`, `+3d`, `none`. */
export async function dayTyped(session: Session, typed: string) {
  const { words } = session
  const { day: today, clock: now, timeZone } = await session.now()
  const kept = dayOf(typed)
  if (kept === 'none') return { dueDate: null, dueTime: null, timeZone }
  if (kept) return { dueDate: dateOf(kept, today), dueTime: undefined, timeZone }
  const known = { today, clock: now, timeZone, me: '', people: [], projects: [] }
  const { parts, title } = readPhrase(typed, known)
  const due = parts.find((part) => part.kind === 'due')
  if (!due || title !== '')
    throw new Failure('usage', words.noDay(typed), { hints: [words.dayHint] })
  const { day, clock } = due
  return { dueDate: day, dueTime: clock ? timeIn(clock, timeZone) : undefined, timeZone }
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
