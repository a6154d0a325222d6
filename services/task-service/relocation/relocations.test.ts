import { afterAll, expect, test } from '@jest/globals'
import { MANY_MAX, PROJECT_LABELS_MAX } from '../limits.ts'
import { projectOf } from '../testing/start-task-service.ts'
import { startTwoProjects } from '../testing/two-projects.ts'

const { system, alice, bob, pair, taskIn, relocate, get, undo } = await startTwoProjects()
afterAll(() => system.close())

const refusedAs = (code: string) => ({ data: { code } })
const label = (projectId: string, name: string) =>
  alice.calls.labels.create.mutate({ projectId, name, color: 'red' })

test('a task comes with its parts, comments, watchers and relations, and its old keys lead to it', async () => {
  const { source, target, from, to } = await pair()
  await taskIn(target.id)
  const task = await taskIn(source.id, { description: 'Text', priority: 'high', estimate: 3 })
  const part = await taskIn(source.id, { parentId: task.id, dueDate: '2026-12-04' })
  const other = await taskIn(source.id)
  await bob.calls.comments.create.mutate({ taskId: task.id, text: 'A word' })
  await alice.calls.relations.create.mutate({ taskId: task.id, otherId: other.id, kind: 'blocks' })

  const { moved, tasks } = await relocate(source.id, target.id, [task.id])
  expect(moved).toBe(2)
  expect(tasks.map(({ key }) => key)).toEqual([`${to}-2`, `${to}-3`])
  const there = await get(`${from}-1`)
  expect(there).toMatchObject({
    ...{ id: task.id, key: `${to}-2`, projectId: target.id, projectKey: to, version: 2 },
    ...{ description: 'Text', priority: 'high', estimate: 3, subtasks: { all: 1 } },
  })
  expect(await get(`${from}-2`)).toMatchObject({ key: `${to}-3`, parentId: task.id })
  expect(await get(`${to}-3`)).toMatchObject({ id: part.id, dueDate: '2026-12-04' })
  const { items } = await bob.calls.comments.list.query({ taskId: task.id })
  expect(items.map(({ text }) => text)).toEqual(['A word'])
  expect(await alice.calls.relations.list.query({ taskId: other.id })).toMatchObject([
    { task: { key: `${to}-2` } },
  ])
  expect(await alice.calls.watchers.list.query({ taskId: task.id })).toContain(bob.id)
  const found = await alice.calls.search.find.query({
    ...{ workspaceId: alice.workspaceId, text: `${from}-1` },
  })
  expect(found.tasks[0]).toMatchObject({ key: `${to}-2` })
})

test('after two moves every old key leads to the task, and back home it has its first one again', async () => {
  const { source, target, from, to } = await pair()
  const third = await projectOf(alice, 'LAST')
  const { id } = await taskIn(source.id)
  await relocate(source.id, target.id, [id])
  await relocate(target.id, third.id, [id])
  for (const key of [`${from}-1`, `${to}-1`, 'LAST-1'])
    expect(await get(key)).toMatchObject({ id, key: 'LAST-1' })
  await relocate(third.id, source.id, [id])
  for (const key of [`${from}-1`, `${to}-1`, 'LAST-1'])
    expect(await get(key)).toMatchObject({ id, key: `${from}-1` })
  // Nobody else ever gets a key that it had.
  const keys = [await taskIn(source.id), await taskIn(target.id), await taskIn(third.id)]
  expect(keys.map(({ key }) => key)).toEqual([`${from}-3`, `${to}-2`, 'LAST-2'])
})

test('a subtask that moves alone is part of nothing, and a filter says which of the chosen stay', async () => {
  const { source, target, to } = await pair()
  const parent = await taskIn(source.id)
  const part = await taskIn(source.id, { parentId: parent.id })
  const asked = { projectId: source.id, targetId: target.id, ids: [parent.id, part.id] }
  const { refused } = await alice.calls.relocations.create.mutate({
    ...{ ...asked, ids: [part.id, parent.id], filter: { q: 'priority:high' }, skipRefused: true },
  })
  expect(refused.map(({ reason }) => reason)).toEqual(['not_in_filter', 'not_in_filter'])
  const urgent = await taskIn(source.id, { priority: 'high' })
  const along = await taskIn(source.id, { parentId: urgent.id })
  const both = await alice.calls.relocations.create.mutate({
    ...{ ...asked, ids: [along.id, urgent.id], filter: { q: 'priority:high' } },
  })
  expect(both).toMatchObject({ moved: 2, refused: [] })
  await relocate(source.id, target.id, [part.id])
  expect(await get(`${to}-3`)).toMatchObject({ id: part.id, parentId: null })
})

test('statuses map by name, then group; labels by name, and missing ones are made', async () => {
  const { source, target, to } = await pair()
  const { statuses } = alice.calls
  const own = await statuses.create.mutate({
    ...{ projectId: source.id, name: 'Design', group: 'started' },
  })
  const review = await statuses.create.mutate({
    ...{ projectId: source.id, name: 'QA check', group: 'started' },
  })
  const same = await statuses.create.mutate({
    ...{ projectId: target.id, name: 'qaCHECK', group: 'started' },
  })
  const [bug, fresh] = [await label(source.id, 'Bug'), await label(source.id, 'Fresh')]
  const theirs = await label(target.id, 'bug')
  const ids = [
    await taskIn(source.id, { statusId: own.id, labelIds: [bug.id, fresh.id] }),
    await taskIn(source.id, { statusId: review.id }),
  ].map(({ id }) => id)
  const started = target.statuses.find(({ group }) => group === 'started')

  const asked = { projectId: source.id, targetId: target.id, ids }
  expect(await alice.calls.relocations.preview.mutate(asked)).toEqual({
    ...{ moved: 2, labels: [{ name: 'Fresh', color: 'red' }], people: [], refused: [] },
    statuses: [
      {
        from: { name: 'Design', group: 'started' },
        to: { name: started?.name, group: 'started' },
        tasks: 1,
      },
      {
        from: { name: 'QA check', group: 'started' },
        to: { name: 'qaCHECK', group: 'started' },
        tasks: 1,
      },
    ],
  })
  await relocate(source.id, target.id, ids)
  const { labels } = await alice.calls.projects.get.query({
    ...{ workspaceId: alice.workspaceId, key: to },
  })
  expect(labels.map(({ name }) => name).sort()).toEqual(['Fresh', 'bug'])
  const made = labels.find(({ name }) => name === 'Fresh')?.id
  expect(await get(`${to}-1`)).toMatchObject({
    ...{ statusId: started?.id, labelIds: [theirs.id, made] },
  })
  expect(await get(`${to}-2`)).toMatchObject({ statusId: same.id })
})

test('a project that has no room for the labels, and too many tasks, are refused with the limit', async () => {
  const { source, target } = await pair()
  await system.rows.query(
    `insert into "Label" (id, "projectId", name, color)
     select gen_random_uuid(), $1, 'Label ' || n, 'red' from generate_series(1, $2) n`,
    [target.id, PROJECT_LABELS_MAX],
  )
  const { id } = await taskIn(source.id, { labelIds: [(await label(source.id, 'One more')).id] })
  const full = { data: { code: 'BAD_REQUEST', limit: PROJECT_LABELS_MAX, reason: 'full' } }
  const asked = { projectId: source.id, targetId: target.id, ids: [id] }
  await expect(alice.calls.relocations.preview.mutate(asked)).rejects.toMatchObject(full)
  await expect(relocate(source.id, target.id, [id])).rejects.toMatchObject(full)
  const many = Array.from({ length: MANY_MAX + 1 }, () => crypto.randomUUID())
  await expect(relocate(source.id, target.id, many)).rejects.toMatchObject(refusedAs('BAD_REQUEST'))
  await expect(relocate(source.id, source.id, [id])).rejects.toMatchObject(refusedAs('BAD_REQUEST'))
})

test('who does not see the other project is taken off, and named before', async () => {
  const { source, target, to } = await pair('private')
  const carol = await system.person('Carol')
  await system.join(alice, carol, 'viewer')
  await carol.calls.tasks.get.query({ workspaceId: alice.workspaceId, key: 'NO-1' }).catch(() => 0)
  const { id } = await taskIn(source.id, { assigneeIds: [alice.id, bob.id] })
  await carol.calls.watchers.set.mutate({ projectId: source.id, ids: [id] })
  const dan = await system.person('Dan')
  await system.join(alice, dan, 'member')
  await dan.calls.comments.create.mutate({ taskId: id, text: 'Among us', isInternal: true })
  const asked = { projectId: source.id, targetId: target.id, ids: [id] }
  const { people } = await alice.calls.relocations.preview.mutate(asked)
  expect(people.sort()).toEqual([bob.id, carol.id, dan.id].sort())
  const { actionId } = await relocate(source.id, target.id, [id])
  expect(await get(`${to}-1`)).toMatchObject({ assigneeIds: [alice.id] })
  expect(await alice.calls.watchers.list.query({ taskId: id })).toEqual([alice.id])
  await undo(actionId)
  const back = await get(`${to}-1`, bob)
  expect(back.assigneeIds).toEqual([alice.id, bob.id])
  expect(await alice.calls.watchers.list.query({ taskId: id })).toContain(carol.id)
})

test('undo gives a task its key, place, status, labels and parent back; redo moves it once more', async () => {
  const { source, target, from, to } = await pair()
  const started = source.statuses.find(({ group }) => group === 'started')
  const bug = await label(source.id, 'Bug')
  const parent = await taskIn(source.id)
  const part = await taskIn(source.id, {
    ...{ parentId: parent.id, statusId: started?.id, labelIds: [bug.id] },
  })
  await taskIn(source.id)
  const { version: _, updatedAt: __, ...before } = await get(part.key)
  const { actionId } = await relocate(source.id, target.id, [part.id])
  const preview = await alice.calls.actions.preview.query({ actionId: actionId ?? '' })
  expect(preview).toMatchObject({ tasks: 1, changed: 1, left: [] })
  const undone = await undo(actionId)
  expect(undone).toMatchObject({ changed: 1, left: [], tasks: [{ key: `${from}-2` }] })
  expect(await get(part.key)).toMatchObject(before)
  const redone = await undo(undone.actionId)
  expect(redone).toMatchObject({ changed: 1, tasks: [{ key: `${to}-1` }] })
  const { items } = await alice.calls.actions.list.query({ workspaceId: alice.workspaceId })
  expect(items[0]).toMatchObject({
    ...{ id: actionId, type: 'task.moved_in', tasks: 1, taskKey: `${to}-1` },
    undo: redone.actionId,
  })
})

test('undo keeps what others did meanwhile, and names it', async () => {
  const { source, target, from, to } = await pair()
  const third = await projectOf(alice, 'ON')
  const tasks = [await taskIn(source.id), await taskIn(source.id), await taskIn(source.id)]
  const [changed, thrown, gone] = tasks.map(({ id }) => id)
  const older = await alice.calls.tasks.changeMany.mutate({
    ...{ projectId: source.id, ids: [changed ?? ''], change: { priority: 'high' } },
  })
  const { actionId } = await relocate(
    source.id,
    target.id,
    tasks.map(({ id }) => id),
  )
  expect(await undo(older.actionId)).toMatchObject({
    ...{ changed: 0, left: [{ key: `${from}-1`, reason: 'moved', by: alice.id }] },
  })
  await bob.calls.tasks.close.mutate({ id: changed ?? '' })
  await bob.calls.tasks.trash.mutate({ id: thrown ?? '' })
  await relocate(target.id, third.id, [gone ?? ''], bob)
  const { left, changed: count } = await undo(actionId)
  expect(count).toBe(1)
  expect(left).toMatchObject([
    { taskId: changed, field: 'statusId', reason: 'changed', by: bob.id },
    { taskId: thrown, field: 'task', reason: 'in_trash', by: bob.id },
    { taskId: gone, key: `${to}-3`, field: 'task', reason: 'moved', by: bob.id },
  ])
  expect(await get(`${from}-1`)).toMatchObject({ key: `${from}-1`, completedAt: expect.anything() })
})
