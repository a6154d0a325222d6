import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { refusalOf } from '../../user-service/testing/start-user-service.ts'
import {
  projectOf,
  type Someone,
  type Started,
  startTaskService,
} from '../testing/start-task-service.ts'

let system: Started
let alice: Someone
let bob: Someone
let viewer: Someone
let guest: Someone
let projectId: string

beforeAll(async () => {
  system = await startTaskService()
  const [first, ...others] = await Promise.all(
    ['Alice', 'Bob', 'Viewer', 'Guest'].map((name) => system.person(name)),
  )
  const [second, third, fourth] = others
  if (!first || !second || !third || !fourth) throw new Error('four people')
  alice = first
  bob = second
  viewer = third
  guest = fourth
  await system.join(alice, bob, 'member')
  await system.join(alice, viewer, 'viewer')
  await system.join(alice, guest, 'guest')
  projectId = (await projectOf(alice, 'WEB')).id
  await alice.calls.members.add.mutate({ projectId, userId: guest.id, role: 'viewer' })
})
afterAll(() => system.close())

const kind = 'list' as const
const make = (someone: Someone, name: string, scope: 'private' | 'project', more: object = {}) =>
  someone.calls.views.create.mutate({ projectId, name, scope, kind, q: 'status:open', ...more })

const namesFor = async (someone: Someone) =>
  (await someone.calls.views.list.query({ projectId })).map(({ name }) => name)

/** Events of views, oldest first, with whose act each was. */
const told = async () => {
  const { rows } = await system.rows.query(
    `select type, "actorId" from "Event" where type like 'view.%' order by id`,
  )
  return rows.map(({ type, actorId }) => `${type} ${actorId === alice.id ? 'alice' : 'bob'}`)
}

test('a private view is its owner’s alone, one of the project is everybody’s, and only that one is told', async () => {
  const secret = await make(bob, 'Secret', 'private', { q: '상태:열림  마감<+7일' })
  const shared = await make(alice, 'Shared', 'project', { kind: 'board' })
  expect(secret).toEqual({ ...secret, kind, scope: 'private', q: 'status:open due<+7d' })
  expect(await namesFor(bob)).toEqual(['Secret', 'Shared'])
  for (const someone of [alice, viewer, guest]) expect(await namesFor(someone)).toEqual(['Shared'])
  expect(await told()).toEqual(['view.created alice'])

  const { views } = alice.calls
  for (const attempt of [
    views.update.mutate({ projectId, id: secret.id, name: 'Mine' }),
    views.update.mutate({ projectId, id: secret.id, scope: 'project' }),
    views.delete.mutate({ projectId, id: secret.id }),
  ])
    expect(await refusalOf(attempt)).toMatchObject({ code: 'NOT_FOUND' })

  await bob.calls.views.update.mutate({ projectId, id: secret.id, name: 'Open', scope: 'project' })
  expect(await namesFor(viewer)).toEqual(['Open', 'Shared'])
  await bob.calls.views.update.mutate({ projectId, id: secret.id, q: '' })
  await alice.calls.views.update.mutate({ projectId, id: shared.id, scope: 'private' })
  expect(await namesFor(alice)).toEqual(['Open', 'Shared'])
  expect(await namesFor(bob)).toEqual(['Open'])
  expect(await told()).toEqual([
    ...['view.created alice', 'view.created bob', 'view.updated bob', 'view.deleted alice'],
  ])
  const { items } = await alice.calls.activity.list.query({
    workspaceId: alice.workspaceId,
    projectId,
  })
  expect(items.filter(({ type }) => type.startsWith('view.'))).toEqual([])
  await bob.calls.views.delete.mutate({ projectId, id: secret.id })
  await views.delete.mutate({ projectId, id: shared.id })
  expect(await namesFor(alice)).toEqual([])
})

test('members change a view of the project; who made it and admins take it away from everybody', async () => {
  const { views } = bob.calls
  const shared = await make(alice, 'Shared', 'project')
  expect(shared.isOwn).toBe(true)
  const [seen] = await views.list.query({ projectId })
  expect(seen).toEqual({ ...shared, isOwn: false })
  const at = { projectId, id: shared.id }
  for (const attempt of [
    views.update.mutate({ ...at, scope: 'private' }),
    views.update.mutate({ ...at, scope: 'private', name: 'Mine', q: '' }),
    views.delete.mutate(at),
  ])
    expect(await refusalOf(attempt)).toMatchObject({
      ...{ code: 'FORBIDDEN', message: 'This needs the role admin' },
    })
  const changes = {
    name: 'Ours',
    q: 'p:high',
    kind: 'board',
    groupBy: 'label',
    subGroupBy: 'assignee',
    subBy: 'parent',
  } as const
  expect(await views.update.mutate({ ...at, ...changes, scope: 'project' })).toEqual({
    ...{ ...shared, ...changes, isOwn: false },
  })
  const own = await make(bob, 'Own', 'project')
  await views.update.mutate({ projectId, id: own.id, scope: 'private' })
  expect(await namesFor(alice)).toEqual(['Ours'])
  await views.update.mutate({ projectId, id: own.id, scope: 'project' })
  const { views: ofAdmin } = alice.calls
  await ofAdmin.update.mutate({ projectId, id: own.id, scope: 'private' })
  expect(await namesFor(bob)).toEqual(['Ours'])
  for (const { id } of [own, shared]) await ofAdmin.delete.mutate({ projectId, id })
})

test('whoever reads makes views for themselves, and changes none of the project', async () => {
  const shared = await make(alice, 'Shared', 'project')
  const role = 'This needs the role member'
  for (const someone of [viewer, guest]) {
    const { views } = someone.calls
    const own = await make(someone, 'Mine', 'private')
    for (const attempt of [
      make(someone, 'Ours', 'project'),
      views.update.mutate({ projectId, id: own.id, scope: 'project' }),
      views.update.mutate({ projectId, id: shared.id, name: 'Other' }),
      views.update.mutate({ projectId, id: shared.id, scope: 'private' }),
      views.delete.mutate({ projectId, id: shared.id }),
    ])
      expect(await refusalOf(attempt)).toMatchObject({ code: 'FORBIDDEN', message: role })
    expect(await namesFor(someone)).toEqual(['Shared', 'Mine'])
    await views.delete.mutate({ projectId, id: own.id })
  }
  await alice.calls.views.delete.mutate({ projectId, id: shared.id })
})

test('a view that was deleted comes back under its address', async () => {
  const { isOwn, ...view } = await make(alice, 'Back again', 'project')
  await alice.calls.views.delete.mutate({ projectId, id: view.id })
  expect(await alice.calls.views.create.mutate({ projectId, ...view })).toEqual({ ...view, isOwn })
  expect(await refusalOf(alice.calls.views.create.mutate({ projectId, ...view }))).toMatchObject({
    code: 'CONFLICT',
  })
  await alice.calls.views.delete.mutate({ projectId, id: view.id })
})

test('what cannot be read is refused with its place, what names something unknown is kept', async () => {
  const asked = { code: 'BAD_REQUEST', reason: 'query', query: { start: 0, end: 7 } }
  expect(await refusalOf(make(alice, 'Wrong', 'private', { q: 'asignee:me' }))).toMatchObject(asked)
  const view = await make(alice, 'Gone label', 'private', { q: 'label:gone' })
  const wrong = { projectId, id: view.id, q: 'asignee:me' }
  expect(await refusalOf(alice.calls.views.update.mutate(wrong))).toMatchObject(asked)
  const opened = alice.calls.tasks.list.query({ projectId, q: view.q })
  expect(await refusalOf(opened)).toMatchObject({
    ...{ code: 'BAD_REQUEST', query: { code: 'value', start: 6, end: 10 } },
  })
  await alice.calls.views.delete.mutate({ projectId, id: view.id })
})

test('a status or label that gets another name is found by the views that name it, private ones too', async () => {
  const { labels, projects, statuses, views } = alice.calls
  const bug = await labels.create.mutate({ projectId, name: 'Old bug', color: 'red' })
  const { workspaceId } = alice
  const read = async () => (await projects.get.query({ workspaceId, key: 'WEB' })).statuses
  const started = (await read()).find(({ group }) => group === 'started')
  const q = '-label:oldBUG (label:none,"old bug" | status:"in progress",open) "old bug" sort:due'
  const shared = await make(alice, 'Renamed', 'project', { q })
  await make(bob, 'Own', 'private', { q: 'label:"Old bug"' })
  const other = (await projectOf(alice, 'OTHER')).id
  await views.create.mutate({
    ...{ projectId: other, name: 'Elsewhere', scope: 'private', kind, q: 'label:oldbug' },
  })

  await labels.update.mutate({ projectId, id: bug.id, name: 'None' })
  await statuses.update.mutate({ projectId, id: started?.id ?? '', name: 'Doing, now' })
  const queriesFor = async (someone: Someone, id = projectId) =>
    (await someone.calls.views.list.query({ projectId: id })).map((view) => view.q)
  expect(await queriesFor(alice)).toContain(
    '-label:"None" (label:none,"None" | status:"Doing, now",open) "old bug" sort:due',
  )
  expect(await queriesFor(bob)).toContain('label:"None"')
  expect(await queriesFor(alice, other)).toEqual(['label:oldbug'])
  expect(await told()).toContain('view.updated alice')
  const undone = { id: shared.id, projectId }
  await views.delete.mutate(undone)
})

test('a view that names two labels by one word means both after one of them has another name', async () => {
  const { labels, views } = alice.calls
  const upper = await labels.create.mutate({ projectId, name: 'UX', color: 'red' })
  await labels.create.mutate({ projectId, name: 'ux', color: 'blue' })
  const { id } = await make(alice, 'Both', 'private', { q: 'label:ux' })
  await labels.update.mutate({ projectId, id: upper.id, name: 'Design' })
  const found = (await views.list.query({ projectId })).find((view) => view.id === id)
  expect(found?.q).toBe('label:ux,Design')
})

test('a name that would make a saved filter too long to read leaves it as it is', async () => {
  const { labels, views } = alice.calls
  const short = await labels.create.mutate({ projectId, name: 'z', color: 'red' })
  const q = `label:z ${'x'.repeat(1992)}`
  const { id } = await make(alice, 'Long', 'private', { q })
  await labels.update.mutate({ projectId, id: short.id, name: 'zz' })
  const found = (await views.list.query({ projectId })).find((view) => view.id === id)
  expect(found?.q === q).toBe(true)
})

test('names are at most 80 characters, and there is room for 30 views of the project and 30 of one’s own', async () => {
  expect(await refusalOf(make(alice, 'x'.repeat(81), 'private'))).toMatchObject({
    ...{ code: 'BAD_REQUEST', fields: { name: expect.stringContaining('80') } },
  })
  await system.rows.query(
    `insert into "View" (id, "projectId", name, kind, scope, q, "ownerId")
     select gen_random_uuid(), $1, 'View ' || n, 'list', s.scope::"ViewScope", '', $2
       from generate_series(1, 30) n, (values ('private'), ('project')) s(scope)`,
    [projectId, alice.id],
  )
  const full = { code: 'BAD_REQUEST', reason: 'full', limit: 30 }
  for (const scope of ['private', 'project'] as const)
    expect(await refusalOf(make(alice, 'One more', scope))).toMatchObject(full)
  const own = await make(bob, 'Own', 'private')
  const widened = { projectId, id: own.id, scope: 'project' as const }
  expect(await refusalOf(bob.calls.views.update.mutate(widened))).toMatchObject(full)
})
