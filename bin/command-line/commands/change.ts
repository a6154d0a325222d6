import {
  changeTasks,
  dueChange,
  dueOf,
  keysAndRest,
  priorityTyped,
  startOf,
  tasksAt,
} from '../changes.ts'
import type { Project, Row, Task } from '../client.ts'
import type { Command } from '../command.ts'
import { editTask } from '../edit.ts'
import { Failure } from '../failure.ts'
import { readStdin } from '../input.ts'
import { oneOf, personNamed, statusOf } from '../names.ts'
import type { Session } from '../session.ts'
import { projectOf, taskLines } from '../task-view.ts'

type Changed = Awaited<ReturnType<typeof changeTasks>>

async function tell(session: Session, changed: Changed) {
  session.answer(changed, await taskLines(session, changed.tasks))
  if (changed.changed === 0) session.note(session.words.wasSo)
}

export const move: Command = {
  name: 'move',
  usage: 'tm move WEB-42 [WEB-43 …] "in review"',
  completes: 'status',
  run: async (session, { words: typed }) => {
    const { keys, rest } = keysAndRest(typed, move.usage, session)
    const status = rest.join(' ')
    if (!status)
      throw new Failure('usage', session.words.whichStatus, {
        hints: [move.usage],
        candidates: await statusNames(session, keys),
      })
    const tasks = await tasksAt(session, keys)
    const to = (project: Project) => ({ statusId: statusOf(project, status, session.words).id })
    await tell(session, await changeTasks(session, tasks, to))
  },
}

async function statusNames(session: Session, keys: readonly string[]) {
  const [task] = await tasksAt(session, keys.slice(0, 1))
  const { statuses } = await session.project(task?.projectKey ?? '')
  return statuses.map(({ name }) => name)
}

/** Into the first status that means done; what is in another such one stays there, but not what is open below it. */
export const done: Command = {
  name: 'done',
  completes: 'task',
  usage: 'tm done WEB-42 [WEB-43 …] [--with-subtasks]',
  options: { 'with-subtasks': { type: 'boolean' } },
  run: async (session, { words: typed, has }) => {
    const { keys, rest } = keysAndRest(typed, done.usage, session)
    if (rest[0]) throw new Failure('usage', session.words.noKey(rest[0]), { hints: [done.usage] })
    const tasks = await tasksAt(session, keys)
    const groupOf = async ({ projectKey, statusId }: Task) =>
      (await session.project(projectKey)).statuses.find(({ id }) => id === statusId)?.group
    const groups = await Promise.all(tasks.map(groupOf))
    const isOpen = (at: number) => groups[at] !== 'completed'
    const [open, closed] = [true, false].map((is) => tasks.filter((_, at) => isOpen(at) === is))
    const parts = has('with-subtasks') ? await openParts(session, closed ?? []) : []
    const going = new Map([...(open ?? []), ...parts].map((task) => [task.id, task]))
    const changed = await changeTasks(session, [...going.values()], (project) => ({
      statusId: project.statuses.find(({ group }) => group === 'completed')?.id,
      ...(has('with-subtasks') && { withSubtasks: true }),
    }))
    await tell(session, changed)
  },
}

/** The uppermost that is open below tasks which are closed. */
async function openParts(session: Session, tasks: readonly Row[]): Promise<Row[]> {
  const { trpc } = session.client()
  const found = await Promise.all(
    tasks.map(async ({ id: taskId, key, subtasks }) => {
      if (!subtasks) return []
      const { statuses } = await session.project(projectOf(key))
      const { items } = await trpc.task.tasks.subtasks.query({ taskId })
      const isClosed = ({ statusId }: Row) =>
        /^(completed|cancelled)$/.test(statuses.find(({ id }) => id === statusId)?.group ?? '')
      const below = await openParts(session, items.filter(isClosed))
      return [...items.filter((item) => !isClosed(item)), ...below]
    }),
  )
  return found.flat()
}

export const assign: Command = {
  name: 'assign',
  completes: 'task',
  usage: 'tm assign WEB-42 @minsu [@junho …] [--only | --remove]  |  tm assign WEB-42 none',
  options: { only: { type: 'boolean' }, remove: { type: 'boolean' } },
  run: async (session, { words: typed, has }) => {
    const { words } = session
    const { keys, rest } = keysAndRest(typed, assign.usage, session)
    if (rest.length === 0) throw new Failure('usage', words.whichPerson, { hints: [assign.usage] })
    const [me, people, tasks] = await Promise.all([
      ...[session.me(), session.people(), tasksAt(session, keys)],
    ] as const)
    const isNobody = rest.length === 1 && /^@?(none|없음)$/i.test(rest[0] ?? '')
    const named = isNobody ? [] : rest.map((name) => personNamed(people, me.id, name, words))
    const isOnly = isNobody || (has('only') && !has('remove'))
    const changed = await changeTasks(session, tasks, () => {
      if (isOnly) return { assigneeIds: [...new Set(named)] }
      return has('remove') ? { removeAssigneeIds: named } : { addAssigneeIds: named }
    })
    await tell(session, changed)
  },
}

export const due: Command = {
  name: 'due',
  completes: 'task',
  usage: 'tm due WEB-42 [WEB-43 …] "내일 3시" | +3d | none',
  run: async (session, { words: typed }) => {
    const { keys, rest } = keysAndRest(typed, due.usage, session)
    if (rest.length === 0)
      throw new Failure('usage', session.words.whichDay, { hints: [due.usage] })
    const [tasks, change] = await Promise.all([
      ...[tasksAt(session, keys), dueChange(session, rest.join(' '))],
    ] as const)
    await tell(session, await changeTasks(session, tasks, () => change))
  },
}

export const edit: Command = {
  name: 'edit',
  completes: 'task',
  usage:
    'tm edit WEB-42 [--title …] [--description …|-] [--priority high] [--label …] [--unlabel …] [--start …] [--due …] [--estimate 3]',
  options: {
    title: { type: 'string', short: 't' },
    description: { type: 'string', short: 'd' },
    priority: { type: 'string' },
    label: { type: 'string', multiple: true },
    unlabel: { type: 'string', multiple: true },
    start: { type: 'string' },
    due: { type: 'string' },
    estimate: { type: 'string' },
  },
  run: async (session, { words: typed, text, texts }) => {
    const { words } = session
    const { keys, rest } = keysAndRest(typed, edit.usage, session)
    if (keys.length > 1 || rest.length > 0)
      throw new Failure('usage', words.oneTask, { hints: [edit.usage] })
    const [task] = await tasksAt(session, keys)
    if (!task) return
    const project = await session.project(task.projectKey)
    const label = (name: string) =>
      oneOf(project.labels, name.replace(/^#/, ''), { words, kind: words.kinds.label }).id
    const [title, priority, written] = [text('title'), text('priority'), text('description')]
    const [start, until, size] = [text('start'), text('due'), text('estimate')]
    const [added, removed] = [texts('label').map(label), texts('unlabel').map(label)]
    const kept = task.labelIds.filter((id) => !removed.includes(id))
    const changed = await editTask(session, task, {
      ...(title !== undefined && { title }),
      ...(written !== undefined && { description: written === '-' ? await readStdin() : written }),
      ...(priority !== undefined && { priority: priorityTyped(priority, session) }),
      ...(added.length + removed.length > 0 && { labelIds: [...new Set([...kept, ...added])] }),
      ...(start !== undefined && (await startOf(session, task, start))),
      ...(until !== undefined && (await dueOf(session, task, until))),
      ...(size !== undefined && { estimate: estimateOf(size, session) }),
    })
    if (!changed) throw new Failure('usage', words.nothingToChange, { hints: [edit.usage] })
    await tell(session, changed)
  },
}

function estimateOf(typed: string, { words }: Session) {
  if (/^(none|없음)$/i.test(typed)) return null
  const size = Number(typed.replace(',', '.').replace(/^~/, ''))
  if (Number.isFinite(size)) return size
  throw new Failure('usage', words.noNumber(typed))
}
