import { z } from 'zod'
import { loadEnv, processEnv } from '../services/chassis/env.ts'
import { pollUntil } from '../services/chassis/poll-until.ts'
import { createClients, type Urls } from './demo/clients.ts'
import {
  type DemoTask,
  type Handle,
  labels,
  type ProjectKey,
  password,
  people,
  projects,
  type TeamHandle,
  teamRoles,
  teams,
  withTeams,
  workspace,
} from './demo/content.ts'
import { demoFiles } from './demo/files.ts'
import { type Act, timeline } from './demo/timeline.ts'

export const seedEnv = processEnv.extend({
  USER_SERVICE_URL: z.url(),
  TASK_SERVICE_URL: z.url(),
  FILE_SERVICE_URL: z.url(),
})

const DAY_MS = 24 * 60 * 60 * 1000

/** Four weeks in the life of a small studio, made through the public procedures with a steered clock: every chart,
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
  const places = await found(clients, owner, workspaceId, moment(-29))
  const { projectTeams } = clients.tasks(owner, moment(-29))
  for (const { team, project, role } of teamRoles)
    await projectTeams.set.mutate({ projectId: places[project].id, teamId: teamIds[team], role })
  const taskIds = new Map<DemoTask, string>()

  const idOf = (title: string | undefined) =>
    [...taskIds].find(([task]) => task.title === title)?.[1]

  const perform = async ({ at, by, project, task, what }: Act) => {
    const place = places[project]
    const { tasks, comments } = clients.tasks(ids[by], moment(at))
    const id = taskIds.get(task) ?? ''
    if (what.kind === 'create') {
      const made = await tasks.create.mutate({
        projectId: place.id,
        parentId: idOf(task.partOf),
        title: task.title,
        description: task.description,
        priority: task.priority,
        dueDate: task.due === undefined ? null : dayOf(task.due),
        assigneeIds: (task.for ?? []).map((handle) => ids[handle]),
        labelIds: (task.labels ?? []).flatMap((name) => place.labels.get(name) ?? []),
        statusId: task.backlog && place.backlog,
      })
      taskIds.set(task, made.id)
    } else if (what.kind === 'move')
      await tasks.move.mutate({ id, statusId: what.review ? place.review : place.started })
    else if (what.kind === 'close') await tasks.close.mutate({ id })
    else await comments.create.mutate({ taskId: id, text: withTeams(what.text, teamIds) })
  }
  for (const act of timeline((today.getTime() - midnight) / DAY_MS)) await perform(act)

  for (const { name, category, task, bytes } of demoFiles) {
    const [known, taskId] = [...taskIds].find(([one]) => one.title === task) ?? []
    const project = known?.labels?.some((label) => label in labels.APP) ? 'APP' : 'WEB'
    const content = bytes()
    const { url } = await clients.files(owner).uploads.create.mutate({
      projectId: places[project].id,
      taskId,
      name,
      category,
      sizeBytes: content.length,
    })
    await clients.send(owner, url, content)
  }
  return { email: people[0].email, password }
}

type Clients = ReturnType<typeof createClients>

/** Four accounts in one workspace. */
async function hire({ accounts, users }: Clients) {
  const ids: Record<Handle, string> = { jieun: '', junho: '', sua: '', alice: '' }
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

interface DemoPlace {
  readonly id: string
  readonly backlog: string
  readonly started: string
  readonly review: string
  readonly labels: Map<string, string>
}

/** Both projects with their labels. */
async function found({ tasks }: Clients, owner: string, workspaceId: string, clock: Date) {
  const calls = tasks(owner, clock)
  const places = new Map<ProjectKey, DemoPlace>()
  for (const project of projects) {
    const { id, statuses } = await calls.projects.create.mutate({ workspaceId, ...project })
    const made = await Promise.all(
      Object.entries(labels[project.key]).map(([name, color]) =>
        calls.labels.create.mutate({ projectId: id, name, color }),
      ),
    )
    const at = (rank: number) => statuses[rank]?.id ?? ''
    places.set(project.key, {
      id,
      backlog: at(0),
      started: at(2),
      review: at(3),
      labels: new Map(made.map((label) => [label.name, label.id])),
    })
  }
  const place = (key: ProjectKey) => {
    const known = places.get(key)
    if (!known) throw new Error(`no project ${key}`)
    return known
  }
  return { WEB: place('WEB'), APP: place('APP') }
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
