import { localAt } from '../../services/task-service/tql/instant.ts'
import type { Project, Row } from './client.ts'
import type { Session } from './session.ts'
import { type Cell, type Colour, safe, table } from './terminal.ts'

/** A task as `--json` and the assistants' tools tell of it; docs/cli.md says what each field is. */
export interface TaskView {
  readonly key: string
  readonly title: string
  readonly project: string
  readonly status: string
  readonly group: string
  readonly priority: Row['priority']
  readonly dueDate: string | null
  readonly dueTime: string | null
  readonly dueAt: string | null
  readonly startDate: string | null
  readonly startTime: string | null
  readonly startAt: string | null
  readonly estimate: number | null
  readonly assignees: readonly string[]
  readonly labels: readonly string[]
  readonly isBlocked: boolean
  readonly subtasks: { readonly done: number; readonly all: number } | null
  readonly comments: number
  readonly createdAt: string
  readonly updatedAt: string
  readonly completedAt: string | null
  readonly archivedAt: string | null
  readonly version: number
  readonly id: string
  readonly url: string
}

interface Known {
  readonly project: Pick<Project, 'statuses' | 'labels'>
  readonly names: ReadonlyMap<string, string>
  readonly place: string
}

function viewOf(row: Row, { project, names, place }: Known): TaskView {
  const status = project.statuses.find(({ id }) => id === row.statusId)
  const { key, title, priority, dueDate, dueTime, dueAt, startDate, startTime, startAt } = row
  const { createdAt, updatedAt, completedAt, archivedAt, version, id, estimate } = row
  return {
    ...{ key, title, project: projectOf(key) },
    status: status?.name ?? '',
    group: status?.group ?? '',
    ...{ priority, dueDate, dueTime, dueAt, startDate, startTime, startAt, estimate },
    assignees: row.assigneeIds.map((one) => names.get(one) ?? one),
    labels: row.labelIds.flatMap(
      (one) => project.labels.find((each) => each.id === one)?.name ?? [],
    ),
    isBlocked: (row.blockers?.open ?? 0) > 0,
    subtasks: row.subtasks && { done: row.subtasks.done, all: row.subtasks.all },
    comments: row.commentCount,
    ...{ createdAt, updatedAt, completedAt, archivedAt, version, id },
    url: `${place}/t/${key}`,
  }
}

export const projectOf = (taskKey: string) => taskKey.slice(0, taskKey.lastIndexOf('-'))

/** Tasks as they are told, whatever projects they are of. */
export async function viewsOf(session: Session, rows: readonly Row[]) {
  if (rows.length === 0) return []
  const place = await placeOf(session)
  const keys = [...new Set(rows.map(({ key }) => projectOf(key)))]
  const [names, ...projects] = await Promise.all([session.names(), ...keys.map(session.project)])
  return rows.flatMap((row) => {
    const project = projects[keys.indexOf(projectOf(row.key))]
    return project ? [viewOf(row, { project, names, place })] : []
  })
}

export const placeOf = async ({ client, workspace }: Session) =>
  `${client().url}/w/${(await workspace()).slug}`

const statusColours: Record<string, Colour> = {
  ...{ backlog: 'dim', unstarted: 'blue', started: 'yellow', completed: 'green', cancelled: 'dim' },
}
const priorityColours: Record<string, Colour> = { urgent: 'red', high: 'yellow', low: 'dim' }

/** Lines of a list of tasks. */
export async function taskLines(session: Session, views: readonly TaskView[]) {
  const { words, terminal } = session
  const now = await session.now()
  const rows = views.map((view): Cell[] => [
    { text: view.key, colour: 'cyan' },
    { text: safe(view.status), colour: statusColours[view.group] },
    {
      text: view.priority === 'none' ? '' : words.priorities[view.priority],
      colour: priorityColours[view.priority],
    },
    { text: dueText(view, now.timeZone), colour: isLate(view, now.day) ? 'red' : undefined },
    { text: safe(whoText(view.assignees)), colour: 'magenta' },
    { text: safe(titleText(view)) },
  ])
  return table(rows, terminal)
}

/** The first by name, and how many more. */
const whoText = ([first = '', ...more]: readonly string[]) =>
  more.length > 0 ? `${first} +${more.length}` : first

const titleText = ({ title, labels, subtasks }: TaskView) =>
  [title, subtasks && `(${subtasks.done}/${subtasks.all})`, ...labels.map((label) => `#${label}`)]
    .filter(Boolean)
    .join(' ')

/** By the clock of whoever looks. */
export function dueText({ dueDate, dueAt }: Pick<TaskView, 'dueDate' | 'dueAt'>, timeZone: string) {
  return dueAt ? momentText(dueAt, timeZone) : (dueDate ?? '')
}

export const startText = (
  { startDate, startAt }: Pick<TaskView, 'startDate' | 'startAt'>,
  timeZone: string,
) => dueText({ dueDate: startDate, dueAt: startAt }, timeZone)

/** An instant by the clock of whoever looks. */
export function momentText(instant: string, timeZone: string) {
  const { day, clock } = localAt(new Date(instant), timeZone)
  return `${day} ${clock}`
}

const isLate = ({ dueDate, dueAt, group }: TaskView, today: string) =>
  group !== 'completed' &&
  group !== 'cancelled' &&
  (dueAt ? Date.parse(dueAt) <= Date.now() : dueDate !== null && dueDate < today)
