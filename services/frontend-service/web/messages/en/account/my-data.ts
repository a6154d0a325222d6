import type { myData as ko } from '../../ko/account/my-data.ts'

export const myData: typeof ko = {
  title: 'My data',
  label: 'Export my data',
  hint: 'What TaskMate keeps about you, with the comments you wrote and the files you uploaded, as one ZIP file.',
  act: 'Export',
  preparing: 'Preparing your data',
  received: (size) => `${size} received`,
  stay: 'Keep this tab open until it is done.',
  done: (size) => `Saved as a ZIP file (${size}).`,
  brokenOff: 'It broke off on the way, and nothing was saved. Export it again.',
  underWay:
    'Another export of yours is running, and only one can at a time. Try again when it is done.',
  busy: (limit) =>
    `${limit} exports are running, as many as can run at once. Try again in a moment.`,
}
