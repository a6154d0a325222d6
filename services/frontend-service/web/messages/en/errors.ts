import type { Messages } from '../ko.ts'

export const errors: Messages['errors'] = {
  away: 'Not available right now',
  awayPart: (part) => `${part}: not available right now`,
  awayLead: 'Nothing was lost. We try again shortly.',
  parts: {
    tasks: 'Tasks',
    activity: 'Activity',
    dashboard: 'Dashboard',
    files: 'Files',
    comments: 'Comments',
  },
  failed: 'This part could not be shown',
  failedLead: 'What you saved is safe. Try again.',
  request: (id) => `Request ${id}`,
  notFound: 'This does not exist or you have no access',
  notFoundLead: 'The address is wrong, it was deleted, or you may not see it.',
  toHome: 'Go to Home',
  offline: 'The server could not be reached. What you wrote is kept; try again.',
  forbidden: 'Your role does not allow this. Ask an admin.',
  insecure:
    'This site needs https, but its proxy does not say that you came by it. Please tell whoever runs it.',
  archived: 'This project is archived and read-only. An owner can reopen it on its page.',
  circle: (path) =>
    path.length > 1
      ? `This would be a circle: ${path.join(' → ')} is there already.`
      : 'A task cannot be linked to itself.',
  deep: (limit) => `Subtasks can have up to ${limit} levels.`,
  tooManyTasks: (limit) => `Up to ${limit.toLocaleString('en')} tasks can change at once.`,
  conflict: 'This already exists.',
  unknown: 'It was not saved. What you wrote is kept.',
  signInWrong: 'Email or password is not right.',
  full: (limit) => `The limit of ${limit} is reached. Delete what is no longer needed first.`,
  tooMany: (seconds) => `Too many attempts. Try again in ${seconds} s.`,
  tooManyAccounts: (limit, minutes) =>
    `Too many new accounts from your network: at most ${limit} an hour. Try again in ${minutes} min.`,
  emailTaken: 'This email already has an account. Try to sign in.',
  keyTaken: 'Another project uses this key.',
  lastOwner: 'A workspace keeps at least one owner.',
  wrongPassword: 'The current password is not right.',
  commonPassword: 'This password is among the most used; pick another.',
  required: 'This cannot be empty.',
  tooMuch: (length, limit) =>
    `${(length - limit).toLocaleString('en')} characters too many (${length.toLocaleString('en')} of ${limit.toLocaleString('en')}). Shorten it to save.`,
  tooLong: (limit) => `At most ${limit.toLocaleString('en')} characters.`,
  tooShort: (limit) => `At least ${limit} characters.`,
  badEmail: 'This is not an email address.',
  badKey: 'A capital letter, then capitals and digits; 2–10 in all.',
  badField: 'This value cannot be used.',
}
