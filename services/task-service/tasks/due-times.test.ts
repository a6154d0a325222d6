import { expect, test } from '@jest/globals'
import { refusalOf } from '../../user-service/testing/start-user-service.ts'
import { projectOf } from '../testing/start-task-service.ts'
import { startTaskTest } from '../testing/task-test.ts'

const { system, alice, bob } = await startTaskTest({ bob: 'member' })
const { id: projectId } = await projectOf(alice, 'TIME')

const seoul = '15:00[Asia/Seoul]'
const at = '2026-12-01T06:00:00.000Z'
const due = { dueDate: '2026-12-01', dueTime: seoul }
const none = { dueDate: null, dueTime: null, dueAt: null }

const make = (fields: object = due, title = 'A task') =>
  alice.calls.tasks.create.mutate({ projectId, title, ...fields })
const read = (key: string) => alice.calls.tasks.get.query({ workspaceId: alice.workspaceId, key })
const changed = async (key: string, fields: object, who = alice) => {
  const { id, version } = await read(key)
  return who.calls.tasks.change.mutate({ id, version, ...fields })
}
const undo = (actionId: string | null, who = alice) =>
  who.calls.actions.undo.mutate({ actionId: actionId ?? '' })
const changesOf = async (taskId: string) =>
  (
    await system.rows.query('select changes from "Event" where "taskId" = $1 order by id', [taskId])
  ).rows.map(({ changes }) => changes)
const found = async (q: string, timeZone = 'UTC', today?: string) =>
  (await alice.calls.tasks.list.query({ projectId, q, timeZone, today })).items.map(
    ({ title }) => title,
  )

test('a task is due at a time of a day in a zone, and answers name the instant', async () => {
  const { id, key, ...answer } = await make()
  expect(answer).toMatchObject({ ...due, dueAt: at })
  expect(await read(key)).toMatchObject({ ...due, dueAt: at })
  const { items } = await alice.calls.tasks.list.query({ projectId, ids: [id] })
  expect(items[0]).toMatchObject({ ...due, dueAt: at })
  expect(await changed(key, { dueTime: '09:30[America/New_York]' })).toMatchObject({
    dueAt: '2026-12-01T14:30:00.000Z',
  })
  expect(await changesOf(id)).toEqual([
    expect.objectContaining({ dueDate: [null, '2026-12-01'], dueTime: [null, seoul] }),
    { dueTime: [seoul, '09:30[America/New_York]'] },
  ])
  const plain = await make({ dueDate: '2026-12-01' })
  expect(plain).toMatchObject({ dueTime: null, dueAt: null })
  expect((await changesOf(plain.id))[0]).not.toHaveProperty('dueTime')
})

test('another day keeps the time of the clock, also over a change of clocks; without a day there is none', async () => {
  const { id, key } = await make({ dueDate: '2026-03-28', dueTime: '09:00[Europe/Berlin]' })
  expect(await changed(key, { dueDate: '2026-03-29' })).toMatchObject({
    ...{ dueTime: '09:00[Europe/Berlin]', dueAt: '2026-03-29T07:00:00.000Z' },
  })
  const { actionId, ...without } = await changed(key, { dueDate: null })
  expect(without).toMatchObject(none)
  expect((await changesOf(id)).at(-1)).toEqual({
    ...{ dueDate: ['2026-03-29', null], dueTime: ['09:00[Europe/Berlin]', null] },
  })
  await undo(actionId)
  expect(await read(key)).toMatchObject({ dueAt: '2026-03-29T07:00:00.000Z' })
})

test.each([
  ['25:00[Asia/Seoul]', 'must be a time and its zone, such as 15:00[Asia/Seoul]'],
  ['15:00', 'must be a time and its zone, such as 15:00[Asia/Seoul]'],
  ['15:00[+09:00]', 'must name a time zone that there is, such as 15:00[Asia/Seoul]'],
  ['15:00[Mars/Olympus]', 'must name a time zone that there is, such as 15:00[Asia/Seoul]'],
])('%s is refused: %s', async (dueTime, words) => {
  expect(await refusalOf(make({ dueDate: '2026-12-01', dueTime }))).toMatchObject({
    ...{ code: 'BAD_REQUEST', fields: { dueTime: words } },
  })
})

test('a time needs a day, wherever it is written', async () => {
  const { id, key } = await make({})
  const { id: timed, key: timedKey } = await make()
  const needs = { code: 'BAD_REQUEST', fields: { dueTime: 'needs a due date' } }
  expect(await refusalOf(make({ dueTime: seoul }))).toMatchObject(needs)
  expect(await refusalOf(changed(key, { dueTime: seoul }))).toMatchObject(needs)
  expect(await refusalOf(changed(timedKey, { dueDate: null, dueTime: seoul }))).toMatchObject(needs)
  const ids = [id, timed]
  const many = alice.calls.tasks.changeMany.mutate({ projectId, ids, change: { dueTime: seoul } })
  expect(JSON.stringify(await refusalOf(many))).toContain('must come together with a due date')
  const parts = [{ places: [0, 1], dueTime: '09:00[Asia/Seoul]' }]
  const each = (skipRefused: boolean) =>
    alice.calls.tasks.changeEach.mutate({ projectId, ids, parts, skipRefused })
  const refused = [{ id, key, reason: 'time_without_day' }]
  expect(await refusalOf(each(false))).toMatchObject({ reason: 'refused', refused })
  expect(await each(true)).toMatchObject({ changed: 1, refused })
})

test('many tasks become due at a time, lose it with the day or keep it with another, and undo gives back what each had', async () => {
  const [day, time, bare] = [await make({ dueDate: '2026-12-05' }), await make(), await make({})]
  const ids = [day.id, time.id, bare.id]
  const now = async () =>
    Promise.all([day, time, bare].map(async ({ key }) => (await read(key)).dueAt))
  const many = (change: object) => alice.calls.tasks.changeMany.mutate({ projectId, ids, change })
  const { actionId } = await many(due)
  expect(await now()).toEqual([at, at, at])
  await undo(actionId)
  expect(await now()).toEqual([null, at, null])
  await many({ dueDate: '2026-12-02' })
  expect(await now()).toEqual([null, '2026-12-02T06:00:00.000Z', null])
  const cleared = await many({ dueDate: null })
  expect(await now()).toEqual([null, null, null])
  await undo(cleared.actionId)
  expect(await now()).toEqual([null, '2026-12-02T06:00:00.000Z', null])
  const parts = [
    { places: [0, 2], ...due },
    { places: [1], dueTime: null },
  ]
  await alice.calls.tasks.changeEach.mutate({ projectId, ids, parts })
  expect(await now()).toEqual([at, null, at])
})

test('a day chosen for many is the one that whoever chooses sees; times stay', async () => {
  const late = await make({ dueDate: '2026-12-01', dueTime: '20:00[America/New_York]' })
  const tasks = [late, await make({}), await make()]
  const change = { dueDate: '2026-12-10', timeZone: 'Asia/Seoul' }
  const ids = tasks.map(({ id }) => id)
  await alice.calls.tasks.changeMany.mutate({ projectId, ids, change })
  const days = await Promise.all(tasks.map(async ({ key }) => (await read(key)).dueDate))
  expect(days).toEqual(['2026-12-09', '2026-12-10', '2026-12-10'])
  expect(await read(late.key)).toMatchObject({ dueAt: '2026-12-10T01:00:00.000Z' })
})

test('whoever writes an older version is told the time of both, and undo leaves a day that got a time since', async () => {
  const { id, key, version } = await make({ dueDate: '2026-12-01' })
  const { actionId } = await changed(key, { dueDate: '2026-12-02' })
  await changed(key, { dueTime: seoul }, bob)
  const stale = () => alice.calls.tasks.change.mutate({ id, version, dueTime: '16:00[Asia/Seoul]' })
  expect(await refusalOf(stale())).toMatchObject({
    conflict: { changed: { dueTime: { yours: '16:00[Asia/Seoul]', theirs: seoul } } },
  })
  // A new day tells the time that stays beside it; who chose the day has not chosen the time.
  await changed(key, { dueDate: '2026-12-03' })
  await changed(key, { dueDate: '2026-12-02' })
  expect(await refusalOf(stale())).toMatchObject({ conflict: { by: bob.id } })
  expect(await undo(actionId)).toMatchObject({ left: [{ field: 'dueDate', by: bob.id }] })
  expect(await read(key)).toMatchObject({ dueDate: '2026-12-02', dueTime: seoul })

  const other = await make({})
  const first = await changed(other.key, { dueDate: '2026-12-01' })
  await changed(other.key, { dueTime: seoul }, bob)
  expect(await undo(first.actionId)).toMatchObject({
    left: [{ taskId: other.id, field: 'dueDate', reason: 'changed', by: bob.id }],
  })
  expect(await read(other.key)).toMatchObject({ ...due, dueAt: at })
})

test('undo gives back day and time together, or neither', async () => {
  const both = [
    { field: 'dueDate', reason: 'changed', by: bob.id },
    { field: 'dueTime', reason: 'changed', by: bob.id },
  ]
  const late = { startDate: '2026-12-05' }
  for (const [mine, theirs] of [
    [{ dueDate: null }, late],
    [{ dueDate: null }, { dueDate: '2026-12-09' }],
    [{ dueDate: '2026-12-09', dueTime: null }, late],
  ] as const) {
    const { key } = await make()
    const { actionId } = await changed(key, mine)
    const { dueDate, dueTime, dueAt } = await changed(key, theirs, bob)
    expect(await undo(actionId)).toMatchObject({ changed: 0, left: both })
    expect(await read(key)).toMatchObject({ dueDate, dueTime, dueAt })
  }
  const tasks = [await make(), await make()]
  const ids = tasks.map(({ id }) => id)
  const change = { dueDate: null }
  const { actionId } = await alice.calls.tasks.changeMany.mutate({ projectId, ids, change })
  await changed(tasks[0]?.key ?? '', late, bob)
  expect(await undo(actionId)).toMatchObject({ changed: 1, left: both })
  expect(await read(tasks[1]?.key ?? '')).toMatchObject({ ...due, dueAt: at })
})

test('a copy is due at the same time, and so is a task that moves to another project', async () => {
  const { id } = await make({ ...due }, 'Original')
  const { tasks } = await alice.calls.tasks.duplicate.mutate({ id })
  expect(await read(tasks[0]?.key ?? '')).toMatchObject({ ...due, dueAt: at })
  const away = await projectOf(alice, 'AWAY')
  await alice.calls.relocations.create.mutate({ ids: [id], projectId, targetId: away.id })
  expect((await alice.calls.tasks.list.query({ projectId: away.id })).items[0]).toMatchObject({
    ...{ ...due, dueAt: at },
  })
})

test('filters and groups ask for the day on which it is due where the asker is', async () => {
  const { id: other } = await projectOf(alice, 'ZONE')
  const inZone = (fields: object, title: string) =>
    alice.calls.tasks.create.mutate({ projectId: other, title, ...fields })
  // Half past midnight on the 13th in Kiritimati is still the 12th elsewhere, and even the 11th in Pago Pago.
  await inZone({ dueDate: '2026-03-13', dueTime: '00:30[Pacific/Kiritimati]' }, 'instant')
  await inZone({ dueDate: '2026-03-12' }, 'day')
  const on = async (day: string, timeZone: string) =>
    (
      await alice.calls.tasks.list.query({ projectId: other, q: `due:${day} sort:title`, timeZone })
    ).items.map(({ title }) => title)
  for (const [zone, day] of [
    ['Pacific/Kiritimati', '2026-03-13'],
    ['Asia/Seoul', '2026-03-12'],
    ['UTC', '2026-03-12'],
    ['Pacific/Pago_Pago', '2026-03-11'],
  ] as const) {
    expect(await on('2026-03-12', zone)).toEqual(
      day === '2026-03-12' ? ['day', 'instant'] : ['day'],
    )
    expect(await on(day, zone)).toContain('instant')
    const board = await alice.calls.tasks.board.query({
      ...{ projectId: other, groupBy: 'due', timeZone: zone, today: day },
    })
    const today = board.columns.find(({ statusId }) => statusId === 'today')
    expect(today?.tasks.map(({ title }) => title)).toContain('instant')
    const page = await alice.calls.tasks.list.query({
      ...{ projectId: other, groupBy: 'due', group: 'today', timeZone: zone, today: day },
    })
    expect(page.items.map(({ title }) => title)).toContain('instant')
  }
})

test('it is overdue from its instant on, in filters and in what I have to do, unless it is completed', async () => {
  const minutes = (count: number) => new Date(Date.now() + count * 60_000).toISOString()
  const dueIn = (count: number) => {
    const [dueDate = '', clock = ''] = minutes(count).split('T')
    return { dueDate, dueTime: `${clock.slice(0, 5)}[UTC]`, assigneeIds: [alice.id] }
  }
  const today = minutes(0).slice(0, 10)
  await make(dueIn(-2), 'just passed')
  await make(dueIn(2 * 24 * 60), 'in two days')
  const { id } = await make(dueIn(-3), 'passed and done')
  await alice.calls.tasks.close.mutate({ id })
  const overdue = await found('is:overdue assignee:me sort:title', 'UTC', today)
  expect(overdue).toEqual(['just passed'])
  const mine = await alice.calls.mine.get.query({ workspaceId: alice.workspaceId, today })
  const titles = (tasks: { title: string }[]) => tasks.map(({ title }) => title)
  expect(titles(mine.overdue)).toEqual(['just passed'])
  expect(titles(mine.next)).toEqual(['in two days'])
})

test('what is due within a week is among it, also where it was written with a day that is two days later', async () => {
  const today = new Date().toISOString().slice(0, 10)
  const dueDate = new Date(Date.now() + 9 * 24 * 60 * 60_000).toISOString().slice(0, 10)
  const of = { workspaceId: alice.workspaceId, today, timeZone: 'Pacific/Pago_Pago' }
  const late = { dueDate, dueTime: '00:30[Pacific/Kiritimati]', assigneeIds: [alice.id] }
  const { id } = await make(late)
  const { tasks } = await system.gateway.home.get.query(of, { context: { userId: alice.id } })
  expect(tasks.next.map((task) => task.id)).toContain(id)
})

test('what is due on a day stands before the times of that day, and pages go on between them', async () => {
  const { id: other } = await projectOf(alice, 'SORT')
  const day = '2026-12-01'
  for (const [title, dueTime] of [
    ['noon', '12:00[Asia/Seoul]'],
    ['day', undefined],
    ['nine', '09:00[Asia/Seoul]'],
  ] as const)
    await alice.calls.tasks.create.mutate({ projectId: other, title, dueDate: day, dueTime })
  await alice.calls.tasks.create.mutate({ projectId: other, title: 'none' })
  await alice.calls.tasks.create.mutate({ projectId: other, title: 'eve', dueDate: '2026-11-30' })
  const expected = {
    'sort:due': ['eve', 'day', 'nine', 'noon', 'none'],
    'sort:-due': ['noon', 'nine', 'day', 'eve', 'none'],
  }
  for (const [q, order] of Object.entries(expected)) {
    const titles: string[] = []
    let cursor: string | undefined
    do {
      const page = await alice.calls.tasks.list.query({ projectId: other, q, cursor, limit: 1 })
      titles.push(...page.items.map(({ title }) => title))
      cursor = page.nextCursor ?? undefined
    } while (cursor)
    expect(titles).toEqual(order)
  }
})

test('the release before, which knows days alone, takes the time away with the day that it changes', async () => {
  const { id, key } = await make()
  await system.rows.query('update "Task" set "dueDate" = $2 where id = $1', [id, '2026-12-01'])
  expect(await read(key)).toMatchObject({ ...due, dueAt: at })
  await system.rows.query('update "Task" set "dueDate" = $2 where id = $1', [id, '2026-12-09'])
  expect(await read(key)).toMatchObject({ dueDate: '2026-12-09', dueTime: null, dueAt: null })
})
