import type * as korean from '../ko/comments.ts'

export const reactions: typeof korean.reactions = {
  react: 'Add a reaction',
  emojis: {
    thumbs_up: 'Thumbs up',
    heart: 'Heart',
    party: 'Congratulations',
    smile: 'Smile',
    eyes: 'Looking at it',
    thanks: 'Thank you',
    done: 'Done',
    confused: 'Confused',
  },
  you: 'You',
  people: (names, others) => {
    const all = others > 0 ? [...names, others === 1 ? '1 other' : `${others} others`] : names
    return all.length > 1 ? `${all.slice(0, -1).join(', ')} and ${all.at(-1)}` : (all[0] ?? '')
  },
  chip: (emoji, count, people) => `${emoji}, ${count}: ${people}`,
  notSaved: (emoji) => `Your reaction “${emoji}” was not saved. It is as it was before.`,
}

export const internal: typeof korean.internal = {
  internal: 'Internal comment',
  who: 'Only members of this project see it. Guests, commenters and viewers do not.',
  blind: (names) =>
    names.length === 1
      ? `${names[0]} is a guest and will not see this.`
      : `${names.join(', ')} are guests and will not see this.`,
  makePublic: 'Make public',
  makeInternal: 'Make internal',
  publicTitle: 'Make this comment public?',
  publicLead:
    'Everyone who sees this task will read it. It also shows in the activity and goes to webhooks.',
  publicPeople: 'Who will read it now',
  publicNobody: 'Only members see this task so far. People who are invited later will read it too.',
  more: (count) => `and ${count} more`,
  madePublic: (key) => `A comment on ${key} is public now.`,
  madeInternal: (key) => `A comment on ${key} is internal now.`,
  undonePublic: (key) => `The comment on ${key} is for members alone again.`,
  undoneInternal: (key) => `The comment on ${key} is for everyone again.`,
  notSwitched: 'The comment was not changed.',
  outside: 'Its author could not read it any more, so it cannot become internal.',
  hasFiles:
    'A comment with pictures cannot become internal: everyone who sees the task sees its files.',
  noPictures: 'An internal comment takes no pictures: everyone who sees the task sees its files.',
}
