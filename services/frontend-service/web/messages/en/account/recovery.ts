import type { recovery as ko } from '../../ko/account/recovery.ts'

export const recovery: typeof ko = {
  forgot: 'Forgot your password?',
  title: 'Set a new password',
  lead: 'We send a link to the email you signed up with.',
  send: 'Send link',
  sentTitle: 'Look into your mail',
  sent: (email, minutes) =>
    `If there is an account for ${email}, a link is on its way. It works for ${minutes} minutes.`,
  again: 'Send again',
  noMail:
    'No mail is sent here. Ask whoever manages your workspace for a link: Settings → Members.',
  toSignIn: 'Back to sign-in',
  checking: 'Checking the link.',
  newTitle: 'New password',
  newLead: 'You are signed out on all other devices.',
  save: 'Set password',
  doneTitle: 'Your password is set',
  doneLead: 'Sign in with it. You were signed out on all devices.',
  goneTitle: 'This link is no longer valid',
  goneLead: 'It was used, its time is over, or there is a newer one.',
  another: 'Get another link',
  makeLink: 'Password link',
  linkTitle: (name) => `A link for ${name} to set a new password`,
  linkLead: (minutes) =>
    `Pass it on. It works once, for ${minutes} minutes, and signs the person out on all devices.`,
  linkReady: 'Link',
  elsewhere: 'This account belongs to other workspaces too, so you cannot create a link for it.',
}
