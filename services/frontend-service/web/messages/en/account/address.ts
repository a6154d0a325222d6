import type { address as ko } from '../../ko/account/address.ts'

export const address: typeof ko = {
  hint: 'You sign in with it.',
  proved: 'Confirmed',
  unproved: 'Not confirmed',
  confirm: 'Confirm address',
  change: 'Change',
  changeOf: (email) => `Change the address: ${email}`,
  noMail: 'No mail is sent here, so it can be neither confirmed nor changed.',
  sent: (email, minutes) => `A link went to ${email}. It works for ${minutes} minutes.`,
  changeTitle: 'Change your email address',
  changeLead: (minutes) =>
    `We send a link to the new address. Use it within ${minutes} minutes, and the address changes; you are signed out on other devices. The present address is told.`,
  newAddress: 'New email',
  send: 'Send link',
  wanted: (email) => `Changing to ${email}`,
  wantedHint:
    'It changes once the link that went there is used. No link goes to an address that another account has.',
  keep: 'Do not change',
  kept: 'Your address stays as it is.',
  own: 'This is your address already.',
  tooMany: (limit, minutes) =>
    `So many letters can be sent: ${limit}. Try again in ${minutes} ${minutes === 1 ? 'minute' : 'minutes'}.`,
  promptTitle: 'Confirm your email address',
  promptLead: (email) =>
    `Use the link that went to ${email}. By that address we help when you forget your password.`,
  later: 'Later',
  again: 'Send again',
  proveTitle: 'Is this your address?',
  proveLead: (email, name) =>
    `${email}, the account of ${name}. If you did not sign up for TaskMate, close this page.`,
  prove: 'Confirm address',
  proveDone: 'Your address is confirmed',
  proveDoneLead: 'If you forget your password, you can set another one by it.',
  takeTitle: 'Change to this address?',
  takeLead: (email, name) =>
    `From now on ${name} signs in with ${email}, and is signed out on other devices.`,
  take: 'Change address',
  takeDone: 'Your address is changed',
  takeDoneLead: (email) => `Sign in with ${email} from now on.`,
  keepTitle: 'Stop the change of address?',
  keepLead: (email) =>
    `The account keeps ${email}, and the link that went to the new address no longer works.`,
  stop: 'Stop the change',
  stopDone: 'The change is stopped',
  stopDoneLead: 'If you did not ask for it, change your password at once.',
  taken: 'Another account has this address by now. Nothing was changed.',
  toApp: 'Open TaskMate',
}
