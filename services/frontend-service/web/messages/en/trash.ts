import type { trash as ko } from '../ko/trash.ts'

export const trash: typeof ko = {
  files: 'Files in the trash',
  noneLead: 'Tasks that you move to the trash can be restored here.',
  lead: 'Each is deleted for good when its time is over. Only admins can do it earlier.',
  ownLead: 'Each is deleted for good when its time is over.',
  purgedIn: (days) =>
    days === 0 ? 'Deleted today' : days === 1 ? 'Deleted in 1 day' : `Deleted in ${days} days`,
  purge: 'Delete for good',
  purgeSure: (key) => `Delete ${key} for good?`,
  purgeLead:
    'Description, comments and the files of this task alone are deleted with it. This cannot be undone.',
  purged: (key) => `${key} was deleted for good.`,
  emptyTrash: 'Empty trash',
  emptySure: (count) =>
    `Delete ${count} ${count === '1' ? 'task' : 'tasks'} in the trash for good?`,
  archive: 'Archive',
  unarchive: 'Take out of the archive',
  isArchived: 'This task is archived.',
  archived: 'Archived tasks',
  emptied: (count) => `${count} ${count === 1 ? 'task was' : 'tasks were'} deleted for good.`,
}
