import { exactDay, plainDay } from '../../dates.ts'
import { dashboardWords } from '../../frame/dashboard-words.ts'
import { m } from '../../messages.ts'
import type { Outputs } from '../../trpc.ts'
import { clockWords, dueFor } from '../fields/due-time.ts'
import { planWords } from '../fields/plan-words.ts'
import { fieldName, type Known, valueWords } from '../history/field-values.ts'
import { activityWords } from './activity-words.ts'

type Event = Outputs['task']['activity']['list']['items'][number]
/** What is read of an event: a line of the activity, an act of one's own, a task of it. */
export type Changed = Pick<Event, 'type' | 'changes' | 'named' | 'projectId'>

/** What became of one field. */
export interface FieldChange {
  /** None where the sentence names it. */
  readonly name: string | undefined
  readonly before?: string
  readonly after?: string
  /** Of a list, in place of both sides. */
  readonly added?: string
  readonly removed?: string
  /** Both sides of a long text, or of where it changed. */
  readonly texts?: readonly [string, string]
}

const order = [
  ...['title', 'statusId', 'priority', 'dueDate', 'dueTime', 'startDate', 'startTime'],
  'estimate',
  ...[
    'assigneeIds',
    'labelIds',
    'parentId',
    'name',
    'color',
    'visibility',
    'openRole',
    'estimateUnit',
    'overLimit',
  ],
  ...['group', 'wipLimit', 'role', 'kind', 'description'],
]

/** What an event changed, field by field; nothing of what came or went as a whole. */
export function changesOf(event: Changed, reader: Known): FieldChange[] {
  // Of a task that was moved since: one project knows nothing of what another one called its statuses and labels.
  const isThere = reader.project?.id === event.projectId
  const seen = isThere ? reader : { ...reader, project: undefined }
  const fields = order.filter((field) => field in event.changes && isTold(event, field))
  return fields.flatMap((field) => {
    const change = changeOf(event, field, seen)
    return change ? [change] : []
  })
}

function isTold({ type, changes }: Changed, field: string) {
  if (type.startsWith('relation.')) return field === 'kind'
  // The time is told with its day.
  if (field === 'dueTime' && 'dueDate' in changes) return false
  if (field === 'startTime' && 'startDate' in changes) return false
  if (/^task\.(moved|closed|reopened|moved_in)$/.test(type) && field === 'group') return false
  // Each side is of another project.
  if (type === 'task.moved_in' && (field === 'statusId' || field === 'labelIds')) return false
  return /\.(updated|role_changed|moved|closed|reopened|moved_in)$/.test(type)
}

function changeOf(event: Changed, field: string, seen: Known): FieldChange | undefined {
  const { changes, named } = event
  const words = activityWords()
  const [before, after] = sidesOf(changes[field])
  if (!seen.project && (field === 'statusId' || field === 'labelIds')) return undefined
  if (field === 'kind') return relationIn(event, before ?? after)
  const time = times.get(field)
  if (!time && JSON.stringify(before) === JSON.stringify(after)) return undefined
  if (field === 'description')
    return { name: fieldName(field), texts: [textOf(before), textOf(after)] }
  // What a task had in a project that the reader does not see is not told.
  if (before === null && Array.isArray(after))
    return after.length > 0
      ? { name: fieldName(field), after: listWords(field, after, seen) }
      : undefined
  if (Array.isArray(before) && Array.isArray(after)) return listChange(field, before, after, seen)
  if (time) {
    const day = (nth: number) =>
      dayWords(sidesOf(changes[field])[nth], sidesOf(changes[time])[nth], seen)
    return { name: fieldName(field), before: day(0), after: day(1) }
  }
  const side = (value: unknown) => {
    if (field === 'parentId' && typeof value === 'string')
      return named?.[value]?.key ?? words.hiddenTask
    return sideWords(field, value, seen)
  }
  return { name: nameOf(field), before: side(before), after: side(after) }
}

/** Of days the fields that have their times. */
const times = new Map([
  ['startDate', 'startTime'],
  ['dueDate', 'dueTime'],
])

function sideWords(field: string, value: unknown, seen: Known) {
  const words = activityWords()
  if (value === null || value === undefined || value === '') return words.none
  switch (field) {
    case 'estimate':
      return seen.project
        ? planWords().inFull(Number(value), seen.project.estimateUnit)
        : String(value)
    case 'statusId':
      return valueWords(field, value, seen) ?? words.deletedStatus
    case 'color':
      return wordOf(m.projects.colours, value)
    case 'visibility':
      return wordOf(m.projects.visibilities, value)
    case 'openRole':
      return value === 'owner' ? activityWords().asInWorkspace : wordOf(m.settings.roles, value)
    case 'estimateUnit':
      return wordOf(planWords().units, value)
    case 'overLimit':
      return wordOf(activityWords().overLimits, value)
    case 'group':
      return wordOf(dashboardWords().groups, value)
    case 'role':
      return wordOf(m.settings.roles, value)
    default:
      return valueWords(field, value, seen) ?? String(value)
  }
}

const wordOf = (words: Record<string, string>, value: unknown) =>
  words[String(value)] ?? String(value)

function nameOf(field: string) {
  const words = activityWords()
  const names: Record<string, string> = {
    name: words.name,
    color: m.projects.colour,
    visibility: m.projects.visibility,
    openRole: activityWords().openRole,
    estimateUnit: planWords().unit,
    overLimit: activityWords().overLimit,
    group: words.group,
    wipLimit: words.limit,
    role: words.role,
  }
  return names[field] ?? fieldName(field)
}

/** A day, or the moment by the reader's clock where it has a time. */
function dayWords(day: unknown, time: unknown, { timeZone }: Known): string {
  if (typeof day !== 'string') return activityWords().none
  const dueTime = typeof time === 'string' ? time : null
  const when = dueFor({ dueDate: day, dueTime }, timeZone)
  const shown = when.day ?? day
  const date = shown.slice(0, 4) === `${new Date().getFullYear()}` ? plainDay : exactDay
  return when.clock ? planWords().atTime(date(shown), clockWords(when.clock)) : date(shown)
}

function listChange(field: string, before: unknown[], after: unknown[], seen: Known): FieldChange {
  const names = (ids: unknown[]) => listWords(field, ids, seen)
  const added = names(after.filter((id) => !before.includes(id)))
  const removed = names(before.filter((id) => !after.includes(id)))
  return { name: fieldName(field), ...(added && { added }), ...(removed && { removed }) }
}

const listWords = (field: string, ids: unknown[], seen: Known) =>
  ids.map((id) => valueWords(field, [id], seen) ?? activityWords().deletedLabel).join(', ')

function relationIn({ type, changes, named }: Changed, kind: unknown): FieldChange {
  const words = activityWords()
  const there = (pair: unknown) => sidesOf(pair).find((side) => side !== null)
  const other = named?.[String(there(changes.id))]
  const said = sideName(String(kind), there(changes.side) ?? other?.side)
  const text = other ? words.relationOf(said, other.key) : said
  return { name: undefined, [type === 'relation.created' ? 'added' : 'removed']: text }
}

/** Events of earlier releases have no side where the relation is gone or the other task is hidden. */
function sideName(kind: string, side: unknown) {
  const { sides } = m.tasks
  if (kind === 'relates') return sides.relates
  if (side !== 'in' && side !== 'out') return wordOf(activityWords().kinds, kind)
  if (kind === 'blocks') return side === 'out' ? sides.blocks : sides.waits
  return side === 'out' ? sides.duplicates : sides.duplicated
}

const textOf = (value: unknown) => (typeof value === 'string' ? value : '')
const sidesOf = (pair: unknown): unknown[] => (Array.isArray(pair) ? pair : [])
