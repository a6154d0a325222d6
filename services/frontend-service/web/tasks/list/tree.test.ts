import { expect, test } from '@jest/globals'
import type { Column } from '../cache/columns.ts'
import { keepPlaces } from '../cache/deferred-changes.ts'
import { commonAbove } from '../rows/path.ts'
import type { TaskRow } from '../task.ts'
import { columnOf, inOrder, orderText } from './part-order.ts'
import { partsOutside, treeOf } from './tree.ts'

const task = (id: string, statusId = 'todo') => ({ id, statusId }) as TaskRow
const column = (ids: string[], more: Partial<Column> = {}): Column => ({
  ...{ statusId: 'todo', count: ids.length, nextCursor: null, tasks: ids.map((id) => task(id)) },
  ...more,
})
const parts = new Map([
  ['a', [task('b'), task('c')]],
  ['c', [task('d')]],
])

test('a part stands below what it is part of, and above that in its own place too: nothing there moves', () => {
  expect(treeOf(column(['a', 'b', 'x']), parts).paths).toEqual(['a', 'a b', 'a c', 'a c d', 'x'])
  expect(treeOf(column(['b', 'a']), parts).paths).toEqual(['b', 'a', 'a b', 'a c', 'a c d'])
})

test('what has not been read yet has its place after the parts', () => {
  const { column: shown } = treeOf(column(['a'], { count: 9, nextCursor: 'a' }), parts)
  expect(shown.count).toBe(12)
})

test('a part is outside of a filter once all that could hold it has been read', () => {
  const outside = (columns: Column[], groupBy?: 'label') => [
    ...partsOutside(columns, groupBy, parts),
  ]
  expect(outside([column(['a', 'b'])])).toEqual(['c', 'd'])
  expect(outside([column(['a', 'b'], { nextCursor: 'b' })])).toEqual([])
  expect(outside([column(['a'], { statusId: 'done', nextCursor: 'a' })])).toEqual(['b', 'c', 'd'])
  expect(outside([column(['a'], { statusId: 'l', nextCursor: 'a' })], 'label')).toEqual([])
})

test('answers that contradict each other about who is part of whom end all the same', () => {
  const circle = new Map([
    ['a', [task('b')]],
    ['b', [task('a'), task('c')]],
  ])
  expect(treeOf(column(['a']), circle).paths).toEqual(['a', 'a b', 'a b c'])
})

test('parts stand in the order of a sorted list; what has no value comes last, up and down', () => {
  const part = (key: string, rest: Partial<TaskRow>) =>
    ({
      ...{ key, dueDate: null, dueTime: null, startDate: null, startTime: null, estimate: null },
      ...{ priority: 'none', ...rest },
    }) as TaskRow
  const tasks = [
    part('A-10', { dueDate: '2026-12-01', priority: 'low' }),
    part('A-9', { dueDate: '2026-12-01', dueTime: '09:00[UTC]', estimate: 2 }),
    part('A-2', { estimate: 10, priority: 'urgent' }),
  ]
  const keys = (order: string) => inOrder(tasks, order).map(({ key }) => key)
  expect(keys('due')).toEqual(['A-10', 'A-9', 'A-2'])
  expect(keys('-due')).toEqual(['A-9', 'A-10', 'A-2'])
  const started = [
    part('A-3', { startDate: '2026-12-01', startTime: '09:00[UTC]' }),
    part('A-4', { startDate: '2026-12-01' }),
    part('A-5', {}),
  ]
  expect(inOrder(started, 'start').map(({ key }) => key)).toEqual(['A-4', 'A-3', 'A-5'])
  expect(keys('estimate')).toEqual(['A-9', 'A-2', 'A-10'])
  expect(keys('-estimate')).toEqual(['A-2', 'A-9', 'A-10'])
  expect(keys('p')).toEqual(['A-2', 'A-10', 'A-9'])
  expect(keys('key')).toEqual(['A-2', 'A-9', 'A-10'])
  expect(inOrder(tasks, '')).toBe(tasks)
  expect(
    orderText([
      { key: 'p', isDown: true },
      { key: 'due', isDown: false },
    ]),
  ).toBe('-p,due')
})

test('titles of parts are sorted as those of the list, in every language of the browser', () => {
  const tasks = ['가', 'é', 'z', 'A'].map((title, nth) => ({ key: `A-${nth}`, title }) as TaskRow)
  expect(inOrder(tasks, 'title').map(({ title }) => title)).toEqual(['A', 'z', 'é', '가'])
  expect(inOrder(tasks, '-title').map(({ title }) => title)).toEqual(['가', 'é', 'z', 'A'])
})

test('parts of a sorted list keep their places while they keep still, whatever others make of them', () => {
  const part = (id: string, estimate: number) =>
    ({ id, key: `A-${id}`, parentId: 'p', estimate, statusId: 'todo' }) as TaskRow
  const board = (...items: TaskRow[]) => ({
    ...{ seq: 0, groupBy: 'none' as const },
    columns: columnOf({ taskId: 'p', items }, 'estimate'),
  })
  const [before, after] = [board(part('1', 5), part('2', 3)), board(part('1', 1), part('2', 3))]
  const shown = (columns: ReturnType<typeof board>['columns']) =>
    columns.map(({ tasks }) => tasks.map(({ id, estimate }) => `${id}: ${estimate}`))
  expect(shown(before.columns)).toEqual([['2: 3', '1: 5']])
  expect(shown(keepPlaces(before, after, () => true).columns)).toEqual([['2: 3', '1: 1']])
  expect(shown(after.columns)).toEqual([['1: 1', '2: 3']])
})

test('of a task that stands twice the row that is below the same is meant, as far up as any', () => {
  const nearest = (path: string, ...places: string[]) => {
    const near = places.map((place) => commonAbove(place, path))
    return places[near.indexOf(Math.max(...near))]
  }
  expect(nearest('p t', 't', 'a p t', 'p t')).toBe('p t')
  expect(nearest('t', 'p t', 't')).toBe('t')
  // Its group has changed, not the one within that.
  expect(nearest('doing bob t', 'todo alice t', 'todo bob t')).toBe('todo bob t')
  expect(nearest('q t', 'p t', 't')).toBe('p t')
})
