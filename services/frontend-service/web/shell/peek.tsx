import { lazyRouteComponent, useNavigate, useSearch } from '@tanstack/react-router'
import { Panel } from '../ui/panel.tsx'
import { SkeletonRows } from '../ui/skeleton.tsx'

const TaskPeek = lazyRouteComponent(() => import('../tasks/detail/task-peek.tsx'), 'TaskPeek')

/** The task that the address peeks at. */
export function Peek() {
  const { peek } = useSearch({ strict: false })
  const navigate = useNavigate()
  const close = () =>
    void navigate({ to: '.', search: (before) => ({ ...before, peek: undefined }) })
  return peek ? (
    <Panel key={peek} loading={<SkeletonRows />}>
      <TaskPeek taskKey={peek} onClose={close} />
    </Panel>
  ) : null
}
