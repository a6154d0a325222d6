import { randomUUID } from 'node:crypto'
import { expect, test } from '@jest/globals'
import { refusalOf } from '../../user-service/testing/start-user-service.ts'
import { projectOf, type Someone } from '../testing/start-task-service.ts'
import { startTaskTest } from '../testing/task-test.ts'

const { system, alice, bob, vera, gina } = await startTaskTest({
  ...({ bob: 'member', vera: 'viewer', gina: 'guest' } as const),
})

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

let teams = 0
/** A team with people, and how a text names it. */
async function teamOf(people: Someone[], { users, workspaceId } = alice) {
  teams += 1
  const name = `Team ${teams}`
  const { id } = await users.teams.create.mutate({ workspaceId, name })
  for (const { id: userId } of people)
    await users.teams.addMember.mutate({ workspaceId, id, userId })
  await known()
  return { id, named: `[@${name}](team:${id})` }
}
const known = () => system.gateway.access.catchUp.query()

test('the people of a team that a text names watch the task as long as they are in it, see the task and have not chosen otherwise', async () => {
  const { projectId, id: taskId } = await filled(1, 'private')
  const { comments, members, tasks } = alice.calls
  await members.add.mutate({ projectId, userId: vera.id, role: 'viewer' })
  const { id: teamId, named } = await teamOf([bob, vera])
  const { id } = await comments.create.mutate({ taskId, text: `Please look, ${named}` })
  expect(await watchersOf(taskId)).toEqual(new Set([alice.id, vera.id]))
  await members.add.mutate({ projectId, userId: bob.id, role: 'member' })
  expect(await watchersOf(taskId)).toEqual(new Set([alice.id, vera.id, bob.id]))
  const seat = { workspaceId: alice.workspaceId, id: teamId, userId: vera.id }
  await alice.users.teams.removeMember.mutate(seat)
  await known()
  expect(await watchersOf(taskId)).toEqual(new Set([alice.id, bob.id]))
  await alice.users.teams.addMember.mutate(seat)
  await known()
  const place = { projectId, ids: [taskId] }
  await vera.calls.watchers.set.mutate({ ...place, isWatching: false })
  const mine = [alice.id]
  expect(await watchersOf(taskId)).toEqual(new Set([...mine, bob.id]))

  await comments.update.mutate({ taskId, id, text: 'Never mind' })
  expect(await watchersOf(taskId)).toEqual(new Set(mine))
  const key = { workspaceId: alice.workspaceId, key: `EYE${made}-1` }
  const write = async (description: string) => {
    const { version } = await tasks.get.query(key)
    return tasks.change.mutate({ id: taskId, version, description })
  }
  await write(`For ${named} and ${named}`)
  expect(await watchersOf(taskId)).toEqual(new Set([...mine, bob.id]))
  const { actionId } = await write('For nobody')
  expect(await watchersOf(taskId)).toEqual(new Set(mine))
  await undo(alice, actionId)
  expect(await watchersOf(taskId)).toEqual(new Set([...mine, bob.id]))
  await write('')
  const { id: last } = await comments.create.mutate({ taskId, text: named })
  expect(await watchersOf(taskId)).toEqual(new Set([...mine, bob.id]))
  await comments.delete.mutate({ taskId, id: last })
  expect(await watchersOf(taskId)).toEqual(new Set(mine))
  await comments.create.mutate({ taskId, text: named })
  await alice.users.teams.delete.mutate({ workspaceId: alice.workspaceId, id: teamId })
  await known()
  expect(await watchersOf(taskId)).toEqual(new Set(mine))
})

test('an internal comment calls those of a team who read it; guests are told of nobody by a team, and teams of elsewhere are nobody', async () => {
  const { projectId, ids } = await filled(3)
  const [inside = '', outside = '', foreign = ''] = ids
  await alice.calls.members.add.mutate({ projectId, userId: gina.id, role: 'commenter' })
  const { named } = await teamOf([bob, vera])
  const say = (taskId: string, text: string, isInternal = false) =>
    alice.calls.comments.create.mutate({ taskId, text, isInternal })
  await say(inside, named, true)
  expect(await watchersOf(inside)).toEqual(new Set([alice.id, bob.id]))
  for (const reader of [vera, gina])
    expect(await watchersOf(inside, reader)).toEqual(new Set([alice.id]))
  await say(outside, named)
  expect(await watchersOf(outside, vera)).toEqual(new Set([alice.id, bob.id, vera.id]))
  expect(await watchersOf(outside, gina)).toEqual(new Set([alice.id]))
  await system.join(bob, vera, 'member')
  await say(foreign, (await teamOf([vera], bob)).named)
  expect(await watchersOf(foreign)).toEqual(new Set([alice.id]))

  const found = async (q: string, { calls }: Someone) =>
    new Set((await calls.tasks.list.query({ projectId, q })).items.map((task) => task.id))
  expect(await found('watcher:me', bob)).toEqual(new Set([inside, outside]))
  expect(await found('-watcher:me', bob)).toEqual(new Set([foreign]))
  expect(await found('watcher:me', vera)).toEqual(new Set([outside]))
  expect(await found('watcher:Bob', vera)).toEqual(new Set([outside]))
  expect(await found('watcher:Bob', alice)).toEqual(new Set([inside, outside]))
  expect(await found('watcher:me', gina)).toEqual(new Set())
})

test('a text names at most ten teams', async () => {
  const { projectId, id: taskId } = await filled()
  const { comments, tasks } = alice.calls
  const naming = (count: number) =>
    Array.from({ length: count }, () => `[@T](team:${randomUUID()})`).join(' ')
  const full = { code: 'BAD_REQUEST', message: 'Teams that a text names: at most 10', limit: 10 }
  const ten = naming(10)
  const { id } = await comments.create.mutate({ taskId, text: `${ten} ${ten}` })
  const { version } = await tasks.change.mutate({ id: taskId, version: 1, description: ten })
  const more = naming(11)
  for (const asked of [
    comments.create.mutate({ taskId, text: more }),
    comments.update.mutate({ taskId, id, text: more }),
    tasks.change.mutate({ id: taskId, version, description: more }),
    tasks.create.mutate({ projectId, title: 'A task', description: more }),
  ])
    expect(await refusalOf(asked)).toMatchObject(full)
  const { items } = await comments.list.query({ taskId })
  expect(items.map(({ text }) => text)).toEqual([`${ten} ${ten}`])
})
