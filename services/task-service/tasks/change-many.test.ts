import { randomUUID } from 'node:crypto'
import { afterAll, expect, test } from '@jest/globals'
import type { inferRouterInputs } from '@trpc/server'
import { MANY_MAX } from '../limits.ts'
import type { TaskRouter } from '../router.ts'
import { startManyTasks } from '../testing/many-tasks.ts'

type Input = inferRouterInputs<TaskRouter>['tasks']['changeMany']

const { system, alice, bob, viewer, filled, rowsOf, eventsOf } = await startManyTasks()
afterAll(() => system.close())

test('each field of many tasks is changed by one act, with an event for each task that was not so before', async () => {
  const { projectId, ids, label, statusIn } = await filled(4)
  const change = (input: Input['change']) =>
    alice.calls.tasks.changeMany.mutate({ projectId, ids, change: input })
  const cases: [Input['change'], string, object][] = [
    [{ priority: 'high' }, 'task.updated', { priority: 'high' }],
    [{ dueDate: '2026-12-04' }, 'task.updated', { dueDate: '2026-12-04' }],
    [{ dueDate: null, priority: 'low' }, 'task.updated', { dueDate: null, priority: 'low' }],
    [{ addAssigneeIds: [bob.id] }, 'task.updated', { assigneeIds: [bob.id] }],
    [{ addAssigneeIds: [alice.id] }, 'task.updated', { assigneeIds: [bob.id, alice.id] }],
    [{ removeAssigneeIds: [bob.id] }, 'task.updated', { assigneeIds: [alice.id] }],
    [{ addLabelIds: [label.id] }, 'task.updated', { labelIds: [label.id] }],
    [{ removeLabelIds: [label.id] }, 'task.updated', { labelIds: [] }],
    [{ statusId: statusIn('started') }, 'task.moved', { completedAt: null }],
    [{ statusId: statusIn('completed') }, 'task.closed', { completedAt: expect.any(String) }],
    [{ statusId: statusIn('unstarted') }, 'task.reopened', { completedAt: null }],
  ]
  for (const [input, type, expected] of cases) {
    const before = await rowsOf(projectId)
    const answer = await change(input)
    expect(answer).toMatchObject({ changed: 4, refused: [], actionId: expect.any(String) })
    const after = await rowsOf(projectId)
    expect(after).toEqual(
      before.map(({ version, ...row }) => ({
        ...{ ...row, ...expected },
        statusId: input.statusId ?? row.statusId,
        ...{ version: version + 1, updatedAt: expect.any(String) },
      })),
    )
    expect(answer.tasks).toEqual(
      expect.arrayContaining(after.map((row) => ({ ...row, trashedAt: null }))),
    )
    const events = await eventsOf(answer.actionId)
    expect(events.map(({ taskId }) => taskId).sort()).toEqual([...ids].sort())
    expect(new Set(events.map((event) => event.type))).toEqual(new Set([type]))
    expect(await change(input)).toMatchObject({ changed: 0, actionId: null })
    expect(await rowsOf(projectId)).toEqual(after)
  }

  expect(await change({ trashed: true })).toMatchObject({ changed: 4 })
  expect(await rowsOf(projectId)).toEqual([])
  const { actionId, ...restored } = await change({ trashed: false })
  expect(restored).toMatchObject({ changed: 4, refused: [] })
  expect((await eventsOf(actionId)).map(({ type }) => type)).toEqual(ids.map(() => 'task.restored'))
  expect((await rowsOf(projectId)).length).toBe(4)
})

test('what refuses the change is named, and nothing is changed unless the others are asked for', async () => {
  const { projectId, ids, tasks } = await filled(4)
  const [, thrown] = ids
  await alice.calls.tasks.trash.mutate({ id: thrown ?? '' })
  const elsewhere = (await filled(1)).ids[0] ?? ''
  const gone = randomUUID()
  const people = Array.from({ length: 19 }, () => randomUUID())
  await system.rows.query('update "Task" set "assigneeIds" = $2 where id = $1', [ids[2], people])
  const before = await rowsOf(projectId)
  const input = {
    ...{ projectId, ids: [...ids, elsewhere, gone] },
    change: { addAssigneeIds: [alice.id, bob.id] },
  }
  const refused = [
    { id: thrown, key: tasks[1]?.key, title: 'Task 2', reason: 'in_trash' },
    { id: ids[2], key: tasks[2]?.key, title: 'Task 3', reason: 'too_many_assignees' },
    { id: elsewhere, key: null, title: null, reason: 'gone' },
    { id: gone, key: null, title: null, reason: 'gone' },
  ]
  await expect(alice.calls.tasks.changeMany.mutate(input)).rejects.toMatchObject({
    message: '4 of 6 tasks cannot be changed; nothing was changed',
    data: { code: 'CONFLICT', reason: 'refused', refused },
  })
  expect(await rowsOf(projectId)).toEqual(before)

  const answer = await alice.calls.tasks.changeMany.mutate({ ...input, skipRefused: true })
  expect(answer).toMatchObject({ changed: 2, refused })
  const changed = (await rowsOf(projectId)).filter(({ assigneeIds }) =>
    assigneeIds.includes(bob.id),
  )
  expect(changed.map(({ id }) => id)).toEqual([ids[0], ids[3]])
})

test('all tasks of a filter are named to be changed at once, and what others took out of it meanwhile refuses', async () => {
  const { projectId, ids, tasks, statusIn } = await filled(4)
  const { matching, changeMany, create } = alice.calls.tasks
  const filter = { q: 'p:high -"Task 4"' }
  const asked = async () => {
    const { ids: found, ...facts } = await matching.query({ projectId, ...filter })
    return { ...facts, ids: found.sort() }
  }
  expect(await asked()).toEqual({ ids: [], isTooMany: false, hasOpenParts: false })
  await changeMany.mutate({ projectId, ids, change: { priority: 'high' } })
  const few = ids.slice(0, 3).sort()
  expect(await asked()).toEqual({ ids: few, isTooMany: false, hasOpenParts: false })
  await create.mutate({ projectId, title: 'Part', parentId: ids[0] ?? '' })
  expect(await asked()).toEqual({ ids: few, isTooMany: false, hasOpenParts: true })

  await changeMany.mutate({ projectId, ids: ids.slice(1, 2), change: { priority: 'low' } })
  const input = { projectId, ids: few, filter, change: { statusId: statusIn('started') } }
  const refused = [{ id: ids[1], key: tasks[1]?.key, title: 'Task 2', reason: 'not_in_filter' }]
  await expect(changeMany.mutate(input)).rejects.toMatchObject({
    data: { code: 'CONFLICT', reason: 'refused', refused },
  })
  const { actionId, ...done } = await changeMany.mutate({ ...input, skipRefused: true })
  expect(done).toMatchObject({ changed: 2, refused })
  expect((await eventsOf(actionId)).map(({ type }) => type)).toEqual(['task.moved', 'task.moved'])
  // A call that is repeated, because its answer was lost, finds all as it should be.
  const again = { ...input, ids: [ids[0] ?? ''], filter: { q: 'p:none' } }
  expect(await changeMany.mutate(again)).toMatchObject({ changed: 0, refused: [] })
  await expect(changeMany.mutate({ ...input, filter: { q: 'p:(' } })).rejects.toMatchObject({
    data: { code: 'BAD_REQUEST', reason: 'query' },
  })
})

test('a filter that finds more than one act changes names none of them', async () => {
  const { projectId, statusIn } = await filled(0)
  await system.rows.query(
    `insert into "Task" (id, "projectId", number, title, "statusId", rank, "createdBy")
     select gen_random_uuid(), $1, n, 'Task', $2, 'e' || lpad(n::text, 6, '0'), $3 from generate_series(1, $4::int) n`,
    [projectId, statusIn('started'), alice.id, MANY_MAX + 1],
  )
  const { matching } = alice.calls.tasks
  expect(await matching.query({ projectId })).toMatchObject({ ids: [], isTooMany: true })
  const { ids, isTooMany } = await matching.query({ projectId, q: '-key:1' })
  expect([ids.length, isTooMany]).toEqual([MANY_MAX, false])
})

test('an unknown status, person or label refuses all, and names the field', async () => {
  const { projectId, ids } = await filled(1)
  const other = await filled(0)
  const cases = {
    statusId: { statusId: other.statusIn('started') },
    assigneeIds: { addAssigneeIds: [randomUUID()] },
    labelIds: { addLabelIds: [other.label.id] },
  }
  for (const [field, change] of Object.entries(cases))
    await expect(
      alice.calls.tasks.changeMany.mutate({ projectId, ids, change, skipRefused: true }),
    ).rejects.toMatchObject({
      data: { code: 'BAD_REQUEST', fields: { [field]: expect.any(String) } },
    })
})

test('too many tasks, no change and two kinds of change at once are refused by name', async () => {
  const { projectId, ids, statusIn } = await filled(1)
  const many = Array.from({ length: MANY_MAX + 1 }, () => randomUUID())
  const refusal = (input: Input) =>
    alice.calls.tasks.changeMany.mutate(input).then(
      () => undefined,
      (error) => error.data,
    )
  expect(await refusal({ projectId, ids: many, change: { priority: 'low' } })).toMatchObject({
    code: 'BAD_REQUEST',
    fields: { ids: 'must be at most 1,000 tasks' },
  })
  for (const change of [{}, { statusId: statusIn('started'), trashed: true }])
    expect(await refusal({ projectId, ids, change })).toMatchObject({
      code: 'BAD_REQUEST',
      fields: { change: expect.any(String) },
    })
})

test('open subtasks get the status with their tasks, by the same act, and nothing else does', async () => {
  const { projectId, ids, statusIn } = await filled(3)
  const [top = '', other = '', apart = ''] = ids
  const part = async (parentId: string, title: string) =>
    (await alice.calls.tasks.create.mutate({ projectId, title, parentId })).id
  const child = await part(top, 'Child')
  const deep = await part(child, 'Grandchild')
  const given = await part(top, 'Given up')
  const thrown = await part(other, 'Thrown away')
  await alice.calls.tasks.changeMany.mutate({
    ...{ projectId, ids: [given], change: { statusId: statusIn('cancelled') } },
  })
  await alice.calls.tasks.trash.mutate({ id: thrown })

  const change = { statusId: statusIn('completed'), withSubtasks: true } as const
  const { actionId, changed, refused } = await alice.calls.tasks.changeMany.mutate({
    ...{ projectId, ids: [top, other], change },
  })
  expect({ changed, refused }).toEqual({ changed: 4, refused: [] })
  const events = await eventsOf(actionId)
  expect(events.map(({ taskId }) => taskId).sort()).toEqual([top, other, child, deep].sort())
  const open = async () =>
    (await rowsOf(projectId)).filter(({ completedAt }) => !completedAt).map(({ id }) => id)
  expect((await open()).sort()).toEqual([apart, given].sort())
  await alice.calls.actions.undo.mutate({ actionId: actionId ?? '' })
  expect((await open()).sort()).toEqual([...ids, child, deep, given].sort())

  await expect(
    alice.calls.tasks.changeMany.mutate({
      ...{ projectId, ids: [top], change: { priority: 'low', withSubtasks: true } },
    }),
  ).rejects.toMatchObject({ data: { code: 'BAD_REQUEST', fields: { change: expect.any(String) } } })
})

test('many tasks are changed by who may change one', async () => {
  const { projectId, ids } = await filled(1)
  const change = { priority: 'low' as const }
  const carol = await system.person('Carol')
  const by = (who: typeof alice) => who.calls.tasks.changeMany.mutate({ projectId, ids, change })
  await expect(by(carol)).rejects.toMatchObject({ data: { code: 'NOT_FOUND' } })
  await expect(by(viewer)).rejects.toMatchObject({
    message: 'This needs the role member',
    data: { code: 'FORBIDDEN' },
  })
  expect(await by(bob)).toMatchObject({ changed: 1 })
  await alice.calls.projects.archive.mutate({ id: projectId })
  await expect(by(alice)).rejects.toMatchObject({
    data: { code: 'CONFLICT', reason: 'archived' },
  })
})

test('a thousand tasks are changed by a handful of statements, and go back by one undo', async () => {
  const { projectId } = await filled(1)
  await system.rows.query(
    `with made as (update "Project" set "lastNumber" = "lastNumber" + 1000 where id = $1 returning "lastNumber" as last)
     insert into "Task" (id, "projectId", number, title, "statusId", rank, "createdBy", "assigneeIds", "labelIds", priority)
     select gen_random_uuid(), t."projectId", n, 'Task ' || n, t."statusId", rank_of(n), t."createdBy", '{}', '{}',
            (array['none', 'low', 'medium', 'high'])[n % 4 + 1]
       from "Task" t, made, generate_series(2, last) n where t."projectId" = $1`,
    [projectId],
  )
  const rows = async () =>
    (
      await system.rows.query(
        `select id, title, description, "statusId", priority, "dueDate", rank, "assigneeIds", "labelIds", "completedAt"
           from "Task" where "projectId" = $1 order by rank`,
        [projectId],
      )
    ).rows
  const before = await rows()
  const ids = before.slice(0, MANY_MAX).map(({ id }) => id)
  const { actionId, changed, tasks } = await alice.calls.tasks.changeMany.mutate({
    ...{ projectId, ids, change: { priority: 'urgent' } },
  })
  expect(changed).toBe(MANY_MAX)
  expect(Buffer.byteLength(JSON.stringify(tasks))).toBeLessThan(300_000)
  expect((await eventsOf(actionId)).length).toBe(MANY_MAX)
  const back = await alice.calls.actions.undo.mutate({ actionId: actionId ?? '' })
  expect(back).toMatchObject({ changed: MANY_MAX, left: [] })
  expect(await rows()).toEqual(before)
})
