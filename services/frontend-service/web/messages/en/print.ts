import type { print as ko } from '../ko/print.ts'

export const print: typeof ko = {
  printed: (when, name) => `Printed ${when} by ${name}`,
  filter: 'Filter',
  order: 'Grouped by',
  view: 'View',
  key: 'Key',
  title: 'Title',
  first: (shown, total) =>
    total === undefined
      ? `These are the first ${shown} tasks. Narrow the filter to print the others.`
      : `These are the first ${shown} of ${total} tasks. Narrow the filter to print the others.`,
  asRead:
    'These are the tasks that the screen had read. The command to print in TaskMate prints all of them.',
  commentsAsRead:
    'These are the comments that the screen had read. The command to print in TaskMate prints all of them.',
  lastComments: (shown) => `These are the last ${shown} comments.`,
  partOf: (task) => `Part of ${task}`,
  createdBy: (name, when) => `Created by ${name}, ${when}`,
}
