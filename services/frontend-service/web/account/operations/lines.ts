import type { Outputs } from '../../trpc.ts'
import { sizeWords } from '../../ui/size-words.ts'
import { operationsWords } from './operations-words.ts'

export type Installation = Outputs['gateway']['operations']['get']

/** `off`: there is no such thing here. `unknown`: who knows does not answer. */
type Tone = 'good' | 'attention' | 'bad' | 'off' | 'unknown'

/** One line of the page: how something is, and where it is not good what to do. */
export interface Line {
  readonly name: string
  /** The service whose it is, where others have it too. */
  readonly of?: string
  readonly facts: readonly string[]
  readonly tone: Tone
  readonly advice?: string
  /** Its name in docs/runbooks. */
  readonly runbook?: string
}

/** As the alerts have them (cdk8s/monitoring/alerts.ts), but for letters: that none was sent in an hour is known to all processes
 *  together alone. In seconds. */
const BEHIND_BAD = 120
const LETTERS_BAD = 3600
const QUEUE_BAD = 300
const BACKUP_BAD = 26 * 3600
const DRILL_BAD = 8 * 86_400
/** Beyond these it is worth a look. A quiet follower looks every 2 s. */
const BEHIND_SOME = 15
const LETTERS_SOME = 600
const JOB_LATE = 600

const good = { tone: 'good' } as const
const bad = (advice: string, runbook?: string) => ({ tone: 'bad', advice, runbook }) as const
const attention = (advice: string, runbook?: string) =>
  ({ tone: 'attention', advice, runbook }) as const
const unknown = (advice: string) => ({ tone: 'unknown', advice }) as const

const serviceNames = [
  ['gateway', 'frontend-service'],
  ['user', 'user-service'],
  ['task', 'task-service'],
  ['analytics', 'analytics-service'],
  ['file', 'file-service'],
] as const

/** Seconds from an instant to the one that the page tells of; not below none, for clocks differ. */
const since = (instant: string, { at }: Installation) =>
  Math.max(0, (Date.parse(at) - Date.parse(instant)) / 1000)

export function serviceLines(all: Installation): Line[] {
  const words = operationsWords()
  const wrongs = {
    down: bad(words.down, 'service-down'),
    not_ready: bad(words.notReady, 'database-unavailable'),
    failing: bad(words.failingService),
    older: attention(words.older, 'rollout-stuck'),
  }
  return serviceNames.map(([short, name]) => {
    const part = all[short]
    if (part.state !== 'up') return { name, facts: [], ...wrongs[part.state] }
    const upFor = words.upFor(words.duration(since(part.startedAt, all)))
    const facts = [upFor, part.commit ? words.commit(shortOf(part.commit)) : words.noCommit]
    return { name, facts, ...good }
  })
}

const shortOf = (commit: string) => (/^[\da-f]{7,40}$/.test(commit) ? commit.slice(0, 7) : commit)

export function followerLines(all: Installation): Line[] {
  const words = operationsWords()
  return (['task', 'analytics', 'file'] as const).map((short) => {
    const part = all[short]
    const name = words.follower[short]
    if (part.state !== 'up') return { name, facts: [words.silent], tone: 'unknown' }
    const behind = Math.max(0, ...part.feeds.map(({ behindSeconds }) => behindSeconds))
    const parked = 'parkedEvents' in part ? part.parkedEvents : 0
    const facts = [
      behind > BEHIND_SOME ? words.behind(words.duration(behind)) : words.upToDate,
      ...(parked ? [words.parkedEvents(parked)] : []),
    ]
    if (behind > BEHIND_SOME) {
      const how = behind > BEHIND_BAD ? bad : attention
      return { name, facts, ...how(words.behindLead, 'feed-behind') }
    }
    if (parked === null) return { name, facts, ...unknown(words.uncountedLead) }
    return {
      ...{ name, facts },
      ...(parked > 0 ? attention(words.parkedEventsLead, 'event-parked') : good),
    }
  })
}

export function letterLines(all: Installation): Line[] {
  const words = operationsWords()
  const { letters } = all.user
  const name = words.outbox
  if (letters.state === 'off') return [{ name, facts: [words.noLetters], tone: 'off' }]
  if (letters.state === 'unknown')
    return [{ name, facts: [words.uncounted], ...unknown(words.uncountedLead) }]
  const { waiting, oldestAt, dueAt, parked } = letters
  const oldest = oldestAt ? since(oldestAt, all) : 0
  const late = dueAt ? since(dueAt, all) : 0
  const facts = [
    words.waiting(waiting),
    ...(oldestAt ? [words.oldest(words.duration(oldest))] : []),
    ...(parked > 0 ? [words.givenUp(parked)] : []),
  ]
  const runbook = 'letters-not-sent'
  const how =
    late > LETTERS_SOME
      ? (late > LETTERS_BAD ? bad : attention)(words.lettersLate, runbook)
      : oldest > LETTERS_BAD
        ? attention(words.lettersRefused, runbook)
        : good
  return [{ name, facts, ...how }]
}

export function webhookLines({ task }: Installation): Line[] {
  const words = operationsWords()
  const name = words.queue
  if (task.state !== 'up') return [{ name, facts: [words.silent], tone: 'unknown' }]
  if (!task.webhooks) return [{ name, facts: [words.uncounted], ...unknown(words.uncountedLead) }]
  const { queueAgeSeconds: age, delivered, retried, parked, failing } = task.webhooks
  const isLate = age > QUEUE_BAD
  const queue = isLate ? words.queueAge(words.duration(age)) : words.noQueue
  const facts = [
    words.delivered(delivered),
    words.retried(retried),
    words.parked(parked),
    ...(failing > 0 ? [words.failing(failing)] : []),
  ]
  const queued = isLate ? bad(words.queueLead, 'webhooks-waiting') : good
  // One target that is away is its owner's to mend, who is told.
  const isWide = failing > 1 && retried + parked > delivered
  return [
    { name, facts: [queue], ...queued },
    { name: words.deliveries, facts, ...(isWide ? attention(words.failingLead) : good) },
  ]
}

export const jobLines = (all: Installation): Line[] =>
  serviceNames.flatMap(([short, of]) => {
    const part = all[short]
    return part.state === 'up' ? part.jobs.map((job) => ({ of, ...jobLine(job, all) })) : []
  })

type Job = Installation['user']['jobs'][number]

function jobLine({ name, begunAt, endedAt, hasFailed, nextAt }: Job, all: Installation) {
  const words = operationsWords()
  const names: Record<string, string> = words.jobs
  const ago = since(endedAt ?? begunAt, all)
  const untilNext = Math.max(0, (Date.parse(nextAt) - Date.parse(all.at)) / 1000)
  const ended = endedAt
    ? (hasFailed ? words.failed : words.ended)(words.duration(ago))
    : words.notRun
  const how = ago > JOB_LATE ? bad(words.stuckLead) : hasFailed ? attention(words.failedLead) : good
  return {
    name: names[name] ?? name,
    facts: [ended, words.next(words.duration(untilNext))],
    ...how,
  }
}

export function backupLines(all: Installation): Line[] {
  const words = operationsWords()
  const { backups } = all.user
  const name = words.lastBackup
  if (backups.state === 'none') return [{ name, facts: [words.noBackups], tone: 'off' }]
  if (backups.state === 'away')
    return [{ name, facts: [words.backupsAway], ...unknown(words.backupsAwayLead) }]
  const { at, bytes, drill } = backups
  const agoOf = (instant: string) => words.agoOf(words.duration(since(instant, all)))
  const none = (within: number) => (isYoung(all, within) ? words.noneYet : words.noneMade)
  const made = at ? [agoOf(at), ...(bytes === null ? [] : [sizeWords(bytes)])] : [none(BACKUP_BAD)]
  const tried = drill
    ? [drill.isGood ? words.drillGood : words.drillFailed, agoOf(drill.at)]
    : [none(DRILL_BAD)]
  const isMade = at && since(at, all) <= BACKUP_BAD
  const isTried = drill?.isGood && since(drill.at, all) <= DRILL_BAD
  const first = attention(words.firstLead)
  const backup = !at && isYoung(all, BACKUP_BAD) ? first : bad(words.backupLate, 'backup-too-old')
  const restore =
    !drill && isYoung(all, DRILL_BAD) ? first : bad(words.drillLead, 'restore-drill-failed')
  return [
    { name, facts: made, ...(isMade ? good : backup) },
    { name: words.drill, facts: tried, ...(isTried ? good : restore) },
  ]
}

/** Whether the installation is no older than that, so that the first one need not have been. */
const isYoung = (all: Installation, seconds: number) =>
  all.user.begunAt !== null && since(all.user.begunAt, all) <= seconds
