import { useSuspenseQuery } from '@tanstack/react-query'
import { usePeople } from '../../account/people.ts'
import { m } from '../../messages.ts'
import { useProject } from '../../projects/project.ts'
import { sizeOf } from '../cache/columns.ts'
import { useReplayed } from '../cache/pending-actions.ts'
import { taskBoard } from '../cache/queries.ts'
import { type Chip, chipsOf } from '../filter/chips.ts'
import { filterWords } from '../filter/filter-words.ts'
import { statusesIn, useFilter, type View } from '../filter/use-filter.ts'
import { type ListGroup, useListGroups } from '../list/list-groups.tsx'
import { orderText } from '../list/part-order.ts'
import { treeOf } from '../list/tree.ts'
import { useUnfolded } from '../list/unfolded.ts'
import { useParts } from '../list/use-parts.ts'
import { type SubGroup, useSubGroups } from '../list/use-sub-groups.ts'
import type { Board } from '../task.ts'
import { viewWords } from '../views/view-words.ts'
import { type PrintedColumn, useCellWords } from './cell-words.ts'
import { PRINTED_MAX } from './limits.ts'
import { PaperHead } from './paper-head.tsx'
import { printWords } from './print-words.ts'
import { TasksTable } from './tasks-table.tsx'

interface Whole {
  whole?: Board
}

export const ListPaper = (props: Whole) => <TasksPaper {...props} view="list" hasParts />
export const BoardPaper = (props: Whole) => <TasksPaper {...props} view="board" />

interface Props extends Whole {
  view: View
  /** Left out where it has those in which some task says something. */
  columns?: readonly PrintedColumn[]
  /** With the subtasks that are unfolded on screen. */
  hasParts?: boolean
}

const nothing: ReadonlySet<string> = new Set()
const usual = ['status', 'assignees', 'priority', 'due', 'labels'] as const

/** The tasks of a project in their groups, as far as a print has room for them. */
export function TasksPaper({ whole, view, columns: chosen, hasParts }: Props) {
  const project = useProject()
  const { members } = usePeople()
  const { filter, where, query, saved, groupBy, subGroupBy } = useFilter(view)
  const { data } = useSuspenseQuery(taskBoard(filter))
  const { unfolded } = useUnfolded(project.id)
  const { parts } = useParts(whole ?? data, hasParts ? unfolded : nothing, orderText(query?.sort))
  const board = useReplayed(whole ?? data)
  const groups = useListGroups(board, statusesIn(where))
  const { within } = useSubGroups(board, subGroupBy)
  const words = printWords()
  const wordOf = useCellWords(project)

  let left = PRINTED_MAX
  const leaves = groups.flatMap((each) => within(each.group.id)?.map(namedIn(each.group)) ?? [each])
  const printed = leaves.flatMap(({ group, column }) => {
    const { column: tree, paths } = treeOf({ ...column, tasks: column.tasks.slice(0, left) }, parts)
    left -= Math.min(left, column.tasks.length)
    return tree.tasks.length > 0 ? [{ group, count: column.count, tasks: tree.tasks, paths }] : []
  })
  const tasks = printed.flatMap((each) => each.tasks)
  const columns =
    chosen ??
    usual.filter(
      (id) =>
        (id !== 'status' || board.groupBy !== undefined) &&
        tasks.some((task) => wordOf(task, id) !== ''),
    )
  const size = sizeOf(
    groups.map(({ column }) => column),
    board.groupBy,
  )
  const isCut =
    groups.some(({ column }) => column.nextCursor !== null) ||
    // A task with several people or labels has several lines.
    leaves.reduce((sum, { column }) => sum + column.tasks.length, 0) > PRINTED_MAX
  const lines = PRINTED_MAX - left
  // Lines are more than tasks where some stand in several groups.
  const total = size !== undefined && size > lines ? size : undefined
  const conditions = query
    ? chipsOf(query, (id) => members.find((one) => one.userId === id)?.name)
    : []
  const isUsual = (groupBy === 'status' || groupBy === 'none') && !subGroupBy
  const orders = isUsual ? [] : [groupBy, ...(subGroupBy ? [subGroupBy] : [])]
  const facts = [
    size === undefined ? undefined : m.tasks.count(size),
    conditions.length > 0 && `${words.filter}: ${conditions.map(conditionWords).join(' · ')}`,
    orders.length > 0 &&
      `${words.order}: ${orders.map((each) => viewWords().groupings[each]).join(' · ')}`,
  ]
  return (
    <>
      <PaperHead
        above={project.key}
        title={saved ? `${project.name}: ${saved.name}` : project.name}
        facts={facts.filter(Boolean).join(', ')}
      />
      {isCut && (
        <p className="paper-note">
          {whole ? words.first(lines.toLocaleString(), total?.toLocaleString()) : words.asRead}
        </p>
      )}
      <TasksTable groups={printed} columns={columns} wordOf={wordOf} />
    </>
  )
}

/** On paper a group within another is a group of its own. */
const namedIn =
  ({ id, name }: ListGroup) =>
  ({ group, column }: SubGroup) => ({
    group: { ...group, id: `${id} ${group.id}`, name: `${name} · ${group.name}` },
    column,
  })

const conditionWords = ({ field, operator, value, isNot }: Chip) =>
  [isNot ? filterWords().not(field) : field, operator === ':' ? '' : operator, value]
    .filter(Boolean)
    .join(' ')
