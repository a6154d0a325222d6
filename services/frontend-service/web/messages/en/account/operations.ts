import type { operations as ko } from '../../ko/account/operations.ts'

const number = (count: number) => count.toLocaleString('en')
const counted = (count: number, one: string, many = `${one}s`) =>
  `${number(count)} ${count === 1 ? one : many}`

const units = [
  [86_400, 'day'],
  [3600, 'hour'],
  [60, 'minute'],
] as const

export const operations: typeof ko = {
  lead: 'Whether this installation runs well: of each service, the process that answered. Everything is counted as a whole; nobody’s content is shown.',
  asOf: (time) => `As of ${time} · read again every 15 seconds`,
  stale: (time) => `This is how it was at ${time}`,
  noUsers:
    'Since then user-service or its database has not answered, and it alone knows who is an operator. Look at it first.',
  allGood: 'Everything is fine',
  toDo: (bad, attention, unknown) =>
    [
      bad > 0 && counted(bad, 'problem'),
      attention > 0 && `${number(attention)} to look at`,
      unknown > 0 && `${number(unknown)} unknown`,
    ]
      .filter(Boolean)
      .join(', '),
  tones: {
    ...{ good: 'Fine', attention: 'Look at this', bad: 'Problem' },
    ...{ off: 'Not in use', unknown: 'Unknown' },
  },
  duration: (seconds) => {
    const [size, unit] = units.find(([each]) => seconds >= each) ?? [1, 'second']
    return counted(Math.floor(seconds / size), unit)
  },
  titles: {
    services: 'Services',
    followers: 'Following events',
    letters: 'Mail',
    webhooks: 'Webhooks',
    jobs: 'Recurring jobs',
    backups: 'Backups',
  },
  silent: 'Unknown, because the service does not answer.',
  uncounted: 'not counted',
  uncountedLead: 'Counting failed or took too long. The log of this service says why.',

  upFor: (duration) => `up for ${duration}`,
  commit: (commit) => `commit ${commit}`,
  noCommit: 'commit unknown',
  down: 'No answer in time. Look at its processes and their logs.',
  notReady: 'It runs and cannot do its work. See whether it reaches its database.',
  failingService: 'It answers with an error. Its log says which.',
  older: 'A release from before this page. See whether the rollout has ended.',

  follower: {
    task: 'People and rights → task-service',
    analytics: 'Task log → analytics-service',
    file: 'Task log → file-service',
  },
  upToDate: 'Up to date',
  behind: (duration) => `${duration} behind`,
  behindLead:
    'Until it has caught up, rights that were taken away still count there. Look at the sender and the network.',
  parkedEvents: (count) => `${counted(count, 'event')} set aside`,
  parkedEventsLead: 'Skipped after five failures. Mend the cause, then apply them again.',

  outbox: 'Outbox',
  noLetters: 'No letters are sent: there is no mail server.',
  waiting: (count) => `${counted(count, 'letter')} waiting`,
  oldest: (duration) => `the oldest for ${duration}`,
  givenUp: (count) => `${number(count)} given up in 7 days`,
  lettersLate: 'Letters are due and no process sends them. Look at user-service.',
  lettersRefused:
    'Not sent for over an hour. If it is one letter, look at its address; if there are more, at the mail server.',

  queue: 'Queue',
  noQueue: 'Nothing late',
  queueAge: (duration) => `late for ${duration}`,
  queueLead: 'Deliveries are due and no process sends them. Look at task-service.',
  deliveries: 'Deliveries of the last 24 hours',
  delivered: (count) => `${number(count)} delivered`,
  retried: (count) => `${number(count)} being retried`,
  parked: (count) => `${number(count)} given up`,
  failing: (count) => `${counted(count, 'webhook')} failing`,
  failingLead: 'More fail than arrive. Look at the way out of the network.',

  jobs: {
    letters: 'Sending mail',
    failed_attempts: 'Writing failed sign-ins into audit logs',
    workspace_ends: 'Deleting workspaces whose time has come',
    deleted_workspaces: 'Clearing up deleted workspaces',
    trash: 'Emptying the trash',
    webhook_upkeep: 'Upkeep and notices of webhooks',
    file_counts: 'Counting the files of tasks',
    expired_files: 'Removing unfinished uploads and deleted files',
  },
  ended: (duration) => `ended ${duration} ago`,
  failed: (duration) => `failed ${duration} ago`,
  notRun: 'not run yet',
  next: (duration) => `next in ${duration}`,
  failedLead:
    'The next run goes on with it. If it keeps failing, the log of this service says why.',
  stuckLead: 'It has not ended for over ten minutes. Look at the log of this service.',

  lastBackup: 'Last backup',
  noBackups:
    'Nothing here tells of backups. If anything must not be lost, see that there are some.',
  backupsAway: 'Prometheus does not answer, so nobody knows about backups.',
  backupsAwayLead: 'See whether Prometheus runs, and whether user-service reaches PROMETHEUS_URL.',
  noneMade: 'none in 14 days',
  noneYet: 'none yet',
  firstLead: 'This installation is new: the first one may not be due yet. Run it now to be sure.',
  agoOf: (duration) => `${duration} ago`,
  backupLate:
    'No backup of the last 26 hours is known. See whether its Job ran; if not, run it now.',
  drill: 'Last restore drill',
  drillFailed: 'failed',
  drillGood: 'succeeded',
  drillLead: 'A backup that was never restored is no backup. Run the drill and see why.',

  operators: 'Operators',
  operatorsLead:
    'They see this page and add other operators. It gives them no right to what is in any workspace.',
  newOperator: 'E-mail address of a person',
  addOperator: 'Add operator',
  removeOperator: 'Remove',
  removeOf: (name) => `Remove ${name} from the operators`,
  removeSure: (name) => `Remove ${name} from the operators?`,
  removeLead: 'They no longer see this page. Another operator can add them again.',
  operatorAdded: (name) => `${name} is an operator now.`,
  operatorRemoved: (name) => `${name} is no operator any more.`,
  disabled: 'Disabled',
  refusals: {
    no_account: 'Nobody has signed up with this address. They have to do that first.',
    disabled: 'This account is disabled. It has to be enabled again first.',
    address_not_proved:
      'This address is not proved yet. Its owner does that in the settings under Security.',
    last_operator: 'There has to be one operator at least.',
  },
  tooMany: (limit) => `There can be ${number(limit)} operators at most. Remove one first.`,

  usage: 'Usage',
  figures: {
    people: 'People',
    workspaces: 'Workspaces',
    projects: 'Projects',
    sessions: 'Sessions used in 24 hours',
    storage: 'Stored files',
  },
  count: number,
}
