import type { readers as ko } from '../../ko/project/readers.ts'

const can = {
  owner: 'can do everything',
  admin: 'can manage settings and people',
  member: 'can edit',
  commenter: 'can view and comment',
  viewer: 'can view',
}
const whom = (isMe: boolean) => (isMe ? 'you' : 'them')
/** Whom somebody has given a role; `by` null is the reader. */
const given = (by: string | null, isMe: boolean) => (isMe && by === null ? 'yourself' : whom(isMe))
const they = (isMe: boolean) => (isMe ? 'you' : 'they')

export const readers: typeof ko = {
  count: (count) => (count === 1 ? '1 person' : `${count.toLocaleString('en')} people`),
  leads: {
    open: (workspace) =>
      `The project is open: everyone in ${workspace} can see it, and guests who were added.`,
    private: 'The project is private: only people who were added can see it.',
    guest: 'You are shown the people you meet in the project.',
  },
  find: 'Find by name',
  people: 'Can see it',
  cannot: 'Cannot see it',
  noName: 'Nobody has that name.',
  notMet: 'You meet nobody of that name in the project.',
  more: 'Show more',
  sentence: (role, reason, isMe) =>
    `${isMe ? `You ${can[role]}` : `C${can[role].slice(1)}`} ${reason}.`,
  reasons: {
    founded: ({ day }, isMe) => `because ${they(isMe)} founded the project on ${day}`,
    added: ({ by, day }, isMe) => `because ${by ?? 'you'} added ${given(by, isMe)} on ${day}`,
    changed: ({ by, day, role }, isMe) =>
      `because ${by ?? 'you'} made ${given(by, isMe)} ${role} on ${day}`,
    inherited: ({ day }, isMe) => `because ${they(isMe)} inherited the project on ${day}`,
    member: (isMe) => `because ${they(isMe)} were added to the project`,
    team: ({ team, by, day }, isMe) => {
      const where = `because ${they(isMe)} are in ${team === null ? 'a team' : `the team ${team}`}`
      return by === undefined ? where : `${where}, added by ${by ?? 'you'} on ${day}`
    },
    alone: ({ by, day }, isMe) =>
      by === undefined
        ? `because this task alone was shared with ${whom(isMe)}`
        : `because ${by ?? 'you'} shared this task alone with ${given(by, isMe)} on ${day}`,
    workspace: (role, isMe) =>
      `because the project is open and ${isMe ? 'your' : 'their'} workspace role is ${role}`,
    everybody: (role) => `because the project is open to everybody as ${role}`,
  },
  teamGiven: ({ by, day, role }) => `${by ?? 'You'} gave the team the role ${role} on ${day}.`,
  also: (role, reason) => `Also ${role} ${reason}.`,
  guest: 'Guests see no internal comments.',
}
