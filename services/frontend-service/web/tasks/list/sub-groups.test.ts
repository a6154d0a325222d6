import { expect, test } from '@jest/globals'
import { deferredChanges, keepPlaces } from '../cache/deferred-changes.ts'
import type { TaskRow } from '../task.ts'
import { columnsWithin, dealable, FIRST_DEALT, staysWithin } from './sub-groups.ts'

const task = (id: string, rest: Partial<TaskRow> = {}) =>
  ({
    ...{ id, statusId: 'todo', assigneeIds: [], labelIds: [], priority: 'none', parentId: null },
    ...{ dueDate: null, dueTime: null, ...rest },
  }) as unknown as TaskRow
const days = { today: '2026-11-30', timeZone: 'Asia/Seoul' }
const within = (by: Parameters<typeof columnsWithin>[1], tasks: TaskRow[]) =>
  [
    ...columnsWithin({ statusId: 'todo', count: 900, nextCursor: 'x', tasks }, by, days).entries(),
  ].map(([key, column]) => [key, column.tasks.map(({ id }) => id), column.count, column.nextCursor])

test('the tasks of a group stand in its groups in their order, in several with several people', () => {
  const tasks = [
    task('1', { assigneeIds: ['a', 'b'] }),
    task('2'),
    task('3', { assigneeIds: ['b'] }),
  ]
  expect(within('assignee', tasks)).toEqual([
    ['a', ['1'], 1, null],
    ['b', ['1', '3'], 2, null],
    ['none', ['2'], 1, null],
  ])
})

test('groups by due day are those of the server, by the day of whoever looks', () => {
  const due = (id: string, dueDate: string | null, dueTime: string | null = null) =>
    task(id, { dueDate, dueTime })
  const tasks = [
    ...[due('1', '2026-11-29'), due('2', '2026-11-30'), due('3', '2026-12-01')],
    ...[due('4', '2026-12-07'), due('5', '2026-12-08'), due('6', null)],
    // Still the 29th in New York, the 30th in Seoul.
    due('7', '2026-11-29', '12:00[America/New_York]'),
  ]
  expect(within('due', tasks).map(([key, ids]) => [key, ids])).toEqual([
    ['before', ['1']],
    ['today', ['2', '7']],
    ['soon', ['3', '4']],
    ['later', ['5']],
    ['none', ['6']],
  ])
})

test('a task stays where it stands by what its groups are about alone', () => {
  const one = task('1', { assigneeIds: ['a'], priority: 'low', parentId: 'p' })
  const other = { ...one, priority: 'high' as const, dueDate: '2026-12-01' }
  const stays = (by: Parameters<typeof staysWithin>[0]) => staysWithin(by, days)
  expect(stays('assignee')(one, other)).toBe(true)
  expect(stays('parent')(one, other)).toBe(true)
  expect(stays('priority')(one, other)).toBe(false)
  expect(stays('due')(one, other)).toBe(false)
  expect(stays(null)(one, other)).toBe(true)
  // Both days are within the next seven; the same people are so in any order.
  expect(stays('due')(other, { ...other, dueDate: '2026-12-02' })).toBe(true)
  const [ab, ba] = [
    ['a', 'b'],
    ['b', 'a'],
  ].map((assigneeIds) => ({ ...one, assigneeIds }))
  expect(ab && ba && stays('assignee')(ab, ba)).toBe(true)
})

test('a group is dealt out whole once it is read, and until then as far as it was at first: pages that come move nothing', () => {
  const tasks = Array.from({ length: 120 }, (_, nth) => task(`${nth}`))
  const dealt = (nextCursor: string | null) =>
    dealable({ statusId: 'todo', count: 900, nextCursor, tasks }).tasks
  expect(dealt('x')).toEqual(tasks.slice(0, FIRST_DEALT))
  expect(dealt(null)).toBe(tasks)
})

test('what others put into another sub-group waits while the list keeps still; what they change within its own is shown', () => {
  const board = (...tasks: TaskRow[]) => ({
    ...{ seq: 0, columns: [{ statusId: 'todo', count: tasks.length, nextCursor: null, tasks }] },
  })
  const kept = board(task('1', { priority: 'low' }), task('2', { title: 'Old' }))
  const next = board(task('1', { priority: 'high' }), task('2', { title: 'New' }))
  const stays = staysWithin('priority', days)
  const [column] = keepPlaces(kept, next, stays).columns
  expect(column?.tasks).toEqual([kept.columns[0]?.tasks[0], next.columns[0]?.tasks[1]])
  expect(deferredChanges(kept, next, stays)).toEqual({ come: 0, others: 1, ids: ['1'] })
  expect(deferredChanges(kept, next, staysWithin(null, days)).others).toBe(0)
})
