import type { dialogs as ko } from '../ko/dialogs.ts'

export const dialogs: typeof ko = {
  completeTitle: (key) => `Complete ${key}?`,
  completeLead: (count) => `Subtasks that are still open: ${count}.`,
  completeManyTitle: (count) => `Complete ${count} tasks?`,
  completeOnly: 'Only this',
  completeManyLead: 'Some of them have subtasks that are still open.',
  completeManyToo: 'Complete their subtasks too',
  completeOnlyThese: 'Only these',
  completeToo: (count) =>
    count === 1 ? 'Complete 1 subtask too' : `Complete ${count} subtasks too`,
  conflictTitle: (key) => `${key} changed meanwhile`,
  conflictLead: (name, field) =>
    `${name} changed the ${field.toLowerCase()} first. Which one stays?`,
  mine: 'Yours',
  theirs: 'Saved',
  keepTheirs: (name) => `Keep ${name}’s`,
  keepMine: 'Keep mine',
  empty: 'none',
  refusedTitle: (refused, count) => `${refused} of ${count} tasks cannot be changed`,
  refusedLead: 'Nothing has been changed yet.',
  refusals: {
    not_in_filter: 'Changed meanwhile: this filter no longer finds it.',
    gone: 'Deleted, or moved to another project.',
    in_trash: 'In the trash.',
    starts_after_due: 'It would start after it is due.',
    too_many_assignees: 'At most 20 people.',
    too_many_labels: 'At most 20 labels.',
  },
  applyToOthers: (count) => `Apply to the other ${count}`,
  tooLarge: (bytes) =>
    `At most ${Math.floor(bytes / 1000)} KB can be sent at once. Do it in parts.`,
}
