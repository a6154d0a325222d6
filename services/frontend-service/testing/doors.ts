import { pollUntil } from '../../chassis/poll-until.ts'
import type { Person } from './people.ts'
import type { System } from './test-system.ts'

/** A workspace of `owner` with somebody else, a project and things in it. */
export async function furnished({ colleague }: Pick<System, 'colleague'>, owner: Person) {
  const bob = await colleague(owner, 'Bob')
  const { workspaceId } = owner
  const project = { workspaceId, key: 'WEB', name: 'Web' }
  const { id: projectId } = await owner.trpc.task.projects.create.mutate(project)
  const { id: taskId, key } = await bob.trpc.task.tasks.create.mutate({ projectId, title: 'One' })
  const upload = await bob.trpc.file.uploads.create.mutate({
    ...{ projectId, taskId, name: 'plan.txt', sizeBytes: 4 },
  })
  await bob.request(upload.url, { method: 'PUT', body: 'plan' })
  return { bob, workspaceId, projectId, taskId, key, fileId: upload.id }
}
export type Furnished = Awaited<ReturnType<typeof furnished>>

/** What members do in each service, as the web app and programs call it. */
export const doorsOf = (
  { trpc }: Pick<Person, 'trpc'>,
  { workspaceId, projectId, taskId, key, fileId }: Furnished,
) => ({
  'task: read': () => trpc.task.tasks.list.query({ projectId }),
  'task: read one': () => trpc.task.tasks.get.query({ workspaceId, key }),
  'task: projects': () => trpc.task.projects.list.query({ workspaceId }),
  'task: mine': () => trpc.task.mine.get.query({ workspaceId, today: '2026-11-30' }),
  'task: search': () => trpc.task.search.find.query({ workspaceId, text: 'One' }),
  'task: activity': () => trpc.task.activity.list.query({ workspaceId }),
  'task: write': () => trpc.task.tasks.create.mutate({ projectId, title: 'Two' }),
  'task: comment': () => trpc.task.comments.create.mutate({ taskId, text: 'Hello' }),
  'file: read': () => trpc.file.files.list.query({ projectId }),
  'file: write': () => trpc.file.uploads.create.mutate({ projectId, name: 'a', sizeBytes: 1 }),
  'file: rename': () => trpc.file.files.rename.mutate({ id: fileId, name: 'b.txt' }),
  'analytics: workspace': () =>
    trpc.analytics.dashboard.get.query({ workspaceId, timeZone: 'UTC' }),
  'analytics: project': () =>
    trpc.analytics.dashboard.get.query({ workspaceId, projectId, timeZone: 'UTC' }),
  'user: people': () => trpc.user.members.list.query({ workspaceId }),
  'user: people one meets': () => trpc.gateway.people.companions.query({ workspaceId }),
})

/** Files and figures follow the log within 2 s: why a door is closed in the end, or `done`. */
export async function settled(call: () => Promise<unknown>, reason: string) {
  let last: unknown
  await pollUntil(async () => {
    last = await call().then(
      () => 'done',
      (error) => error.data?.reason ?? error.data?.code,
    )
    return last === reason
  }).catch(() => {})
  return last
}
