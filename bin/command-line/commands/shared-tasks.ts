import { isMissing, keysAndRest } from '../changes.ts'
import type { Command } from '../command.ts'
import { Failure } from '../failure.ts'
import { withNames } from '../named.ts'
import type { Session } from '../session.ts'
import { dueText, momentText } from '../task-view.ts'
import { paint, safe, safeLines, table } from '../terminal.ts'

/** Tasks that were shared alone, without their projects: all of them, or one with its public comments. */
export const shared: Command = {
  name: 'shared',
  usage: 'tm shared  |  tm shared WEB-42',
  run: async (session, { words: typed }) => {
    if (typed.length === 0) return listShared(session)
    const { keys, rest } = keysAndRest(typed, shared.usage, session)
    const [key] = keys
    if (!key || keys.length > 1 || rest.length > 0)
      throw new Failure('usage', session.words.oneTask, { hints: [shared.usage] })
    return showShared(session, key)
  },
}

async function listShared(session: Session) {
  const { words, terminal } = session
  const { id: workspaceId } = await session.workspace()
  const { items } = await session.client().trpc.task.sharedTasks.list.query({ workspaceId })
  const { timeZone } = await session.now()
  const tasks = items.map(({ status: { name: status, group }, ...task }) => ({
    ...task,
    status,
    group,
  }))
  session.answer(
    { tasks },
    table(
      tasks.map((task) => [
        { text: task.key, colour: 'cyan' },
        { text: safe(task.status) },
        { text: dueText(task, timeZone) },
        { text: safe(task.title) },
      ]),
      terminal,
    ),
  )
  if (tasks.length === 0 && !session.isJson) session.note(words.nothingFound)
}

const COMMENTS = 20

/** A task as who was given it alone reads it, with its newest comments. */
export async function readShared(session: Session, key: string) {
  const task = await sharedAt(session, key)
  const { trpc } = session.client()
  const [talk, names] = await Promise.all([
    trpc.task.comments.list.query({ taskId: task.id, limit: COMMENTS }),
    session.names(),
  ])
  const said = talk.items.filter(({ isInternal }) => !isInternal)
  const comments = said.map(({ id, authorId, text, createdAt }) => ({
    ...{ id, author: names.get(authorId) ?? authorId, at: String(createdAt), text },
  }))
  return { task, comments, names, hasMore: talk.nextCursor !== null }
}

async function showShared(session: Session, key: string) {
  const { words, terminal } = session
  const { task, comments, names, hasMore } = await readShared(session, key)
  const { timeZone } = await session.now()
  session.answer({ ...task, comments }, [
    `${paint(terminal, 'cyan', task.key)}  ${paint(terminal, 'bold', safe(task.title))}`,
    ...[safe(task.status.name), dueText(task, timeZone)].filter(Boolean),
    ...(task.description ? ['', ...safeLines(withNames(task.description, names))] : []),
    ...(hasMore ? ['', words.olderComments] : []),
    ...comments.flatMap(({ author, at, text }) => [
      '',
      paint(terminal, 'dim', `${safe(author)} · ${momentText(at, timeZone)}`),
      ...safeLines(withNames(text, names)),
    ]),
  ])
}

/** A task as who was given it alone sees it. */
export async function sharedAt(session: Session, typed: string) {
  const { id: workspaceId } = await session.workspace()
  const key = typed.toUpperCase()
  return session
    .client()
    .trpc.task.sharedTasks.get.query({ workspaceId, key })
    .catch((error: unknown) => {
      if (isMissing(error)) throw new Failure('missing', session.words.noTask(key))
      throw error
    })
}
