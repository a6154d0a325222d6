import { m } from '../../messages.ts'
import { ProjectPage } from '../../projects/project-page.tsx'
import { Panel } from '../../ui/panel.tsx'
import { SkeletonRows } from '../../ui/skeleton.tsx'
import { FilterBar } from '../filter/filter-bar.tsx'
import { PrintedTasks } from '../print/printed-tasks.tsx'
import { SelectButton } from '../rows/select-box.tsx'
import { DisplayButton } from '../views/display.tsx'
import { ViewBar } from '../views/view-bar.tsx'
import { TaskList } from './task-list.tsx'

export const ListPage = () => (
  <ProjectPage
    view={m.projects.list}
    bar={
      <>
        <ViewBar kind="list" />
        <FilterBar
          view="list"
          end={
            <>
              <DisplayButton view="list" />
              <SelectButton />
            </>
          }
        />
      </>
    }
  >
    <Panel name={m.errors.parts.tasks} loading={<SkeletonRows count={14} />}>
      <TaskList />
      <PrintedTasks layout="list" />
    </Panel>
  </ProjectPage>
)
