import { m } from '../../messages.ts'
import { ProjectPage } from '../../projects/project-page.tsx'
import { Panel } from '../../ui/panel.tsx'
import { FilterBar } from '../filter/filter-bar.tsx'
import { PrintedTasks } from '../print/printed-tasks.tsx'
import { SelectButton } from '../rows/select-box.tsx'
import { DisplayButton } from '../views/display.tsx'
import { ViewBar } from '../views/view-bar.tsx'
import { BoardSkeleton } from './board-skeleton.tsx'
import { TaskBoard } from './task-board.tsx'

export const BoardPage = () => (
  <ProjectPage
    view={m.projects.board}
    bar={
      <>
        <ViewBar kind="board" />
        <FilterBar
          view="board"
          end={
            <>
              <DisplayButton view="board" />
              <SelectButton />
            </>
          }
        />
      </>
    }
  >
    <Panel name={m.errors.parts.tasks} loading={<BoardSkeleton />}>
      <TaskBoard />
      <PrintedTasks layout="board" />
    </Panel>
  </ProjectPage>
)
