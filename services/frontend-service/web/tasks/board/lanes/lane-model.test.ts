import { expect, test } from '@jest/globals'
import type { TaskRow } from '../../task.ts'
import {
  type Lane,
  lanesIn,
  neighbourIn,
  pagesWith,
  sizeWith,
  steppedIn,
  valuesFor,
  withoutCopy,
} from './lane-model.ts'

const task = (id: string, rest: Partial<TaskRow> = {}) =>
  ({ id, assigneeIds: [], labelIds: [], priority: 'none', parentId: null, ...rest }) as TaskRow

test.each([
  ['assignee', ['a', 'b'], 'a', 'c', ['c', 'b']],
  ['assignee', ['a', 'b'], 'a', 'b', ['b']],
  ['assignee', [], 'none', 'a', ['a']],
  ['assignee', ['a', 'b'], 'a', 'none', []],
  ['label', ['a', 'b'], 'b', 'c', ['a', 'c']],
] as const)('%s %j from lane %s to %s becomes %j', (by, ids, from, to, after) => {
  const field = by === 'assignee' ? 'assigneeIds' : 'labelIds'
  expect(valuesFor(task('1', { [field]: [...ids] }), by, { from, to })).toEqual({ [field]: after })
})

test('priority and parent are what the lane says', () => {
  expect(valuesFor(task('1'), 'priority', { from: 'none', to: 'high' })).toEqual({
    priority: 'high',
  })
  expect(valuesFor(task('1'), 'parent', { from: 'p', to: 'none' })).toEqual({ parentId: null })
  expect(valuesFor(task('1'), 'parent', { from: 'none', to: 'p' })).toEqual({ parentId: 'p' })
})

test('steps go through a cell, on in the lane below, and across statuses within a lane', () => {
  const [one, two, three] = [
    task('1', { priority: 'high' }),
    task('2', { priority: 'high' }),
    task('3'),
  ]
  const column = (statusId: string, tasks: TaskRow[]) => ({
    ...{ statusId, tasks, count: tasks.length, nextCursor: null },
  })
  const columns = [column('todo', [one, two, three]), column('doing', [])]
  const lanes: Lane[] = lanesIn(columns, 'priority')
  const stepping = { lanes, statusIds: ['todo', 'doing'], id: '1' }
  const at = (lane: string, statusId: string, index: number) => ({ lane, statusId, index })
  const step = (...[from, direction, isFar]: [ReturnType<typeof at>, 'ArrowDown', boolean?]) =>
    steppedIn({ ...stepping, isFar }, from, direction)
  expect(step(at('high', 'todo', 0), 'ArrowDown')).toEqual(at('high', 'todo', 1))
  expect(step(at('high', 'todo', 1), 'ArrowDown')).toEqual(at('none', 'todo', 0))
  expect(step(at('high', 'todo', 0), 'ArrowDown', true)).toEqual(at('none', 'todo', 0))
  expect(step(at('none', 'todo', 1), 'ArrowDown')).toEqual(at('none', 'todo', 1))
  expect(steppedIn(stepping, at('none', 'todo', 0), 'ArrowUp')).toEqual(at('high', 'todo', 1))
  expect(steppedIn(stepping, at('high', 'todo', 1), 'ArrowRight')).toEqual(at('high', 'doing', 0))
  // Over the lane that is named after the card itself, to the one beyond it.
  const [above, part] = [task('0', { parentId: 'p' }), task('9', { parentId: '1' })]
  const parents = lanesIn([column('todo', [above, part, one])], 'parent')
  expect(steppedIn({ ...stepping, lanes: parents }, at('none', 'todo', 0), 'ArrowUp')).toEqual(
    at('p', 'todo', 1),
  )
  expect(steppedIn(stepping, at('high', 'todo', 0), 'ArrowLeft')).toEqual(at('high', 'todo', 0))
})

test('what is part of a task that is gone is part of none', () => {
  const tasks = [task('1', { parentId: 'p' }), task('2')]
  const columns = [{ statusId: 'todo', tasks, count: 2, nextCursor: null }]
  expect(lanesIn(columns, 'parent').map(({ id, count }) => [id, count])).toEqual([
    ['p', 1],
    ['none', 1],
  ])
  expect(lanesIn(columns, 'parent', new Set(['p'])).map(({ id, count }) => [id, count])).toEqual([
    ['none', 2],
  ])
})

test('a card that stands in the lane where it is put counts once: its copy is neither a neighbour nor before it', () => {
  const tasks = [
    task('1', { assigneeIds: ['a'] }),
    task('2', { assigneeIds: ['a', 'b'] }),
    task('3', { assigneeIds: ['a'] }),
    task('4', { assigneeIds: ['a'] }),
  ]
  const columns = [{ statusId: 'todo', tasks, count: 4, nextCursor: null }]
  const lanes = lanesIn(columns, 'assignee')
  const at = (index: number) => ({ lane: 'a', statusId: 'todo', index })
  // Between the third card on screen and the fourth.
  const place = withoutCopy(lanes, '2', at(3))
  expect(place).toEqual(at(2))
  expect(neighbourIn(lanes, '2', place)).toEqual({ beforeId: '4' })
  expect(withoutCopy(lanes, '2', at(1))).toEqual(at(1))
  expect(sizeWith(lanes, '2', place)).toBe(4)
  expect(sizeWith(lanes, '9', { lane: 'b', statusId: 'todo' })).toBe(2)
})

test('parents that are asked for stay in their pages when others come and go: each is asked for once', () => {
  const ids = Array.from({ length: 150 }, (_, nth) => `${1000 + nth}`)
  const pages = pagesWith([], [...ids, ...ids])
  expect(pages.map(({ length }) => length)).toEqual([100, 50])
  const more = pagesWith(pages, ['0', ...ids.slice(20)])
  expect(more).toEqual([...pages, ['0']])
  expect(more[0]).toBe(pages[0])
  expect(pagesWith(more, ids)).toBe(more)
})
