import { getRouteApi } from '@tanstack/react-router'
import { m } from '../../messages.ts'
import { ProjectPage } from '../../projects/project-page.tsx'
import { Panel } from '../../ui/panel.tsx'
import { SelectButton } from '../rows/select-box.tsx'
import { TaskFilter } from '../rows/task-filter.tsx'
import { BoardSkeleton } from './board-skeleton.tsx'
import { TaskBoard } from './task-board.tsx'

const route = getRouteApi('/signed-in/w/$workspace/p/$project/board')

export function BoardPage() {
  const { mine } = route.useSearch()
  return (
    <ProjectPage
      view={m.projects.board}
      bar={
        <>
          <TaskFilter mine={mine} />
          <SelectButton />
        </>
      }
    >
      <Panel name={m.errors.parts.tasks} loading={<BoardSkeleton />}>
        <TaskBoard mine={mine} />
      </Panel>
    </ProjectPage>
  )
}
