import { Link, useNavigate } from '@tanstack/react-router'
import { Maximize2, X } from 'lucide-react'
import { useWorkspace } from '../../account/session.ts'
import { m } from '../../messages.ts'
import { buttonClass, IconButton } from '../../ui/button.tsx'
import { lazily } from '../../ui/lazily.ts'
import { Away } from '../../ui/panel.tsx'
import { SkeletonRows } from '../../ui/skeleton.tsx'
import { useNewKey, useTaskAt } from './task-at.ts'
import { TaskBoundary } from './task-boundary.tsx'
import { TaskActs, TaskKey } from './task-head.tsx'
import { TaskView } from './task-view.tsx'

const SharedPeek = lazily(async () => (await import('../sharing/shared-page.tsx')).SharedPeek)

interface Props {
  taskKey: string
  onClose: () => void
}

/** What a peek shows of its task, without the place for a comment. */
export const TaskPeek = ({ taskKey, onClose }: Props) => (
  <TaskBoundary
    pending={<SkeletonRows />}
    missing={(error, again) => <Away error={error} onRetry={again} />}
    alone={(ways) => (
      <SharedPeek {...{ ...ways, taskKey }} end={<Ways {...{ taskKey, onClose }} />} />
    )}
  >
    <Whole {...{ taskKey, onClose }} />
  </TaskBoundary>
)

function Whole({ taskKey, onClose }: Props) {
  const task = useTaskAt(taskKey)
  const navigate = useNavigate()
  useNewKey(
    taskKey,
    task,
    (peek) => void navigate({ to: '.', search: (before) => ({ ...before, peek }), replace: true }),
  )
  return (
    <>
      <header className="flex items-center gap-0.5 h-(--bar) pl-6 pr-2 flex-none border-b border-line">
        <TaskKey task={task} />
        <span className="flex-1" />
        <TaskActs task={task} />
        <Ways taskKey={task.key} onClose={onClose} />
      </header>
      <div className="flex-1 min-h-0 overflow-y-auto px-6 pt-4.5 pb-6">
        <TaskView task={task} layout="peek" />
      </div>
    </>
  )
}

/** To its page, and away. */
function Ways({ taskKey: key, onClose }: Props) {
  const { slug } = useWorkspace()
  return (
    <>
      <Link
        to="/w/$workspace/t/$key"
        params={{ workspace: slug, key }}
        search={{}}
        aria-label={m.tasks.fullPage}
        title={m.tasks.fullPage}
        className={buttonClass({ kind: 'ghost', size: 'icon' })}
      >
        <Maximize2 aria-hidden className="text-ink-3" />
      </Link>
      <IconButton label={m.shell.close} hint="Escape" onClick={onClose}>
        <X aria-hidden />
      </IconButton>
    </>
  )
}
