import { type ToldTask, tasks } from './content.ts'
import type { DemoComment } from './demo-task.ts'
import type { Handle } from './people.ts'

type What =
  | { readonly kind: 'create' | 'start' | 'review' | 'close' | 'cancel' | 'reopen' }
  | { readonly kind: 'comment'; readonly comment: DemoComment }

/** One act of one person at one moment. `at` is in days from today's midnight, so 0.5 is today at noon. */
export interface Act {
  readonly at: number
  readonly by: Handle
  readonly task: ToldTask
  readonly what: What
}

/** Everything that happened in the demo workspace up to `now` (days from today's midnight), in order. */
export function timeline(now: number): Act[] {
  const acts = tasks.flatMap(actsOf)
  // What would lie in the future happened a moment ago, in the same order.
  return acts
    .sort((one, other) => one.at - other.at)
    .map((act, index) => ({ ...act, at: Math.min(act.at, now - (acts.length - index) * 1e-5) }))
}

function actsOf(task: ToldTask, index: number): Act[] {
  const { created, started, review, done, cancelled } = task
  const { reopened, comments = [] } = task.story
  const worker = task.for[0] ?? 'jieun'
  const step = (day: number | undefined, by: Handle, what: What) =>
    day === undefined ? [] : [{ day, by, what }]
  const said = (isAfter: boolean) =>
    comments
      .filter(({ day }) => (reopened !== undefined && day >= reopened) === isAfter)
      .flatMap((comment) => step(comment.day, comment.by, { kind: 'comment', comment }))
  const steps = [
    ...step(created, index % 3 === 0 ? worker : 'jieun', { kind: 'create' }),
    ...step(started, worker, { kind: 'start' }),
    ...step(review, worker, { kind: 'review' }),
    ...said(false),
    ...step(done, worker, { kind: 'close' }),
    ...step(cancelled, 'jieun', { kind: 'cancel' }),
    ...step(reopened, worker, { kind: 'reopen' }),
    ...said(true),
  ]
  let last = Number.NEGATIVE_INFINITY
  return steps.map(({ day, by, what }, nth) => {
    last = Math.max(day + officeHour(index, nth), last + SOON)
    return { at: last, by, task, what }
  })
}

/** Forty minutes: the least between two steps of a task. */
const SOON = 40 / (24 * 60)

/** Between nine and half past five, spread by a fixed rule. */
const officeHour = (index: number, nth: number) =>
  (9 + ((index * 97 + nth * 173 + index * nth * 31) % 510) / 60) / 24
