import { expect, test } from '@jest/globals'
import { projectOf, type Someone } from '../testing/start-task-service.ts'
import { startTaskTest } from '../testing/task-test.ts'

const { system, alice, bob, vera } = await startTaskTest({ bob: 'member', vera: 'viewer' })

let made = 0

async function filled(count = 1, visibility: 'open' | 'private' = 'open') {
  made += 1
  const { id: projectId } = await projectOf(alice, `EYE${made}`, visibility)
  const { tasks } = await alice.calls.tasks.createMany.mutate({
    projectId,
    tasks: Array.from({ length: count }, (_, nth) => ({ title: `Task ${nth}` })),
  })
  const ids = tasks.map(({ id }) => id)
  return { projectId, ids, id: ids[0] ?? '' }
}

const watchersOf = async (taskId: string, { calls } = alice) =>
  new Set(await calls.watchers.list.query({ taskId }))

const undo = ({ calls }: Someone, actionId: string | null) =>
  calls.actions.undo.mutate({ actionId: actionId ?? '' })

test('who makes a task, is assigned to it or comments on it watches it; what is chosen by hand holds', async () => {
  const { projectId, id } = await filled()
  expect(await watchersOf(id)).toEqual(new Set([alice.id]))
  await bob.calls.comments.create.mutate({ taskId: id, text: 'A word' })
  const { version } = await alice.calls.tasks.get.query({
    ...{ workspaceId: alice.workspaceId, key: `EYE${made}-1` },
  })
  await alice.calls.tasks.change.mutate({ id, version, assigneeIds: [vera.id] })
  expect(await watchersOf(id)).toEqual(new Set([alice.id, bob.id, vera.id]))

  const place = { projectId, ids: [id] }
  expect(await bob.calls.watchers.set.mutate({ ...place, isWatching: false })).toMatchObject({
    ...{ changed: 1, isWatching: false },
  })
  await bob.calls.comments.create.mutate({ taskId: id, text: 'Another' })
  expect(await watchersOf(id)).toEqual(new Set([alice.id, vera.id]))
  // As it is already.
  expect(await bob.calls.watchers.set.mutate({ ...place, isWatching: false })).toMatchObject({
    ...{ changed: 0, actionId: null },
  })
  // Without a wish it is turned round.
  expect(await bob.calls.watchers.set.mutate(place)).toMatchObject({ isWatching: true })
  expect(await watchersOf(id)).toEqual(new Set([alice.id, bob.id, vera.id]))
})

test('many tasks are watched by one act, which undo takes back and does once more', async () => {
  const { projectId, ids, id } = await filled(3)
  await vera.calls.watchers.set.mutate({ projectId, ids: [id], isWatching: false })
  await vera.calls.watchers.set.mutate({ projectId, ids: [id], isWatching: true })
  const { actionId, changed } = await vera.calls.watchers.set.mutate({ projectId, ids })
  expect(changed).toBe(2)
  const mine = async () => {
    const { items } = await vera.calls.tasks.list.query({ projectId, q: 'watcher:me' })
    return items.length
  }
  expect(await mine()).toBe(3)
  const preview = await vera.calls.actions.preview.query({ actionId: actionId ?? '' })
  expect(preview).toMatchObject({ tasks: 2, changed: 2, leftTasks: 0 })
  const undone = await undo(vera, actionId)
  expect(undone).toMatchObject({ changed: 2, left: [] })
  expect(await mine()).toBe(1)
  expect(await undo(vera, undone.actionId)).toMatchObject({ changed: 2 })
  expect(await mine()).toBe(3)
  const { workspaceId } = alice
  const { items } = await vera.calls.actions.list.query({ workspaceId })
  expect(items[0]).toMatchObject({ id: actionId, type: 'watcher.added', tasks: 2, undoneAt: null })
})

test('undo of watching leaves alone what others have chosen for the person since', async () => {
  const { projectId, id } = await filled()
  const place = { projectId, ids: [id] }
  const { actionId } = await alice.calls.watchers.set.mutate({ ...place, userId: bob.id })
  await bob.calls.watchers.set.mutate({ ...place, isWatching: false })
  expect(await undo(alice, actionId)).toMatchObject({
    ...{ changed: 0, left: [{ field: 'watcher', reason: 'changed', by: bob.id }] },
  })
  expect(await watchersOf(id)).toEqual(new Set([alice.id]))
})

test('a filter finds what somebody watches, in both languages and by name', async () => {
  const { projectId, ids, id } = await filled(3)
  await bob.calls.comments.create.mutate({ taskId: id, text: 'A word' })
  const other = ids[1] ?? ''
  await bob.calls.watchers.set.mutate({ projectId, ids: [other] })
  await alice.calls.watchers.set.mutate({ projectId, ids: [other], isWatching: false })
  const found = async (q: string, { calls } = alice) =>
    new Set((await calls.tasks.list.query({ projectId, q })).items.map((task) => task.id))
  expect(await found('watcher:me', bob)).toEqual(new Set([id, other]))
  expect(await found('지켜보는사람:나', bob)).toEqual(new Set([id, other]))
  expect(await found('watcher:Bob')).toEqual(new Set([id, other]))
  expect(await found('watcher:me')).toEqual(new Set(ids.filter((one) => one !== other)))
  expect(await found('-watcher:me')).toEqual(new Set([other]))
  // Whoever has commented, openly or internally, is told what they do not watch.
  await bob.calls.comments.create.mutate({ taskId: other, text: 'Between us', isInternal: true })
  expect(await found('-watcher:me', bob)).toEqual(new Set(ids.slice(2)))
  expect(await found('watcher:Bob,me')).toEqual(new Set(ids))
})

test('who does not see a task cannot watch it, be asked to, or be listed; viewers ask nobody else', async () => {
  const { projectId, id } = await filled(1, 'private')
  const place = { projectId, ids: [id] }
  await expect(bob.calls.watchers.set.mutate(place)).rejects.toMatchObject({
    data: { code: 'NOT_FOUND' },
  })
  await expect(bob.calls.watchers.list.query({ taskId: id })).rejects.toMatchObject({
    data: { code: 'NOT_FOUND' },
  })
  const asked = alice.calls.watchers.set.mutate({ ...place, userId: bob.id })
  await expect(asked).rejects.toMatchObject({ data: { code: 'BAD_REQUEST' } })
  await alice.calls.members.add.mutate({ projectId, userId: bob.id, role: 'viewer' })
  await alice.calls.watchers.set.mutate({ ...place, userId: bob.id })
  expect(await watchersOf(id)).toEqual(new Set([alice.id, bob.id]))
  await expect(bob.calls.watchers.set.mutate({ ...place, userId: alice.id })).rejects.toMatchObject(
    { data: { code: 'FORBIDDEN' } },
  )
  await alice.calls.members.remove.mutate({ projectId, userId: bob.id })
  expect(await watchersOf(id)).toEqual(new Set([alice.id]))
})

test('a task that is deleted for good takes its watchers with it', async () => {
  const { projectId, id } = await filled()
  await vera.calls.watchers.set.mutate({ projectId, ids: [id] })
  await alice.calls.tasks.trash.mutate({ id })
  await alice.calls.tasks.purge.mutate({ id })
  const { rowCount } = await system.rows.query('select from "Watcher" where "taskId" = $1', [id])
  expect(rowCount).toBe(0)
})
