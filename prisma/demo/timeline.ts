import { type DemoTask, type Handle, type ProjectKey, tasks } from './content.ts'

/** One act of one person at one moment. `at` is in days from today's midnight, so 0.5 is today at noon. */
export interface Act {
  readonly at: number
  readonly by: Handle
  readonly project: ProjectKey
  readonly task: DemoTask
  readonly what:
    | { readonly kind: 'create' }
    | { readonly kind: 'close' }
    | { readonly kind: 'move'; readonly group: 'started'; readonly review: boolean }
    | { readonly kind: 'comment'; readonly text: string }
}

/** Everything that happened in the demo workspace up to `now` (days from today's midnight), in order. */
export function timeline(now: number): Act[] {
  const acts = Object.entries(tasks).flatMap(([key, list]) =>
    list.flatMap((task, index) => actsOf(key === 'WEB' ? 'WEB' : 'APP', task, index)),
  )
  // What would lie in the future happened a moment ago, in the same order.
  return acts
    .sort((one, other) => one.at - other.at)
    .map((act, index) => ({ ...act, at: Math.min(act.at, now - (acts.length - index) * 1e-5) }))
}

function actsOf(project: ProjectKey, task: DemoTask, index: number): Act[] {
  const { created, started, review, done, comments = [] } = task
  const worker = task.for?.[0] ?? 'jieun'
  const step = (day: number | undefined, by: Handle, what: Act['what']) =>
    day === undefined ? [] : [{ day, by, what }]
  const steps = [
    ...step(created, task.by ?? (index % 3 === 0 ? worker : 'jieun'), { kind: 'create' }),
    ...step(started, worker, { kind: 'move', group: 'started', review: false }),
    ...step(review, worker, { kind: 'move', group: 'started', review: true }),
    ...comments.flatMap(({ by, text, day }) => step(day, by, { kind: 'comment', text })),
    ...step(done, worker, { kind: 'close' }),
  ]
  let last = Number.NEGATIVE_INFINITY
  return steps.map(({ day, by, what }, nth) => {
    last = Math.max(day + officeHour(index, nth), last + SOON)
    return { at: last, by, project, task, what }
  })
}

/** Forty minutes: the least between two steps of a task. */
const SOON = 40 / (24 * 60)

/** Between nine and half past five, spread by a fixed rule. */
const officeHour = (index: number, nth: number) =>
  (9 + ((index * 97 + nth * 173 + index * nth * 31) % 510) / 60) / 24
