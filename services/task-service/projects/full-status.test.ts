import { expect, test } from '@jest/globals'
import { refusalOf } from '../../user-service/testing/start-user-service.ts'
import { projectOf, retryWhileBusy } from '../testing/start-task-service.ts'
import { startTaskTest } from '../testing/task-test.ts'

const { system, alice } = await startTaskTest()

let made = 0

/** A project that refuses a third task in progress, a second one that is done, and one that has two and one already. */
async function full() {
  made += 1
  const key = `FULL${made}`
  const { calls } = alice
  const { id: projectId, statuses } = await projectOf(alice, key)
  const id = (name: string) => statuses.find((status) => status.name === name)?.id ?? ''
  const [todo, doing, done] = [id('To do'), id('In progress'), id('Done')]
  const task = (title: string, statusId = todo) =>
    calls.tasks.create.mutate({ projectId, title, statusId })
  const inside = [await task('One', doing), await task('Two', doing)]
  const closed = await task('Closed', done)
  await calls.statuses.update.mutate({ projectId, id: doing, wipLimit: 2 })
  await calls.statuses.update.mutate({ projectId, id: done, wipLimit: 1 })
  const refuse = (overLimit: 'show' | 'refuse') =>
    calls.projects.update.mutate({ id: projectId, overLimit })
  const count = async (statusId = doing) =>
    (await calls.tasks.list.query({ projectId, statusId })).items.length
  return { key, projectId, todo, doing, done, inside, closed, task, refuse, count }
}

const isFull = (name: string, limit: number) => ({
  ...{ code: 'CONFLICT', reason: 'status_full', limit, name },
})
const refusal = (call: Promise<unknown>) => refusalOf(call)

test('a full status takes no task, whichever way it comes, and says which one it is and how many it takes', async () => {
  const { calls } = alice
  const { key, projectId, todo, doing, inside, task, refuse, count } = await full()
  const [free, thrown, other] = [
    await task('Free'),
    await task('Thrown', doing),
    await task('Other'),
  ]
  await calls.tasks.trash.mutate({ id: thrown.id })
  // Two acts that bring a task back into what is full by then.
  const left = await calls.tasks.move.mutate({ id: inside[0]?.id ?? '', statusId: todo })
  await calls.tasks.move.mutate({ id: other.id, statusId: doing })
  const { id: away } = await projectOf(alice, `AWAY${made}`)
  const far = await calls.tasks.create.mutate({ projectId: away, title: 'Far' })
  const { statuses } = await calls.projects.get.query({
    ...{ workspaceId: alice.workspaceId, key: `AWAY${made}` },
  })
  const there = statuses.find(({ name }) => name === 'In progress')?.id ?? ''
  await calls.tasks.move.mutate({ id: far.id, statusId: there })
  const gone = (await calls.projects.get.query({ workspaceId: alice.workspaceId, key })).statuses
  const review = gone.find(({ name }) => name === 'In review')?.id ?? ''
  await task('Under review', review)
  await refuse('refuse')
  const { id } = free
  const ways: Record<string, () => Promise<unknown>> = {
    create: () => task('Third', doing),
    createMany: () =>
      calls.tasks.createMany.mutate({ projectId, tasks: [{ title: 'Third', statusId: doing }] }),
    duplicate: () => calls.tasks.duplicate.mutate({ id: other.id }),
    move: () => calls.tasks.move.mutate({ id, statusId: doing }),
    changeMany: () =>
      calls.tasks.changeMany.mutate({ projectId, ids: [id], change: { statusId: doing } }),
    changeEach: () =>
      calls.tasks.changeEach.mutate({
        ...{ projectId, ids: [id], parts: [{ places: [0], statusId: doing }] },
      }),
    restore: () => calls.tasks.restore.mutate({ id: thrown.id }),
    undo: () => calls.actions.undo.mutate({ actionId: left.actionId ?? '' }),
    relocation: () =>
      calls.relocations.create.mutate({ projectId: away, targetId: projectId, ids: [far.id] }),
    'deleted status': () =>
      calls.statuses.delete.mutate({ projectId, id: review, targetId: doing }),
  }
  for (const [name, way] of Object.entries(ways))
    expect([name, await refusal(way())]).toEqual([
      ...[name, expect.objectContaining(isFull('In progress', 2))],
    ])
  expect(await count()).toBe(2)
  const events = await calls.activity.list.query({ workspaceId: alice.workspaceId, taskId: id })
  expect(events.items.map(({ type }) => type)).toEqual(['task.created'])
})

test('undo of many leaves those for which a full status has no room, does the others, and its preview says so', async () => {
  const { calls } = alice
  const { projectId, todo, doing, done, inside, task, refuse, count } = await full()
  const [a, b] = await Promise.all([task('Moved'), task('Filler')])
  const ids = [...inside, a].map(({ id }) => id)
  const change = {
    statusId: (await calls.statuses.create.mutate({ projectId, name: 'Held', group: 'started' }))
      .id,
  }
  const { actionId } = await calls.tasks.changeMany.mutate({ projectId, ids, change })
  await calls.tasks.move.mutate({ id: b.id, statusId: doing })
  await refuse('refuse')
  const undo = { actionId: actionId ?? '' }
  const left = [{ field: 'statusId', reason: 'full', by: null }]
  const told = await calls.actions.preview.query(undo)
  expect(told).toMatchObject({ tasks: 3, changed: 2, leftTasks: 1, left })
  expect(await calls.actions.undo.mutate(undo)).toMatchObject({ changed: 2, left })
  expect([await count(doing), await count(todo), await count(done)]).toEqual([2, 1, 1])
})

test('undo of a move to another project is refused whole where a status there is full, and its preview says so', async () => {
  const { calls } = alice
  const { projectId, todo, doing, done, inside, task, refuse, count } = await full()
  const { id: targetId } = await projectOf(alice, `BACK${made}`)
  const ids = [...inside, await task('Waiting')].map(({ id }) => id)
  const move = { projectId, targetId, ids }
  const { actionId } = await calls.relocations.create.mutate(move)
  await task('Filler', doing)
  await refuse('refuse')
  const undo = { actionId: actionId ?? '' }
  expect(await calls.actions.preview.query(undo)).toMatchObject({
    ...{ tasks: 3, changed: 0, leftTasks: 3 },
    left: ids.map((taskId) => ({ taskId, field: 'statusId', reason: 'full', by: null })),
  })
  expect(await refusal(calls.actions.undo.mutate(undo))).toMatchObject(isFull('In progress', 2))
  expect([await count(doing), await count(todo), await count(done)]).toEqual([1, 0, 1])
  expect((await calls.tasks.list.query({ projectId: targetId })).items).toHaveLength(3)
  await calls.statuses.update.mutate({ projectId, id: doing, wipLimit: 3 })
  expect(await calls.actions.preview.query(undo)).toMatchObject({ changed: 3, left: [] })
  expect(await calls.actions.undo.mutate(undo)).toMatchObject({ changed: 3, left: [] })
})

test('what completes, reopens or unarchives a task is refused by a full status as well', async () => {
  const { calls } = alice
  const { projectId, todo, closed, done, task, refuse } = await full()
  const [open, parent] = [await task('Open'), await task('Parent')]
  await calls.tasks.create.mutate({ projectId, title: 'Part', parentId: parent.id })
  await refuse('refuse')
  const { close, move, reopen, changeMany } = calls.tasks
  const whole = { id: parent.id, subtasks: 'complete' as const }
  for (const call of [close.mutate({ id: open.id }), close.mutate(whole)])
    expect(await refusal(call)).toMatchObject(isFull('Done', 1))
  const archive = (archived: boolean) =>
    changeMany.mutate({ projectId, ids: [closed.id], change: { archived } })
  // In the archive it takes no place.
  await archive(true)
  await close.mutate({ id: open.id })
  expect(await refusal(archive(false))).toMatchObject(isFull('Done', 1))
  await calls.statuses.update.mutate({ projectId, id: todo, wipLimit: 1 })
  expect(await refusal(reopen.mutate({ id: open.id }))).toMatchObject(isFull('To do', 1))
  expect((await calls.tasks.list.query({ projectId, statusId: done })).items).toHaveLength(1)
  await move.mutate({ id: parent.id, statusId: todo })
})

test('within a full status tasks are put in order and changed, leave it, and all of it goes on where limits only show', async () => {
  const { calls } = alice
  const { todo, doing, inside, task, refuse, count } = await full()
  const third = await task('Third', doing)
  await refuse('refuse')
  const [one, two] = inside
  await calls.tasks.move.mutate({ id: third.id, statusId: doing, beforeId: one?.id })
  await calls.tasks.change.mutate({ id: third.id, version: 2, title: 'Renamed' })
  await calls.tasks.move.mutate({ id: third.id, statusId: todo })
  const back = () => calls.tasks.move.mutate({ id: third.id, statusId: doing })
  expect(await refusal(back())).toMatchObject(isFull('In progress', 2))
  await calls.tasks.move.mutate({ id: two?.id ?? '', statusId: todo })
  await back()
  await refuse('show')
  await calls.tasks.move.mutate({ id: two?.id ?? '', statusId: doing })
  expect(await count()).toBe(3)
})

test('of 20 who come at once as many get in as there is room for, by whichever way', async () => {
  const { calls } = alice
  const { projectId, doing, task, refuse, count } = await full()
  const waiting = await Promise.all(Array.from({ length: 12 }, (_, nth) => task(`Waiting ${nth}`)))
  await calls.statuses.update.mutate({ projectId, id: doing, wipLimit: 5 })
  await refuse('refuse')
  const ends = await Promise.allSettled([
    ...waiting
      .slice(0, 8)
      .map(({ id }) => retryWhileBusy(() => calls.tasks.move.mutate({ id, statusId: doing }))),
    ...waiting
      .slice(8)
      .map(({ id }) =>
        retryWhileBusy(() =>
          calls.tasks.changeMany.mutate({ projectId, ids: [id], change: { statusId: doing } }),
        ),
      ),
    ...Array.from({ length: 8 }, (_, nth) => retryWhileBusy(() => task(`New ${nth}`, doing))),
  ])
  expect(ends.filter(({ status }) => status === 'fulfilled')).toHaveLength(3)
  expect(await count()).toBe(5)
})

test('only admins decide whether limits refuse, and the log says so', async () => {
  const { key, projectId, refuse } = await full()
  const mina = await system.person('Mina')
  await system.join(alice, mina, 'member')
  const change = { id: projectId, overLimit: 'refuse' as const }
  expect(await refusal(mina.calls.projects.update.mutate(change))).toMatchObject({
    code: 'FORBIDDEN',
  })
  const { workspaceId } = alice
  const read = () => alice.calls.projects.get.query({ workspaceId, key })
  expect((await read()).overLimit).toBe('show')
  await refuse('refuse')
  expect((await read()).overLimit).toBe('refuse')
  const { items } = await alice.calls.activity.list.query({ workspaceId, projectId, limit: 1 })
  expect(items[0]).toMatchObject({
    ...{ type: 'project.updated', changes: { overLimit: ['show', 'refuse'] } },
  })
})
