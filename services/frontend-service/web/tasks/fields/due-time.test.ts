import { expect, test } from '@jest/globals'
import { clock, exactDay } from '../../dates.ts'
import { dueFields, dueFor, limitOf, startFields, startFor } from './due-time.ts'
import { planWords } from './plan-words.ts'

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

const march = Array.from({ length: 20 }, (_, at) => `2026-03-0${at + 1}`.replace(/0(\d\d)$/, '$1'))

test.each(zones)(
  'the first day that can be chosen in %s is the one that begins with the start, and the last start is the day that is due',
  (zone) => {
    for (const due of [day, instant, { dueDate: null, dueTime: null }]) {
      const task = { ...due, startDate: '2026-03-10', startTime: null }
      const limit = limitOf(task, 'due', zone)
      const from = march.find((each) => !limit?.isDayOut(each)) ?? null
      expect({ ...due, ...dueFields(due, { day: from }, zone) }.dueDate).toBe('2026-03-10')
    }
    for (const start of ['01:00[Asia/Seoul]', null]) {
      const task = { ...day, startDate: '2026-03-02', startTime: start }
      const limit = limitOf(task, 'start', zone)
      const until = march.findLast((each) => !limit?.isOut({ day: each })) ?? null
      expect({ ...task, ...startFields(task, { day: until }, zone) }.startDate).toBe('2026-03-12')
    }
  },
)

test('between two instants the time decides: a day is open as long as one of its times would do, and the limit is told by the own clock', () => {
  const both = { startDate: '2026-03-12', startTime: '14:00[Asia/Seoul]', ...instant }
  const due = limitOf(both, 'due', 'Asia/Seoul')
  expect(due?.isOut({ day: '2026-03-12' })).toBe(true)
  expect(due?.isDayOut('2026-03-12')).toBe(false)
  expect(due?.isOut({ day: '2026-03-12', clock: '14:00' })).toBe(false)
  expect(due?.isDayOut('2026-03-11')).toBe(true)
  const told = (day: string, at: string, zone: string) =>
    planWords().atTime(exactDay(day), clock(at, zone))
  expect(due?.words({ day: '2026-03-12' })).toBe(
    told('2026-03-12', '2026-03-12T05:00:00Z', 'Asia/Seoul'),
  )
  const zone = 'America/New_York'
  expect(limitOf(both, 'start', zone)?.words({ day: '2026-03-12' })).toBe(
    told('2026-03-11', '2026-03-11T16:00:00Z', zone),
  )
  expect(limitOf({ ...both, dueDate: null, dueTime: null }, 'start', 'UTC')).toBeUndefined()
  expect(startFor(both, 'UTC')).toEqual({ day: '2026-03-12', clock: '05:00' })
})

test('without its day a task has no time, and without its time it keeps the day that was seen', () => {
  expect(dueFields(instant, { day: null }, 'UTC')).toEqual({ dueDate: null, dueTime: null })
  expect(dueFields(instant, { day: '2026-03-11', clock: null }, 'UTC')).toEqual({
    ...{ dueDate: '2026-03-11', dueTime: null },
  })
})
