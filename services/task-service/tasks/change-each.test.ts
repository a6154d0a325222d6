import { randomUUID } from 'node:crypto'
import { afterAll, expect, test } from '@jest/globals'
import type { inferRouterInputs } from '@trpc/server'
import { MANY_MAX } from '../limits.ts'
import type { TaskRouter } from '../router.ts'
import { startManyTasks } from '../testing/many-tasks.ts'

type Each = inferRouterInputs<TaskRouter>['tasks']['changeEach']

const { system, alice, bob, viewer, filled, rowsOf, eventsOf } = await startManyTasks()
afterAll(() => system.close())

test('each of many tasks gets values of its own by one act, which one undo takes back', async () => {
  const { projectId, ids, tasks, label, statusIn } = await filled(4)
  const before = await rowsOf(projectId)
  const fields = {
    title: 'Renamed',
    priority: 'high',
    dueDate: '2026-12-04',
    estimate: 2.5,
  } as const
  await alice.calls.tasks.trash.mutate({ id: ids[3] ?? '' })
  const input = {
    ...{ projectId, ids },
    parts: [
      { places: [0, 1, 3], statusId: statusIn('completed') },
      { places: [0], assigneeIds: [bob.id], labelIds: [label.id], ...fields },
      { places: [2], startDate: '2026-12-05', dueDate: '2026-12-04' },
      { places: [1], priority: 'low' as const },
      { places: [1], priority: 'none' as const },
    ],
  }
  const refused = [
    { id: ids[2], key: tasks[2]?.key, title: tasks[2]?.title, reason: 'starts_after_due' },
    { id: ids[3], key: tasks[3]?.key, title: tasks[3]?.title, reason: 'in_trash' },
  ]
  const each = alice.calls.tasks.changeEach.mutate
  await expect(each(input)).rejects.toMatchObject({ data: { reason: 'refused', refused } })
  const answer = await each({ ...input, skipRefused: true })
  expect(answer).toMatchObject({ changed: 2, refused })
  const statusId = statusIn('completed')
  expect((await rowsOf(projectId)).filter(({ completedAt }) => completedAt)).toMatchObject([
    { ...fields, statusId, assigneeIds: [bob.id], labelIds: [label.id] },
    { title: 'Task 2', statusId, priority: 'none' },
  ])
  expect((await eventsOf(answer.actionId)).map(({ type, taskId }) => [type, taskId])).toEqual([
    ['task.updated', ids[0]],
    ['task.closed', ids[0]],
    ['task.closed', ids[1]],
  ])
  await alice.calls.actions.undo.mutate({ actionId: answer.actionId ?? '' })
  await alice.calls.tasks.restore.mutate({ id: ids[3] ?? '' })
  const facts = { version: expect.any(Number), updatedAt: expect.any(String) }
  expect(await rowsOf(projectId)).toEqual(before.map((row) => ({ ...row, ...facts })))
})

test('a task without a value of its own stays as it is, and is not refused', async () => {
  const { projectId, ids } = await filled(2)
  const parts = [{ places: [1], priority: 'high' as const }]
  const answer = await alice.calls.tasks.changeEach.mutate({ projectId, ids, parts })
  expect(answer).toMatchObject({ changed: 1, refused: [] })
  const rows = await rowsOf(projectId)
  expect(ids.map((id) => rows.find((row) => row.id === id)?.priority)).toEqual(['none', 'high'])
})

test('what is completed completes its open parts where that is asked for; a part with a status of its own gets that', async () => {
  const { projectId, ids, statusIn } = await filled(2)
  const [top = '', other = ''] = ids
  const part = async (parentId: string, title: string) =>
    (await alice.calls.tasks.create.mutate({ projectId, title, parentId })).id
  const child = await part(top, 'Child')
  const deep = await part(child, 'Grandchild')
  const own = await part(top, 'Begun')
  const below = await part(own, 'Part of what goes on')
  await part(other, 'Stays open')
  const parts = [
    { places: [0], statusId: statusIn('completed') },
    { places: [1, 2], statusId: statusIn('started') },
    { places: [2], priority: 'high' as const },
  ]
  const asked = { projectId, ids: [top, other, own], parts }
  const { actionId, changed } = await alice.calls.tasks.changeEach.mutate({
    ...{ ...asked, withSubtasks: true },
  })
  expect(changed).toBe(5)
  const done = async () =>
    (await rowsOf(projectId)).filter(({ completedAt }) => completedAt).map(({ id }) => id)
  expect((await done()).sort()).toEqual([top, child, deep].sort())
  expect((await rowsOf(projectId)).find(({ id }) => id === own)).toMatchObject({
    ...{ priority: 'high', statusId: statusIn('started') },
  })
  expect((await rowsOf(projectId)).find(({ id }) => id === below)).toMatchObject({ version: 1 })
  await alice.calls.actions.undo.mutate({ actionId: actionId ?? '' })
  expect(await done()).toEqual([])
  await alice.calls.tasks.changeEach.mutate(asked)
  expect(await done()).toEqual([top])

  // Of two statuses a part gets that of the nearest task above it.
  const { id: second } = await alice.calls.statuses.create.mutate({
    ...{ projectId, name: 'Shipped', group: 'completed' },
  })
  const first = statusIn('completed')
  for (const [outer, inner] of [
    [first, second],
    [second, first],
  ] as const) {
    const places = [
      { places: [0], statusId: outer },
      { places: [1], statusId: inner },
    ]
    const answer = await alice.calls.tasks.changeEach.mutate({
      ...{ projectId, ids: [top, child], parts: places, withSubtasks: true },
    })
    const statusOf = async (id: string) =>
      (await rowsOf(projectId)).find((row) => row.id === id)?.statusId
    expect(await statusOf(deep)).toBe(inner)
    await alice.calls.actions.undo.mutate({ actionId: answer.actionId ?? '' })
  }
})

test('what is wrong about values of their own refuses all and is named; viewers change nothing', async () => {
  const { projectId, ids } = await filled(2)
  const other = await filled(0)
  const refusal = (parts: Each['parts'], more: Partial<Each> = {}, who = alice) =>
    who.calls.tasks.changeEach.mutate({ projectId, ids, parts, ...more }).then(
      () => undefined,
      (error) => error.data,
    )
  const wrong: [string, Each['parts'], Partial<Each>?][] = [
    ['statusId', [{ places: [1], statusId: other.statusIn('started') }]],
    ['assigneeIds', [{ places: [0], assigneeIds: [randomUUID()] }]],
    ['labelIds', [{ places: [0], labelIds: [other.label.id] }]],
    ['parts', [{ places: [2], priority: 'low' }]],
    ['parts.0.title', [{ places: [0], title: '' }]],
    ['ids', [{ places: [0], priority: 'low' }], { ids: [ids[0] ?? '', ids[0] ?? ''] }],
    [
      'ids',
      [{ places: [0], priority: 'low' }],
      { ids: Array.from({ length: MANY_MAX + 1 }, () => randomUUID()) },
    ],
  ]
  for (const [field, parts, more] of wrong)
    expect(await refusal(parts, more)).toMatchObject({
      ...{ code: 'BAD_REQUEST', fields: { [field]: expect.any(String) } },
    })
  const low: Each['parts'] = [{ places: [0], priority: 'low' }]
  expect(await refusal(low, {}, viewer)).toMatchObject({ code: 'FORBIDDEN' })
  expect(await refusal(low, {}, await system.person('Cora'))).toMatchObject({ code: 'NOT_FOUND' })
  expect((await rowsOf(projectId)).every(({ version }) => version === 1)).toBe(true)
})
