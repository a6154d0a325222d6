import { getRouteApi, Link, useRouter } from '@tanstack/react-router'
import { useWorkspace } from '../../account/session.ts'
import { BackButton } from '../../frame/back-button.tsx'
import { Page } from '../../frame/page.tsx'
import { useProjectAt } from '../../projects/project.ts'
import { Tile } from '../../ui/form/colour.tsx'
import { lazily } from '../../ui/lazily.ts'
import { Away } from '../../ui/panel.tsx'
import { SkeletonRows } from '../../ui/skeleton.tsx'
import { PrintedTask } from '../print/printed-task.tsx'
import { projectKeyOf } from '../task.ts'
import { Composer } from './composer.tsx'
import { useNewKey, useTaskAt } from './task-at.ts'
import { TaskBoundary } from './task-boundary.tsx'
import { TaskActs, TaskKey } from './task-head.tsx'
import { TaskView } from './task-view.tsx'

const route = getRouteApi('/signed-in/w/$workspace/t/$key')

const SharedTaskPage = lazily(
  async () => (await import('../sharing/shared-page.tsx')).SharedTaskPage,
)

export const TaskPage = () => (
  <TaskBoundary
    pending={
      <main id="main" className="bg-surface">
        <h1 className="sr-only">TaskMate</h1>
        <SkeletonRows />
      </main>
    }
    missing={(error, again) => (
      <main id="main" className="bg-surface">
        <title>TaskMate</title>
        <Away isPage error={error} onRetry={again} />
      </main>
    )}
    alone={(ways) => <SharedTaskPage {...ways} />}
  >
    <Whole />
  </TaskBoundary>
)

function Whole() {
  const { key } = route.useParams()
  const task = useTaskAt(key)
  const project = useProjectAt(projectKeyOf(task.key))
  const { slug } = useWorkspace()
  const router = useRouter()
  useNewKey(
    key,
    task,
    (next) =>
      void router.navigate({
        to: '/w/$workspace/t/$key',
        params: { workspace: slug, key: next },
        search: (before) => before,
        replace: true,
      }),
  )
  return (
    <Page
      key={task.key}
      title={`${task.key} ${task.title}`}
      head={
        <>
          <BackButton />
          <Link
            to="/w/$workspace/p/$project/list"
            params={{ workspace: slug, project: project.key }}
            search={{}}
            className="flex items-center gap-2 font-strong min-w-0 hover:underline underline-offset-4 max-md:hidden"
          >
            <Tile colour={project.color} />
            <span className="cut">{project.name}</span>
          </Link>
          <span aria-hidden className="text-ink-3 px-1 max-md:hidden">
            ›
          </span>
          <TaskKey task={task} />
        </>
      }
      end={<TaskActs task={task} />}
    >
      <div className="flex flex-col min-h-full">
        <div className="flex-1 grid grid-cols-[minmax(0,1fr)]">
          <TaskView task={task} layout="page" />
        </div>
        <div className="sticky bottom-0 lg:hidden">
          <Composer taskKey={task.key} />
        </div>
        <PrintedTask task={task} />
      </div>
    </Page>
  )
}
