import { expect, test } from '@jest/globals'
import type { inferRouterInputs } from '@trpc/server'
import { refusalOf } from '../../user-service/testing/start-user-service.ts'
import { NEW_TASKS_MAX } from '../limits.ts'
import type { TaskRouter } from '../router.ts'
import { projectOf } from '../testing/start-task-service.ts'
import { startTaskTest } from '../testing/task-test.ts'

type Input = inferRouterInputs<TaskRouter>['tasks']['createMany']

const { system, alice, viewer } = await startTaskTest({ viewer: 'viewer' })

const make = (input: Input) => alice.calls.tasks.createMany.mutate(input)
const titlesOf = async (projectId: string) =>
  (await alice.calls.tasks.list.query({ projectId, limit: 100 })).items.map(({ title }) => title)

test('many tasks are made by one act with an event each, and one undo takes them all back', async () => {
  const { id: projectId, statuses } = await projectOf(alice, 'MADE')
  const label = await alice.calls.labels.create.mutate({ projectId, name: 'Bug', color: 'red' })
  const done = statuses.find(({ group }) => group === 'completed')?.id ?? ''
  const made = await make({
    projectId,
    tasks: [
      { title: 'Party', dueDate: '2026-12-24', priority: 'high', assigneeIds: [alice.id] },
      { title: 'Cake', parent: 0, labelIds: [label.id] },
      { title: 'Flour', parent: 1, statusId: done },
      { title: 'Music', parent: 0 },
      { title: 'Rest' },
    ],
  })
  expect(made.tasks.map(({ key }) => key)).toEqual(
    [1, 2, 3, 4, 5].map((number) => `MADE-${number}`),
  )
  const { items } = await alice.calls.tasks.list.query({ projectId })
  const [party, cake, flour, music, rest] = made.tasks.map(({ id }) => id)
  const fieldsOf = (id?: string) => items.find((item) => item.id === id)
  expect(fieldsOf(party)).toMatchObject({
    ...{ dueDate: '2026-12-24', priority: 'high', assigneeIds: [alice.id], parentId: null },
    subtasks: { done: 1, all: 2 },
  })
  expect(fieldsOf(cake)).toMatchObject({ parentId: party, labelIds: [label.id] })
  expect(fieldsOf(flour)).toMatchObject({ parentId: cake, statusId: done })
  expect(fieldsOf(flour)?.completedAt).toEqual(expect.any(String))
  expect([fieldsOf(music)?.parentId, fieldsOf(rest)?.parentId]).toEqual([party, null])
  const { rows } = await system.rows.query(
    'select type, "taskId" from "Event" where "actionId" = $1 order by id',
    [made.actionId],
  )
  expect(rows).toEqual(made.tasks.map(({ id: taskId }) => ({ type: 'task.created', taskId })))
  const undone = await alice.calls.actions.undo.mutate({ actionId: made.actionId })
  expect([undone.changed, undone.left, await titlesOf(projectId)]).toEqual([5, [], []])
})

test('a repeated request with its key makes its tasks once and gets one answer', async () => {
  const { id: projectId } = await projectOf(alice, 'TWICE')
  const request = {
    projectId,
    tasks: [{ title: 'a' }, { title: 'b' }],
    idempotencyKey: 'many-once',
  }
  const answers = await Promise.all([make(request), make(request), make(request)])
  expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1)
  expect((await titlesOf(projectId)).sort()).toEqual(['a', 'b'])
  expect(await refusalOf(make({ ...request, tasks: [{ title: 'c' }] }))).toMatchObject({
    httpStatus: 422,
  })
})

test('where one of them cannot be made none is, and the answer says why', async () => {
  const { id: projectId, statuses } = await projectOf(alice, 'NONE')
  const stranger = '01900000-0000-7000-8000-000000000000'
  const good = { title: 'good' }
  const tooMany = Array.from({ length: NEW_TASKS_MAX + 1 }, () => good)
  const deep = Array.from({ length: 7 }, (_, nth) => ({ ...good, ...(nth && { parent: nth - 1 }) }))
  const refused: [Input['tasks'], object][] = [
    [[good, { title: 'x', assigneeIds: [stranger] }], { reason: 'stranger', httpStatus: 400 }],
    [
      [good, { title: 'x', labelIds: [stranger], parent: 0 }],
      { fields: { labelIds: expect.any(String) } },
    ],
    [[good, { title: 'x', statusId: stranger }], { httpStatus: 400 }],
    [[good, { title: ' ' }], { httpStatus: 400 }],
    [[{ title: 'x', parent: 0 }], { httpStatus: 400 }],
    [[{ title: 'x', parent: 1 }, good], { httpStatus: 400 }],
    [deep, { httpStatus: 400 }],
    [[], { httpStatus: 400 }],
    [tooMany, { httpStatus: 400 }],
  ]
  for (const [tasks, why] of refused)
    expect(await refusalOf(make({ projectId, tasks }))).toMatchObject(why)
  expect(await titlesOf(projectId)).toEqual([])
  const byViewer = viewer.calls.tasks.createMany.mutate({ projectId, tasks: [good] })
  expect(await refusalOf(byViewer)).toMatchObject({ httpStatus: 403 })
  const elsewhere = await refusalOf(make({ projectId: stranger, tasks: [good] }))
  expect(elsewhere).toMatchObject({ httpStatus: 404 })
  expect(statuses.length).toBeGreaterThan(0)
  const made = await make({ projectId, tasks: deep.slice(0, 6) })
  expect(made.tasks[0]?.key).toBe('NONE-1')
})

test('many who make trees at once, and move tasks in them, all get through', async () => {
  const { id: projectId } = await projectOf(alice, 'ATONCE')
  const tree = [{ title: 'a' }, { title: 'b', parent: 0 }, { title: 'c', parent: 1 }]
  const { tasks } = await make({ projectId, tasks: [{ title: 'Parent' }] })
  const parentId = tasks[0]?.id ?? ''
  await Promise.all(
    Array.from({ length: 12 }, (_, nth) =>
      nth % 2
        ? alice.calls.tasks.create.mutate({ projectId, title: 'part', parentId })
        : make({ projectId, tasks: tree }),
    ),
  )
  expect(await titlesOf(projectId)).toHaveLength(1 + 6 + 6 * 3)
})

const copy = (id: string, by = alice) => by.calls.tasks.duplicate.mutate({ id })
const kept = [
  ...['title', 'description', 'priority', 'dueDate', 'startDate', 'estimate'],
  ...['assigneeIds', 'labelIds', 'statusId', 'projectId'],
] as const
type Kept = Record<(typeof kept)[number], unknown>
const keptOf = (task: Kept) => kept.map((field) => task[field])

test('a copy of a task has all of its fields and its parts, is one act, and one undo takes it back', async () => {
  const { id: projectId, statuses } = await projectOf(alice, 'COPY')
  const { workspaceId } = alice
  const label = await alice.calls.labels.create.mutate({ projectId, name: 'Bug', color: 'red' })
  const started = statuses.find(({ group }) => group === 'started')?.id ?? ''
  const first = await alice.calls.tasks.create.mutate({
    ...{
      projectId,
      title: 'Party',
      description: 'Bring **cake**',
      priority: 'high',
      estimate: 2.5,
    },
    ...{ startDate: '2026-12-01', dueDate: '2026-12-24', statusId: started },
    ...{ assigneeIds: [alice.id], labelIds: [label.id] },
  })
  const part = { projectId, parentId: first.id }
  const cake = await alice.calls.tasks.create.mutate({ ...part, title: 'Cake' })
  const flour = await alice.calls.tasks.create.mutate({
    ...part,
    title: 'Flour',
    parentId: cake.id,
  })
  const gone = await alice.calls.tasks.create.mutate({ ...part, title: 'Gone' })
  await alice.calls.tasks.close.mutate({ id: flour.id })
  await alice.calls.tasks.trash.mutate({ id: gone.id })

  const { actionId, tasks } = await copy(first.id)
  const read = (key: string) => alice.calls.tasks.get.query({ workspaceId, key })
  const [party, ...parts] = await Promise.all(tasks.map(({ key }) => read(key)))
  expect(party && keptOf(party)).toEqual(keptOf(await read(first.key)))
  expect(party).toMatchObject({ version: 1, commentCount: 0, parentId: null })
  expect(parts.map(({ title, parentId, completedAt }) => [title, parentId, completedAt])).toEqual([
    ['Cake', party?.id, null],
    // What is closed begins anew.
    ['Flour', tasks[1]?.id, null],
  ])
  const events = await system.rows.query('select type from "Event" where "actionId" = $1', [
    actionId,
  ])
  expect(events.rows).toEqual(tasks.map(() => ({ type: 'task.created' })))
  const part2 = await copy(cake.id)
  expect((await read(part2.tasks[0]?.key ?? '')).parentId).toBe(first.id)
  expect((await alice.calls.actions.undo.mutate({ actionId })).changed).toBe(3)
})

test('whoever may not make a task there makes no copy, and of what is in the trash or too large there is none', async () => {
  const { id: projectId } = await projectOf(alice, 'LARGE')
  const titles = Array.from({ length: NEW_TASKS_MAX }, (_, nth) => ({ title: `Part ${nth}` }))
  const { tasks } = await make({
    projectId,
    tasks: titles.map((task, nth) => (nth ? { ...task, parent: 0 } : task)),
  })
  const id = tasks[0]?.id ?? ''
  expect((await copy(id)).tasks).toHaveLength(NEW_TASKS_MAX)
  expect(await refusalOf(copy(id, viewer))).toMatchObject({ code: 'FORBIDDEN' })
  const stranger = await system.person('Stan')
  expect(await refusalOf(copy(id, stranger))).toMatchObject({ code: 'NOT_FOUND' })
  await alice.calls.tasks.create.mutate({ projectId, parentId: id, title: 'One more' })
  expect(await refusalOf(copy(id))).toMatchObject({
    ...{ code: 'BAD_REQUEST', reason: 'full', limit: NEW_TASKS_MAX },
  })
  await alice.calls.tasks.trash.mutate({ id })
  expect(await refusalOf(copy(id))).toMatchObject({ code: 'NOT_FOUND' })
})
