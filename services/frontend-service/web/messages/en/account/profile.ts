import type { profile as ko } from '../../ko/account/profile.ts'

export const profile: typeof ko = {
  look: 'Appearance',
  account: 'Account',
  signOutLead: 'Signs you out in this browser.',
  contrastHint: 'Only in this browser.',
  profileLead: 'Your name and how things look. Changes are saved at once.',
  language: 'Language',
  theme: 'Theme',
  density: 'Density',
  contrast: 'Contrast',
  contrasts: { normal: 'Normal', more: 'High' },
}
