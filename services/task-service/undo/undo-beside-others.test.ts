import { expect, test } from '@jest/globals'
import { projectOf, type Someone } from '../testing/start-task-service.ts'
import { startTaskTest } from '../testing/task-test.ts'

const { system, alice, bob } = await startTaskTest({ bob: 'member' })

let made = 0

async function filled() {
  made += 1
  const key = `SIDE${made}`
  const { id: projectId } = await projectOf(alice, key)
  const task = await alice.calls.tasks.create.mutate({ projectId, title: 'A task' })
  const labels = []
  for (const name of ['One', 'Two', 'Three'])
    labels.push((await alice.calls.labels.create.mutate({ projectId, name, color: 'red' })).id)
  const [one = '', two = '', three = ''] = labels
  return { projectId, key: `${key}-1`, id: task.id, actionId: task.actionId, one, two, three }
}

const rowOf = async (id: string) =>
  (await system.rows.query('select * from "Task" where id = $1', [id])).rows[0]

const undo = (actionId: string | null) =>
  alice.calls.actions.undo.mutate({ actionId: actionId ?? '' })

const change = async (who: Someone, id: string, fields: object) =>
  who.calls.tasks.change.mutate({ id, version: (await rowOf(id)).version, ...fields })

test('undo of a change of a list takes back what it added and took away, and keeps what has come and gone since', async () => {
  const { projectId, id, one, two, three } = await filled()
  await change(alice, id, { labelIds: [one] })
  const swapped = await change(alice, id, { labelIds: [two] })
  await change(bob, id, { labelIds: [two, three] })
  const undone = await undo(swapped.actionId)
  expect(undone).toMatchObject({ changed: 1, left: [] })
  expect((await rowOf(id)).labelIds).toEqual([three, one])
  expect(await undo(undone.actionId)).toMatchObject({ changed: 1, left: [] })
  expect((await rowOf(id)).labelIds).toEqual([two, three])

  const assigned = await alice.calls.tasks.changeMany.mutate({
    ...{ projectId, ids: [id], change: { addAssigneeIds: [alice.id] } },
  })
  await change(bob, id, { assigneeIds: [alice.id, bob.id] })
  expect(await undo(assigned.actionId)).toMatchObject({ changed: 1, left: [] })
  expect((await rowOf(id)).assigneeIds).toEqual([bob.id])
})

test('of a list that undo fills again only what is there still comes back, and no more than it may hold', async () => {
  const { projectId, id, one, two, three } = await filled()
  await change(alice, id, { labelIds: [one, two] })
  const cleared = await change(alice, id, { labelIds: [] })
  await change(bob, id, { labelIds: [three] })
  await alice.calls.labels.delete.mutate({ projectId, id: one })
  expect(await undo(cleared.actionId)).toMatchObject({
    ...{ changed: 1, left: [{ field: 'labelIds', reason: 'unknown' }] },
  })
  expect((await rowOf(id)).labelIds).toEqual([three, two])

  const again = await change(alice, id, { labelIds: [three] })
  const others = []
  for (let nth = 0; nth < 19; nth += 1)
    others.push(
      (await alice.calls.labels.create.mutate({ projectId, name: `${nth}`, color: 'red' })).id,
    )
  await change(bob, id, { labelIds: [three, ...others] })
  expect(await undo(again.actionId)).toMatchObject({
    ...{ changed: 0, left: [{ field: 'labelIds', reason: 'changed', by: bob.id }] },
  })
})

test('what somebody else has done since stays, also where it looks the same', async () => {
  const { id, one } = await filled()
  const { tasks } = alice.calls
  const fields: [object, object][] = [
    [{ title: 'Mine' }, { title: 'Other' }],
    [{ description: 'Mine' }, { description: '' }],
    [{ priority: 'high' }, { priority: 'low' }],
    [{ dueDate: '2026-12-04' }, { dueDate: null }],
    [{ labelIds: [one] }, { labelIds: [] }],
    [{ assigneeIds: [alice.id] }, { assigneeIds: [bob.id] }],
  ]
  for (const [mine, other] of fields) {
    const { actionId } = await change(alice, id, mine)
    await change(bob, id, other)
    await change(bob, id, mine)
    expect(await undo(actionId)).toMatchObject({
      ...{ changed: 0, left: [{ field: Object.keys(mine)[0], reason: 'changed', by: bob.id }] },
    })
    expect(await rowOf(id)).toMatchObject(mine)
  }
  const { actionId } = await tasks.close.mutate({ id })
  await bob.calls.tasks.reopen.mutate({ id })
  await bob.calls.tasks.close.mutate({ id })
  const { left } = await undo(actionId)
  expect(left).toMatchObject([{ field: 'statusId', reason: 'changed', by: bob.id }])
  expect((await rowOf(id)).completedAt).not.toBeNull()
})

test('a created task stays while it has a part that somebody else put there', async () => {
  const { projectId, id, actionId } = await filled()
  const mine = await alice.calls.tasks.create.mutate({ projectId, title: 'Mine', parentId: id })
  const theirs = await bob.calls.tasks.create.mutate({ projectId, title: 'Theirs', parentId: id })
  const stays = { changed: 0, left: [{ taskId: id, field: 'task', reason: 'changed', by: bob.id }] }
  expect(await undo(actionId)).toMatchObject(stays)
  await bob.calls.tasks.trash.mutate({ id: theirs.id })
  await change(bob, mine.id, { parentId: null })
  await change(bob, mine.id, { parentId: id })
  expect(await undo(actionId)).toMatchObject(stays)
  await change(alice, mine.id, { parentId: null })
  await change(alice, mine.id, { parentId: id })
  expect(await undo(actionId)).toMatchObject({ changed: 1, left: [] })
})

test('of a task that was deleted for good undo tells the key, and who deleted it', async () => {
  const { id, key } = await filled()
  const { actionId } = await change(alice, id, { title: 'Gone soon' })
  await alice.calls.tasks.trash.mutate({ id })
  await alice.calls.tasks.purge.mutate({ id })
  expect(await undo(actionId)).toMatchObject({
    changed: 0,
    left: [
      { taskId: id, key, field: 'task', reason: 'gone', by: alice.id, at: expect.any(String) },
    ],
  })
})
