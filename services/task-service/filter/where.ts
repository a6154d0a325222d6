import { seesSql } from '../access/access.ts'
import { insiderSql, internalCountSql } from '../access/insiders.ts'
import { isBlockedSql } from '../relations/blockers.ts'
import type { Condition } from '../tql/condition.ts'
import { daysLater } from '../tql/days.ts'
import { beginOf } from '../tql/instant.ts'
import { namesPersonSql } from '../watchers/named-people.ts'
import { namesTeamOfSql } from '../watchers/named-teams.ts'
import { checklistSql } from './checklist.ts'
import { hasKeySql, isPartOfSql } from './keys.ts'
import type { Values } from './values.ts'

interface Place {
  readonly values: Values
  readonly timeZone: string
  /** The status of the task, in SQL. */
  readonly status: string
}

/** SQL: whether task `t` fulfils a condition: true or false, never null, so that its opposite can be asked. What people
 *  wrote is in the parameters alone. */
export function whereSql(condition: Condition, place: Place): string {
  const { values } = place
  switch (condition.kind) {
    case 'and':
      return listed(condition.of, ' and ', 'true', place)
    case 'or':
      return listed(condition.of, ' or ', 'false', place)
    case 'not':
      return `not ${whereSql(condition.of, place)}`
    case 'status':
      return `${place.status} = any(${values.add(condition.ids)}::uuid[])`
    case 'creator':
      return `t."createdBy" = any(${values.add(condition.ids)}::uuid[])`
    case 'watcher':
      return watched(condition, values)
    case 'label':
    case 'assignee':
      return within(`t."${condition.kind}Ids"`, condition, values)
    case 'priority':
      return `t.priority = any(${values.add(condition.of)}::text[])`
    case 'start':
    case 'due':
      return planned(condition.kind, condition, place)
    case 'late':
      return late(condition.today, values)
    case 'created':
    case 'updated':
    case 'completed':
      return instants(`t."${column[condition.kind]}"`, condition, place)
    case 'without':
      return `(t."${column[condition.field]}" is null)`
    case 'estimate':
      return `(t.estimate is not null and t.estimate ${comparison[condition.is]} ${values.add(condition.than)}::float8)`
    case 'key':
      return hasKeySql(condition.keys, values)
    case 'parent':
      return condition.orNone
        ? `(t."parentId" is null or ${isPartOfSql(condition.keys, values)})`
        : isPartOfSql(condition.keys, values)
    case 'text':
      return text(condition.text, values)
    case 'trashed':
    case 'archived':
      return `(t."${column[condition.kind]}" is not null)`
    case 'blocked':
      return isBlockedSql(values.add(condition.reader))
    case 'checklist':
      return checklistSql
    case 'filed':
      return `(t."fileCount" > 0)`
    case 'divided':
      return dividedSql
    case 'commented':
      return `(t."commentCount" + ${internalCountSql(values.add(condition.reader))} > 0)`
    default:
      return condition satisfies never
  }
}

const comparison = { ':': '=', '<': '<', '<=': '<=', '>': '>', '>=': '>=' }

const column = {
  due: 'dueDate',
  start: 'startDate',
  estimate: 'estimate',
  created: 'createdAt',
  updated: 'updatedAt',
  completed: 'completedAt',
  parent: 'parentId',
  trashed: 'trashedAt',
  archived: 'archivedAt',
}

function listed(of: readonly Condition[], link: string, empty: string, place: Place) {
  return of.length === 0 ? empty : `(${of.map((each) => whereSql(each, place)).join(link)})`
}

function within(
  ids: string,
  condition: { readonly ids: readonly string[]; readonly orNone: boolean },
  { add }: Values,
) {
  const some = condition.ids.length > 0 ? `${ids} && ${add(condition.ids)}::uuid[]` : 'false'
  return condition.orNone ? `(${some} or ${ids} = '{}')` : `(${some})`
}

/** Each list is read once, whatever the number of tasks; `$1` is their project. A comment is on its task by one of two columns: the
 *  other one's null would make neither true nor false of it. A text calls those alone who see the project. */
function watched({ ids, reader }: { ids: readonly string[]; reader: string }, { add }: Values) {
  const by = ids.map((id) => {
    const who = `${add(id)}::uuid`
    const chosen = (whether: string) =>
      `(select w."taskId" from "Watcher" w where w."userId" = ${who} and ${whether})`
    return `((t."createdBy" = ${who} or t."assigneeIds" @> array[${who}]
      or t.id in (select c."taskId" from "Comment" c where c."authorId" = ${who} and c."deletedAt" is null and c."taskId" is not null)
      or (t.id in (select c."internalTaskId" from "Comment" c where c."authorId" = ${who} and c."deletedAt" is null and c."internalTaskId" is not null)
          and ${insiderSql('t."projectId"', add(reader))})
      or ((select ${seesSql('$1', who)}) and (${namesPersonSql(who, add(reader))} or ${namesTeamOfSql(who, add(reader))}))
      or t.id in ${chosen('w."isWatching"')}) and t.id not in ${chosen('not w."isWatching"')})`
  })
  return by.length === 0 ? 'false' : `(${by.join(' or ')})`
}

/** The parts of a project are read once, by an index that has no others; those in the trash are none. `is true` keeps it a list
 *  that is looked into: as a join it could be looked for task by task. */
const dividedSql = `((t.id in (
  select c."parentId" from "Task" c where c."projectId" = $1 and c."parentId" is not null and c."trashedAt" is null)) is true)`

interface Days {
  readonly from?: string
  readonly to?: string
}

function between(of: string, { from, to }: Days, parameter: (day: string) => string) {
  return `(${[
    `${of} is not null`,
    ...(from ? [`${of} >= ${parameter(from)}`] : []),
    ...(to ? [`${of} <= ${parameter(to)}`] : []),
  ].join(' and ')})`
}

/** SQL: one thing of what starts or is due on a day, another where that is an instant. */
const eitherSql = (of: 'start' | 'due', onDay: string, atInstant: string) =>
  `(t."${of}Date" is not null and case when t."${of}At" is null then ${onDay} else ${atInstant} end)`

function planned(of: 'start' | 'due', days: Days, { values, timeZone }: Place) {
  const onDay = between(`t."${of}Date"`, days, (day) => `${values.add(day)}::text`)
  return eitherSql(of, onDay, instants(`t."${of}At"`, days, { values, timeZone }))
}

const late = (today: string, { add }: Values) =>
  eitherSql('due', `t."dueDate" < ${add(today)}::text`, 't."dueAt" <= now()')

/** Days of the asker as instants: the last one ends where the next begins. */
function instants(
  of: string,
  { from, to }: Days,
  { values, timeZone }: Pick<Place, 'values' | 'timeZone'>,
) {
  const at = (day: string) => `${values.add(beginOf(day, timeZone))}::timestamptz`
  return `(${[
    `${of} is not null`,
    ...(from ? [`${of} >= ${at(from)}`] : []),
    ...(to ? [`${of} < ${at(daysLater(to, 1))}`] : []),
  ].join(' and ')})`
}

function text(wanted: string, { add }: Values) {
  const pattern = `${add(`%${wanted.replace(/[\\%_]/g, '\\$&')}%`)}::text`
  // Small letters of a long text take a while to make: what has none, like Hangul, is sought as it is.
  const of = (name: string) => (wanted === wanted.toUpperCase() ? `t.${name}` : `lower(t.${name})`)
  return `(${of('title')} like ${pattern} or ${of('description')} like ${pattern})`
}
