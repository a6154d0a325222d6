import { expect, test } from '@jest/globals'
import { refusalOf } from '../../user-service/testing/start-user-service.ts'
import { projectOf } from '../testing/start-task-service.ts'
import { startTaskTest } from '../testing/task-test.ts'

const { system, alice } = await startTaskTest()

test('a move waits for nobody who holds the project, and holds nothing while others move there', async () => {
  const { id: projectId, statuses } = await projectOf(alice, 'HELD')
  const { tasks } = alice.calls
  const { id } = await tasks.create.mutate({ projectId, title: 'A card' })
  const other = await tasks.create.mutate({ projectId, title: 'Another' })
  const statusId = statuses[2]?.id ?? ''
  const holder = await system.rows.connect()
  await holder.query('begin')
  await holder.query('select 1 from "Project" where id = $1 for update', [projectId])
  expect(await tasks.move.mutate({ id, statusId })).toMatchObject({ statusId })
  expect(await tasks.move.mutate({ id, statusId, beforeId: other.id })).toMatchObject({ id })
  expect(await tasks.close.mutate({ id })).toMatchObject({ completedAt: expect.any(String) })
  await holder.query('rollback')
  holder.release()
})

test('cards that are put at one place at the same moment all get a place of their own', async () => {
  const { id: projectId, statuses } = await projectOf(alice, 'CROWD')
  const { tasks } = alice.calls
  const statusId = statuses[1]?.id ?? ''
  const made = await Promise.all(
    Array.from({ length: 9 }, (_, nth) => tasks.create.mutate({ projectId, title: `Card ${nth}` })),
  )
  const [first, ...others] = made
  const moved = await Promise.all(
    others.map(({ id }) => tasks.move.mutate({ id, statusId, beforeId: first?.id })),
  )
  expect(new Set(moved.map(({ rank }) => rank)).size).toBe(8)
  const { items } = await tasks.list.query({ projectId })
  expect(items.at(-1)?.id).toBe(first?.id)
})

test('a task that comes to another status and lane does so in one act, beside its neighbour, and goes back whole', async () => {
  const { id: projectId, statuses } = await projectOf(alice, 'LANES')
  const { tasks, labels, activity, actions } = alice.calls
  const [todo, doing, done] = ['To do', 'In progress', 'Done'].map(
    (name) => statuses.find((status) => status.name === name)?.id ?? '',
  )
  if (!todo || !doing || !done) throw new Error('a project has these')
  const make = (title: string, rest: object = {}) =>
    tasks.create.mutate({ projectId, title, statusId: todo, ...rest })
  const bug = await labels.create.mutate({ projectId, name: 'Bug', color: 'red' })
  const [first, second] = [
    await make('First', { statusId: doing }),
    await make('Second', { statusId: doing }),
  ]
  const card = await make('Card', { priority: 'low' })
  const { id } = card
  const orderIn = async (statusId: string) =>
    (await tasks.list.query({ projectId, statusId })).items.map(({ title }) => title)

  const priority = 'high' as const
  const values = { priority, labelIds: [bug.id], parentId: first.id }
  const place = { statusId: doing, beforeId: second.id }
  const moved = await tasks.move.mutate({ id, ...place, ...values, assigneeIds: [alice.id] })
  expect(moved).toMatchObject({ ...values, statusId: doing, assigneeIds: [alice.id] })
  expect(await orderIn(doing)).toEqual(['First', 'Card', 'Second'])
  const { workspaceId } = alice
  const { items } = await activity.list.query({ workspaceId, taskId: id })
  expect(items.slice(0, 2).map(({ type }) => type)).toEqual(['task.moved', 'task.updated'])
  const undone = await actions.undo.mutate({ actionId: moved.actionId ?? '' })
  expect(undone).toMatchObject({ changed: 1, left: [] })
  expect(undone.tasks).toMatchObject([
    { ...{ statusId: todo, priority: 'low', labelIds: [], assigneeIds: [] }, parentId: null },
  ])

  // In another lane of its own status it keeps its place; what is there already is no act.
  const last = await make('Last')
  const stays = await tasks.move.mutate({ id, statusId: todo, priority: 'urgent' })
  expect(await orderIn(todo)).toEqual(['Card', 'Last'])
  expect(stays.actionId).toEqual(expect.any(String))
  expect(await tasks.move.mutate({ id, statusId: todo, priority: 'urgent' })).toMatchObject({
    ...{ version: stays.version, actionId: null },
  })

  const refused = async (rest: object) =>
    refusalOf(tasks.move.mutate({ id, statusId: doing, ...rest }))
  await make('Part', { parentId: id })
  expect(await refused({ labelIds: [last.id] })).toMatchObject({ code: 'BAD_REQUEST' })
  expect(await refused({ parentId: id })).toMatchObject({ code: 'CONFLICT', reason: 'circle' })
  expect(await refused({ assigneeIds: [last.id] })).toMatchObject({ reason: 'stranger' })
  expect(await refused({ version: 1, priority: 'low' })).toMatchObject({ code: 'CONFLICT' })
  await alice.calls.statuses.update.mutate({ projectId, id: doing, wipLimit: 2 })
  await alice.calls.projects.update.mutate({ id: projectId, overLimit: 'refuse' })
  expect(await refused({ priority: 'low' })).toMatchObject({ reason: 'status_full', limit: 2 })
  expect(await orderIn(todo)).toEqual(['Card', 'Last', 'Part'])

  const whole = { statusId: done, subtasks: 'complete', priority: 'none' } as const
  const completed = await tasks.move.mutate({ id, ...whole })
  expect(await orderIn(done)).toEqual(['Card', 'Part'])
  await actions.undo.mutate({ actionId: completed.actionId ?? '' })
  expect(await orderIn(todo)).toEqual(['Card', 'Last', 'Part'])
})

test('a card that others gave somebody meanwhile is not put into another lane over them: both sides are told', async () => {
  const { id: projectId, statuses } = await projectOf(alice, 'SIDES')
  const { tasks, labels } = alice.calls
  const [todo = '', doing = ''] = ['To do', 'In progress'].map(
    (name) => statuses.find((status) => status.name === name)?.id,
  )
  const card = await tasks.create.mutate({ projectId, title: 'Card', statusId: todo })
  const { id, version } = card
  const bug = await labels.create.mutate({ projectId, name: 'Bug', color: 'red' })
  await tasks.change.mutate({ id, version, assigneeIds: [alice.id] })
  const place = { id, version, statusId: doing, assigneeIds: [] }
  expect(await refusalOf(tasks.move.mutate({ ...place, labelIds: [bug.id] }))).toMatchObject({
    code: 'CONFLICT',
    conflict: {
      ...{ version: version + 1, by: alice.id },
      changed: {
        labelIds: { yours: [bug.id], theirs: [] },
        assigneeIds: { yours: [], theirs: [alice.id] },
      },
    },
  })
  expect(await tasks.getById.query({ id })).toMatchObject({
    ...{ statusId: todo, assigneeIds: [alice.id], labelIds: [] },
  })
  expect(await tasks.move.mutate({ ...place, version: version + 1 })).toMatchObject({
    ...{ statusId: doing, assigneeIds: [] },
  })
})
