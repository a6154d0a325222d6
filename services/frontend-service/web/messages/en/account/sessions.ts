import type { sessions as ko } from '../../ko/account/sessions.ts'

export const sessions: typeof ko = {
  sessionsLead:
    'Devices signed in to your account. If you don’t know one, sign it out and change your password.',
  signOutOthers: 'Sign out all others',
  thisDevice: 'This device',
  activeNow: 'Active now',
  since: (day) => `since ${day}`,
  byPasskey: 'by passkey',
  byProvider: (name) => `by ${name}`,
  used: (when) => `used ${when}`,
  sessionEnded: 'That device is signed out.',
  endOthersSure: 'Sign out on all other devices?',
  endOthersLead: 'You stay signed in here.',
}
