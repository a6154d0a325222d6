import { expect, test } from '@jest/globals'
import { refusalOf } from '../../user-service/testing/start-user-service.ts'
import { ESTIMATE_MAX, ESTIMATE_STEP } from '../limits.ts'
import { projectOf } from '../testing/start-task-service.ts'
import { startTaskTest } from '../testing/task-test.ts'

const { system, alice, bob } = await startTaskTest({ bob: 'member' })
const { id: projectId } = await projectOf(alice, 'DAYS')

const planned = { startDate: '2026-12-01', dueDate: '2026-12-03', estimate: 2.5 }

const make = (fields: object = planned) =>
  alice.calls.tasks.create.mutate({ projectId, title: 'A task', ...fields })
const read = (key: string) => alice.calls.tasks.get.query({ workspaceId: alice.workspaceId, key })
const changed = async (key: string, fields: object, who = alice) => {
  const { id, version } = await read(key)
  return who.calls.tasks.change.mutate({ id, version, ...fields })
}
const many = (ids: string[], change: object, skipRefused = false) =>
  alice.calls.tasks.changeMany.mutate({ projectId, ids, change, skipRefused })
const undo = (actionId: string | null, who = alice) =>
  who.calls.actions.undo.mutate({ actionId: actionId ?? '' })
const lastEvent = async (taskId: string) =>
  (
    await system.rows.query(
      'select type, changes from "Event" where "taskId" = $1 order by id desc limit 1',
      [taskId],
    )
  ).rows[0]

test('a task is made with a start and an estimate, both change and go, and the log has both sides', async () => {
  const { id, key } = await make()
  expect(await read(key)).toMatchObject(planned)
  expect((await lastEvent(id)).changes).toMatchObject({
    ...{ startDate: [null, '2026-12-01'], estimate: [null, 2.5] },
  })
  const answer = await changed(key, { startDate: '2026-12-02', estimate: 0 })
  expect(answer).toMatchObject({ startDate: '2026-12-02', estimate: 0 })
  expect(await lastEvent(id)).toEqual({
    type: 'task.updated',
    changes: { startDate: ['2026-12-01', '2026-12-02'], estimate: [2.5, 0] },
  })
  await changed(key, { startDate: null, estimate: null })
  expect(await read(key)).toMatchObject({ startDate: null, estimate: null })
  const { id: plain } = await make({})
  expect(Object.keys((await lastEvent(plain)).changes)).not.toContain('estimate')
})

test('rows of lists and boards carry both, for what shows them', async () => {
  const { key } = await make()
  const { items } = await alice.calls.tasks.list.query({ projectId })
  const { columns } = await alice.calls.tasks.board.query({ projectId })
  for (const rows of [items, columns.flatMap(({ tasks }) => tasks)])
    expect(rows.find((row) => row.key === key)).toMatchObject({
      ...{ startDate: planned.startDate, estimate: planned.estimate },
    })
})

test('no task starts after it is due, whichever of the two days changes', async () => {
  const { id, key } = await make()
  const late = {
    ...{ code: 'BAD_REQUEST', reason: 'starts_after_due' },
    fields: { startDate: 'must not be after the due date 2026-12-03' },
  }
  expect(await refusalOf(make({ ...planned, startDate: '2026-12-04' }))).toMatchObject(late)
  const [first, second] = [
    { ...planned, title: 'First' },
    { ...planned, title: 'Second', startDate: '2026-12-04' },
  ]
  const making = alice.calls.tasks.createMany.mutate({ projectId, tasks: [first, second] })
  expect(await refusalOf(making)).toMatchObject(late)
  expect(await refusalOf(changed(key, { startDate: '2026-12-04' }))).toMatchObject(late)
  expect(await refusalOf(changed(key, { dueDate: '2026-11-30' }))).toMatchObject({
    fields: { startDate: 'must not be after the due date 2026-11-30' },
  })
  expect(await read(key)).toMatchObject({ ...planned, version: 1 })
  await changed(key, { startDate: '2026-12-03' })
  await changed(key, { startDate: '2026-12-10', dueDate: '2026-12-11' })
  await changed(key, { dueDate: null })
  await changed(key, { startDate: '2026-12-24' })

  const other = await make()
  const refused = await refusalOf(many([id, other.id], { dueDate: '2026-12-05' }))
  expect(refused).toMatchObject({
    ...{ code: 'CONFLICT', reason: 'refused', refused: [{ id, key, reason: 'starts_after_due' }] },
  })
  await many([id, other.id], { dueDate: '2026-12-05' }, true)
  expect(await read(other.key)).toMatchObject({ dueDate: '2026-12-05' })
  expect(await read(key)).toMatchObject({ dueDate: null })
})

test('an estimate has its limits, and each is named', async () => {
  const { key } = await make()
  for (const [estimate, words] of [
    [-1, 'must be at least 0'],
    [ESTIMATE_MAX + 1, 'must be at most 1,000'],
    [0.1, `must be in steps of ${ESTIMATE_STEP}`],
  ] as const)
    expect(await refusalOf(changed(key, { estimate }))).toMatchObject({
      ...{ code: 'BAD_REQUEST', fields: { estimate: words } },
    })
  await changed(key, { estimate: ESTIMATE_MAX })
  expect(await read(key)).toMatchObject({ estimate: ESTIMATE_MAX })
})

test('many tasks get a start and an estimate at once, and undo gives back what each had', async () => {
  const [one, two] = [await make(), await make({})]
  const { actionId } = await many([one.id, two.id], { startDate: '2026-12-02', estimate: 1 })
  for (const { key } of [one, two])
    expect(await read(key)).toMatchObject({ startDate: '2026-12-02', estimate: 1 })
  const undone = await undo(actionId)
  expect(undone).toMatchObject({ changed: 2, left: [] })
  expect(await read(one.key)).toMatchObject(planned)
  expect(await read(two.key)).toMatchObject({ startDate: null, estimate: null })
  await undo(undone.actionId)
  expect(await read(two.key)).toMatchObject({ startDate: '2026-12-02', estimate: 1 })
})

test('undo leaves a day for which the other day, set by somebody since, has no room', async () => {
  const { id, key } = await make({ dueDate: '2026-12-03' })
  const { actionId } = await changed(key, { dueDate: '2026-12-20', estimate: 5 })
  await changed(key, { startDate: '2026-12-10' }, bob)
  expect(await undo(actionId)).toMatchObject({
    ...{ changed: 1, left: [{ taskId: id, field: 'dueDate', reason: 'changed', by: bob.id }] },
  })
  expect(await read(key)).toMatchObject({
    ...{ startDate: '2026-12-10', dueDate: '2026-12-20', estimate: null },
  })
})

test('a project says whether its estimates are points or hours, and an admin changes it', async () => {
  const address = { workspaceId: alice.workspaceId, key: 'DAYS' }
  expect(await alice.calls.projects.get.query(address)).toMatchObject({ estimateUnit: 'points' })
  await alice.calls.projects.update.mutate({ id: projectId, estimateUnit: 'hours' })
  expect(await bob.calls.projects.get.query(address)).toMatchObject({ estimateUnit: 'hours' })
  expect(
    await refusalOf(bob.calls.projects.update.mutate({ id: projectId, estimateUnit: 'points' })),
  ).toMatchObject({ code: 'FORBIDDEN' })
  const { rows } = await system.rows.query(
    `select changes from "Event" where "projectId" = $1 and type = 'project.updated'`,
    [projectId],
  )
  expect(rows).toEqual([{ changes: { estimateUnit: ['points', 'hours'] } }])
})
