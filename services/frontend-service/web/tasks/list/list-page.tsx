import { getRouteApi } from '@tanstack/react-router'
import { m } from '../../messages.ts'
import { ProjectPage } from '../../projects/project-page.tsx'
import { Panel } from '../../ui/panel.tsx'
import { SkeletonRows } from '../../ui/skeleton.tsx'
import { SelectButton } from '../rows/select-box.tsx'
import { TaskFilter } from '../rows/task-filter.tsx'
import { TaskList } from './task-list.tsx'

const route = getRouteApi('/signed-in/w/$workspace/p/$project/list')

export function ListPage() {
  const { all, mine } = route.useSearch()
  return (
    <ProjectPage
      view={m.projects.list}
      bar={
        <>
          <TaskFilter all={all} mine={mine} hasAll />
          <SelectButton />
        </>
      }
    >
      <Panel name={m.errors.parts.tasks} loading={<SkeletonRows count={14} />}>
        <TaskList all={all} mine={mine} />
      </Panel>
    </ProjectPage>
  )
}
