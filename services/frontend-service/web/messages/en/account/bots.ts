import type { bots as ko } from '../../ko/account/bots.ts'

export const bots: typeof ko = {
  title: 'Bots',
  lead: 'What is done by the tokens of a bot stands under its name, with yours beside it. A bot never has more rights than you.',
  make: 'New bot',
  none: 'No bots yet',
  noneLead: 'Make one for each program or assistant, and everybody sees which of them did what.',
  name: 'Name',
  nameHint: 'Shown with your name in activity and comments, where it stays for good.',
  renameHint: 'What it has done keeps the former name.',
  namePlaceholder: 'Tidy bot',
  made: (name) => `${name} was made. Now make a token for it.`,
  save: 'Save',
  rename: 'Rename',
  renamed: 'The name was changed.',
  newToken: 'New token',
  newTokenOf: (name) => `New token: ${name}`,
  moreOf: (name) => `More: ${name}`,
  since: (day) => `made ${day}`,
  disabled: 'Disabled',
  disabledSince: (day) => `disabled since ${day}`,
  disable: {
    act: 'Disable',
    sure: (name) => `Disable ${name}?`,
    lead: 'All its tokens are revoked, and programs that use them stop at once. Webhooks that it made go on sending; you remove them in the settings of their projects. To use it again later you make new tokens.',
    done: (name) => `${name} was disabled.`,
  },
  enable: {
    act: 'Enable',
    done: (name) => `${name} can be used again. Make new tokens for it.`,
  },
  delete: {
    act: 'Delete',
    sure: (name) => `Delete ${name}?`,
    lead: 'All its tokens are revoked, and programs that use them stop at once. Webhooks that it made go on sending; you remove them in the settings of their projects. This cannot be undone. What it has done keeps its name.',
    done: (name) => `${name} was deleted.`,
  },
}
