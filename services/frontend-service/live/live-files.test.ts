import { beforeAll, expect, test } from '@jest/globals'
import { sharedSystem } from '../../testing/host/shared-system.ts'
import { openStream } from '../testing/open-stream.ts'
import type { Person } from '../testing/people.ts'

const system = sharedSystem()
let alice: Person
let bob: Person
let projectId: string
beforeAll(async () => {
  alice = await system.person('Alice')
  bob = await system.colleague(alice, 'Bob')
  projectId = await projectOf('WEB', 'open')
})

const projectOf = async (key: string, visibility: 'open' | 'private') =>
  (
    await alice.trpc.task.projects.create.mutate({
      ...{ workspaceId: alice.workspaceId, key, name: key, visibility },
    })
  ).id

const upload = async (place: { projectId: string; taskId?: string }) => {
  const announced = { ...place, name: 'plan.txt', sizeBytes: 4 }
  const { id, url } = await alice.trpc.file.uploads.create.mutate(announced)
  expect((await alice.request(url, { method: 'PUT', body: 'plan' })).status).toBe(200)
  return id
}

test('a file that somebody adds, changes or throws away is news to everybody who sees the project', async () => {
  const { workspaceId } = alice
  const { id: taskId } = await alice.trpc.task.tasks.create.mutate({ projectId, title: 'A task' })
  const { seq } = await bob.trpc.task.tasks.list.query({ projectId })
  const stream = openStream(bob, { workspaceId, after: seq })
  await stream.connected
  const news = () => stream.events.filter(({ type }) => type.startsWith('file.'))
  const seen = (count: number) => stream.until(() => news().length >= count)

  const id = await upload({ projectId, taskId })
  await seen(1)
  expect(news()).toMatchObject([{ type: 'file.ready', projectId, taskId, actorId: alice.id }])
  expect((await bob.trpc.file.files.list.query({ projectId, taskId })).items).toHaveLength(1)
  await alice.trpc.file.files.rename.mutate({ id, name: 'plan 2.txt' })
  await seen(2)
  await alice.trpc.file.files.trash.mutate({ id })
  await seen(3)
  await alice.trpc.file.files.restore.mutate({ id })
  await seen(4)
  expect(news().map(({ type }) => type)).toEqual([
    ...['file.ready', 'file.changed', 'file.trashed', 'file.restored'],
  ])
  stream.stop()
  const { items } = await bob.trpc.task.activity.list.query({ workspaceId, taskId })
  const told = items.filter(({ type }) => type.startsWith('file.'))
  expect(told.map(({ changes }) => changes.name)).toEqual([
    ...[
      [null, 'plan 2.txt'],
      ['plan 2.txt', null],
    ],
    ...[
      [null, 'plan 2.txt'],
      [null, 'plan.txt'],
    ],
  ])
})

test('nobody hears of files of a project they cannot see', async () => {
  const secret = await projectOf('SECRET', 'private')
  const { seq } = await bob.trpc.task.tasks.list.query({ projectId })
  const stream = openStream(bob, { workspaceId: alice.workspaceId, after: seq })
  await upload({ projectId: secret })
  await upload({ projectId })
  await stream.until(() => stream.events.some(({ type }) => type === 'file.ready'))
  expect(stream.events.map((event) => event.projectId)).not.toContain(secret)
  stream.stop()
})
