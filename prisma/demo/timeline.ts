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
  const act = (day: number, salt: number, by: Handle, what: Act['what']): Act => ({
    at: day + officeHour(index, salt),
    by,
    project,
    task,
    what,
  })
  return [
    act(created, 1, task.by ?? (index % 3 === 0 ? worker : 'jieun'), { kind: 'create' }),
    ...(started === undefined
      ? []
      : [act(started, 2, worker, { kind: 'move', group: 'started', review: false } as const)]),
    ...(review === undefined
      ? []
      : [act(review, 3, worker, { kind: 'move', group: 'started', review: true } as const)]),
    ...comments.map(({ by, text, day }, nth) => act(day, 4 + nth, by, { kind: 'comment', text })),
    ...(done === undefined ? [] : [act(done, 9, worker, { kind: 'close' })]),
  ]
}

/** Between nine and six, spread by a fixed rule, later steps of a task later in the day. */
const officeHour = (index: number, salt: number) =>
  (9 + salt * 0.8 + ((index * 37 + salt * 11) % 60) / 60) / 24
