import { expect, test } from '@jest/globals'
import { refusalOf } from '../../user-service/testing/start-user-service.ts'
import { taskRow } from '../lists/row.ts'
import { projectOf } from '../testing/start-task-service.ts'
import { startTaskTest } from '../testing/task-test.ts'

const { system, alice, bob } = await startTaskTest({ bob: 'none' })

test('a project begins with statuses in all five groups', async () => {
  const project = await projectOf(alice, 'WEB')
  expect(project.statuses.map(({ name, group }) => `${name}: ${group}`)).toEqual([
    'Backlog: backlog',
    'To do: unstarted',
    'In progress: started',
    'In review: started',
    'Done: completed',
    'Cancelled: cancelled',
  ])
  const [listed] = await alice.calls.projects.list.query({ workspaceId: alice.workspaceId })
  expect(listed).toMatchObject({ key: 'WEB', role: 'owner', openTasks: 0 })
  const refusal = await refusalOf(projectOf(alice, 'WEB'))
  expect(refusal).toMatchObject({ code: 'CONFLICT', fields: { key: 'is taken' } })
})

test('tasks are numbered, listed in pages, shown on the board and found by key', async () => {
  const project = await projectOf(alice, 'LIST')
  const projectId = project.id
  for (const title of ['One', 'Two', 'Three'])
    await alice.calls.tasks.create.mutate({
      projectId,
      title,
      assigneeIds: [alice.id],
      priority: 'high',
    })
  const first = await alice.calls.tasks.list.query({ projectId, limit: 2 })
  expect(first.items.map(({ key, title }) => `${key} ${title}`)).toEqual([
    'LIST-1 One',
    'LIST-2 Two',
  ])
  const second = await alice.calls.tasks.list.query({
    projectId,
    cursor: first.nextCursor ?? '',
    limit: 2,
  })
  expect(second.items.map(({ title }) => title)).toEqual(['Three'])
  expect(second.nextCursor).toBeNull()
  for (const item of first.items) expect(taskRow.strict().parse(item)).toEqual(item)

  const board = await alice.calls.tasks.board.query({ projectId })
  expect(board.columns.map(({ count }) => count)).toEqual([0, 3, 0, 0, 0, 0])
  expect(board.columns[1]?.tasks).toEqual([...first.items, ...second.items])
  expect(board.columns[1]?.nextCursor).toBeNull()
  const ids = first.items.slice(1).map(({ id }) => id)
  const some = await alice.calls.tasks.list.query({ projectId, ids })
  expect(some.items).toEqual(first.items.slice(1))

  const workspaceId = alice.workspaceId
  const task = await alice.calls.tasks.get.query({ workspaceId, key: 'LIST-2' })
  expect(task).toMatchObject({ title: 'Two', role: 'owner', description: '', createdBy: alice.id })
  const { tasks } = await alice.calls.search.find.query({ workspaceId, text: 'thre' })
  expect(tasks.map(({ key }) => key)).toEqual(['LIST-3'])
  const byKey = await alice.calls.search.find.query({ workspaceId, text: 'list-1' })
  expect(byKey.tasks[0]?.key).toBe('LIST-1')
})

test('a task moves between neighbours, is closed, reopened, trashed and restored', async () => {
  const { id: projectId, statuses } = await projectOf(alice, 'MOVE')
  const make = (title: string) => alice.calls.tasks.create.mutate({ projectId, title })
  const [a, b, c] = [await make('A'), await make('B'), await make('C')]
  const titles = async () =>
    (await alice.calls.tasks.list.query({ projectId })).items.map((one) => one.title)
  await alice.calls.tasks.move.mutate({ id: c.id, statusId: c.statusId, beforeId: b.id })
  expect(await titles()).toEqual(['A', 'C', 'B'])
  await alice.calls.tasks.move.mutate({ id: a.id, statusId: a.statusId, afterId: b.id })
  expect(await titles()).toEqual(['C', 'B', 'A'])
  await make('D')
  expect(await titles()).toEqual(['C', 'B', 'A', 'D'])
  const started = statuses.find(({ group }) => group === 'started')?.id ?? ''
  expect((await alice.calls.tasks.move.mutate({ id: a.id, statusId: started })).statusId).toBe(
    started,
  )
  expect((await alice.calls.tasks.reopen.mutate({ id: a.id })).statusId).toBe(started)
  expect((await alice.calls.tasks.close.mutate({ id: a.id })).completedAt).not.toBeNull()
  const closed = await alice.calls.tasks.close.mutate({ id: a.id })
  expect(closed.version).toBe((await alice.calls.tasks.close.mutate({ id: a.id })).version)
  expect((await alice.calls.tasks.reopen.mutate({ id: a.id })).completedAt).toBeNull()
  await alice.calls.tasks.trash.mutate({ id: a.id })
  expect(await titles()).toEqual(['C', 'B', 'D'])
  expect(await alice.calls.tasks.trashed.query({ projectId })).toMatchObject([{ id: a.id }])
  await alice.calls.tasks.restore.mutate({ id: a.id })
  expect(await titles()).toEqual(['C', 'B', 'A', 'D'])
  const { items } = await alice.calls.activity.list.query({
    workspaceId: alice.workspaceId,
    taskId: a.id,
  })
  expect(items.map(({ type }) => type).reverse()).toEqual(
    'created moved moved closed reopened trashed restored'.split(' ').map((verb) => `task.${verb}`),
  )
})

test('a change against an old version is refused with both sides', async () => {
  const { id: projectId } = await projectOf(alice, 'VERS')
  const { id, version } = await alice.calls.tasks.create.mutate({ projectId, title: 'Before' })
  const changed = await alice.calls.tasks.change.mutate({ id, version, title: 'Mine' })
  expect(changed).toMatchObject({ title: 'Mine', version: version + 1 })
  const refusal = await refusalOf(alice.calls.tasks.change.mutate({ id, version, title: 'Theirs' }))
  expect(refusal).toMatchObject({
    code: 'CONFLICT',
    conflict: {
      version: version + 1,
      by: alice.id,
      changed: { title: { yours: 'Theirs', theirs: 'Mine' } },
    },
  })
})

test('comments are counted and only their author edits them', async () => {
  const carol = await system.person('Carol')
  await system.join(alice, carol, 'commenter')
  const { id: projectId } = await projectOf(alice, 'TALK')
  const { id: taskId } = await alice.calls.tasks.create.mutate({ projectId, title: 'Talk' })
  const comment = await carol.calls.comments.create.mutate({ taskId, text: 'Hello' })
  expect((await alice.calls.tasks.list.query({ projectId })).items[0]?.commentCount).toBe(1)
  const { id } = comment
  expect(
    await refusalOf(alice.calls.comments.update.mutate({ taskId, id, text: 'Ha' })),
  ).toMatchObject({
    code: 'FORBIDDEN',
  })
  await carol.calls.comments.update.mutate({ taskId, id, text: 'Hello again' })
  expect(await alice.calls.comments.list.query({ taskId })).toMatchObject({
    ...{ items: [{ text: 'Hello again' }], nextCursor: null },
  })
  await alice.calls.comments.delete.mutate({ taskId, id })
  expect((await alice.calls.tasks.list.query({ projectId })).items[0]?.commentCount).toBe(0)
  expect(
    await refusalOf(carol.calls.tasks.create.mutate({ projectId, title: 'No' })),
  ).toMatchObject({
    code: 'FORBIDDEN',
    message: 'This needs the role member',
  })
})

test('my work is sorted by what is due', async () => {
  const { id: projectId } = await projectOf(bob, 'MINE')
  const due = (title: string, dueDate: string | null) =>
    bob.calls.tasks.create.mutate({ projectId, title, dueDate, assigneeIds: [bob.id] })
  await due('Late', '2026-11-20')
  await due('Now', '2026-11-25')
  await due('Soon', '2026-12-01')
  await due('Some day', null)
  const mine = await bob.calls.mine.get.query({ workspaceId: bob.workspaceId, today: '2026-11-25' })
  const titles = [mine.overdue, mine.today, mine.next, mine.later].map((list) =>
    list.map(({ title }) => title),
  )
  expect(titles).toEqual([['Late'], ['Now'], ['Soon'], ['Some day']])
})

test('the first screen has what I have to do without a day, the newest first, and as many as of any other list', async () => {
  const { workspaceId, id } = bob
  const { id: projectId } = await projectOf(bob, 'FREE')
  const home = async () => {
    const asked = { workspaceId, today: '2026-11-25' }
    const { tasks } = await system.gateway.home.get.query(asked, { context: { userId: id } })
    return tasks.undated.map(({ title }) => title)
  }
  const known = await home()
  const made = ['First', 'Second', 'Done', 'Dropped', 'Dated']
  const given = { assigneeIds: [bob.id] }
  const { tasks } = await bob.calls.tasks.createMany.mutate({
    projectId,
    tasks: made.map((title) => ({
      title,
      ...given,
      ...(title === 'Dated' && { dueDate: '2027-01-01' }),
    })),
  })
  await bob.calls.tasks.create.mutate({ projectId, title: 'Of nobody' })
  const { statuses } = await bob.calls.projects.get.query({ workspaceId, key: 'FREE' })
  const dropped = statuses.find(({ group }) => group === 'cancelled')?.id ?? ''
  await bob.calls.tasks.close.mutate({ id: tasks[2]?.id ?? '' })
  await bob.calls.tasks.move.mutate({ id: tasks[3]?.id ?? '', statusId: dropped })
  expect(await home()).toEqual(['First', 'Second', ...known])
  await bob.calls.tasks.createMany.mutate({
    projectId,
    tasks: Array.from({ length: 60 }, (_, nth) => ({ title: `Many ${nth}`, ...given })),
  })
  const many = await home()
  expect(many).toHaveLength(50)
  expect(many[0]).toBe('Many 0')
})

test('what has no day is on the first screen beside more dated tasks than are read', async () => {
  const dora = await system.person('Dora')
  const { workspaceId, calls, id } = dora
  const { id: projectId } = await projectOf(dora, 'LATE')
  const mine = { assigneeIds: [id] }
  await calls.tasks.create.mutate({ projectId, title: 'Some day', ...mine })
  const tasks = Array.from({ length: 100 }, (_, nth) => ({
    ...{ title: `Dated ${nth}`, dueDate: '2026-01-01', ...mine },
  }))
  for (let hundred = 0; hundred < 5; hundred += 1)
    await calls.tasks.createMany.mutate({ projectId, tasks })
  const asked = { workspaceId, today: '2026-11-25' }
  const home = await system.gateway.home.get.query(asked, { context: { userId: id } })
  expect(home.tasks.undated.map(({ title }) => title)).toEqual(['Some day'])
  const { later } = await calls.mine.get.query(asked)
  expect(later.map(({ title }) => title)).toEqual(['Some day'])
})

test('both adapters give the same lists, equal to what single reads say', async () => {
  const { workspaceId } = alice
  const { id: projectId } = await projectOf(alice, 'BOTH')
  for (const title of ['One', 'Two', 'Three'])
    await alice.calls.tasks.create.mutate({ projectId, title, assigneeIds: [alice.id] })
  const ask = async (path: string, input: object, batch: boolean) => {
    const authorization = `Bearer ${await system.sign('task-service', alice.id)}`
    const text = JSON.stringify(batch ? { 0: input } : input)
    const query = `input=${encodeURIComponent(text)}${batch ? '&batch=1' : ''}`
    const answer = await fetch(`${system.url}/trpc/${path}?${query}`, {
      headers: { authorization },
    })
    const body: unknown = await answer.json()
    return batch ? [body].flat()[0] : body
  }
  const asked: [string, object][] = [
    ['tasks.list', { projectId, limit: 20 }],
    ['tasks.board', { projectId }],
    ['mine.get', { workspaceId, today: '2026-11-25' }],
    ['search.find', { workspaceId, text: 'two' }],
  ]
  for (const [path, input] of asked) {
    const plain = await ask(path, input, false)
    expect(plain).toHaveProperty('result.data')
    expect(await ask(path, input, true)).toEqual(plain)
  }
  const { items } = await alice.calls.tasks.list.query({ projectId, limit: 20 })
  for (const item of items.slice(0, 3))
    expect(await alice.calls.tasks.get.query({ workspaceId, key: item.key })).toMatchObject(item)
})
