import { m } from '../../messages.ts'
import { type Column as Group, sizeOf } from '../cache/columns.ts'
import type { Board, Project } from '../task.ts'
import { type Column, isFrozen } from './columns.ts'
import type { Block } from './lines.ts'
import { estimateOf, inUnits, isWhole, tasksIn } from './sums.ts'
import { tableWords } from './table-words.ts'

interface Props {
  project: Project
  columns: readonly Column[]
  groupBy: Board['groupBy']
  groups: readonly Group[]
  /** The cells that are chosen together. */
  range: Block | undefined
  rowIndex: number
}

/** What all lines are together. Estimates of tasks that have not been read are not known: then it says of how many the sum
 *  is. */
export function TableFoot({ project, columns, groupBy, groups, range, rowIndex }: Props) {
  const words = tableWords()
  const tasks = tasksIn(groups)
  const sum = estimateOf(tasks)
  const sumWords = isWhole(groups) ? words.sum : words.sumOf(tasks.length)
  const others = columns.filter(({ id }) => !isFrozen(id))
  const frozen = columns.length - others.length
  return (
    <div role="row" aria-rowindex={rowIndex} className="sheet-line sheet-foot">
      <div
        role="rowheader"
        aria-colspan={frozen}
        aria-colindex={1}
        style={{ gridColumn: `span ${frozen}`, left: 0 }}
        className="sheet-cell sheet-frozen sheet-shade text-12 text-ink-3"
      >
        {words.count(countOf({ groups, groupBy, read: tasks.length }))}
        {range && <span className="ml-auto text-ink-2">{rangeWords(project, range)}</span>}
      </div>
      {others.map(({ id }, index) => (
        <div
          key={id}
          role="gridcell"
          aria-colindex={frozen + index + 1}
          className="sheet-cell sheet-figure font-medium"
        >
          {id === 'estimate' && sum > 0 && (
            <>
              <span aria-hidden title={sumWords} className="text-12 text-ink-3 font-text">
                Σ{!isWhole(groups) && ` ${tasks.length}`}
              </span>
              <span className="sr-only">{sumWords}</span>
              {inUnits(project, sum)}
            </>
          )}
        </div>
      ))}
    </div>
  )
}

function rangeWords(project: Project, { lines, columns }: Block) {
  const sum = columns.includes('estimate') ? estimateOf(lines.map(({ task }) => task)) : 0
  const size = lines.length * columns.length
  return tableWords().rangeSum(size, sum > 0 ? inUnits(project, sum) : '')
}

interface Counted {
  groups: readonly Group[]
  groupBy: Board['groupBy']
  /** Tasks that have been read, each once. */
  read: number
}

/** How many tasks there are, in words; a task with several people or labels counts once. */
function countOf({ groups, groupBy, read }: Counted) {
  const size = sizeOf(groups, groupBy)
  if (size !== undefined) return String(size)
  if (groupBy === 'assignee' || groupBy === 'label') return m.tasks.countMore(read)
  return m.tasks.countMore(groups.reduce((sum, { count }) => sum + count, 0))
}
