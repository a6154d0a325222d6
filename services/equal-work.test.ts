import { afterAll, beforeAll, expect, test } from '@jest/globals'
import pg from 'pg'
import { pollUntil } from './chassis/poll-until.ts'
import type { Person } from './frontend-service/testing/people.ts'
import { type System, startSystem } from './frontend-service/testing/test-system.ts'
import { startHere } from './testing/host/start-here.ts'
import { steady } from './testing/steady.ts'

/** Texts of the statements of all services that look at projects and what is in them. */
let statements: string[] = []
const { query } = pg.Client.prototype
pg.Client.prototype.query = function (this: pg.Client, ...given: [unknown]) {
  const [asked] = given
  const text = typeof asked === 'string' ? asked : String((asked as { text?: string })?.text)
  if (/"(Project|ProjectAccess|TaskFact|File)"/.test(text)) statements.push(text)
  return Reflect.apply(query, this, given)
} as typeof query

let system: System
let alice: Person
let bob: Person
beforeAll(async () => {
  system = await startSystem({ start: startHere })
  alice = await system.person('Alice')
  bob = await system.colleague(alice, 'Bob')
})
afterAll(async () => {
  await system?.close()
  pg.Client.prototype.query = query
})

const absent = '01900000-0000-7000-8000-000000000000'

test('a file, an upload and figures that are invisible cost the same statements as what is not there', async () => {
  const { workspaceId } = alice
  const { id: projectId } = await alice.trpc.task.projects.create.mutate({
    ...{ workspaceId, key: 'SECRET', name: 'Secret', visibility: 'private' },
  })
  const { id: taskId } = await alice.trpc.task.tasks.create.mutate({ projectId, title: 'Secret' })
  const announce = () =>
    alice.trpc.file.uploads.create.mutate({ projectId, taskId, name: 'a', sizeBytes: 1 })
  await pollUntil(() =>
    announce().then(
      () => true,
      () => false,
    ),
  )
  const [stored, pending] = [await announce(), await announce()]
  expect((await alice.request(stored.url, { method: 'PUT', body: 'a' })).status).toBe(200)

  const { files, uploads, usage } = bob.trpc.file
  type Place = { id: string; upload: string; projectId: string; taskId: string }
  const statusOf = (call: Promise<unknown>) =>
    call.then(
      () => 200,
      (error) => error.data?.httpStatus,
    )
  const raw = async (path: string, init: RequestInit) => (await bob.request(path, init)).status
  const asked: Record<string, (place: Place) => Promise<number>> = {
    get: ({ id }) => statusOf(files.get.query({ id })),
    list: ({ projectId }) => statusOf(files.list.query({ projectId })),
    'of a task': ({ taskId }) => statusOf(files.ofTask.query({ taskId })),
    rename: ({ id }) => statusOf(files.rename.mutate({ id, name: 'b' })),
    categorize: ({ id }) => statusOf(files.categorize.mutate({ id, category: 'other' })),
    attach: ({ id, taskId }) => statusOf(files.attach.mutate({ id, taskId })),
    detach: ({ id, taskId }) => statusOf(files.detach.mutate({ id, taskId })),
    trash: ({ id }) => statusOf(files.trash.mutate({ id })),
    restore: ({ id }) => statusOf(files.restore.mutate({ id })),
    usage: ({ projectId }) => statusOf(usage.get.query({ projectId })),
    announce: ({ projectId }) =>
      statusOf(uploads.create.mutate({ projectId, name: 'b', sizeBytes: 1 })),
    cancel: ({ upload }) => statusOf(uploads.cancel.mutate({ id: upload })),
    send: ({ upload }) => raw(`/uploads/${upload}`, { method: 'PUT', body: 'b' }),
    download: ({ id }) => raw(`/files/${id}/content`, { method: 'GET' }),
    head: ({ id }) => raw(`/files/${id}/content`, { method: 'HEAD' }),
    figures: ({ projectId }) =>
      statusOf(
        bob.trpc.analytics.dashboard.get.query({ workspaceId, projectId, timeZone: 'Asia/Seoul' }),
      ),
  }
  const invisible = { id: stored.id, upload: pending.id, projectId, taskId }
  const missing = { id: absent, upload: absent, projectId: absent, taskId: absent }
  // Once before, so that no follower has anything left to ask.
  for (const place of [invisible, missing])
    await Promise.all(Object.values(asked).map((ask) => ask(place)))
  for (const [name, ask] of Object.entries(asked)) {
    const costOf = async (place: Place) => {
      statements = []
      expect([name, await ask(place)]).toEqual([name, 404])
      return statements.map((text) => text.replace(/\s+/g, ' '))
    }
    const [of, not] = await steady(async () => [await costOf(invisible), await costOf(missing)])
    expect([name, of]).toEqual([name, not])
  }
})
