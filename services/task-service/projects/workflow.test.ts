import { expect, test } from '@jest/globals'
import { refusalOf } from '../../user-service/testing/start-user-service.ts'
import { type Group, groups } from '../contract.ts'
import { WIP_LIMIT_MAX } from '../limits.ts'
import { projectOf } from '../testing/start-task-service.ts'
import { startTaskTest } from '../testing/task-test.ts'

const { system, alice } = await startTaskTest()

let made = 0

/** A project with the six statuses, and how they stand in it. */
async function workflow() {
  made += 1
  const key = `FLOW${made}`
  const { id: projectId, statuses } = await projectOf(alice, key)
  const id = (name: string) => statuses.find((status) => status.name === name)?.id ?? ''
  const read = () => alice.calls.projects.get.query({ workspaceId: alice.workspaceId, key })
  const board = async () =>
    (await alice.calls.tasks.board.query({ projectId })).columns.map(({ statusId }) => statusId)
  /** Group by group, as everybody sees them. */
  const shown = async () => {
    const now = (await read()).statuses
    expect(await board()).toEqual(now.map((status) => status.id))
    const named = (group: Group) =>
      now.filter((status) => status.group === group).map(({ name }) => name)
    expect(now.map(({ group }) => group)).toEqual(
      groups.flatMap((group) => named(group).map(() => group)),
    )
    return groups.map(named)
  }
  const move = (name: string, group: Group, before?: string) =>
    alice.calls.statuses.move.mutate({
      ...{ projectId, id: id(name), group },
      ...(before && { beforeId: id(before) }),
    })
  return { projectId, id, read, shown, move }
}

const rowOf = async (id: string) =>
  (await system.rows.query('select * from "Task" where id = $1', [id])).rows[0]

const eventsOf = async (projectId: string, type: string) =>
  (
    await system.rows.query<{ changes: object; taskId: string }>(
      'select changes, "taskId" from "Event" where "projectId" = $1 and type = $2 order by id',
      [projectId, type],
    )
  ).rows

test('statuses stand group by group in the order that people give them, new ones at the end of their group', async () => {
  const { projectId, id, shown, move } = await workflow()
  await alice.calls.statuses.create.mutate({ projectId, name: 'Blocked', group: 'unstarted' })
  expect(await shown()).toEqual([
    ...[['Backlog'], ['To do', 'Blocked'], ['In progress', 'In review'], ['Done'], ['Cancelled']],
  ])
  const before = (await eventsOf(projectId, 'statuses.ordered')).length
  const answer = await move('In review', 'started', 'In progress')
  expect((await shown())[2]).toEqual(['In review', 'In progress'])
  expect(answer.map(({ name }) => name)).toEqual((await shown()).flat())
  await move('In review', 'started')
  expect((await shown())[2]).toEqual(['In progress', 'In review'])
  await move('In review', 'started')
  const events = await eventsOf(projectId, 'statuses.ordered')
  expect(events).toHaveLength(before + 2)
  const [first, last] = events.slice(-2).map(({ changes }) => changes)
  expect(last).toEqual({
    statusIds: (first as { statusIds: string[][] }).statusIds.toReversed(),
  })
  // At the border of two groups the order stays and the group changes.
  await move('In progress', 'unstarted')
  expect((await shown()).slice(1, 3)).toEqual([['To do', 'Blocked', 'In progress'], ['In review']])
  await move('In progress', 'unstarted', 'To do')
  expect((await shown()).slice(1, 3)).toEqual([['In progress', 'To do', 'Blocked'], ['In review']])
  expect(await refusalOf(move('In review', 'started', 'To do'))).toMatchObject({
    ...{ code: 'BAD_REQUEST', fields: { beforeId: 'must be another status of the group' } },
  })
  expect(id('In review')).not.toBe('')
})

test('tasks are completed with a status that comes into that group, and open again with one that leaves it', async () => {
  const { projectId, id, move } = await workflow()
  const { tasks } = alice.calls
  const task = await tasks.create.mutate({ projectId, title: 'A', statusId: id('In review') })
  const thrown = await tasks.create.mutate({ projectId, title: 'B', statusId: id('In review') })
  await tasks.trash.mutate({ id: thrown.id })

  await move('In review', 'completed')
  const done = await rowOf(task.id)
  expect([done.completedAt, (await rowOf(thrown.id)).completedAt]).toEqual([
    ...[expect.any(Date), expect.any(Date)],
  ])
  expect(done.version).toBeGreaterThan(task.version)
  const same = [id('In review'), id('In review')]
  expect(await eventsOf(projectId, 'task.closed')).toEqual([
    ...[task.id, thrown.id].map((taskId) => ({
      taskId,
      changes: {
        ...{ statusId: same, group: ['started', 'completed'] },
        completedAt: [null, expect.any(String)],
      },
    })),
  ])
  await move('In review', 'backlog')
  expect((await rowOf(task.id)).completedAt).toBeNull()
  expect(await eventsOf(projectId, 'task.reopened')).toHaveLength(2)
})

test('each group but the backlog keeps a status, for work begins and ends in them', async () => {
  const { shown, move } = await workflow()
  for (const [name, group] of [
    ['To do', 'unstarted'],
    ['Done', 'completed'],
    ['Cancelled', 'cancelled'],
  ] as const)
    expect(await refusalOf(move(name, 'started'))).toMatchObject({
      ...{ code: 'CONFLICT', reason: 'last_of_group' },
      message: `A project has at least one status in the group ${group}`,
    })
  await move('Backlog', 'started', 'In progress')
  expect(await shown()).toEqual([
    ...[[], ['To do'], ['Backlog', 'In progress', 'In review'], ['Done'], ['Cancelled']],
  ])
})

test('an act is undone into a status as that is by now', async () => {
  const { projectId, id, move } = await workflow()
  const bob = await system.person('Bob')
  await system.join(alice, bob, 'member')
  const { id: taskId } = await bob.calls.tasks.create.mutate({
    ...{ projectId, title: 'A', statusId: id('In review') },
  })
  const moved = await bob.calls.tasks.move.mutate({ id: taskId, statusId: id('In progress') })
  await move('In review', 'completed')
  const undone = await bob.calls.actions.undo.mutate({ actionId: moved.actionId ?? '' })
  expect(undone).toMatchObject({ changed: 1, left: [] })
  expect(await rowOf(taskId)).toMatchObject({
    ...{ statusId: id('In review'), completedAt: expect.any(Date) },
  })
})

test('a status has a limit that is shown and refuses nothing, or none', async () => {
  const { projectId, id, read } = await workflow()
  const { statuses, tasks } = alice.calls
  const limit = async () =>
    (await read()).statuses.find((status) => status.id === id('In progress'))?.wipLimit
  const set = (wipLimit: number | null) =>
    statuses.update.mutate({ projectId, id: id('In progress'), wipLimit })
  expect(await limit()).toBeNull()
  expect(await set(1)).toMatchObject({ name: 'In progress', wipLimit: 1 })
  for (const title of ['One', 'Two'])
    await tasks.create.mutate({ projectId, title, statusId: id('In progress') })
  expect(await limit()).toBe(1)
  for (const [wrong, words] of [
    [0, 'must be at least 1'],
    [WIP_LIMIT_MAX + 1, `must be at most ${WIP_LIMIT_MAX}`],
  ] as const)
    expect(await refusalOf(set(wrong))).toMatchObject({
      ...{ code: 'BAD_REQUEST', fields: { wipLimit: words } },
    })
  await statuses.update.mutate({ projectId, id: id('In progress'), name: 'Doing' })
  expect(await limit()).toBe(1)
  await set(null)
  expect(await limit()).toBeNull()
})

test('statuses that many people move at once are all there, group by group', async () => {
  const { projectId, shown, move } = await workflow()
  for (const name of ['A', 'B', 'C'])
    await alice.calls.statuses.create.mutate({ projectId, name, group: 'started' })
  const to = (nth: number) => groups[nth % groups.length] ?? 'started'
  await Promise.all(
    Array.from({ length: 12 }, (_, nth) =>
      move(['In progress', 'In review', 'Backlog'][nth % 3] ?? '', to(nth)),
    ),
  )
  expect((await shown()).flat()).toHaveLength(9)
  const { rows } = await system.rows.query(
    'select array_agg(rank order by rank) as ranks from "Status" where "projectId" = $1',
    [projectId],
  )
  expect(rows[0].ranks).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8])
})

test('the activity tells of a changed workflow, and not of the statuses that a project begins with', async () => {
  const { projectId, id, move } = await workflow()
  const { workspaceId } = alice
  const types = async () =>
    (await alice.calls.activity.list.query({ workspaceId, projectId })).items.map(
      ({ type }) => type,
    )
  expect(await types()).toEqual(['project.created'])
  await alice.calls.statuses.create.mutate({ projectId, name: 'Waiting', group: 'started' })
  await alice.calls.statuses.update.mutate({ projectId, id: id('To do'), wipLimit: 4 })
  await move('In review', 'started', 'In progress')
  expect(await types()).toEqual([
    ...['statuses.ordered', 'status.updated', 'status.created', 'project.created'],
  ])
})
