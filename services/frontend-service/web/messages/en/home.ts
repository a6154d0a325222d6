import type { Messages } from '../ko.ts'

export const home: Messages['home'] = {
  summary: (overdue, today) => {
    if (overdue && today) return `${overdue} overdue and ${today} due today.`
    if (overdue) return `${overdue} overdue.`
    if (today) return `${today} due today.`
    return 'Nothing is due by today.'
  },
  quickAdd: 'What needs doing? e.g. Submit quarterly report',
  overdue: 'Overdue',
  today: 'Today',
  next: 'Next 7 days',
  noneTitle: 'Nothing for today',
  noneLead: 'Tasks assigned to you gather here by due date.',
  inviteTitle: 'Work is better together',
  inviteLead: 'Send an invitation link and share the tasks.',
  thisWeek: 'This week',
  completed: 'Completed',
  openTasks: 'Open tasks',
  activity: 'Activity',
  activityNone: 'No activity yet.',
  asOf: (time) => `as of ${time}`,
  events: {
    created: (who, key) => `${who} created ${key}`,
    changed: (who, key) => `${who} changed ${key}`,
    moved: (who, key, to) => (to ? `${who} moved ${key} to ${to}` : `${who} moved ${key}`),
    closed: (who, key) => `${who} completed ${key}`,
    reopened: (who, key) => `${who} reopened ${key}`,
    trashed: (who, key) => `${who} moved ${key} to the trash`,
    movedOut: (who, key) => `${who} moved ${key} to another project`,
    purged: (who, key) => `${who} deleted ${key} for good`,
    expired: (key) => `${key} was deleted for good from the trash`,
    restored: (who, key) => `${who} restored ${key}`,
    related: (who, key) => `${who} changed the relations of ${key}`,
    commented: (who, key) => `${who} commented on ${key}`,
    fileAdded: (who, name) => `${who} added the file ${name}`,
    fileChanged: (who, name) => `${who} changed the file ${name}`,
    fileTrashed: (who, name) => `${who} moved the file ${name} to the trash`,
    fileRestored: (who, name) => `${who} restored the file ${name}`,
    ofPurged: (who) => `${who} changed a file of a task that was deleted`,
    deletedTask: 'A task that was deleted',
    inherited: (who, from) => `${who} took over the project of ${from}`,
    joined: (who) => `${who} joined`,
    left: (who) => `${who} left`,
    member: (who) => `The role of ${who} changed`,
    other: (who) => `${who} made a change`,
  },
}
