import { randomUUID } from 'node:crypto'
import { newTaskOf } from '../../services/frontend-service/web/tasks/create/new-task.ts'
import { named } from '../../services/frontend-service/web/tasks/create/phrase/names.ts'
import { projectIn, readTasks } from '../../services/frontend-service/web/tasks/create/written.ts'
import { NEW_TASKS_MAX, TITLE_MAX } from '../../services/task-service/limits.ts'
import { folded } from '../../services/task-service/tql/nearest.ts'
import { writing } from './acts.ts'
import { rowsOf } from './changes.ts'
import type { Project } from './client.ts'
import { Failure } from './failure.ts'
import { oneOf } from './names.ts'
import type { Session } from './session.ts'
import { viewsOf } from './task-view.ts'

export type Planned = Awaited<ReturnType<typeof planTasks>>

/** The tasks that a text becomes by the grammar of quick add; nothing is made. */
export async function planTasks(session: Session, text: string, projectKey: string | undefined) {
  const { words } = session
  const [me, people, projects, now] = await Promise.all([
    ...[session.me(), session.people(), openProjects(session), session.now()],
  ] as const)
  const { day: today, clock, timeZone } = now
  const written = projectIn(text, [], { today, projects, me: me.id, people: [] })
  if (written) await refuseShared(session, written, text)
  const target = await projectFor(session, written ?? projectKey)
  const project = await session.project(target.key)
  const lines = readTasks(text, [], {
    ...{ today, clock, timeZone, me: me.id },
    people: people.filter(({ role }) => role !== 'viewer'),
    projects: projects.filter(({ key }) => key === written),
    labels: project.labels,
    statuses: project.statuses,
    estimateUnit: project.estimateUnit === 'hours' ? 'hours' : 'points',
  })
  if (lines.length > NEW_TASKS_MAX)
    throw new Failure('refused', words.tooManyLines(lines.length, NEW_TASKS_MAX))
  for (const { title, number } of lines) {
    const at = lines.length > 1 ? number : undefined
    if (title === '') throw new Failure('usage', words.noTitle(at))
    const length = [...title].length
    if (length > TITLE_MAX) throw new Failure('refused', words.longTitle(length, TITLE_MAX, at))
  }
  const statusIn = (group: string) => project.statuses.find((one) => one.group === group)?.id ?? ''
  const usual = {
    statusId: statusIn('unstarted'),
    doneStatusId: statusIn('completed'),
    timeZone,
    assigneeIds: [],
  }
  const tasks = lines.map((line) => ({ ...newTaskOf(line, usual), level: line.level }))
  const notes = lines.flatMap(({ unknown }) =>
    unknown.map(({ name, isShared }) => (isShared ? words.sharedName(name) : words.noName(name))),
  )
  const fresh = tasks.flatMap(({ newLabels }) => newLabels)
  const keys = fresh.filter((label) => projects.some(({ key }) => key === label.toUpperCase()))
  return { project, tasks, notes: [...notes, ...keys.map(words.labelLikeProject)] }
}

/** The grammar takes the first project of a name, which a page shows before anything is made; here nobody would see it. */
async function refuseShared(session: Session, key: string, text: string) {
  const projects = await openProjects(session)
  const name = projects.find((one) => one.key === key)?.name ?? key
  const shared = projects.filter((one) => folded(one.name) === folded(name))
  const isByKey = new RegExp(`\\+${key}(?![A-Z0-9])`, 'i').test(text)
  if (shared.length > 1 && !isByKey) await projectNamed(session, name)
}

/** What is neither archived nor only read. */
async function openProjects(session: Session) {
  const projects = await session.projects()
  return projects.filter(
    ({ archivedAt, role }) => !archivedAt && ['owner', 'admin', 'member'].includes(role),
  )
}

/** The project that is named, or the usual one, or the only one. */
async function projectFor(session: Session, typed: string | undefined) {
  const { words } = session
  const wanted = typed ?? session.settings().project
  if (wanted !== undefined) return projectNamed(session, wanted)
  const open = await openProjects(session)
  const [only] = open
  if (only && open.length === 1) return only
  throw new Failure('usage', open.length > 0 ? words.whichProject : words.noProject, {
    hints: open.length > 0 ? [words.projectHint] : [],
    candidates: open.map(({ key }) => key),
  })
}

export async function projectNamed(session: Session, typed: string) {
  const projects = await session.projects()
  const known = projects.map((project) => ({ ...project, codes: [project.key] }))
  const { words } = session
  return oneOf(known, typed.replace(/^\+/, ''), { words, kind: words.kinds.project })
}

/** Makes what was planned: all tasks or none, by one act. A call whose answer was lost is found again by its key. */
export async function makeTasks(session: Session, { project, tasks }: Planned) {
  const labels = await labelIds(
    session,
    project,
    tasks.flatMap(({ newLabels }) => newLabels),
  )
  /** The newest task of each level. */
  const above: number[] = []
  const wanted = tasks.map(({ level, newLabels, ...task }, index) => {
    above.splice(level, Number.POSITIVE_INFINITY, index)
    const made = newLabels.flatMap((name) => labels.get(name) ?? [])
    return { ...task, labelIds: [...task.labelIds, ...made], parent: above[level - 1] }
  })
  const asked = { projectId: project.id, tasks: wanted, idempotencyKey: randomUUID() }
  const done = await writing(session, () =>
    session.client().trpc.task.tasks.createMany.mutate(asked),
  )
  if (labels.size > 0) session.forgetProject(project.key)
  const ids = done.tasks.map(({ id }) => id)
  const rows = await rowsOf(session, project.id, ids)
  const inOrder = ids.flatMap((id) => rows.find((row) => row.id === id) ?? [])
  return { actionId: done.actionId, tasks: await viewsOf(session, inOrder) }
}

/** Ids of labels by their names; those that the project does not have are made. */
async function labelIds({ client }: Session, project: Project, names: readonly string[]) {
  const made = new Map<string, string>()
  if (names.length === 0) return made
  // Schemas come with it, which no other command needs.
  const { colors } = await import('../../services/task-service/contract.ts')
  const { trpc } = client()
  let labels: readonly { readonly id: string; readonly name: string }[] = project.labels
  for (const name of new Set(names)) {
    const color = colors[labels.length % colors.length] ?? 'blue'
    if (!named(labels, name))
      labels = await trpc.task.labels.create
        .mutate({ projectId: project.id, name, color })
        .then((label) => [...labels, label])
        .catch(async (error: unknown) => {
          // Made meanwhile by somebody, or by the same call before its connection broke.
          const { workspaceId, key } = project
          const found = (await trpc.task.projects.get.query({ workspaceId, key })).labels
          if (named(found, name)) return found
          throw error
        })
    made.set(name, named(labels, name)?.id ?? '')
  }
  return made
}
