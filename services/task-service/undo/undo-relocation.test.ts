import { afterAll, expect, test } from '@jest/globals'
import { SUBTASKS_MAX } from '../limits.ts'
import { startTwoProjects } from '../testing/two-projects.ts'

const { system, alice, bob, pair, taskIn, relocate, undo } = await startTwoProjects()
afterAll(() => system.close())

test('tasks that come back find free places, also where those that come with them had theirs', async () => {
  const { source, target } = await pair()
  const tasks = []
  for (const title of ['1', '2', '3', 'Y']) tasks.push(await taskIn(source.id, { title }))
  const [one, two, three, y] = tasks.map(({ id, statusId }) => ({ id, statusId }))
  if (!one || !two || !three || !y) throw new Error('there are four')
  await alice.calls.tasks.move.mutate({ ...y, afterId: one.id, beforeId: two.id })
  const { actionId } = await relocate(source.id, target.id, [one.id, y.id])
  await alice.calls.tasks.move.mutate({ ...three, beforeId: two.id })
  const undone = await undo(actionId)
  expect(undone).toMatchObject({ changed: 2, left: [] })
  const titles = async () =>
    (await alice.calls.tasks.list.query({ projectId: source.id })).items
      .toSorted((a, b) => (a.rank < b.rank ? -1 : 1))
      .map(({ title }) => title)
  expect(await titles()).toEqual(['3', '1', 'Y', '2'])
  expect(await undo(undone.actionId)).toMatchObject({ changed: 2 })
  expect(await titles()).toEqual(['3', '2'])
})

test('who does not see the project any more is not assigned again, and that is told', async () => {
  const { source, target, from } = await pair('private')
  const { id } = await taskIn(source.id, { assigneeIds: [alice.id, bob.id] })
  const { actionId } = await relocate(source.id, target.id, [id])
  await alice.calls.projects.update.mutate({ id: source.id, visibility: 'private' })
  expect(await undo(actionId)).toMatchObject({
    ...{ changed: 1, left: [{ taskId: id, field: 'assigneeIds', reason: 'unknown' }] },
  })
  const asked = { workspaceId: alice.workspaceId, key: `${from}-1` }
  expect(await alice.calls.tasks.get.query(asked)).toMatchObject({ assigneeIds: [alice.id] })
})

test('of tasks that come back together a parent gets no more than it may have', async () => {
  const { source, target } = await pair()
  const { id: projectId } = source
  const { tasks } = alice.calls
  const parent = await taskIn(projectId)
  const partsIn = async (count: number) => {
    const many = Array.from({ length: count }, () => ({ title: 'Part' }))
    const ids = (await tasks.createMany.mutate({ projectId, tasks: many })).tasks.map(
      ({ id }) => id,
    )
    const sql = 'update "Task" set "parentId" = $1 where id = any($2::uuid[])'
    await system.rows.query(sql, [parent.id, ids])
    return ids
  }
  const ids = await partsIn(2)
  const { actionId } = await relocate(projectId, target.id, ids)
  for (const count of [100, SUBTASKS_MAX - 101]) await partsIn(count)
  expect(await undo(actionId)).toMatchObject({ changed: 2, left: [{ field: 'parentId' }] })
  const { rows } = await system.rows.query(
    'select count(*)::int as parts from "Task" where "parentId" = $1',
    [parent.id],
  )
  expect(rows).toEqual([{ parts: SUBTASKS_MAX }])
})

test('labels that a move made go with its undo, but for those that are used by then; done again, it has them again', async () => {
  const { source, target, from } = await pair()
  const { labels, projects, tasks, views } = alice.calls
  const names = ['Fresh', 'Used', 'Sought', 'Pay Error', 'say "hi"', 'ht']
  const labelIds = []
  for (const name of names)
    labelIds.push((await labels.create.mutate({ projectId: source.id, name, color: 'red' })).id)
  const { id } = await taskIn(source.id, { labelIds })
  const { actionId } = await relocate(source.id, target.id, [id])
  const inTarget = async () => {
    const { workspaceId } = alice
    const key = from.replace('FROM', 'TO')
    return (await projects.get.query({ workspaceId, key })).labels
  }
  const namesIn = async () => (await inTarget()).map(({ name }) => name).toSorted()
  expect(await namesIn()).toEqual(names.toSorted())
  const used = (await inTarget()).find(({ name }) => name === 'Used')
  const other = await taskIn(target.id, { labelIds: [used?.id] })
  await tasks.trash.mutate({ id: other.id })
  await views.create.mutate({
    ...{
      projectId: target.id,
      name: 'View',
      kind: 'list',
      scope: 'project',
      q: 'label:sought,payerror',
    },
  })
  await views.create.mutate({
    ...{ projectId: target.id, name: 'Own', kind: 'list', scope: 'private' },
    q: String.raw`-label:"say \"hi\"" "fresh" "ht"`,
  })
  const sought = ['Pay Error', 'Sought', 'Used', 'say "hi"']

  const undone = await undo(actionId)
  expect(undone.tasks).toMatchObject([{ labelIds }])
  expect(await namesIn()).toEqual(sought)
  const redone = await undo(undone.actionId)
  const labelsNow = await inTarget()
  expect(labelsNow.map(({ name }) => name).toSorted()).toEqual(names.toSorted())
  expect(redone.tasks[0]?.labelIds.toSorted()).toEqual(labelsNow.map(({ id }) => id).toSorted())
  await undo(redone.actionId)
  expect(await namesIn()).toEqual(sought)
})

test('where the name of a label was taken meanwhile, redo of a move gives that one; a label that is gone is told', async () => {
  const { source, target } = await pair()
  const { labels } = alice.calls
  const make = (projectId: string, name: string) =>
    labels.create.mutate({ projectId, name, color: 'red' })
  const [taken, gone] = [await make(source.id, 'Taken'), await make(source.id, 'Gone')]
  const { id } = await taskIn(source.id, { labelIds: [taken.id, gone.id] })
  const { actionId } = await relocate(source.id, target.id, [id])
  const undone = await undo(actionId)
  const namesake = await make(target.id, 'Taken')
  const redone = await undo(undone.actionId)
  expect(redone).toMatchObject({ changed: 1, left: [] })
  expect(redone.tasks[0]?.labelIds).toHaveLength(2)
  expect(redone.tasks[0]?.labelIds).toContain(namesake.id)

  await labels.delete.mutate({ projectId: source.id, id: gone.id })
  const left = [{ taskId: id, field: 'labelIds', reason: 'unknown' }]
  const seen = await alice.calls.actions.preview.query({ actionId: redone.actionId ?? '' })
  expect(seen).toMatchObject({ left })
  const back = await undo(redone.actionId)
  expect(back).toMatchObject({ changed: 1, left, tasks: [{ labelIds: [taken.id] }] })
  const again = await alice.calls.actions.preview.query({ actionId: back.actionId ?? '' })
  expect(again).toMatchObject({ left: [] })
})
