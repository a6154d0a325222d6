import { m } from '../../messages.ts'
import { ProjectPage } from '../../projects/project-page.tsx'
import { Panel } from '../../ui/panel.tsx'
import { SkeletonRows } from '../../ui/skeleton.tsx'
import { FilterBar } from '../filter/filter-bar.tsx'
import { PrintedTasks } from '../print/printed-tasks.tsx'
import { SelectButton } from '../rows/select-box.tsx'
import { DisplayButton } from '../views/display.tsx'
import { ViewBar } from '../views/view-bar.tsx'
import { ColumnsButton } from './columns-button.tsx'
import { TaskTable } from './task-table.tsx'
import './table.css'

/** The list of a project as a table: the same filter, groups, order and saved views. */
export const TablePage = () => (
  <ProjectPage
    view={m.projects.table}
    bar={
      <>
        <ViewBar kind="list" />
        <FilterBar
          view="list"
          end={
            <>
              <DisplayButton view="list" />
              <ColumnsButton />
              <SelectButton />
            </>
          }
        />
      </>
    }
  >
    <Panel name={m.errors.parts.tasks} loading={<SkeletonRows count={14} />}>
      <TaskTable />
      <PrintedTasks layout="table" />
    </Panel>
  </ProjectPage>
)
