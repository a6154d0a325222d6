import type { sharing as ko } from '../../ko/project/sharing.ts'

export const sharing: typeof ko = {
  share: 'Share this task alone',
  title: (key) => `Share ${key}`,
  lead: 'Shows this one task to someone who cannot see the project: its title and text, its files and its public comments. Internal comments and everything else in the project stay hidden.',
  people: 'Can see this task alone',
  nobody: 'Nobody sees this task alone yet.',
  add: 'Add someone',
  nobodyElse: 'There is nobody to add: everyone else can see the project.',
  roles: { viewer: 'Can view', commenter: 'Can view and comment' },
  roleOf: (name) => `Role of ${name}`,
  takeBack: 'Stop sharing',
  given: (name) => `${name} can see this task now.`,
  takenBack: (name) => `${name} cannot see this task any more.`,
  tooManyPeople: (limit) => `A task can be shared with at most ${limit} people.`,
  tooManyTasks: (limit) => `At most ${limit} tasks can be shared with one person.`,
  seesProject: 'This person can see the task already, in its project.',
  withMe: 'Shared with me',
  badge: 'Shared with you',
  by: (name) => `Shared by ${name}.`,
  readOnly: 'The project is archived, so it can only be read.',
}
