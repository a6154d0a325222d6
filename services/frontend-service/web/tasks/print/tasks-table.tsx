import type { ListGroup } from '../list/list-groups.tsx'
import { levelOf } from '../rows/path.ts'
import { shapeOf } from '../table/columns.ts'
import type { TaskRow } from '../task.ts'
import type { PrintedColumn } from './cell-words.ts'
import { printWords } from './print-words.ts'
import { TaskKey } from './task-key.tsx'

interface Printed {
  readonly group: ListGroup
  /** How many tasks the group has, on the paper or not. */
  readonly count: number
  readonly tasks: readonly TaskRow[]
  readonly paths: readonly string[]
}

interface Props {
  groups: readonly Printed[]
  columns: readonly PrintedColumn[]
  wordOf: (task: TaskRow, column: PrintedColumn) => string
}

/** Tasks in their groups, one a line; the names of the columns stand on each sheet. */
export const TasksTable = ({ groups, columns, wordOf }: Props) => (
  <table className="paper-tasks">
    <thead>
      <tr>
        <th scope="col">{printWords().key}</th>
        <th scope="col">{printWords().title}</th>
        {columns.map((id) => (
          <th key={id} scope="col" className={classOf(id)}>
            {shapeOf(id).name()}
          </th>
        ))}
      </tr>
    </thead>
    {groups.map(({ group, count, tasks, paths }) => (
      <tbody key={group.id}>
        {group.name !== undefined && (
          <tr className="paper-group">
            <th scope="rowgroup" colSpan={columns.length + 2}>
              {group.name} <span className="paper-muted">{count}</span>
            </th>
          </tr>
        )}
        {tasks.map((task, index) => (
          <tr key={paths[index]}>
            <td className="paper-key nums">
              <TaskKey of={task} />
            </td>
            <td className="paper-title" style={indentOf(paths[index])}>
              {task.title}
            </td>
            {columns.map((id) => (
              <td key={id} className={classOf(id)}>
                {wordOf(task, id)}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    ))}
  </table>
)

const indentOf = (path = '') => ({ paddingInlineStart: `${(levelOf(path) - 1) * 12}pt` })

/** Names break between each other, all else stays in one line. */
function classOf(id: PrintedColumn) {
  if (id === 'assignees' || id === 'labels') return undefined
  return shapeOf(id).isFigure ? 'paper-figure' : 'paper-short'
}
