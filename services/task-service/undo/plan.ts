import { z } from 'zod'
import { type Group, priority, group as statusGroup, unique } from '../contract.ts'
import { EXCERPT_MAX, textBefore } from '../events/long-texts.ts'
import { ASSIGNEES_MAX, LABELS_MAX } from '../limits.ts'
import { parts, timesAlone } from '../tasks/days.ts'
import { completedAtIn } from '../tasks/move.ts'
import type { LockedTask, TaskPatch } from '../tasks/write-many.ts'
import { startsLate } from '../tql/instant.ts'

const sides = z.tuple([z.unknown(), z.unknown()])
const replaced = z.object({ at: z.number(), removed: z.string(), added: z.number() })

/** An event as undoing reads it from the log. */
export const logged = z.object({
  id: z.string(),
  type: z.string(),
  taskId: z.string(),
  actorId: z.string().nullable(),
  at: z.string(),
  changes: z.record(z.string(), sides),
  replaced: z.record(z.string(), replaced).nullable(),
})
type Logged = z.infer<typeof logged>

/** What undoing leaves as it is, and why: others have changed the field since; the task is in the trash, in another
 *  project or gone for good; what the field had before is no longer there, or is a status that takes no more tasks. `by` and `at` are those of the last other who changed it. */
export interface Left {
  readonly taskId: string
  readonly key: string | null
  readonly field: string
  readonly reason: 'changed' | 'in_trash' | 'moved' | 'gone' | 'unknown' | 'full'
  readonly yours?: unknown
  readonly theirs?: unknown
  readonly by: string | null
  readonly at: string | null
}

interface Undoing {
  readonly task: LockedTask & { readonly description?: string }
  /** Of the act, about this task. */
  readonly act: readonly Logged[]
  /** About this task, after the act, oldest first. */
  readonly later: readonly Logged[]
  /** Others made tasks that still are part of this one, after the act, oldest first. */
  readonly partsOfOthers: readonly Logged[]
  readonly me: string
  readonly now: Date
  /** Statuses, labels and people that a task can have; of a status its group. */
  readonly known: ReadonlyMap<string, Group | null>
}

/** What taking an act back makes of one task. A field goes back where it still has what the act gave it and
 *  nobody else has changed it since; of a list, each of its members. */
export function planOf(undoing: Undoing): { patch: TaskPatch; left: Left[] } {
  const patches: TaskPatch[] = []
  const left: Left[] = []
  for (const event of undoing.act.toReversed()) {
    const step = stepOf(undoing, event)
    if (step.patch) patches.push(step.patch)
    left.push(...(step.left ?? []))
  }
  return withDaysInOrder(undoing, { patch: Object.assign({}, ...patches), left })
}

/** When a task starts is one value in two fields, and so is when it is due: of a change of it nothing or all goes back. */
const partsOf = (field: string): readonly string[] =>
  Object.values(parts).find((pair) => pair.some((part) => part === field)) ?? [field]

/** A day that others' days no longer leave room for stays as it is with its time, and so do a day that has got a time since
 *  and the time of a day that has gone since. */
function withDaysInOrder({ task, later }: Undoing, plan: { patch: TaskPatch; left: Left[] }) {
  const after = { ...task, ...plan.patch }
  const wrong = startsLate(after) ? (['start', 'due'] as const) : timesAlone(after)
  const bound = wrong.flatMap((of) => parts[of])
  const days = unique(bound).filter((day) => plan.patch[day] !== undefined)
  const last = later.findLast(({ changes }) => bound.some((day) => day in changes))
  const patch = Object.fromEntries(
    Object.entries(plan.patch).filter(([field]) => !days.some((day) => day === field)),
  )
  return { patch, left: [...plan.left, ...days.map((day) => leftAs(task, day, 'changed', last))] }
}

interface Step {
  readonly patch?: TaskPatch
  readonly left?: readonly Left[]
}

function stepOf(undoing: Undoing, event: Logged): Step {
  const { task, later, partsOfOthers, now } = undoing
  const byOthers = laterByOthers(undoing)
  const isThrown = task.trashedAt !== null
  if (event.type === 'task.created' || event.type === 'task.restored') {
    const other = byOthers.at(-1) ?? partsOfOthers.at(-1)
    if (isThrown) return {}
    // Somebody has gone on with it.
    if (other) return { left: [leftAs(task, 'task', 'changed', other)] }
    return { patch: { trashedAt: now.toISOString() } }
  }
  const thrown = ({ type }: Logged) => type === 'task.trashed'
  if (event.type === 'task.trashed') {
    const again = byOthers.findLast(thrown)
    if (!isThrown) return {}
    return again
      ? { left: [leftAs(task, 'task', 'in_trash', again)] }
      : { patch: { trashedAt: null } }
  }
  if (isThrown) return { left: [leftAs(task, 'task', 'in_trash', later.findLast(thrown))] }
  return fieldsOf(undoing, event)
}

const laterByOthers = ({ later, me }: Undoing) => later.filter(({ actorId }) => actorId !== me)

function leftAs(
  { id: taskId, key }: LockedTask,
  field: string,
  reason: Left['reason'],
  last: Logged | undefined,
): Left {
  return { taskId, key, field, reason, by: last?.actorId ?? null, at: last?.at ?? null }
}

/** They go with the status. */
const followers = ['group', 'completedAt']

const restored = z
  .object({
    title: z.string(),
    priority,
    dueDate: z.string().nullable(),
    dueTime: z.string().nullable(),
    startDate: z.string().nullable(),
    startTime: z.string().nullable(),
    estimate: z.number().nullable(),
    assigneeIds: z.array(z.string()),
    labelIds: z.array(z.string()),
    parentId: z.string().nullable(),
    archivedAt: z.string().nullable(),
    statusId: z.string(),
    group: statusGroup,
    completedAt: z.string().nullable(),
    rank: z.string(),
    description: z.tuple([z.string(), z.string()]),
  })
  .partial()

function fieldsOf(undoing: Undoing, { changes, replaced }: Logged): Step {
  const { task, later, known } = undoing
  const now = new Map<string, unknown>(Object.entries(task))
  const values: Record<string, unknown> = {}
  const left: Left[] = []
  for (const [field, shown] of Object.entries(changes)) {
    if (followers.includes(field) || isToldOnly(field, shown)) continue
    if (field === 'assigneeIds' || field === 'labelIds') {
      const step = listOf(undoing, field, shown)
      if (step.value) values[field] = step.value
      left.push(...step.left)
      continue
    }
    const current = now.get(field)
    const [before, after] =
      field === 'description' ? textsOf(current, shown, replaced?.[field], later) : shown
    const whole = partsOf(field)
    const isIn = (event: Logged) => whole.some((part) => isChangedIn(event, part))
    const other = laterByOthers(undoing).findLast(isIn)
    const last = other ?? later.findLast(isIn)
    if (isSame(current, before)) continue
    const isOther = whole.some((part) => {
      const sides = part === field ? [before, after] : changes[part]
      return sides !== undefined && !isToldOnly(part, sides) && !isSame(now.get(part), sides[1])
    })
    if (other || isOther) {
      const theirs = field === 'rank' ? undefined : { yours: cut(after), theirs: cut(current) }
      left.push({ ...leftAs(task, field, 'changed', last), ...theirs })
    } else if (field === 'statusId' && !known.has(String(before)))
      left.push({ ...leftAs(task, field, 'unknown', last), theirs: cut(current) })
    else values[field] = field === 'description' ? [current, before] : before
  }
  if ('statusId' in values) {
    const group = known.get(String(values.statusId))
    const completedAt = time.parse(changes.completedAt?.[0])
    // A status may mean something else by now.
    values.group = group
    values.completedAt = group && completedAtIn(group, { completedAt }, undoing.now)
  }
  return { patch: restored.parse(values), left }
}

/** The time that stayed beside another day. */
const isToldOnly = (field: string, [before, after]: readonly unknown[]) =>
  (field === 'dueTime' || field === 'startTime') && isSame(before, after)

const time = z.string().nullable().catch(null)

/** The event of a task whose status came into another group names that status twice. */
function isChangedIn({ changes }: Logged, field: string) {
  const sides = changes[field]
  return sides !== undefined && !isSame(sides[0], sides[1])
}

const listMax = { assigneeIds: ASSIGNEES_MAX, labelIds: LABELS_MAX }
const ids = z.array(z.string()).catch([])

/** What the act added goes, what it took away comes back, and whatever else has come and gone since stays. */
function listOf(
  undoing: Undoing,
  field: keyof typeof listMax,
  shown: readonly [unknown, unknown],
): { value?: string[]; left: Left[] } {
  const { task, known } = undoing
  const current = task[field]
  const [before, after] = [ids.parse(shown[0]), ids.parse(shown[1])]
  const added = after.filter((id) => !before.includes(id) && current.includes(id))
  const taken = before.filter((id) => !after.includes(id) && !current.includes(id))
  const theirs = new Map([...added, ...taken].map((id) => [id, touchedBy(undoing, field, id)]))
  const mine = (id: string) => !theirs.get(id)
  const back = taken.filter((id) => mine(id) && known.has(id))
  const stays = (id: string) => !(added.includes(id) && mine(id))
  const value = isSame(current, after)
    ? [...before.filter((id) => current.includes(id) || back.includes(id)), ...added].filter(stays)
    : [...current.filter(stays), ...back]
  const other = [...theirs.values()].findLast((event) => event !== undefined)
  const isFull = value.length > listMax[field] && value.length > current.length
  const isGone = taken.some((id) => mine(id) && !known.has(id))
  const last = undoing.later.findLast((event) => field in event.changes)
  const left: Left[] = []
  if (other || isFull)
    left.push({
      ...leftAs(task, field, 'changed', other ?? last),
      ...{ yours: after, theirs: current },
    })
  if (isGone) left.push({ ...leftAs(task, field, 'unknown', last), theirs: current })
  return { value: isFull || isSame(value, current) ? undefined : value, left }
}

/** The last event by which somebody else added an id to a list or took it away. */
const touchedBy = (undoing: Undoing, field: string, id: string) =>
  laterByOthers(undoing).findLast(({ changes }) => {
    const [before, after] = (changes[field] ?? []).map((side) => ids.parse(side).includes(id))
    return before !== after
  })

/** Both sides of a change of a long text: the log has excerpts of them, and what each change took away. */
function textsOf(
  current: unknown,
  [before, after]: [unknown, unknown],
  taken: z.infer<typeof replaced> | undefined,
  later: readonly Logged[],
): [unknown, unknown] {
  if (!taken) return [before, after]
  const text = later
    .filter(({ changes }) => 'description' in changes)
    .reduceRight((after, event) => {
      const { description: change } = event.replaced ?? {}
      return change ? textBefore(after, change) : String(event.changes.description?.[0] ?? '')
    }, String(current))
  return [textBefore(text, taken), text]
}

const isSame = (one: unknown, other: unknown) => JSON.stringify(one) === JSON.stringify(other)

const cut = (value: unknown) =>
  typeof value === 'string' ? [...value].slice(0, EXCERPT_MAX).join('') : value
