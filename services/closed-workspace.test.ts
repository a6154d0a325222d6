import { readdir } from 'node:fs/promises'
import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { pollUntil } from './chassis/poll-until.ts'
import { newTokenOf, program } from './frontend-service/testing/api-token.ts'
import { doorsOf, furnished, settled } from './frontend-service/testing/doors.ts'
import { openStream } from './frontend-service/testing/open-stream.ts'
import type { Person } from './frontend-service/testing/people.ts'
import { restAt } from './frontend-service/testing/rest.ts'
import { turnFactorOn } from './frontend-service/testing/second-factor.ts'
import { type System, startSystem } from './frontend-service/testing/test-system.ts'
import { refusalOf } from './user-service/testing/start-user-service.ts'

let system: System
beforeAll(async () => {
  system = await startSystem()
})
afterAll(() => system.close())

const reason = 'workspace_closed'
const refused = { code: 'FORBIDDEN', httpStatus: 403, reason }

const named = async ({ trpc }: Person, id: string) =>
  (await trpc.user.workspaces.list.query()).find((one) => one.id === id)
async function close(owner: Person, id = owner.workspaceId) {
  const { name = '' } = (await named(owner, id)) ?? {}
  return owner.trpc.user.workspaces.close.mutate({ id, name })
}
const restore = ({ trpc }: Person, id: string) => trpc.user.workspaces.restore.mutate({ id })

/** Asks until nothing is refused any more because of the workspace: files and figures follow within 2 s. */
const open = (call: () => Promise<unknown>) =>
  pollUntil(() =>
    call().then(
      () => true,
      (error) => {
        if (error.data?.reason !== reason) throw error
        return false
      },
    ),
  )

test('every door of a closed workspace is closed to everybody, and open as before once it is restored', async () => {
  const alice = await system.person('Alice')
  const all = await furnished(system, alice)
  const { bob, workspaceId, projectId, taskId, fileId } = all
  const secret = { workspaceId, key: 'OWN', name: 'Own', visibility: 'private' as const }
  const own = await bob.trpc.task.projects.create.mutate(secret)
  const view = await bob.trpc.task.views.create.mutate({
    ...{ projectId, name: 'Mine', kind: 'list', scope: 'private', q: '' },
  })
  const { token } = await newTokenOf(alice)
  const byToken = program(system.url, token)
  const rest = restAt(system.url, token)
  const { token: link } = await alice.trpc.user.invitations.create.mutate({
    ...{ workspaceId, role: 'member' },
  })
  const streams = [alice, bob].map((by) => openStream(by, { workspaceId }))
  for (const { connected } of streams) await connected

  await close(alice)
  // Nothing is written once it was acknowledged, by whomever.
  for (const by of [alice, bob, byToken])
    expect(
      await refusalOf(by.trpc.task.tasks.create.mutate({ projectId, title: 'Late' })),
    ).toMatchObject(refused)
  for (const stream of streams) {
    await stream.until(() => stream.events.some(({ type }) => type === 'gone'))
    expect(stream.events.at(-1)).toMatchObject({ type: 'gone', projectId: null })
    stream.stop()
  }
  const again = openStream(alice, { workspaceId })
  await again.ended
  expect(again.answered.status).toBe(403)
  for (const by of [alice, bob, byToken])
    for (const [name, call] of Object.entries(doorsOf(by, all)))
      expect([name, await settled(call, reason)]).toEqual([name, reason])
  for (const path of [
    `GET /workspaces/${workspaceId}/projects`,
    `GET /projects/${projectId}/tasks`,
    `GET /workspaces/${workspaceId}/members`,
    `POST /projects/${projectId}/tasks`,
  ]) {
    const sent = path.startsWith('POST') ? { body: { title: 'By REST' } } : {}
    expect(await rest(path, sent)).toMatchObject({ status: 403, body: { reason } })
  }
  for (const by of [alice, bob, byToken]) {
    const download = await by.request(`/files/${fileId}/content`)
    expect([download.status, await download.text()]).toEqual([
      ...[403, expect.stringContaining(reason)],
    ])
  }
  expect((await alice.request(`/audit/${workspaceId}.csv`)).status).toBe(403)
  const erin = await system.person('Erin')
  for (const call of [
    alice.trpc.gateway.home.get.query({ workspaceId, today: '2026-11-30' }),
    alice.trpc.gateway.people.disable.mutate({ workspaceId, userId: bob.id }),
    alice.trpc.gateway.people.withFactor.query({ workspaceId }),
    alice.trpc.user.audit.list.query({ workspaceId }),
    bob.trpc.task.tasks.list.query({ projectId: own.id }),
  ])
    expect(await refusalOf(call)).toMatchObject(refused)
  for (const call of [
    erin.trpc.gateway.invitations.accept.mutate({ token: link }),
    erin.trpc.task.tasks.list.query({ projectId }),
    erin.trpc.user.workspaces.restore.mutate({ id: workspaceId }),
    bob.trpc.task.tasks.list.query({ projectId: '01900000-0000-7000-8000-000000000000' }),
  ])
    expect(await refusalOf(call)).toMatchObject({ code: 'NOT_FOUND' })
  // Their accounts, and that there is such a workspace, they still see.
  for (const by of [alice, bob])
    expect(await named(by, workspaceId)).toMatchObject({
      closed: { by: { id: alice.id, name: 'Alice' } },
    })
  expect(await alice.trpc.gateway.sessions.list.query()).toHaveLength(1)
  // A token neither deletes a workspace nor keeps it.
  expect(
    await refusalOf(byToken.trpc.user.workspaces.restore.mutate({ id: workspaceId })),
  ).toMatchObject({ reason: 'token' })
  expect(
    await refusalOf(bob.trpc.user.workspaces.restore.mutate({ id: workspaceId })),
  ).toMatchObject({ message: 'This needs the role owner' })

  await restore(alice, workspaceId)
  await alice.trpc.task.tasks.create.mutate({ projectId, title: 'Back' })
  for (const by of [alice, bob, byToken])
    for (const [name, call] of Object.entries(doorsOf(by, all)))
      if (name !== 'file: rename' || by === bob) await open(call)
  expect((await bob.request(`/files/${fileId}/content`)).status).toBe(200)
  expect((await bob.trpc.task.tasks.list.query({ projectId: own.id })).items).toEqual([])
  expect((await bob.trpc.task.views.list.query({ projectId })).map(({ id }) => id)).toContain(
    view.id,
  )
  const { items } = await bob.trpc.task.tasks.list.query({ projectId })
  expect(items.map(({ id }) => id)).toContain(taskId)
  expect(items.map(({ title }) => title)).not.toContain('By REST')
  await erin.trpc.gateway.invitations.accept.mutate({ token: link })
})

test('who has no second factor is kept out of a restored workspace that asks for one; one that is closed no factor opens', async () => {
  const alice = await system.person('Alice')
  await turnFactorOn(alice)
  const { bob, workspaceId, projectId } = await furnished(system, alice)
  const carol = await system.colleague(alice, 'Carol')
  await alice.trpc.user.factorPolicy.set.mutate({ workspaceId, isRequired: true })
  const read = (by: Person) => by.trpc.task.tasks.list.query({ projectId })
  expect(await refusalOf(read(bob))).toMatchObject({ reason: 'factor_required' })
  await close(alice)
  await turnFactorOn(bob)
  for (const by of [alice, bob, carol]) expect(await refusalOf(read(by))).toMatchObject(refused)
  await restore(alice, workspaceId)
  await read(alice)
  await read(bob)
  expect(await refusalOf(read(carol))).toMatchObject({ reason: 'factor_required' })
  await turnFactorOn(carol)
  await read(carol)
})

test('another workspace of the same people stays open', async () => {
  const alice = await system.person('Alice')
  const { bob, workspaceId } = await furnished(system, alice)
  const { id: elsewhere } = await bob.trpc.user.workspaces.create.mutate({ name: 'Elsewhere' })
  await pollUntil(() =>
    bob.trpc.task.projects.list.query({ workspaceId: elsewhere }).then(
      () => true,
      () => false,
    ),
  )
  await close(alice)
  const project = { workspaceId: elsewhere, key: 'MINE', name: 'Mine' }
  await bob.trpc.task.projects.create.mutate(project)
  expect(await refusalOf(restore(bob, workspaceId))).toMatchObject({ code: 'FORBIDDEN' })
})

test('what is on its way while a workspace closes is done before, or not at all', async () => {
  const alice = await system.person('Alice')
  const { bob, workspaceId, projectId } = await furnished(system, alice)
  const { tasks } = bob.trpc.task
  const titles = Array.from({ length: 40 }, (_, nth) => ({ title: `Many ${nth}` }))
  const made = await tasks.createMany.mutate({ projectId, tasks: titles })
  const changed = async () =>
    (await tasks.list.query({ projectId })).items.filter(({ priority }) => priority === 'urgent')
      .length

  // A file whose bytes are still coming.
  const stored = (await readdir(system.filesFolder)).length
  const upload = await bob.trpc.file.uploads.create.mutate({
    ...{ projectId, name: 'late.txt', sizeBytes: 8 },
  })
  let send: (text: string | null) => void = () => {}
  const body = new ReadableStream({
    start: (controller) => {
      send = (text) =>
        text === null ? controller.close() : controller.enqueue(new TextEncoder().encode(text))
    },
  })
  const init = { method: 'PUT', body, duplex: 'half', headers: { 'content-length': '8' } }
  const putting = bob.request(upload.url, init as RequestInit)
  send('late')
  await pollUntil(async () => (await readdir(system.filesFolder)).length > stored)

  const ids = made.tasks.map(({ id }) => id)
  const [bulk] = await Promise.allSettled([
    tasks.changeMany.mutate({ projectId, ids, change: { priority: 'urgent' } }),
    close(alice),
  ])
  if (bulk.status === 'rejected') expect(bulk.reason.data).toMatchObject(refused)
  expect(await settled(() => bob.trpc.file.files.list.query({ projectId }), reason)).toBe(reason)
  send('late')
  send(null)
  const answer = await putting
  expect([answer.status, await answer.text()]).toEqual([403, expect.stringContaining(reason)])

  await restore(alice, workspaceId)
  expect(await changed()).toBe(bulk.status === 'fulfilled' ? titles.length : 0)
  await open(() => bob.trpc.file.files.list.query({ projectId }))
  const { items } = await bob.trpc.file.files.list.query({ projectId })
  expect(items.map(({ name }) => name)).not.toContain('late.txt')
  await pollUntil(async () => (await readdir(system.filesFolder)).length === stored)
})

test('an account that goes leaves a closed workspace to its other owners, and without one it stays closed until its time', async () => {
  const alice = await system.person('Alice')
  const { bob, workspaceId, projectId } = await furnished(system, alice)
  const carol = await system.colleague(alice, 'Carol')
  const remove = ({ trpc, email }: Person) => trpc.gateway.account.delete.mutate({ email })
  expect(await refusalOf(remove(alice))).toMatchObject({ code: 'CONFLICT', reason: 'only_owner' })
  await alice.trpc.user.members.changeRole.mutate({
    ...{ workspaceId, userId: carol.id, role: 'owner' },
  })
  await close(alice)
  const fates = async ({ trpc }: Person) =>
    (await trpc.gateway.account.deletion.query()).map(({ fate }) => fate)
  expect(await fates(alice)).toEqual(['stays'])
  await remove(alice)
  // Whose doing it was has no name any more.
  expect(await named(carol, workspaceId)).toMatchObject({ closed: { by: null } })
  await restore(carol, workspaceId)
  await bob.trpc.task.tasks.list.query({ projectId })
  await close(carol, workspaceId)
  expect(await fates(carol)).toEqual(['stays'])
  const before = await named(bob, workspaceId)
  await remove(carol)
  expect(await named(bob, workspaceId)).toMatchObject({
    closed: { by: null, deleteAt: before?.closed?.deleteAt },
  })
  expect(await refusalOf(bob.trpc.task.tasks.list.query({ projectId }))).toMatchObject(refused)
})
