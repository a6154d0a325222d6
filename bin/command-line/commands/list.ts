import { TRPCClientError } from '@trpc/client'
import type { Row } from '../client.ts'
import type { Command } from '../command.ts'
import { projectNamed } from '../create.ts'
import { Failure } from '../failure.ts'
import { mergeLists } from '../merge-lists.ts'
import type { Session } from '../session.ts'
import { taskLines, viewsOf } from '../task-view.ts'
import { safe, table } from '../terminal.ts'

const LIMIT = 50
const LIMIT_MAX = 1000
const PAGE = 100
/** Of so many projects the tasks are put together. */
const PROJECTS_MAX = 20
/** What is asked for where no filter is. */
const OPEN = 'status:open'

export const list: Command = {
  name: 'list',
  usage: 'tm list [status:open due<+7d -label:bug …] [-p WEB] [--limit 50]',
  options: {
    project: { type: 'string', short: 'p' },
    limit: { type: 'string', short: 'l' },
  },
  run: async (session, { words: typed, text }) => {
    const { words } = session
    const limit = limitOf(text('limit'), session)
    const filter = typed.join(' ').trim() || OPEN
    const { rows, hasMore } = await listTasks(session, { filter, limit, project: text('project') })
    const tasks = await viewsOf(session, rows)
    session.answer({ filter, tasks, hasMore }, await taskLines(session, tasks))
    if (tasks.length === 0 && !session.isJson) session.note(words.nothingFound)
    if (hasMore) session.note(words.moreThere(tasks.length))
  },
}

function limitOf(typed: string | undefined, { words }: Session) {
  const limit = typed === undefined ? LIMIT : Number(typed)
  if (Number.isInteger(limit) && limit >= 1 && limit <= LIMIT_MAX) return limit
  throw new Failure('usage', words.badLimit(typed ?? '', LIMIT_MAX))
}

interface Wanted {
  readonly filter: string
  readonly limit: number
  readonly project: string | undefined
}

/** Tasks that a filter finds, of one project or of all that are not archived. */
export async function listTasks(session: Session, { filter, limit, project }: Wanted) {
  const { words } = session
  const typed = project ?? session.settings().project
  const all =
    typed !== undefined
      ? [await projectNamed(session, typed)]
      : (await session.projects()).filter(({ archivedAt }) => !archivedAt)
  if (all.length > PROJECTS_MAX)
    throw new Failure('usage', words.tooManyProjects(all.length, PROJECTS_MAX), {
      hints: [words.projectOption],
    })
  const { day: today, timeZone } = await session.now()
  const asked = { q: filter, today, timeZone }
  const refusals: unknown[] = []
  const pages = await Promise.all(
    all.map(({ id: projectId }) =>
      pagesOf(session, { ...asked, projectId }, limit + 1).catch((error: unknown) => {
        // A name that one project has and another has not finds nothing in that one.
        if (all.length === 1 || !isUnknownName(error)) throw error
        refusals.push(error)
        return []
      }),
    ),
  )
  if (refusals.length > 0 && refusals.length === all.length) throw refusals[0]
  const rows = mergeLists(pages, filter)
  return { rows: rows.slice(0, limit), hasMore: rows.length > limit }
}

const isUnknownName = (error: unknown) =>
  error instanceof TRPCClientError && error.data?.query?.code === 'value'

interface Paged {
  readonly projectId: string
  readonly q: string
  readonly today: string
  readonly timeZone: string
}

async function pagesOf({ client }: Session, asked: Paged, most: number) {
  const rows: Row[] = []
  let cursor: string | undefined
  do {
    const limit = Math.min(PAGE, most - rows.length)
    const page = await client().trpc.task.tasks.list.query({ ...asked, limit, cursor })
    rows.push(...page.items)
    cursor = page.nextCursor ?? undefined
  } while (cursor && rows.length < most)
  return rows
}

export const search: Command = {
  name: 'search',
  usage: 'tm search words…',
  run: async (session, asked) => {
    const { words, client } = session
    const text = asked.words.join(' ').trim()
    if (!text) throw new Failure('usage', words.missingArgument, { hints: [search.usage] })
    const { id: workspaceId } = await session.workspace()
    const found = await client().trpc.task.search.find.query({ workspaceId, text })
    // Those that were given alone too; an older server finds none of them.
    const all = [...found.tasks, ...(found.shared ?? [])]
    const tasks = all.map(({ key, title, isArchived = false }) => ({
      key,
      title,
      isArchived,
    }))
    session.answer(
      { tasks },
      table(
        tasks.map(({ key, title }) => [{ text: key, colour: 'cyan' }, { text: safe(title) }]),
        session.terminal,
      ),
    )
    if (tasks.length === 0 && !session.isJson) session.note(words.nothingFound)
  },
}

export const today: Command = {
  name: 'today',
  usage: 'tm today',
  run: async (session) => {
    const { words } = session
    const [{ id: workspaceId }, { day, timeZone }] = await Promise.all([
      session.workspace(),
      session.now(),
    ])
    const mine = await session
      .client()
      .trpc.task.mine.get.query({ workspaceId, today: day, timeZone })
    const [overdue, due, next] = await Promise.all(
      [mine.overdue, mine.today, mine.next].map((rows) => viewsOf(session, rows)),
    )
    const parts = { overdue: overdue ?? [], today: due ?? [], next: next ?? [] }
    const lines: string[] = []
    for (const [name, tasks] of Object.entries(parts)) {
      if (tasks.length === 0) continue
      const title = words.when[name as keyof typeof parts]
      lines.push(...(lines.length > 0 ? [''] : []), title, ...(await taskLines(session, tasks)))
    }
    session.answer(parts, lines)
    if (lines.length === 0 && !session.isJson) session.note(words.nothingDue)
  },
}

export const projects: Command = {
  name: 'projects',
  usage: 'tm projects',
  run: async (session) => {
    const found = await session.projects()
    const shown = found.map(({ key, name, role, openTasks, visibility, archivedAt, id }) => ({
      ...{ key, name, role, openTasks, visibility, archivedAt, id },
    }))
    const { words, terminal } = session
    session.answer(
      { projects: shown },
      table(
        shown.map(({ key, name, role, openTasks, archivedAt }) => [
          { text: key, colour: 'cyan' },
          { text: String(openTasks) },
          { text: role, colour: 'dim' },
          { text: safe(name) + (archivedAt ? ` (${words.archived})` : '') },
        ]),
        terminal,
      ),
    )
  },
}
