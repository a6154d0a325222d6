import { expect, test } from '@jest/globals'
import { dayIn } from './day-text.ts'

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
  expect(dayIn(text, '2026-11-29')).toBe(day)
})
