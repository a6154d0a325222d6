import { useNavigate, useSearch } from '@tanstack/react-router'
import { bind, type Meaning, namesPeople } from '../../../../task-service/tql/bind.ts'
import type { Condition } from '../../../../task-service/tql/condition.ts'
import { parse } from '../../../../task-service/tql/parse.ts'
import { print } from '../../../../task-service/tql/print.ts'
import { TqlError, type TqlFault } from '../../../../task-service/tql/tql-error.ts'
import { type Query, termsOf } from '../../../../task-service/tql/tree.ts'
import { usePeople } from '../../account/people.ts'
import { useToday } from '../../account/time.tsx'
import { useProject } from '../../projects/project.ts'
import type { TaskFilter } from '../cache/columns.ts'
import { useSavedView } from '../views/saved-views.ts'

export type View = 'list' | 'board'

export const groupings = ['status', 'priority', 'assignee', 'due', 'label', 'none'] as const
export type Grouping = (typeof groupings)[number]

/** What the tasks of a group within a group can have in common. */
export const subGroupings = groupings.filter((each) => each !== 'none')
export type SubGrouping = (typeof subGroupings)[number]

/** What the tasks of a lane of a board can have in common. */
export const laneKinds = ['assignee', 'priority', 'label', 'parent'] as const
export type LaneKind = (typeof laneKinds)[number]

/** A list without a filter shows what is to be done. */
const OPEN = 'status:open'

/** The last filter that could be read, by project and view. */
const lastGood = new Map<string, TaskFilter>()

/** The filter of a view, as the address says it. */
export function useFilter(view: View) {
  const project = useProject()
  const { q, all, group, sub, within } = useSearch({ strict: false })
  const saved = useSavedView(project.id)
  const { members, me, isPending } = usePeople()
  const today = useToday()
  const navigate = useNavigate()
  const hidesDone = view === 'list' && !q && !all && !saved
  const text = q ?? (all ? '' : (saved?.q ?? (hidesDone ? OPEN : '')))
  const usualGroup = saved?.groupBy ?? 'status'
  const groupBy =
    view === 'list' ? (groupings.find((each) => each === group) ?? usualGroup) : 'status'
  const usualSub = saved?.subBy ?? 'none'
  const lanes = view === 'board' ? (chosen(laneKinds, sub) ?? usualSub) : 'none'
  const subBy = lanes === 'none' ? null : lanes
  const usualWithin = saved?.subGroupBy ?? 'none'
  const isDivided = view === 'list' && groupBy !== 'none'
  const wanted = isDivided ? (chosen(subGroupings, within) ?? usualWithin) : 'none'
  const subGroupBy = wanted === 'none' || wanted === groupBy ? null : wanted
  const people = members.length > 0 ? members.map(({ userId: id, name }) => ({ id, name })) : null
  const meaning = { me: me.id, today, projectKey: project.key, ...project, people }
  const read = readQuery(text, meaning)
  const place = `${project.id} ${view}`
  const filter =
    read.query === undefined
      ? (lastGood.get(place) ?? { projectId: project.id })
      : filterOf(project.id, hidesDone && groupBy === 'status' ? '' : print(read.query), {
          ...{ today, timeZone: me.timeZone, groupBy },
        })
  if (read.query) lastGood.set(place, filter)
  /** Of whoever looks. */
  const day = { today, timeZone: me.timeZone }
  return {
    text,
    meaning,
    filter,
    day,
    ...read,
    /** Groups are in the order of names that are on their way still. */
    isUnordered: isPending && [groupBy, subGroupBy, subBy].includes('assignee'),
    /** What is shown, without the groups. */
    matching: read.query
      ? filterOf(project.id, print(read.query), { ...day, groupBy: 'status' })
      : filter,
    isFiltered: !hidesDone && text !== '',
    /** The saved view of the address, and whether something else is shown than it says. */
    saved,
    isChanged:
      saved !== undefined &&
      (text !== saved.q ||
        view !== saved.kind ||
        groupBy !== saved.groupBy ||
        (subGroupBy ?? 'none') !== (saved.subGroupBy ?? 'none') ||
        subBy !== saved.subBy),
    /** What the groups of the list have in common; a board is by status. */
    groupBy,
    showGroups: (next: Grouping) =>
      void navigate({
        to: '.',
        search: (before) => ({ ...before, group: next === usualGroup ? undefined : next }),
      }),
    /** What the groups within these have in common; null where there are none. */
    subGroupBy,
    /** What the lanes of a board have in common; null where it has none. */
    subBy,
    showLanes: (next: LaneKind | 'none') =>
      void navigate({
        to: '.',
        search: (before) => ({ ...before, sub: next === usualSub ? undefined : next }),
      }),
    showWithin: (next: SubGrouping | 'none') =>
      void navigate({
        to: '.',
        search: (before) => ({ ...before, within: next === usualWithin ? undefined : next }),
      }),
    /** Shows another query, by its kept text; one more step of the way back. */
    show: (next: string) => {
      const usual = saved ? saved.q : view === 'list' ? OPEN : ''
      const search = {
        q: next === '' || next === usual ? undefined : next,
        all: next === '' && usual !== '' ? (true as const) : undefined,
      }
      void navigate({ to: '.', search: (before) => ({ ...before, ...search }) })
    },
  }
}

/** What an address names of some kinds, or that it wants none; undefined where it says nothing that is known. */
const chosen = <T extends string>(kinds: readonly T[], name: string | undefined) =>
  [...kinds, 'none' as const].find((each) => each === name)

interface Manner {
  today: string
  timeZone: string
  groupBy: Grouping
}

function filterOf(projectId: string, q: string, { groupBy, ...day }: Manner): TaskFilter {
  if (groupBy !== 'status') return { ...{ projectId, groupBy, ...day }, ...(q && { q }) }
  return q === '' ? { projectId } : { projectId, q, ...day }
}

interface Read {
  readonly query?: Query
  /** What it asks, as far as its words are known. */
  readonly where?: Condition | null
  readonly fault?: TqlFault
}

/** A query, or what is wrong with its text. */
export function readQuery(text: string, meaning: Meaning): Read {
  try {
    const query = parse(text)
    // Until people are known, the server judges their names.
    const isKnown = meaning.people || !namesPeople(termsOf(query.where))
    return { query, where: isKnown ? bind(query, meaning) : null }
  } catch (error) {
    if (error instanceof TqlError) return { fault: error.fault }
    throw error
  }
}

/** What keeps a text from being a query at all; a name that is not known does not. */
export function syntaxFaultOf(text: string) {
  try {
    parse(text)
  } catch (error) {
    if (error instanceof TqlError) return error.fault
    throw error
  }
  return undefined
}

/** Statuses that a query leaves, where it speaks of them; whatever is being changed does not come to others. */
export function statusesIn(where: Condition | null | undefined): readonly string[] | undefined {
  const all = where?.kind === 'and' ? where.of : [where]
  return all.find((one) => one?.kind === 'status')?.ids
}

/** What a query puts out of view: tasks that are done, tasks of others. */
export function hiddenBy(where: Condition | null | undefined) {
  const all = where?.kind === 'and' ? where.of : [where]
  const isMine = all.some((one) => one?.kind === 'assignee' && !one.orNone)
  return { done: statusesIn(where) !== undefined, others: isMine || undefined }
}
