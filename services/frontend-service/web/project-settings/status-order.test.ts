import { expect, test } from '@jest/globals'
import { isLastOfGroup, placed, stepped } from './status-order.ts'

const statuses = [
  { id: 'todo', group: 'unstarted' },
  { id: 'doing', group: 'started' },
  { id: 'review', group: 'started' },
  { id: 'done', group: 'completed' },
]

const after = (id: string, by: 1 | -1, from = statuses) => {
  const place = stepped(from, id, by)
  return place && placed(from, id, place)
}
const names = (list = statuses) => list.map(({ id, group }) => `${group} ${id}`)

test('a status steps within its group, and at its edge into the next one, an empty one too', () => {
  expect(names(after('review', -1))).toEqual([
    ...['unstarted todo', 'started review', 'started doing', 'completed done'],
  ])
  expect(names(after('doing', 1))).toEqual(names(after('review', -1)))
  expect(names(after('review', 1))).toEqual([
    ...['unstarted todo', 'started doing', 'completed review', 'completed done'],
  ])
  expect(names(after('doing', -1))).toEqual([
    ...['unstarted todo', 'unstarted doing', 'started review', 'completed done'],
  ])
  expect(names(after('todo', -1))?.[0]).toBe('backlog todo')
})

test('a step and the step back change nothing', () => {
  for (const { id } of statuses)
    for (const by of [1, -1] as const) {
      const there = after(id, by)
      if (there) expect(names(after(id, by === 1 ? -1 : 1, there))).toEqual(names())
    }
  expect(stepped([{ id: 'a', group: 'backlog' }], 'a', -1)).toBeUndefined()
  expect(stepped([{ id: 'a', group: 'cancelled' }], 'a', 1)).toBeUndefined()
})

test('the only one of a group stays, unless it is the backlog', () => {
  expect(statuses.map(({ id }) => isLastOfGroup(statuses, id))).toEqual([true, false, false, true])
  expect(isLastOfGroup([{ id: 'a', group: 'backlog' }], 'a')).toBe(false)
})
