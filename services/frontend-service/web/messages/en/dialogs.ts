import type { dialogs as ko } from '../ko/dialogs.ts'

export const dialogs: typeof ko = {
  /** What undo has left as it is. */
  left: {
    changed: (key) => `${key} was changed by someone else since and stays as it is.`,
    gone: (key) => `${key} was deleted for good and cannot be restored.`,
    goneMany: (done, gone) =>
      `${done === 1 ? '1 task is' : `${done} tasks are`} as before. ${gone === 1 ? '1 task was' : `${gone} tasks were`} deleted for good.`,
    changedMany: (done, left) =>
      `${done === 1 ? '1 task is' : `${done} tasks are`} as before. ${left === 1 ? '1 value was' : `${left} values were`} changed since and left alone.`,
    full: (key) => `${key} stays where it is: the status it had is full.`,
    fullMany: (done, full) =>
      `${done === 1 ? '1 task is' : `${done} tasks are`} as before. ${full === 1 ? '1 task stays' : `${full} tasks stay`}: the status they had is full.`,
    kept: (done, left) =>
      `${done === 1 ? '1 task is' : `${done} tasks are`} as before. ${left === 1 ? '1 value stays' : `${left} values stay`} as now.`,
  },
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
  conflictOwn: (field) =>
    `You changed the ${field.toLowerCase()} first, in another tab. Which one stays?`,
  here: 'In this tab',
  otherTab: 'In another tab',
  keepHere: 'Keep this tab’s',
  keepOtherTab: 'Keep the other tab’s',
  mine: 'Yours',
  theirs: 'Saved',
  keepTheirs: (name) => `Keep ${name}’s`,
  keepMine: 'Keep mine',
  empty: 'none',
  refusedTitle: (refused, count) =>
    count === 1 ? 'This task cannot be changed' : `${refused} of ${count} tasks cannot be changed`,
  refusedLead: 'Nothing has been changed yet.',
  refusals: {
    not_in_filter: 'Changed meanwhile: this filter no longer finds it.',
    gone: 'Deleted, or moved to another project.',
    in_trash: 'In the trash.',
    open: 'Only completed and cancelled tasks can be archived.',
    starts_after_due: 'It would start after it is due.',
    time_without_day: 'A time needs a due date.',
    too_many_assignees: 'At most 20 people.',
    too_many_labels: 'At most 20 labels.',
  },
  applyToOthers: (count) => `Apply to the other ${count}`,
  tooLarge: (bytes) =>
    `At most ${Math.floor(bytes / 1000)} KB can be sent at once. Do it in parts.`,
  relocation: {
    title: (key) => `Move ${key} to another project`,
    titleMany: (count) => `Move ${count} tasks to another project`,
    find: 'Find a project',
    projects: 'Projects',
    none: 'There is no other project that you can move tasks to.',
    effects: (project) => `In ${project}`,
    plain: 'Statuses and labels stay the same.',
    newKey: (count) =>
      count === 1
        ? 'It gets a new key; the old one keeps leading to it.'
        : 'They get new keys; the old ones keep leading to them.',
    withParts: (count) =>
      count === 1 ? '1 subtask comes along.' : `${count} subtasks come along.`,
    statuses: 'Statuses that change',
    labels: 'New labels',
    people: 'People who lose access',
    stay: 'Tasks that stay',
    reasons: { gone: 'Deleted, or moved already', in_trash: 'In the trash' },
    move: 'Move',
    moved: (from, to) => `${from} is now ${to}.`,
    movedMany: (count, project) => `${count} tasks moved to ${project}.`,
    stayed: (count) => (count === 1 ? '1 stays where it is.' : `${count} stay where they are.`),
    back: (count) => `${count} tasks are back where they were.`,
    backOne: (key) => `${key} is back where it was.`,
    notMoved: 'The tasks were not moved. Nothing has changed.',
  },
}
