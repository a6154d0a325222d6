import type { reactions as ko } from '../ko/reactions.ts'

export const reactions: typeof ko = {
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
