import { useProject } from '../../projects/project.ts'
import { useColumns } from '../table/use-columns.ts'
import type { Board } from '../task.ts'
import { TasksPaper } from './tasks-paper.tsx'

/** The table with the columns that are shown, in their order. */
export function TablePaper({ whole }: { whole?: Board }) {
  const { columns } = useColumns(useProject())
  const shown = columns.flatMap(({ id, isHidden }) =>
    isHidden || id === 'select' || id === 'task' ? [] : [id],
  )
  return <TasksPaper view="list" columns={shown} whole={whole} hasParts />
}
