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
  count: (count) => (count === '1' ? '1 task' : `${count} tasks`),
  sum: 'Sum',
  sumOf: (read) => `Sum of the ${read} loaded`,
  range: ({ rows, columns }, from, to) =>
    `${plural(rows, 'row')} by ${plural(columns, 'column')} selected: ${from} to ${to}`,
  rangeOff: 'One cell is selected.',
  rangeSum: (cells, sum) =>
    sum ? `${plural(cells, 'cell')}: sum ${sum}` : `${plural(cells, 'cell')} selected`,
  cellsCopied: (cells) => `${plural(cells, 'cell')} copied.`,
  nothingChanged: 'Nothing has changed.',
  cellsLeft: (cells) => `${plural(cells, 'cell')} left as before.`,
  moreLeft: (cells) => `and ${plural(cells, 'more cell')}`,
  fault: (cell, why) => `${cell}: ${why}`,
  outside: (rows, columns) =>
    `Not pasted, beyond the table: ${[rows > 0 ? plural(rows, 'row') : '', columns > 0 ? plural(columns, 'column') : ''].filter(Boolean).join(', ')}.`,
  fillNeeds: 'There is no cell above to fill from.',
  readOnly: 'This column can only be read.',
  noDay: (text) => `“${text}” is not a day.`,
  noStatus: (text) => `There is no status “${text}”.`,
  noPriority: (text) => `There is no priority “${text}”.`,
  noPerson: (text) => `Nobody called “${text}” can be assigned.`,
  severalPeople: (text) => `Several people are called “${text}”.`,
  noLabel: (text) => `There is no label “${text}”.`,
  tooManyPeople: (limit) => `At most ${limit} people.`,
  tooManyLabels: (limit) => `At most ${limit} labels.`,
}

const plural = (count: number, word: string) =>
  `${count.toLocaleString('en')} ${word}${count === 1 ? '' : 's'}`
