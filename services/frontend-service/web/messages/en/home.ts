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
  undated: 'No date',
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
}
