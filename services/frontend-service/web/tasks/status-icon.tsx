import { m } from '../messages.ts'
import { shapes } from './status-shapes.tsx'
import { isReview, type Project } from './task.ts'

interface Props {
  project: Pick<Project, 'statuses'> | undefined
  statusId: string
  isDecorative?: boolean
}

/** Round is state: ring, half disc, three quarters, disc with a check or a cross. */
export function StatusIcon({ project, statusId, isDecorative }: Props) {
  const status = project?.statuses.find(({ id }) => id === statusId)
  const shape = status && project && isReview(project, status) ? 'review' : status?.group
  return (
    <StatusShape
      shape={shape ?? 'unstarted'}
      name={isDecorative ? undefined : (status?.name ?? m.tasks.status)}
    />
  )
}

/** The shape of a status group alone; with a name unless that stands beside it. */
export const StatusShape = ({ shape, name }: { shape: string; name?: string }) => (
  <svg
    width="16"
    height="16"
    viewBox="0 0 16 16"
    fill="none"
    strokeWidth="1.6"
    role="img"
    aria-label={name ?? shape}
    aria-hidden={name === undefined}
  >
    {shapes[shape] ?? shapes.unstarted}
  </svg>
)
