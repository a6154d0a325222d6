import { expect, test } from '@jest/globals'
import { m } from '../../messages.ts'
import type { Section } from '../list/use-sections.ts'
import type { TaskRow } from '../task.ts'
import { filled } from './block/block-changes.ts'
import { asText, fromText, htmlOfRows, rowsOfText, textOfRows } from './block/clipboard-text.ts'
import { fieldsIn, startText } from './cell-values.ts'
import { type Column, columnsIn, movedTo, stepped, textOf } from './columns.ts'
import { cellAfter, type Line, lineAt, linesOf, rowIndexes } from './lines.ts'

test('columns are kept as a text; what it does not name, or what there is not, changes nothing', () => {
  const usual = columnsIn(undefined)
  expect(columnsIn(textOf(usual))).toEqual(usual)
  const [box, task, first] = columnsIn('nothing:9,due:2000,!status,due:80,!task,<b>')
  expect([box?.id, task?.id, first?.id]).toEqual(['select', 'task', 'due'])
  expect(task?.isHidden).toBe(false)
  expect(columnsIn('due:2000').find(({ id }) => id === 'due')?.widthPx).toBe(800)
  expect(columnsIn('due:80,due:80').length).toBe(usual.length)
})

test('a column goes past those that are hidden, and never among those that stand still', () => {
  const ids = (columns: readonly Column[]) => columns.map(({ id }) => id).slice(2, 6)
  const columns = columnsIn('status,!start,due,labels')
  expect(ids(stepped(columns, 'status', 1))).toEqual(['start', 'due', 'status', 'labels'])
  expect(stepped(columns, 'status', -1)).toBe(columns)
  expect(stepped(columns, 'task', 1)).toBe(columns)
  expect(ids(movedTo(columns, 'labels', 'status'))).toEqual(['labels', 'status', 'start', 'due'])
})

const lines: Line[] = ['a', 'b', 'c'].map((groupId) => ({
  ...{ key: `group ${groupId}`, kind: 'group', groupId, isOpen: true },
}))

test('keys lead from cell to cell and stop at the edges', () => {
  const grid = { lines, columns: ['task', 'due'] as const, page: 2 }
  const at = { line: 'group b', column: 'task' } as const
  expect(cellAfter('ArrowDown', at, grid)).toEqual({ line: 'group c', column: 'task' })
  expect(cellAfter('PageDown', at, grid)?.line).toBe('group c')
  expect(cellAfter('ArrowLeft', at, grid)).toEqual(at)
  expect(cellAfter('End', at, grid)?.column).toBe('due')
  expect(cellAfter('mod+End', at, grid)).toEqual({ line: 'group c', column: 'due' })
  expect(cellAfter('x', at, grid)).toBeUndefined()
})

test('where a line has gone, the one in its place has the keys', () => {
  const at = { line: 'group b', column: 'task' } as const
  expect(lineAt(lines.toSpliced(1, 1), at, lines)?.key).toBe('group c')
  expect(lineAt(lines.slice(0, 1), at, lines)?.key).toBe('group a')
})

test('lines go through groups, those within them, and parts; what is folded, or has not been read, has its place', () => {
  const section = (id: string, paths: string[], rest: Partial<Section> = {}): Section => {
    const tasks = paths.map((path) => ({ id: path.split(' ').at(-1) }) as TaskRow)
    const column = { statusId: id, tasks, count: tasks.length, nextCursor: null }
    return {
      ...{ id, group: { id, name: id }, column, tree: { column, paths } },
      ...{ isOpen: true, isWhole: true, ...rest },
    }
  }
  const [one, two] = [section('g a', ['t', 't p']), section('g b', ['u'], { isOpen: false })]
  const sections = [section('g', [], { within: [one, two] }), section('h', ['v'])]
  expect(linesOf(sections).map(({ key }) => key)).toEqual([
    ...['head', 'group g', 'group g a', 'g a t', 'g a t p', 'group g b', 'group h', 'h v'],
  ])
  const aboves = linesOf(sections).map((line) => (line.kind === 'head' ? '' : line.above))
  expect(aboves).toEqual([
    ...['', undefined, 'group g', 'group g a', 'g a t', 'group g', undefined, 'group h'],
  ])
  const { first, foot } = rowIndexes(sections)
  expect([...first]).toEqual([
    ['g', 2],
    ['g a', 3],
    ['g b', 6],
    ['h', 7],
  ])
  expect(foot).toBe(9)
  // What the groups within it do not show has a line of its own.
  const part = rowIndexes([section('g', [], { within: [one], more: 'coming' }), section('h', [])])
  expect([...part.first].slice(2)).toEqual([
    ['more g', 6],
    ['h', 7],
  ])
})

test('rows of cells are written and read as spreadsheets do', () => {
  const rows = [
    ['"quoted" from the first letter', 'a "word" within', 'two\nlines'],
    ['', 'a\ttab', ''],
  ]
  expect(rowsOfText(textOfRows(rows))).toEqual(rows)
  expect(rowsOfText('a\tb\r\nc\r\n')).toEqual([['a', 'b'], ['c']])
  expect(rowsOfText('"never closed\tb')).toEqual([['"never closed', 'b']])
  expect(htmlOfRows([['<b>', 'R&D']])).toContain('<td>&lt;b&gt;</td><td>R&amp;D</td>')
})

test('what a spreadsheet would take for a formula goes there and back as text', () => {
  for (const text of ['=1+1', '-5 degrees', '@home', "'quoted'", 'plain'])
    expect(fromText(asText(text))).toBe(text)
  expect(asText('=1+1')).toBe("'=1+1")
})

test('a time that is filled in brings its day, though the task has that already', () => {
  const due = { dueDate: '2026-12-01', dueTime: '15:00[UTC]' }
  const [from, to] = [due, { ...due, dueTime: null }].map(
    // What else a task has is not read.
    (fields) => ({ id: 'one', key: 'A-1', startDate: null, startTime: null, ...fields }) as TaskRow,
  ) as [TaskRow, TaskRow]
  const block = {
    lines: [{ key: 'one', kind: 'task', groupId: 'a', task: to }],
    columns: ['due'],
  } as const
  expect(filled(block, from).given).toEqual([{ task: to, values: due }])
  expect(filled(block, to).given).toEqual([])
})

test('a start with a time is filled in whole, and one after the time at which the task is due stays out', () => {
  const due = { dueDate: '2026-12-01', dueTime: '15:00[UTC]' }
  const none = { startDate: null, startTime: null }
  const at = (startTime: string | null) => ({ startDate: '2026-12-01', startTime })
  const task = (start: object, id: string) =>
    // What else a task has is not read.
    ({ id, key: id, ...due, ...none, ...start }) as TaskRow
  const to = task({}, 'A-1')
  const block = {
    lines: [{ key: 'one', kind: 'task', groupId: 'a', task: to }],
    columns: ['start'],
  } as const
  for (const start of [at('15:00[UTC]'), at(null)])
    expect(filled(block, task(start, 'A-2'))).toMatchObject({
      ...{ given: [{ task: to, values: start }], left: [] },
    })
  expect(filled(block, task(at('15:01[UTC]'), 'A-2'))).toMatchObject({
    ...{ given: [], left: [{ key: 'A-1', column: 'start', why: m.errors.startsAfterDue }] },
  })
})

test('a start is read from a cell as a due date is: with its time, and a day alone takes the time away', () => {
  const around = { today: '2026-11-29', timeZone: 'Asia/Seoul' }
  const task = { startDate: '2026-12-01', startTime: '05:00[UTC]' } as TaskRow
  const written = startText(task, around.timeZone)
  expect(written).toBe('2026-12-01 14:00')
  expect(fieldsIn(written, 'start', around)).toEqual({
    ...{ startDate: '2026-12-01', startTime: '14:00[Asia/Seoul]' },
  })
  expect(fieldsIn('내일', 'start', around)).toEqual({ startDate: '2026-11-30', startTime: null })
  expect(fieldsIn('', 'start', around)).toEqual({ startDate: null, startTime: null })
  expect(fieldsIn('2pm', 'start', around)).toBeUndefined()
})
