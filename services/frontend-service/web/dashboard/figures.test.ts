import { expect, test } from '@jest/globals'
import { barsOf, byGroup, tookWords } from './figures.ts'

const daysFrom = (count: number) =>
  Array.from({ length: count }, (_, index) => ({
    date: `2026-${String(9 + Math.floor(index / 28)).padStart(2, '0')}-${String((index % 28) + 1).padStart(2, '0')}`,
    created: 1,
    completed: index % 2,
  }))

test('four weeks are shown day by day, twelve as weeks of which the last ends today', () => {
  expect(barsOf(daysFrom(28))).toMatchObject({ isWeekly: false, bars: { length: 28 } })
  const { isWeekly, bars } = barsOf(daysFrom(84))
  expect(isWeekly).toBe(true)
  expect(bars).toHaveLength(12)
  expect(bars.at(-1)).toEqual({ date: '2026-11-22', created: 7, completed: 4 })
  expect(bars.reduce((sum, { created }) => sum + created, 0)).toBe(84)
})

test('statuses of several projects are counted by group, in the order of a task’s life', () => {
  const counted = byGroup([
    { name: '할 일', group: 'unstarted', count: 4 },
    { name: 'To do', group: 'unstarted', count: 3 },
    { name: 'In review', group: 'started', count: 1 },
  ])
  expect(counted).toEqual([
    { name: '할 일', group: 'unstarted', count: 7 },
    { name: '진행 중', group: 'started', count: 1 },
  ])
})

test('short times are told in hours, long ones in days', () => {
  expect(tookWords(5.04)).toBe('5시간')
  expect(tookWords(86.4)).toBe('3.6일')
})
