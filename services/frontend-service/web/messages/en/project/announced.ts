import type { announced as ko } from '../../ko/project/announced.ts'

const people = (count: number) =>
  count === 1 ? '1 person' : `${count.toLocaleString('en')} people`

export const announced: typeof ko = {
  titles: {
    open: 'Open the project?',
    private: 'Make the project private?',
    role: (name) => `Change the role of ${name}?`,
    remove: (name) => `Remove ${name}?`,
    leave: 'Leave the project?',
    openRole: 'Change the role for everybody?',
    addTeam: (name) => `Add the team ${name}?`,
    teamRole: (name) => `Change the role of the team ${name}?`,
    removeTeam: (name) => `Remove the team ${name}?`,
  },
  actions: {
    ...{ open: 'Open it', private: 'Make it private' },
    ...{ role: 'Change the role', openRole: 'Change the role for everybody' },
    addTeam: 'Add the team',
  },
  openRole: {
    label: 'Role for everybody',
    hint: 'The strongest role here of people who were not added. A weaker role in the workspace stays, and guests see it only when they are added.',
    asInWorkspace: 'As in the workspace',
  },
  laterToo: 'Whoever admins of the workspace add to this team later will see it too.',
  stays: (name) =>
    `${name ?? 'You'} can still see the project, by a team or a role in the workspace.`,
  gained: (count) => `${people(count)} will see it.`,
  lost: (count) => `${people(count)} will not see it any more.`,
  changed: (count) => `${people(count)} will have another role.`,
  from: (before, after) => `${before} → ${after}`,
  more: (count) => `and ${count.toLocaleString('en')} more`,
  late: 'People or roles have changed meanwhile. Nothing was saved; please look again.',
}
