import type { rules as ko } from '../../ko/forms/rules.ts'

export const rules: typeof ko = {
  badLink: 'This link is not whole. Open it again where you got it.',
  statusFull: (name, limit) =>
    `“${name}” is full: it takes at most ${limit === 1 ? '1 task' : `${limit} tasks`}.`,
  badDay: 'This is not a day from 1970 to 2199.',
  noDay: 'Pick a day.',
  daysAhead: (limit) => `It must end in the future and within ${limit} days from now.`,
  badTime: 'This is not a time, such as 15:00.',
  badTimeZone: 'This is not a time zone, such as Asia/Seoul.',
  timeAlone: 'A time needs a due date.',
  startTimeAlone: 'A time needs a start date.',
  notNumber: 'This is not a number.',
  atMost: (limit) => `A number up to ${limit.toLocaleString('en')}.`,
  atLeast: (limit) => `A number from ${limit.toLocaleString('en')} on.`,
  steps: (step) => `A number in steps of ${step}.`,
  tooManyOf: (limit) => `At most ${limit.toLocaleString('en')} of them.`,
  tooFewOf: (limit) => `Choose at least ${limit}.`,
  broken: 'It contains a character that cannot be saved. Delete that and try again.',
  gone: 'What was chosen is not there any more. Choose again.',
  nameTaken: 'This name is taken. Choose another.',
  otherRelease: 'This page is out of date. Reload it and try again.',
}
