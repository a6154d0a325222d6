import type { quickAdd as ko } from '../ko/quick-add.ts'

export const quickAdd: typeof ko = {
  createCount: (count) => `Create ${count} tasks`,
  tooManyLines: (count, limit) => `Up to ${limit} tasks at once. These are ${count} lines.`,
  linesCreated: (count) => `${count} tasks created.`,
  linesNotCreated: (count) =>
    `${count} ${count === 1 ? 'task was' : 'tasks were'} not saved. You find them in quick add.`,
  linesUndone: (count) => `${count} tasks are in the trash.`,
  found: 'What was understood',
  keepText: (word) => `press to keep “${word}” as text`,
  hint: 'Press a chip, or Backspace right after its word, to turn it back into text.',
  restored: 'Draft restored',
  clear: 'Clear',
  notMine: 'press not to assign it to yourself',
  newLabel: 'new label',
  nobody: (name) => `“@${name}”: nobody of this name can be assigned. It stays text.`,
  several: (name) =>
    `“@${name}”: more than one person has this name. It stays text until you choose one.`,
  severalProjects: (name) => `“+${name}”: more than one project has this name.`,
  atLine: (line, words) => `Line ${line}, ${words}`,
  noTitle: (line) => `Give the task of line ${line} a title.`,
  duplicated: (key, copy, parts) =>
    `${copy} is a copy of ${key}${parts === 0 ? '' : parts === 1 ? ', with 1 subtask' : `, with ${parts} subtasks`}.`,
  duplicateUndone: (copy) => `${copy} is in the trash.`,
  notDuplicated: (key) => `${key} was not copied.`,
  newLabels: (count) => (count === 1 ? '1 new label' : `${count} new labels`),
}
