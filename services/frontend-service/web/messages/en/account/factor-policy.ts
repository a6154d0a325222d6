import type { factorPolicy as ko } from '../../ko/account/factor-policy.ts'

export const factorPolicy: typeof ko = {
  title: 'How members sign in',
  label: 'Require a second factor',
  off: 'Members can use this workspace without a second factor.',
  on: (day) => `Since ${day} only members with a second factor can use this workspace.`,
  without: (without, members) =>
    without === 0
      ? `All ${members} members have one.`
      : `${without} of ${members} members ${without === 1 ? 'has' : 'have'} none yet.`,
  ownFirst: 'Turn on your own second factor before you require one.',
  toSecurity: 'Turn on under Security',
  require: 'Require',
  stop: 'Stop requiring',
  sure: (name) => `Require a second factor in “${name}”?`,
  sureLead: (without) =>
    without === 0
      ? 'Whoever joins from now on needs a second factor to use this workspace, too.'
      : `${without} ${without === 1 ? 'member has' : 'members have'} none yet. They cannot see this workspace, or use API tokens in it, until they turn one on. Their tasks and files stay.`,
  required: 'From now on only members with a second factor can use this workspace.',
  stopped: 'Members can use this workspace without a second factor again.',
  closed: (name) => `“${name}” requires a second factor`,
  closedLead:
    'The administrators of this workspace require a second factor of every member. Connect an authenticator app on your phone and it opens at once. Your tasks and files are still there.',
  begin: 'Turn on second factor',
  toAccount: 'Security of your account',
  otherWorkspaces: 'Other workspaces',
  alsoClosed: 'Requires a second factor',
  back: (name) => `Back to “${name}”`,
  closes: (names) => `Until you turn it on again, you cannot use: ${names}`,
  removeCloses:
    'This workspace requires a second factor, so they cannot use it until they turn one on again.',
}
