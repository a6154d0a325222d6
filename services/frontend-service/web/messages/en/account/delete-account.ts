import type { deleteAccount as ko } from '../../ko/account/delete-account.ts'

export const deleteAccount: typeof ko = {
  title: 'Delete account',
  hint: 'This cannot be undone. Your name, your address and all ways to sign in go.',
  act: 'Delete account',
  sure: 'Delete your account?',
  goes: 'What goes',
  goesList: [
    'Your name, e-mail address and settings',
    'Signed-in devices, password, passkeys, authenticator app, connected accounts',
    'API tokens and bots, invitations you created, views only you see',
  ],
  stays: 'What stays',
  staysList: [
    'Tasks, comments, files and activity. They say “Deleted user” instead of your name.',
    'In comments and activity, the names that you gave to bots and API tokens.',
    'Tasks assigned to you. They say “Deleted user”, so that somebody can take over.',
  ],
  placesGo: 'Workspaces that go along, for nobody else is in them or could restore them',
  refused: 'Not possible yet',
  refusedLead:
    'These workspaces have no owner but you. Make one of their members an owner, or delete the workspace first.',
  operatorLead:
    'You are the only operator of this installation. Nobody would look after it without you, so add another operator first.',
  toOperators: 'Add an operator',
  noOperatorLeft: 'Without your account this installation has no operator.',
  nameAgain: (command) =>
    `Where none is left, whoever manages the server names one beside user-service: ${command}`,
  toMembers: (name) => `Members of ${name}`,
  typeEmail: (email) => `To delete it, type ${email}`,
}
