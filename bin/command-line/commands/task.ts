import { spawn } from 'node:child_process'
import { rememberComment } from '../acts.ts'
import { keysAndRest, tasksAt } from '../changes.ts'
import type { Task } from '../client.ts'
import type { Command } from '../command.ts'
import { Failure } from '../failure.ts'
import { readStdin } from '../input.ts'
import { withNames } from '../named.ts'
import type { Session } from '../session.ts'
import { dueText, momentText, placeOf, startText, taskLines, viewsOf } from '../task-view.ts'
import { paint, safe, safeLines, table } from '../terminal.ts'
import { sharedAt } from './shared-tasks.ts'

const COMMENTS = 20

export const show: Command = {
  name: 'show',
  completes: 'task',
  usage: 'tm show WEB-42',
  run: async (session, { words: typed }) => {
    const { task, view, comments, parts, hasMore } = await readTask(session, typed, show.usage)
    const { terminal, words } = session
    const [{ timeZone }, names] = await Promise.all([session.now(), session.names()])
    const rows = [
      [words.fields.status, view.status],
      [words.fields.priority, view.priority === 'none' ? '' : words.priorities[view.priority]],
      [words.fields.due, dueText(view, timeZone)],
      [words.fields.start, startText(view, timeZone)],
      [words.fields.estimate, view.estimate === null ? '' : String(view.estimate)],
      [words.fields.assignees, view.assignees.join(', ')],
      [words.fields.labels, view.labels.map((label) => `#${label}`).join(' ')],
      [words.fields.blocked, view.isBlocked ? words.yes : ''],
    ].filter(([, value]) => value !== '')
    const lines = [
      `${paint(terminal, 'cyan', view.key)}  ${paint(terminal, 'bold', safe(view.title))}`,
      ...table(
        rows.map(([name = '', value = '']) => [
          { text: name, colour: 'dim' },
          { text: safe(value) },
        ]),
        terminal,
      ),
      ...(task.description ? ['', ...safeLines(withNames(task.description, names))] : []),
      ...(parts.length > 0 ? ['', words.subtasks, ...(await taskLines(session, parts))] : []),
      ...(hasMore ? ['', words.olderComments] : []),
      ...comments.flatMap(({ author, at, text, isInternal }) => [
        '',
        paint(
          terminal,
          'dim',
          `${safe(author)} · ${momentText(at, timeZone)}${isInternal ? ` · ${words.internal}` : ''}`,
        ),
        ...safeLines(withNames(text, names)),
      ]),
      '',
      paint(terminal, 'dim', view.url),
    ]
    session.answer({ ...view, description: task.description, subtaskList: parts, comments }, lines)
  },
}

/** A task with all that is said about it. */
export async function readTask(session: Session, typed: readonly string[], usage: string) {
  const { keys, rest } = keysAndRest(typed, usage, session)
  if (keys.length > 1 || rest.length > 0)
    throw new Failure('usage', session.words.oneTask, { hints: [usage] })
  const [task] = await tasksAt(session, keys)
  if (!task) throw new Failure('missing', session.words.noTask(String(keys[0])))
  const { trpc } = session.client()
  const [[view], talk, { items: parts }, names] = await Promise.all([
    viewsOf(session, [task]),
    trpc.task.comments.list.query({ taskId: task.id, limit: COMMENTS }),
    subtasksOf(session, task),
    session.names(),
  ])
  if (!view) throw new Failure('missing', session.words.noTask(task.key))
  const nameOf = (id: string) => names.get(id) ?? id
  const comments = talk.items.map(({ authorId, bot, text, createdAt, isInternal, id }) => {
    const owner = nameOf(authorId)
    const author = bot ? session.words.bot(bot.name, owner) : owner
    return { id, author, at: String(createdAt), text, isInternal }
  })
  return {
    ...{ task, view, comments, hasMore: talk.nextCursor !== null },
    parts: await viewsOf(session, parts),
  }
}

async function subtasksOf({ client }: Session, { id: taskId, subtasks }: Task) {
  return subtasks ? client().trpc.task.tasks.subtasks.query({ taskId }) : { items: [] }
}

export const comment: Command = {
  name: 'comment',
  completes: 'task',
  usage: 'tm comment WEB-42 "text"  |  tm comment WEB-42 - < text.md',
  options: { internal: { type: 'boolean' } },
  run: async (session, { words: typed, has }) => {
    const { words, client } = session
    const [key = '', ...rest] = typed
    const isPiped = rest.length === 1 && rest[0] === '-'
    const text = (isPiped ? await readStdin() : rest.join(' ')).trim()
    const { keys } = keysAndRest([key], comment.usage, session)
    if (!text) throw new Failure('usage', words.missingArgument, { hints: [comment.usage] })
    const [task] = await commentedAt(session, keys)
    if (!task) return
    await client().post(`/tasks/${task.id}/comments`, {
      text,
      ...(has('internal') && { isInternal: true }),
    })
    await rememberComment(session)
    session.answer({ key: task.key, text }, [words.commented(task.key)])
  },
}

/** Whoever was given a task alone comments on it too. */
const commentedAt = (
  session: Session,
  keys: readonly string[],
): Promise<{ id: string; key: string }[]> =>
  tasksAt(session, keys).catch((error: unknown) => {
    const [key] = keys
    if (!key || !(error instanceof Failure && error.exit === 'missing')) throw error
    return Promise.all([sharedAt(session, key)])
  })

export const open: Command = {
  name: 'open',
  completes: 'task',
  usage: 'tm open WEB-42 [--print]',
  options: { print: { type: 'boolean' } },
  run: async (session, { words: typed, has }) => {
    const { keys } = keysAndRest(typed, open.usage, session)
    const [task] = await tasksAt(session, keys.slice(0, 1))
    if (!task) return
    const url = `${await placeOf(session)}/t/${task.key}`
    session.answer({ key: task.key, url }, [url])
    if (has('print') || session.isJson || !session.terminal.isTty) return
    const opener = { darwin: 'open', win32: 'explorer' }[String(process.platform)] ?? 'xdg-open'
    // The address stands above, for whoever has no browser here.
    spawn(opener, [url], { stdio: 'ignore', detached: true })
      .on('error', () => {})
      .unref()
  },
}
