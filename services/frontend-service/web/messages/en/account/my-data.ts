import type { myData as ko } from '../../ko/account/my-data.ts'

export const myData: typeof ko = {
  title: 'My data',
  label: 'Export my data',
  hint: 'What TaskMate keeps about you, with the comments you wrote and the files you uploaded, as one ZIP file.',
  act: 'Export',
  preparing: 'Being prepared',
  received: (size) => `${size} received`,
  stay: 'Keep this tab open until it is done.',
  done: (size) => `The ZIP file is here (${size}).`,
  brokenOff: 'It broke off on the way, and nothing was saved. Export it again.',
  underWay: 'One export at a time, and one of yours is on its way. Try again when it is done.',
  busy: 'Many people export right now. Try again in a moment.',
}
