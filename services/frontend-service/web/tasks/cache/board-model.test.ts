import type { Board, TaskRow } from '../task.ts'
import { neighbourAt, placeOf, stepped } from './board-model.ts'
import { placed } from './replay.ts'

const task = (id: string, statusId: string) => ({ id, statusId }) as TaskRow
const board = {
  columns: [
    { statusId: 'todo', count: 2, tasks: [task('a', 'todo'), task('b', 'todo')] },
    { statusId: 'doing', count: 1, tasks: [task('c', 'doing')] },
    { statusId: 'done', count: 0, tasks: [] },
  ],
  seq: 1,
} as Board

test('a step down passes one neighbour, and stops at the end', () => {
  expect(stepped(board.columns, 'a', { statusId: 'todo', index: 0 }, 'ArrowDown')).toStrictEqual({
    statusId: 'todo',
    index: 1,
  })
  expect(stepped(board.columns, 'b', { statusId: 'todo', index: 1 }, 'ArrowDown')).toStrictEqual({
    statusId: 'todo',
    index: 1,
  })
})

test('a step sideways keeps its height as far as the column is tall', () => {
  const doing = stepped(board.columns, 'b', { statusId: 'todo', index: 1 }, 'ArrowRight')
  expect(doing).toStrictEqual({ statusId: 'doing', index: 1 })
  expect(stepped(board.columns, 'b', doing, 'ArrowRight')).toStrictEqual({
    statusId: 'done',
    index: 0,
  })
  expect(stepped(board.columns, 'a', { statusId: 'todo', index: 0 }, 'ArrowLeft').statusId).toBe(
    'todo',
  )
})

test('the server is told a neighbour', () => {
  expect(neighbourAt(board.columns, 'a', { statusId: 'doing', index: 0 })).toStrictEqual({
    beforeId: 'c',
  })
  expect(neighbourAt(board.columns, 'a', { statusId: 'doing', index: 1 })).toStrictEqual({
    afterId: 'c',
  })
  expect(neighbourAt(board.columns, 'a', { statusId: 'done', index: 0 })).toStrictEqual({})
})

test('a moved task leaves its column, joins the other and is counted there', () => {
  const next = placed(board, task('a', 'todo'), 'doing', 0)
  expect(next.columns.map(({ tasks }) => tasks.map(({ id }) => id))).toStrictEqual([
    ['b'],
    ['a', 'c'],
    [],
  ])
  expect(next.columns.map(({ count }) => count)).toStrictEqual([1, 2, 0])
  expect(placeOf(next.columns, 'a')).toStrictEqual({ statusId: 'doing', index: 0 })
})
