import { expect, test } from '@jest/globals'
import { dueFields, dueFor, dueFrom } from './due-time.ts'

const zones = [
  ...['Pacific/Kiritimati', 'Pacific/Apia', 'Asia/Seoul', 'Europe/Berlin', 'UTC'],
  ...['America/St_Johns', 'America/Los_Angeles', 'Pacific/Pago_Pago'],
]
const day = { dueDate: '2026-03-12', dueTime: null }
const instant = { dueDate: '2026-03-12', dueTime: '01:00[Asia/Seoul]' }

test.each(zones)('in %s a day is that day, and an instant what clocks show there', (zone) => {
  expect(dueFor(day, zone)).toEqual({ day: '2026-03-12', clock: null })
  const shown = new Intl.DateTimeFormat('sv-SE', {
    ...{ timeZone: zone, dateStyle: 'short', timeStyle: 'short' },
  }).format(new Date('2026-03-11T16:00:00Z'))
  expect(Object.values(dueFor(instant, zone)).join(' ')).toBe(shown)
})

test.each(zones)('who sets a time in %s sets it by their own clock', (zone) => {
  const fields = dueFields(instant, { day: '2026-03-15', clock: '09:30' }, zone)
  expect(fields).toEqual({ dueDate: '2026-03-15', dueTime: `09:30[${zone}]` })
  expect(dueFor({ ...instant, ...fields }, zone)).toEqual({ day: '2026-03-15', clock: '09:30' })
})

test.each(zones)(
  'who chooses another day in %s moves it by as many days, its time stays',
  (zone) => {
    const { clock } = dueFor(instant, zone)
    const fields = dueFields(instant, { day: '2026-03-19' }, zone)
    expect(fields).not.toHaveProperty('dueTime')
    expect(dueFor({ ...instant, ...fields }, zone).day).toBe('2026-03-19')
    expect(dueFields(instant, { day: '2026-03-19', clock }, zone)).toEqual(fields)
    expect(dueFields(day, { day: '2026-03-19' }, zone)).toEqual({ dueDate: '2026-03-19' })
  },
)

test.each(zones)(
  'the first day that can be chosen in %s is the one that begins with the start',
  (zone) => {
    for (const due of [day, instant, { dueDate: null, dueTime: null }]) {
      const task = { ...due, startDate: '2026-03-10' }
      const from = dueFrom(task, zone)
      expect({ ...due, ...dueFields(due, { day: from }, zone) }.dueDate).toBe('2026-03-10')
    }
  },
)

test('without its day a task has no time, and without its time it keeps the day that was seen', () => {
  expect(dueFields(instant, { day: null }, 'UTC')).toEqual({ dueDate: null, dueTime: null })
  expect(dueFields(instant, { day: '2026-03-11', clock: null }, 'UTC')).toEqual({
    ...{ dueDate: '2026-03-11', dueTime: null },
  })
})
