import { expect, test } from '@jest/globals'
import { fc } from '../../testing/property.ts'
import { daysLater } from './days.ts'
import { beginOf, instantOf } from './instant.ts'

const at = (day: string, time: string) => instantOf(day, time).toISOString()

test.each([
  ['Seoul', '2026-03-12', '15:00[Asia/Seoul]', '2026-03-12T06:00:00.000Z'],
  [
    'the first island to see the day',
    '2026-03-12',
    '00:00[Pacific/Kiritimati]',
    '2026-03-11T10:00:00.000Z',
  ],
  ['the last one', '2026-03-12', '23:59[Pacific/Pago_Pago]', '2026-03-13T10:59:00.000Z'],
  [
    'a zone of quarters of an hour',
    '2026-03-12',
    '12:00[Asia/Kathmandu]',
    '2026-03-12T06:15:00.000Z',
  ],
  ['before a spring night', '2026-03-29', '01:59[Europe/Berlin]', '2026-03-29T00:59:00.000Z'],
  [
    'the hour that clocks pass over',
    '2026-03-29',
    '02:30[Europe/Berlin]',
    '2026-03-29T01:00:00.000Z',
  ],
  ['after it', '2026-03-29', '03:00[Europe/Berlin]', '2026-03-29T01:00:00.000Z'],
  [
    'the hour that they show twice',
    '2026-10-25',
    '02:30[Europe/Berlin]',
    '2026-10-25T00:30:00.000Z',
  ],
  ['after that', '2026-10-25', '03:00[Europe/Berlin]', '2026-10-25T02:00:00.000Z'],
  [
    'clocks that change by half an hour',
    '2026-10-04',
    '02:15[Australia/Lord_Howe]',
    '2026-10-03T15:30:00.000Z',
  ],
  ['a day without midnight', '2018-11-04', '00:00[America/Sao_Paulo]', '2018-11-04T03:00:00.000Z'],
  [
    'a day that an island left out',
    '2011-12-30',
    '15:00[Pacific/Apia]',
    '2011-12-30T10:00:00.000Z',
  ],
  ['the first year', '1970-01-01', '00:00[Pacific/Kiritimati]', '1970-01-01T10:40:00.000Z'],
  ['the last year', '2199-12-31', '23:59[America/New_York]', '2200-01-01T04:59:00.000Z'],
])('%s: %s at %s is %s', (_, day, time, instant) => {
  expect(at(day, time)).toBe(instant)
})

const zones = [
  'Pacific/Kiritimati',
  'Pacific/Apia',
  'Asia/Seoul',
  'Europe/Berlin',
  'UTC',
  'America/St_Johns',
  'America/Los_Angeles',
  'Pacific/Pago_Pago',
]

test('clocks of its zone show the time at its instant, but in an hour that they pass over', () => {
  const wall = (instant: Date, timeZone: string) =>
    new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'short' }).format(
      instant,
    )
  fc.assert(
    fc.property(
      fc.constantFrom(...zones),
      fc.integer({ min: 0, max: 84_000 }),
      fc.integer({ min: 0, max: 24 * 60 - 1 }),
      (zone, days, minutes) => {
        const day = daysLater('1970-01-01', days)
        const clock = new Date(minutes * 60_000).toISOString().slice(11, 16)
        const instant = instantOf(day, `${clock}[${zone}]`)
        const shown = wall(instant, zone)
        expect(shown >= `${day} ${clock}`).toBe(true)
        // The moment before, they showed an earlier one: no instant was passed over.
        expect(wall(new Date(instant.getTime() - 60_000), zone) <= `${day} ${clock}`).toBe(true)
        if (clock === '00:00') expect(beginOf(day, zone)).toEqual(instant)
      },
    ),
  )
})
