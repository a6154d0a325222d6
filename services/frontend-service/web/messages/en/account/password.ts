import type { password as ko } from '../../ko/account/password.ts'

export const password: typeof ko = {
  lead: 'A new password signs you out on every other device.',
  current: 'Current password',
  next: 'New password',
  change: 'Change password',
  changed: 'Password changed. Other devices are signed out.',
}
