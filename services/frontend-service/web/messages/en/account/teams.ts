import type { teams as ko } from '../../ko/account/teams.ts'

export const teams: typeof ko = {
  lead: 'Give a team a role in a project, and everyone in the team has it.',
  create: 'Create team',
  name: 'Name of the team',
  namePlaceholder: 'For example: Design',
  save: 'Save',
  made: (name) => `The team ${name} was created.`,
  renameOf: (name) => `Rename the team ${name}`,
  renamed: 'The team was renamed.',
  delete: 'Delete team',
  deleteOf: (name) => `Delete the team ${name}`,
  deleteSure: (name) => `Delete the team ${name}?`,
  deleteLead:
    'Its people lose the roles that they have by the team, in all projects. Roles that they were given themselves stay.',
  deleted: (name) => `The team ${name} was deleted.`,
  count: (count) => (count === 1 ? '1 person' : `${count.toLocaleString('en')} people`),
  more: (count) => `and ${count.toLocaleString('en')} more`,
  none: 'No teams yet',
  noneLead: 'Put people who work together into a team, and add them to projects at once.',
  noneHere: 'Teams that an admin creates are shown here.',
  people: (name) => `People in ${name}`,
  nobody: 'Nobody is in this team yet.',
  add: 'Add person',
  addSure: (name, team) => `Add ${name} to the team ${team}?`,
  opens: (count) =>
    count === 1
      ? 'By the team they have a role in this project.'
      : `By the team they have a role in these ${count.toLocaleString('en')} projects.`,
  opensUnknown: 'The projects in which they will have a role could not be loaded.',
  opensMore: 'Private projects that you do not see are not listed.',
  addHint:
    'Whoever is added sees all projects in which the team has a role, private ones that you do not see among them.',
  addAct: 'Add',
  added: (name, team) => `${name} was added to the team ${team}.`,
  removed: (name, team) => `${name} was removed from the team ${team}.`,
  remove: 'Remove',
  removeOf: (name) => `Remove ${name} from the team`,
  full: (limit) => `A team can have up to ${limit.toLocaleString('en')} people.`,
  tooMany: (limit) => `A workspace can have up to ${limit.toLocaleString('en')} teams.`,
  tooManyProjects: (limit) =>
    `A team can have a role in up to ${limit.toLocaleString('en')} projects. Remove it from another one first.`,
  addToProject: 'Add team',
  roleOf: (team) => `Role of the team ${team}`,
  byTeam: (role) => `${role} by a team`,
  inByTeam:
    'This role comes from a team. An admin can change the role of the team, or who is in it.',
  unknown: 'Deleted team',
  recheckLead: 'Do roles in a project differ from its teams?',
  recheckHint: 'Makes up for changes that were missed, in all projects.',
  recheck: 'Recheck roles',
  rechecked: 'The roles of all teams are being rechecked.',
  recheckedJustNow: 'Roles were rechecked within the last hour. You can do so once an hour.',
  unread: 'Team whose name did not load',
}
