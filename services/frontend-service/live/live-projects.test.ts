import { beforeAll, expect, test } from '@jest/globals'
import { pollUntil } from '../../chassis/poll-until.ts'
import { sharedSystem } from '../../testing/host/shared-system.ts'
import { openStream } from '../testing/open-stream.ts'
import type { Person } from '../testing/people.ts'

const system = sharedSystem()
let alice: Person
let projectId: string
beforeAll(async () => {
  alice = await system.person('Alice')
  const project = { workspaceId: alice.workspaceId, key: 'WEB', name: 'Web' }
  projectId = (await alice.trpc.task.projects.create.mutate(project)).id
})

const add = (title: string) => alice.trpc.task.tasks.create.mutate({ projectId, title })

test('who loses a private project is told which one, and the workspace goes on', async () => {
  const eve = await system.colleague(alice, 'Eve')
  const { workspaceId } = alice
  expect(await eve.trpc.task.projects.list.query({ workspaceId })).toHaveLength(1)
  const project = { workspaceId, key: 'SECRET', name: 'Secret', visibility: 'private' as const }
  const { id } = await alice.trpc.task.projects.create.mutate(project)
  const at = { projectId: id, userId: eve.id }
  const viewer = openStream(eve, {
    workspaceId,
    after: (await alice.trpc.task.tasks.list.query({ projectId })).seq,
  })
  await viewer.connected
  await alice.trpc.task.members.add.mutate({ ...at, role: 'member' })
  const first = await eve.trpc.task.tasks.create.mutate({ projectId: id, title: 'Together' })
  await viewer.until(() => viewer.events.some(({ taskId }) => taskId === first.id))
  await alice.trpc.task.members.remove.mutate(at)
  await alice.trpc.task.tasks.create.mutate({ projectId: id, title: 'Alone' })
  const seen = await add('For all')
  await viewer.until(() => viewer.events.some(({ taskId }) => taskId === seen.id))
  // The stream may begin a little earlier: places in the log are given a moment after the fact.
  const news = viewer.events.filter(({ type }) => type === 'task.created' || type === 'gone')
  expect(news.map(({ type, projectId }) => [type, projectId])).toEqual([
    ['task.created', id],
    ['gone', id],
    ['task.created', projectId],
  ])
  viewer.stop()

  // What follows the log in other services has forgotten the right too.
  const refused = (call: () => Promise<unknown>) =>
    pollUntil(() =>
      call().then(
        () => false,
        () => true,
      ),
    )
  const { file, analytics } = eve.trpc
  expect(await refused(() => file.files.list.query({ projectId: id }))).toBe(true)
  const dashboard = { workspaceId, projectId: id, timeZone: 'UTC' }
  expect(await refused(() => analytics.dashboard.get.query(dashboard))).toBe(true)
})
