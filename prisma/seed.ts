import { z } from 'zod'
import { loadEnv, processEnv } from '../services/chassis/env.ts'
import { pollUntil } from '../services/chassis/poll-until.ts'
import { createClients, type Urls } from './demo/clients.ts'
import {
  labels,
  type ProjectKey,
  projects,
  shared,
  type ToldTask,
  tasks as toldTasks,
  views,
} from './demo/content.ts'
import { demoFiles } from './demo/files.ts'
import {
  type Handle,
  password,
  people,
  type TeamHandle,
  teamRoles,
  teams,
  withTeams,
  workspace,
} from './demo/people.ts'
import { type Act, timeline } from './demo/timeline.ts'

export const seedEnv = processEnv.extend({
  USER_SERVICE_URL: z.url(),
  TASK_SERVICE_URL: z.url(),
  FILE_SERVICE_URL: z.url(),
})

const DAY_MS = 24 * 60 * 60 * 1000

/** Twelve weeks in the life of a small studio, made through the public procedures with a steered clock: every chart,
 *  list and log is what those acts led to. Twice the same day gives the same data. */
export async function seed(env: z.infer<typeof seedEnv>, today = new Date()) {
  const urls: Urls = {
    user: env.USER_SERVICE_URL,
    task: env.TASK_SERVICE_URL,
    file: env.FILE_SERVICE_URL,
  }
  const clients = createClients(env, urls)
  const midnight = new Date(today.getFullYear(), today.getMonth(), today.getDate()).getTime()
  const moment = (day: number) => new Date(midnight + day * DAY_MS)
  const dayOf = (day: number) => localDay(moment(day))

  const { ids, workspaceId } = await hire(clients)
  const owner = ids.jieun
  const teamIds = await gather(clients, ids, workspaceId)
  const begun = clients.tasks(owner, moment(-85))
  const places = await found(begun, workspaceId)
  for (const { team, project, role } of teamRoles)
    await begun.projectTeams.set.mutate({
      ...{ projectId: places[project].id, teamId: teamIds[team], role },
    })
  for (const { project, ...view } of views)
    await begun.views.create.mutate({ projectId: places[project].id, scope: 'project', ...view })
  const taskIds = new Map<string, string>()

  const perform = async ({ at, by, task, what }: Act) => {
    const place = places[task.project]
    const calls = clients.tasks(ids[by], moment(at))
    const id = taskIds.get(task.title) ?? ''
    if (what.kind === 'create') await create(calls, task)
    else if (what.kind === 'close') await calls.tasks.close.mutate({ id })
    else if (what.kind === 'reopen') await calls.tasks.reopen.mutate({ id })
    else if (what.kind === 'comment') {
      const text = withTeams(what.comment.text, teamIds)
      const comment = await calls.comments.create.mutate({ taskId: id, text })
      for (const handle of what.comment.liked ?? [])
        await clients.tasks(ids[handle], moment(at)).comments.react.mutate({
          ...{ taskId: id, id: comment.id, emoji: 'thumbs_up', on: true },
        })
    } else await calls.tasks.move.mutate({ id, statusId: place[what.kind] })
  }

  const create = async ({ tasks, relations }: TaskCalls, task: ToldTask) => {
    const { project, title, priority, estimate, story } = task
    const place = places[project]
    const { id } = await tasks.create.mutate({
      ...{ projectId: place.id, title, priority, estimate },
      parentId: story.partOf && taskIds.get(story.partOf),
      description: story.description,
      dueDate: task.due === undefined ? null : dayOf(task.due),
      assigneeIds: task.for.map((handle) => ids[handle]),
      labelIds: task.labels.flatMap((name) => place.labels.get(name) ?? []),
      statusId: task.isBacklog ? place.backlog : undefined,
    })
    taskIds.set(title, id)
    const otherId = story.waitsFor && taskIds.get(story.waitsFor)
    if (otherId) await relations.create.mutate({ taskId: id, otherId, kind: 'blocks', side: 'in' })
  }
  for (const act of timeline((today.getTime() - midnight) / DAY_MS)) await perform(act)

  await clients.tasks(owner).taskGrants.set.mutate({
    ...{ taskId: taskIds.get(shared.task) ?? '', userId: ids[shared.with], role: shared.role },
  })
  for (const { name, category, task, bytes } of demoFiles) {
    const project = toldTasks.find(({ title }) => title === task)?.project ?? 'WEB'
    const content = bytes()
    const { url } = await clients.files(owner).uploads.create.mutate({
      projectId: places[project].id,
      taskId: taskIds.get(task),
      name,
      category,
      sizeBytes: content.length,
    })
    await clients.send(owner, url, content)
  }
  return { email: people[0].email, password }
}

type Clients = ReturnType<typeof createClients>
type TaskCalls = ReturnType<Clients['tasks']>

/** Their accounts, in one workspace. */
async function hire({ accounts, users }: Clients) {
  const ids: Record<Handle, string> = {
    ...{ jieun: '', junho: '', sua: '', alice: '' },
    ...{ minsu: '', bob: '', haneul: '', sera: '' },
  }
  let workspaceId = ''
  for (const { handle, role, name, email, locale } of people) {
    const invitation =
      role === 'owner'
        ? undefined
        : (await users(ids.jieun).invitations.create.mutate({ workspaceId, role })).token
    const { user } = await accounts.accounts.create.mutate({
      name,
      email,
      locale,
      password,
      ...(invitation ? { invitation } : { workspaceName: workspace }),
    })
    ids[handle] = user.id
    if (role === 'owner') workspaceId = (await users(user.id).workspaces.list.query())[0]?.id ?? ''
  }
  await confirm({ accounts })
  return { ids, workspaceId }
}

/** Its teams with their people, as the owner makes them. */
async function gather({ users }: Clients, ids: Record<Handle, string>, workspaceId: string) {
  const calls = users(ids.jieun).teams
  const made: Record<TeamHandle, string> = { design: '', platform: '' }
  for (const { handle, name, people: handles } of teams) {
    const { id } = await calls.create.mutate({ workspaceId, name })
    for (const each of handles) await calls.addMember.mutate({ workspaceId, id, userId: ids[each] })
    made[handle] = id
  }
  return made
}

/** The demo's people have used the links that came with their sign-up: in development those lie in the mailbox. */
async function confirm({ accounts }: Pick<Clients, 'accounts'>) {
  const hasMailbox = await accounts.mailbox.list.query().then(
    () => true,
    () => false,
  )
  if (!hasMailbox) return
  for (const { email } of people) {
    const link = async () => {
      const letters = await accounts.mailbox.list.query()
      const texts = letters.filter(({ to }) => to === email).map(({ text }) => text)
      return /\/address\/([\w-]{43})/.exec(texts.join('\n'))?.[1]
    }
    const token = await pollUntil(link, { complaint: `no letter for ${email}` })
    if (token) await accounts.addresses.use.mutate({ token })
  }
}

/** The statuses that acts lead to, by what they are called there, and its labels by name. */
interface DemoPlace {
  readonly id: string
  readonly backlog: string
  readonly start: string
  readonly review: string
  readonly cancel: string
  readonly labels: ReadonlyMap<string, string>
}

/** The projects with their labels. */
async function found(calls: TaskCalls, workspaceId: string) {
  const place = async (project: (typeof projects)[number]): Promise<DemoPlace> => {
    const { id, statuses } = await calls.projects.create.mutate({ workspaceId, ...project })
    const made = await Promise.all(
      Object.entries(labels[project.key]).map(([name, color]) =>
        calls.labels.create.mutate({ projectId: id, name, color }),
      ),
    )
    const [backlog = '', , start = '', review = '', , cancel = ''] = statuses.map(({ id }) => id)
    return {
      ...{ id, backlog, start, review, cancel },
      labels: new Map(made.map((label) => [label.name, label.id])),
    }
  }
  const [web, app, ops] = projects
  const places: Record<ProjectKey, DemoPlace> = {
    ...{ WEB: await place(web), APP: await place(app), OPS: await place(ops) },
  }
  return places
}

/** `YYYY-MM-DD` where this program runs. */
const localDay = (date: Date) =>
  [date.getFullYear(), date.getMonth() + 1, date.getDate()]
    .map((part) => String(part).padStart(2, '0'))
    .join('-')

if (import.meta.url === `file://${process.argv[1]}`) {
  const made = await seed(loadEnv(seedEnv))
  process.stdout.write(`${made.email} ${made.password}\n`)
}
