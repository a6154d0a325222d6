import { expect, test } from '@jest/globals'
import { clockIn, whenIn } from './day-text.ts'

test.each([
  ['2026-11-27', '2026-11-27'],
  ['2026. 11. 27.', '2026-11-27'],
  ['2026/1/5', '2026-01-05'],
  ['２０２６-11-27', '2026-11-27'],
  ['내일', '2026-11-30'],
  ['tomorrow', '2026-11-30'],
  ['2026-02-30', undefined],
  ['3 march 2031', '2031-03-03'],
  ['fri', '2026-12-04'],
  ['soon', undefined],
  ['내일 회의', undefined],
])('the day that %s means is %s', (text, day) => {
  expect(whenIn(text, '2026-11-29')).toEqual(day && { day })
})

test.each([
  ['내일 오후 3시', { day: '2026-11-30', clock: '15:00' }],
  ['2026-12-01T15:00', { day: '2026-12-01', clock: '15:00' }],
  ['2026-12-01T15:00:30.5', { day: '2026-12-01', clock: '15:00' }],
  ['2026-12-01T15:00:00.000Z', { day: '2026-12-02', clock: '00:00' }],
  ['2026-12-01T15:00-05:00', { day: '2026-12-02', clock: '05:00' }],
  ['2026-13-01T15:00', undefined],
  ['+3d', { day: '2026-12-02' }],
  ['+2w', { day: '2026-12-13' }],
  ['+2주', { day: '2026-12-13' }],
  ['fri 9:30', { day: '2026-12-04', clock: '09:30' }],
  ['2026-11-27 15:00', { day: '2026-11-27', clock: '15:00' }],
  ['2026. 11. 27. 오후 3:00', { day: '2026-11-27', clock: '15:00' }],
  ['2026-11-30 3:00', { day: '2026-11-30', clock: '03:00' }],
  ['2026/11/30 3:00:00', { day: '2026-11-30', clock: '03:00' }],
  ['2026-11-30 3:00 pm', { day: '2026-11-30', clock: '15:00' }],
  ['2026-11-30 24:00:00', undefined],
  ['3pm', { clock: '15:00' }],
  ['오후 3시', { clock: '15:00' }],
  ['2026-11-27 soon', undefined],
  ['tomorrow 3pm sharp', undefined],
])('what %s means is %j', (text, found) => {
  expect(whenIn(text, '2026-11-29', 'Asia/Seoul')).toEqual(found)
})

test.each([
  ['15:00', '15:00'],
  ['3:00', '15:00'],
  ['9:30 am', '09:30'],
  ['저녁 7시 반', '19:30'],
  ['noon', '12:00'],
  ['3', undefined],
  ['25:00', undefined],
  ['', undefined],
])('the time that %j means is %s', (text, clock) => {
  expect(clockIn(text)).toBe(clock)
})
