import type pg from 'pg'

interface Logged {
  readonly type: string
  readonly taskId: string | null
  readonly projectId: string
  readonly at: Date
  readonly changes: Record<string, [unknown, unknown]>
}

interface Task {
  project: string
  key: string
  title: string
  status: string
  created: Date
  started: Date | null
  completed: Date | null
  trashed: boolean
  due: string | null
}

interface Asked {
  readonly projectId: string
  readonly days: number
  readonly timeZone: string
}

/** The dashboard of a project worked out a second time, from the raw log and in plain loops. */
export async function expectedDashboard(log: pg.Pool, { projectId, days, timeZone }: Asked) {
  // Of all projects: tasks come from others.
  const { rows } = await log.query<Logged>(
    'select * from "Event" where "projectId" is not null order by id',
  )
  const statuses = new Map<string, { name: string; group: string }>()
  const tasks = new Map<string, Task>()
  for (const event of rows) replay(event, statuses, tasks)

  const dayOf = (at: Date) => new Intl.DateTimeFormat('sv-SE', { timeZone }).format(at)
  const today = dayOf(new Date())
  const dates = Array.from({ length: days }, (_, back) => {
    const date = new Date(`${today}T12:00:00Z`)
    date.setUTCDate(date.getUTCDate() - (days - 1 - back))
    return date.toISOString().slice(0, 10)
  })
  const alive = [...tasks.values()].filter((task) => !task.trashed && task.project === projectId)
  const groupOf = ({ status }: Task) => statuses.get(status)?.group ?? ''
  const open = alive.filter((task) => !['completed', 'cancelled'].includes(groupOf(task)))
  const on = (date: string, at: Date | null) => at !== null && dayOf(at) === date
  const perDay = dates.map((date) => ({
    date,
    created: alive.filter(({ created }) => on(date, created)).length,
    completed: alive.filter(({ completed }) => on(date, completed)).length,
  }))
  const points = alive.flatMap(({ key, title, started, completed }) =>
    started && completed && dates.includes(dayOf(completed))
      ? [{ key, title, completedAt: completed.toISOString(), hours: hours(started, completed) }]
      : [],
  )
  const ascending = points.map((point) => point.hours).sort((one, other) => one - other)
  const nearest = (share: number) =>
    ascending.length < 5 ? null : (ascending[Math.ceil(share * ascending.length) - 1] ?? null)
  const sum = (field: 'created' | 'completed') => perDay.reduce((all, day) => all + day[field], 0)
  return {
    perDay,
    openByStatus: [...statuses]
      .map(([id, status]) => ({
        ...status,
        count: open.filter((task) => task.status === id).length,
      }))
      .filter(({ count }) => count > 0),
    totals: {
      open: open.length,
      overdue: open.filter(({ due }) => due !== null && due < today).length,
      created: sum('created'),
      completed: sum('completed'),
    },
    cycleTime: {
      count: points.length,
      p50Hours: nearest(0.5),
      p85Hours: nearest(0.85),
      points: points.sort(
        (one, other) =>
          one.completedAt.localeCompare(other.completedAt) || (one.key < other.key ? -1 : 1),
      ),
    },
  }
}

const hours = (from: Date, to: Date) => (to.getTime() - from.getTime()) / 3_600_000

function replay(
  { type, taskId, projectId, at, changes }: Logged,
  statuses: Map<string, { name: string; group: string }>,
  tasks: Map<string, Task>,
) {
  const next = (field: string) => changes[field]?.[1]
  if (type === 'status.created')
    statuses.set(String(next('id')), { name: String(next('name')), group: String(next('group')) })
  if (!taskId) return
  if (type === 'task.created')
    tasks.set(taskId, {
      project: projectId,
      key: String(next('key')),
      title: String(next('title')),
      status: '',
      created: at,
      started: null,
      completed: null,
      trashed: false,
      due: null,
    })
  const task = tasks.get(taskId)
  if (!task) return
  if (type === 'task.moved_in')
    Object.assign(task, { project: projectId, key: String(next('key')) })
  if (changes.title) task.title = String(next('title'))
  if (changes.dueDate) task.due = (next('dueDate') as string | null) ?? null
  if (type === 'task.trashed') task.trashed = true
  if (type === 'task.restored') task.trashed = false
  if (!changes.statusId) return
  task.status = String(next('statusId'))
  const group = statuses.get(task.status)?.group
  if (group === 'started') task.started ??= at
  task.completed = group === 'completed' ? (task.completed ?? at) : null
}
