import { expect, test } from '@jest/globals'
import { refusalOf } from '../../user-service/testing/start-user-service.ts'
import { projectOf } from '../testing/start-task-service.ts'
import { startTaskTest } from '../testing/task-test.ts'

const { system, alice, bob } = await startTaskTest({ bob: 'member' })
const { id: projectId } = await projectOf(alice, 'START')

const seoul = '14:00[Asia/Seoul]'
const at = '2026-12-01T05:00:00.000Z'
const start = { startDate: '2026-12-01', startTime: seoul }
const none = { startDate: null, startTime: null, startAt: null }

const make = (fields: object = start, title = 'A task') =>
  alice.calls.tasks.create.mutate({ projectId, title, ...fields })
const read = (key: string) => alice.calls.tasks.get.query({ workspaceId: alice.workspaceId, key })
const changed = async (key: string, fields: object, who = alice) => {
  const { id, version } = await read(key)
  return who.calls.tasks.change.mutate({ id, version, ...fields })
}
const many = (ids: string[], change: object, skipRefused = false) =>
  alice.calls.tasks.changeMany.mutate({ projectId, ids, change, skipRefused })
const undo = (actionId: string | null, who = alice) =>
  who.calls.actions.undo.mutate({ actionId: actionId ?? '' })
const changesOf = async (taskId: string) =>
  (
    await system.rows.query('select changes from "Event" where "taskId" = $1 order by id', [taskId])
  ).rows.map(({ changes }) => changes)

test('a task starts at a time of a day in a zone, and answers name the instant', async () => {
  const { id, key, ...answer } = await make()
  const whole = { ...start, startAt: at }
  expect(answer).toMatchObject(whole)
  expect(await read(key)).toMatchObject(whole)
  const { items } = await alice.calls.tasks.list.query({ projectId, ids: [id] })
  expect(items[0]).toMatchObject(whole)
  await alice.calls.tasks.change.mutate({ id, version: 1, startTime: '09:30[America/New_York]' })
  expect(await read(key)).toMatchObject({ startAt: '2026-12-01T14:30:00.000Z' })
  expect(await changesOf(id)).toEqual([
    expect.objectContaining({ startDate: [null, '2026-12-01'], startTime: [null, seoul] }),
    { startTime: [seoul, '09:30[America/New_York]'] },
  ])
  const plain = await make({ startDate: '2026-12-01' })
  expect(plain).toMatchObject({ startTime: null, startAt: null })
  expect((await changesOf(plain.id))[0]).not.toHaveProperty('startTime')
})

test('another start day keeps the time of the clock and tells it; without a day there is none, and undo gives both back', async () => {
  const { id, key } = await make({ startDate: '2026-03-28', startTime: '09:00[Europe/Berlin]' })
  expect(await changed(key, { startDate: '2026-03-29' })).toMatchObject({
    ...{ startTime: '09:00[Europe/Berlin]', startAt: '2026-03-29T07:00:00.000Z' },
  })
  expect((await changesOf(id)).at(-1)).toEqual({
    startDate: ['2026-03-28', '2026-03-29'],
    startTime: ['09:00[Europe/Berlin]', '09:00[Europe/Berlin]'],
  })
  const { actionId, ...without } = await changed(key, { startDate: null })
  expect(without).toMatchObject(none)
  expect((await changesOf(id)).at(-1)).toEqual({
    ...{ startDate: ['2026-03-29', null], startTime: ['09:00[Europe/Berlin]', null] },
  })
  await undo(actionId)
  expect(await read(key)).toMatchObject({ startAt: '2026-03-29T07:00:00.000Z' })
})

test('a time of a start needs a start day, wherever it is written', async () => {
  const { id, key } = await make({ dueDate: '2026-12-01' })
  const { id: timed, key: timedKey } = await make()
  const needs = { code: 'BAD_REQUEST', fields: { startTime: 'needs a start date' } }
  const written = { startDate: '2026-12-01', startTime: '25:00[Asia/Seoul]' }
  expect(await refusalOf(make(written))).toMatchObject({
    fields: { startTime: 'must be a time and its zone, such as 15:00[Asia/Seoul]' },
  })
  expect(await refusalOf(make({ startTime: seoul }))).toMatchObject(needs)
  expect(await refusalOf(changed(key, { startTime: seoul }))).toMatchObject(needs)
  expect(await refusalOf(changed(timedKey, { startDate: null, startTime: seoul }))).toMatchObject(
    needs,
  )
  const ids = [id, timed]
  const together = 'must come together with a start date'
  expect(JSON.stringify(await refusalOf(many(ids, { startTime: seoul })))).toContain(together)
  const parts = [{ places: [0, 1], startTime: '09:00[Asia/Seoul]' }]
  const each = (skipRefused: boolean) =>
    alice.calls.tasks.changeEach.mutate({ projectId, ids, parts, skipRefused })
  const refused = [{ id, key, reason: 'time_without_day' }]
  expect(await refusalOf(each(false))).toMatchObject({ reason: 'refused', refused })
  expect(await each(true)).toMatchObject({ changed: 1, refused })
})

const day = { startDate: '2026-12-02', dueDate: '2026-12-01' }
const afterDay = { startDate: 'must not be after the due date 2026-12-01' }
/** What is too late, what is wrong with it, and the same in time. */
test.each([
  ['a day after a day', day, afterDay, { startDate: '2026-12-01' }],
  [
    'an instant after a day, by the clock of its zone',
    { ...day, startTime: '00:30[Pacific/Kiritimati]' },
    afterDay,
    { ...start, startTime: '23:30[Pacific/Pago_Pago]' },
  ],
  [
    'a day after an instant, by the clock of its zone',
    { ...day, dueTime: '23:30[Pacific/Pago_Pago]' },
    afterDay,
    { startDate: '2026-12-01' },
  ],
  [
    'an instant after an instant of the same day',
    { ...start, dueDate: '2026-12-01', dueTime: '13:59[Asia/Seoul]' },
    { startTime: 'must not be after the time at which it is due, 2026-12-01T13:59[Asia/Seoul]' },
    { ...start, startTime: '13:59[Asia/Seoul]' },
  ],
  [
    'an instant after an instant that has a later day elsewhere',
    { ...start, startTime: '09:00[America/New_York]', dueDate: '2026-12-01', dueTime: seoul },
    { startTime: `must not be after the time at which it is due, 2026-12-01T${seoul}` },
    { startDate: '2026-11-30', startTime: '23:00[America/New_York]' },
  ],
  [
    'an instant on an earlier day that comes later',
    {
      ...{ startDate: '2026-11-30', startTime: '23:00[Pacific/Pago_Pago]' },
      ...{ dueDate: '2026-12-01', dueTime: '23:00[Pacific/Kiritimati]' },
    },
    {
      startTime:
        'must not be after the time at which it is due, 2026-12-01T23:00[Pacific/Kiritimati]',
    },
    // Written with a later day, and earlier all the same.
    { startDate: '2026-12-02', startTime: '00:30[Pacific/Kiritimati]', dueTime: '12:00[UTC]' },
  ],
] as const)('no task starts after it is due: %s', async (_, late, fields, inTime) => {
  const refused = { code: 'BAD_REQUEST', reason: 'starts_after_due', fields }
  const { dueDate, dueTime, startDate, startTime } = { dueTime: null, startTime: null, ...late }
  expect(await refusalOf(make(late))).toMatchObject(refused)
  const tasks = [{ title: 'One' }, { title: 'Two', ...late }]
  const making = alice.calls.tasks.createMany.mutate({ projectId, tasks })
  expect(await refusalOf(making)).toMatchObject(refused)

  const due = await make({ dueDate, ...(dueTime && { dueTime }) })
  const begun = await make({ startDate, ...(startTime && { startTime }) })
  expect(await refusalOf(changed(due.key, { startDate, startTime }))).toMatchObject(refused)
  expect(await refusalOf(changed(begun.key, { dueDate, dueTime }))).toMatchObject(refused)
  const ids = [due.id, begun.id]
  const reason = 'starts_after_due'
  const moved = many(ids, { startDate, startTime })
  expect(await refusalOf(moved)).toMatchObject({ refused: [{ id: due.id, reason }] })
  const parts = [{ places: [0, 1], dueDate, dueTime }]
  const each = alice.calls.tasks.changeEach.mutate({ projectId, ids, parts, skipRefused: true })
  expect(await each).toMatchObject({ refused: [{ id: begun.id, reason }] })
  expect(await changed(due.key, inTime)).toMatchObject(inTime)
})

test('many tasks start at a time, keep it with another day as their chooser sees it, and undo gives back what each had', async () => {
  const late = await make({ startDate: '2026-12-01', startTime: '20:00[America/New_York]' })
  const tasks = [late, await make({ startDate: '2026-12-05' }), await make({})]
  const ids = tasks.map(({ id }) => id)
  const now = () => Promise.all(tasks.map(async ({ key }) => (await read(key)).startAt))
  const { actionId } = await many(ids, start)
  expect(await now()).toEqual([at, at, at])
  await undo(actionId)
  expect(await now()).toEqual(['2026-12-02T01:00:00.000Z', null, null])
  await many(ids, { startDate: '2026-12-10', timeZone: 'Asia/Seoul' })
  const days = await Promise.all(tasks.map(async ({ key }) => (await read(key)).startDate))
  expect(days).toEqual(['2026-12-09', '2026-12-10', '2026-12-10'])
  const cleared = await many(ids, { startDate: null })
  expect(await now()).toEqual([null, null, null])
  await undo(cleared.actionId)
  expect(await now()).toEqual(['2026-12-10T01:00:00.000Z', null, null])
})

test('who changed the time meanwhile is told, and undo leaves day and time of a start together', async () => {
  const { id, key, version } = await make({ startDate: '2026-12-01' })
  const { actionId } = await changed(key, { startDate: '2026-12-02' })
  await changed(key, { startTime: seoul }, bob)
  const stale = alice.calls.tasks.change.mutate({ id, version, startTime: '16:00[Asia/Seoul]' })
  expect(await refusalOf(stale)).toMatchObject({
    conflict: { by: bob.id, changed: { startTime: { yours: '16:00[Asia/Seoul]', theirs: seoul } } },
  })
  expect(await undo(actionId)).toMatchObject({ left: [{ field: 'startDate', by: bob.id }] })
  expect(await read(key)).toMatchObject({ startDate: '2026-12-02', startTime: seoul })

  // Others' due time leaves no room for the time that was taken away.
  const other = await make()
  const cleared = await changed(other.key, { startDate: null })
  const due = { dueDate: '2026-12-01', dueTime: '13:00[Asia/Seoul]' }
  await changed(other.key, due, bob)
  expect(await undo(cleared.actionId)).toMatchObject({
    changed: 0,
    left: [
      { field: 'startDate', reason: 'changed', by: bob.id },
      { field: 'startTime', reason: 'changed', by: bob.id },
    ],
  })
  expect(await read(other.key)).toMatchObject({ ...none, ...due })
})

test('undo of another start day leaves the time that one has set oneself since', async () => {
  const { key } = await make()
  const { actionId } = await changed(key, { startDate: '2026-12-03' })
  await changed(key, { startTime: '16:00[Asia/Seoul]' })
  expect(await undo(actionId)).toMatchObject({ changed: 1, left: [] })
  expect(await read(key)).toMatchObject({ ...start, startTime: '16:00[Asia/Seoul]' })
})

test('a copy starts at the same time, and so does a task that moves to another project', async () => {
  const { id } = await make(start, 'Original')
  const { tasks } = await alice.calls.tasks.duplicate.mutate({ id })
  expect(await read(tasks[0]?.key ?? '')).toMatchObject({ ...start, startAt: at })
  const away = await projectOf(alice, 'AWAY')
  await alice.calls.relocations.create.mutate({ ids: [id], projectId, targetId: away.id })
  expect((await alice.calls.tasks.list.query({ projectId: away.id })).items[0]).toMatchObject({
    ...{ ...start, startAt: at },
  })
})

test('filters ask for the day on which it starts where the asker is, and the order is by the time as written', async () => {
  const { id: other } = await projectOf(alice, 'ZONE')
  const inZone = (fields: object, title: string) =>
    alice.calls.tasks.create.mutate({ projectId: other, title, ...fields })
  // Half past midnight on the 13th in Kiritimati is still the 12th in Seoul, and the 11th in Pago Pago.
  await inZone({ startDate: '2026-03-13', startTime: '00:30[Pacific/Kiritimati]' }, 'instant')
  await inZone({ startDate: '2026-03-12' }, 'day')
  const found = async (q: string, timeZone = 'UTC', today?: string) =>
    (await alice.calls.tasks.list.query({ projectId: other, q, timeZone, today })).items.map(
      ({ title }) => title,
    )
  for (const [zone, on] of [
    ['Pacific/Kiritimati', '2026-03-13'],
    ['Asia/Seoul', '2026-03-12'],
    ['Pacific/Pago_Pago', '2026-03-11'],
  ] as const) {
    expect(await found(`start:${on}`, zone)).toContain('instant')
    const isToday = await found('start<today', zone, on)
    expect(isToday).not.toContain('instant')
    expect(await found('start<=today', zone, on)).toContain('instant')
  }
  await inZone({ startDate: '2026-03-13' }, 'eve')
  await inZone({ startDate: '2026-03-13', startTime: '12:00[Asia/Seoul]' }, 'noon')
  await inZone({}, 'none')
  expect(await found('sort:start')).toEqual(['day', 'eve', 'instant', 'noon', 'none'])
  expect(await found('sort:-start')).toEqual(['noon', 'instant', 'eve', 'day', 'none'])
})

test('the release before, which knows days of starts alone, takes the time away with the day that it changes', async () => {
  const { id, key } = await make()
  const write = (startDate: string | null) =>
    system.rows.query('update "Task" set "startDate" = $2 where id = $1', [id, startDate])
  await write('2026-12-01')
  expect(await read(key)).toMatchObject({ ...start, startAt: at })
  await write(null)
  expect(await read(key)).toMatchObject(none)
  await changed(key, start)
  await write('2026-12-09')
  expect(await read(key)).toMatchObject({ ...none, startDate: '2026-12-09' })
})
