import type { table as ko } from '../ko/table.ts'

export const table: typeof ko = {
  grid: (project) => `Table of ${project}`,
  task: 'Task',
  select: 'Selection',
  columnsShown: (count) => `Columns ${count}`,
  column: (name) => `Column ${name}`,
  sortUp: 'Sort ascending',
  sortDown: 'Sort descending',
  sortNone: 'Do not sort',
  moveLeft: 'Move left',
  moveRight: 'Move right',
  wider: 'Wider',
  narrower: 'Narrower',
  hide: 'Hide column',
  reset: 'Columns as they were at first',
  movedTo: (name, place) => `Column ${name} is number ${place} now.`,
  width: (name, px) => `Column ${name} is ${px} pixels wide.`,
  dayHint: 'Write a day like 2026-11-27, 27 Nov or tomorrow.',
  count: (count) => (count === '1' ? '1 task' : `${count} tasks`),
  sum: 'Sum',
  sumOf: (read) => `Sum of the ${read} loaded`,
}
