import { expect, test } from '@jest/globals'
import {
  backupLines,
  followerLines,
  type Installation,
  jobLines,
  type Line,
  letterLines,
  serviceLines,
  webhookLines,
} from './lines.ts'

const at = '2026-11-30T12:00:00.000Z'
const ago = (seconds: number) => new Date(Date.parse(at) - seconds * 1000).toISOString()
const HOUR = 3600

const up = { state: 'up' as const, commit: 'abcdef0123', startedAt: ago(90_000) }
const idle = { feeds: [], jobs: [] }
const user: Installation['user'] = {
  ...{ ...up, ...idle, people: 4, workspaces: 2, sessions: 3, begunAt: ago(400 * 86_400) },
  letters: { state: 'known', waiting: 0, oldestAt: null, dueAt: null, parked: 0 },
  backups: { state: 'known', at: ago(HOUR), bytes: 1024, drill: { at: ago(HOUR), isGood: true } },
}
const webhooks = { queueAgeSeconds: 0, failing: 0, delivered: 9, retried: 0, parked: 0 }
const task = { ...up, ...idle, projects: 5, webhooks }
const figures = { ...up, ...idle, parkedEvents: 0 }
const good: Installation = {
  ...{ at, runbooks: null, gateway: { ...up, ...idle }, user, task },
  ...{ analytics: figures, file: { ...figures, usedBytes: 0 } },
}

const all = [serviceLines, followerLines, letterLines, webhookLines, jobLines, backupLines]
const worst = (lines: readonly Line[]) => lines.find(({ tone }) => tone !== 'good')

test('where nothing is wrong nobody is told to do anything', () => {
  const lines = all.flatMap((each) => each(good))
  expect(lines).toHaveLength(13)
  for (const { tone, advice, runbook } of lines)
    expect([tone, advice, runbook]).toEqual(['good', undefined, undefined])
})

test('a commit is named by its beginning, and whatever else names a release whole', () => {
  const named = (commit: string) =>
    serviceLines({ ...good, gateway: { ...good.gateway, commit } })[0]?.facts[1]
  expect(named('abcdef0123456789abcdef0123456789abcdef01')).toBe('커밋 abcdef0')
  expect(named('v1.4.2-rc1')).toBe('커밋 v1.4.2-rc1')
})

const letters = (changes: object) => ({
  user: { ...user, letters: { ...user.letters, waiting: 1, ...changes } },
})
const sending = (changes: object) => ({ task: { ...task, webhooks: { ...webhooks, ...changes } } })
const behind = (behindSeconds: number) => ({
  analytics: { ...figures, feeds: [{ feed: 'tasks', behindSeconds }] },
})
const job = (changes: object) => {
  const { begunAt, nextAt } = { begunAt: ago(9000), nextAt: ago(-6) }
  const usual = { name: 'letters', hasFailed: false, begunAt, endedAt: ago(4), nextAt }
  return { user: { ...user, jobs: [{ ...usual, ...changes }] } }
}
const backups = (changes: object) => ({
  user: { ...user, backups: { ...user.backups, ...changes } },
})
/** Of an installation that is so old, in seconds. */
const young = (age: number, changes: object) => ({
  user: { ...user, begunAt: ago(age), backups: { ...user.backups, ...changes } },
})

test.each<[string, (all: Installation) => Line[], object, Line['tone'] | undefined, string?]>([
  ['a service is silent', serviceLines, { file: { state: 'down' } }, 'bad', 'service-down'],
  [
    ...(['a database is away', serviceLines, { file: { state: 'not_ready' } }] as const),
    ...(['bad', 'database-unavailable'] as const),
  ],
  ['a service answers with errors', serviceLines, { file: { state: 'failing' } }, 'bad'],
  ['a release is older', serviceLines, { file: { state: 'older' } }, 'attention', 'rollout-stuck'],
  ['a follower is silent', followerLines, { file: { state: 'down' } }, 'unknown'],
  ['a follower looks every 2 s', followerLines, behind(4), undefined],
  ['a follower lags', followerLines, behind(60), 'attention', 'feed-behind'],
  ['a follower lags for long', followerLines, behind(121), 'bad', 'feed-behind'],
  [
    ...(['an event was set aside', followerLines] as const),
    ...([{ file: { ...figures, parkedEvents: 1 } }, 'attention', 'event-parked'] as const),
  ],
  [
    ...(['events set aside are not counted', followerLines] as const),
    ...([{ file: { ...figures, parkedEvents: null } }, 'unknown'] as const),
  ],
  ['no letters are sent', letterLines, { user: { ...user, letters: { state: 'off' } } }, 'off'],
  [
    ...(['letters are not counted', letterLines] as const),
    ...([{ user: { ...user, letters: { state: 'unknown' } } }, 'unknown'] as const),
  ],
  ['a letter has just come', letterLines, letters({ dueAt: ago(30) }), undefined],
  [
    ...(['nobody sends letters', letterLines, letters({ dueAt: ago(700) })] as const),
    ...(['attention', 'letters-not-sent'] as const),
  ],
  [
    ...(['nobody has sent letters for long', letterLines, letters({ dueAt: ago(3700) })] as const),
    ...(['bad', 'letters-not-sent'] as const),
  ],
  [
    ...(['a letter is tried again', letterLines] as const),
    letters({ oldestAt: ago(3500), dueAt: ago(-600) }),
    undefined,
  ],
  [
    ...(['a letter is tried again for long', letterLines] as const),
    ...([letters({ oldestAt: ago(3700), dueAt: ago(-600) }), 'attention'] as const),
    'letters-not-sent',
  ],
  ['a letter was given up', letterLines, letters({ parked: 1 }), undefined],
  ['nobody sends', webhookLines, sending({ queueAgeSeconds: 301 }), 'bad', 'webhooks-waiting'],
  ['a target is away', webhookLines, sending({ failing: 1, retried: 20 }), undefined],
  ['a few targets of many are away', webhookLines, sending({ failing: 2, parked: 9 }), undefined],
  ['more fails than arrives', webhookLines, sending({ failing: 2, parked: 10 }), 'attention'],
  ['webhooks are not counted', webhookLines, { task: { ...task, webhooks: null } }, 'unknown'],
  ['who sends is silent', webhookLines, { task: { state: 'down' } }, 'unknown'],
  ['a job has just begun', jobLines, job({ begunAt: ago(9), endedAt: null }), undefined],
  ['a job failed', jobLines, job({ hasFailed: true }), 'attention'],
  ['a job does not end', jobLines, job({ endedAt: ago(700) }), 'bad'],
  ['a job has never ended', jobLines, job({ endedAt: null }), 'bad'],
  ['there are no backups', backupLines, { user: { ...user, backups: { state: 'none' } } }, 'off'],
  [
    ...(['who knows is away', backupLines] as const),
    ...([{ user: { ...user, backups: { state: 'away' } } }, 'unknown'] as const),
  ],
  ['a backup is old', backupLines, backups({ at: ago(27 * HOUR) }), 'bad', 'backup-too-old'],
  ['none was ever made', backupLines, backups({ at: null }), 'bad', 'backup-too-old'],
  ['none was ever restored', backupLines, backups({ drill: null }), 'bad', 'restore-drill-failed'],
  ['the first is not due yet', backupLines, young(25 * HOUR, { at: null }), 'attention'],
  ['the first is late', backupLines, young(27 * HOUR, { at: null }), 'bad', 'backup-too-old'],
  ['the first drill is not due yet', backupLines, young(190 * HOUR, { drill: null }), 'attention'],
  [
    ...(['the first drill is late', backupLines, young(193 * HOUR, { drill: null })] as const),
    ...(['bad', 'restore-drill-failed'] as const),
  ],
  [
    ...(['a drill failed', backupLines] as const),
    ...([backups({ drill: { at, isGood: false } }), 'bad', 'restore-drill-failed'] as const),
  ],
  [
    ...(['the last drill was long ago', backupLines] as const),
    ...([backups({ drill: { at: ago(200 * HOUR), isGood: true } }), 'bad'] as const),
    'restore-drill-failed',
  ],
])('%s', (_what, lines, changes, ...[tone, runbook]) => {
  const line = worst(lines({ ...good, ...changes }))
  expect([line?.tone, line?.runbook]).toEqual([tone, runbook])
  expect(line?.tone === 'bad' || line?.tone === 'attention' ? line.advice : 'none').toBeTruthy()
})
