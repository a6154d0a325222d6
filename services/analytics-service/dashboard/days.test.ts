import { expect, test } from '@jest/globals'
import { timeZone } from '../../chassis/text.ts'
import { lastDays } from './days.ts'

const days = (zone: string, now: string, count = 2) => {
  const { dates, begins } = lastDays(count, new Date(now), zone)
  return [dates, begins.map((begin) => begin.toISOString().slice(0, 16))]
}

test('days begin at midnight of the zone, or when its clocks say so', () => {
  expect(days('Asia/Seoul', '2026-11-27T15:00:00Z')).toEqual([
    ['2026-11-27', '2026-11-28'],
    ['2026-11-26T15:00', '2026-11-27T15:00', '2026-11-28T15:00'],
  ])
  // Half an hour beyond the next, in Nepal a quarter.
  expect(days('Asia/Calcutta', '2026-11-27T18:29:00Z', 1)[1]).toEqual([
    '2026-11-26T18:30',
    '2026-11-27T18:30',
  ])
  expect(days('Asia/Kathmandu', '2026-11-27T12:00:00Z', 1)[1]).toEqual([
    '2026-11-26T18:15',
    '2026-11-27T18:15',
  ])
  expect(days('Pacific/Kiritimati', '2026-11-27T12:00:00Z', 1)).toEqual([
    ['2026-11-28'],
    ['2026-11-27T10:00', '2026-11-28T10:00'],
  ])
  // Clocks go forward at midnight: the day begins at one o'clock.
  expect(days('Africa/Cairo', '2026-04-24T12:00:00Z', 1)[1]).toEqual([
    '2026-04-23T22:00',
    '2026-04-24T21:00',
  ])
  expect(days('America/New_York', '2026-11-01T20:00:00Z', 1)[1]).toEqual([
    '2026-11-01T04:00',
    '2026-11-02T05:00',
  ])
})

test('each zone that the program knows, by old and by new name, has days that follow each other', () => {
  const renamed = ['Asia/Kolkata', 'Asia/Saigon', 'Asia/Ho_Chi_Minh', 'Europe/Kiev', 'Europe/Kyiv']
  for (const zone of [...Intl.supportedValuesOf('timeZone'), ...renamed]) {
    const { begins } = lastDays(3, new Date(), timeZone.parse(zone))
    // Tasks are counted by the quarter of an hour.
    for (const begin of begins) expect([zone, begin.getTime() % 900_000]).toEqual([zone, 0])
    const lengths = begins.slice(1).map((end, nth) => end.getTime() - (begins[nth]?.getTime() ?? 0))
    for (const length of lengths) expect([zone, length >= 23 * 3_600_000]).toEqual([zone, true])
  }
})

test.each(['+09:00', '-05:30', '+0900', '09:00', 'GMT+9', 'UTC+9', 'KST-9'])(
  'the offset %s is no time zone',
  (offset) => {
    expect(timeZone.safeParse(offset).error?.issues[0]?.message).toMatch(/such as Asia\/Seoul/)
  },
)
