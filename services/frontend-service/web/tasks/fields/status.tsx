import type { ReactNode } from 'react'
import { m } from '../../messages.ts'
import { Picker } from '../../ui/form/picker.tsx'
import { useTaskAction } from '../change/use-task-action.ts'
import { canEdit } from '../rights.ts'
import { isReview, type Project, type TaskRow } from '../task.ts'
import type { Choice } from './choice.ts'

interface IconProps {
  project: Pick<Project, 'statuses'> | undefined
  statusId: string
  isDecorative?: boolean
}

/** Round is state: ring, half disc, three quarters, disc with a check or a cross. */
export function StatusIcon({ project, statusId, isDecorative }: IconProps) {
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

interface Props {
  project: Project | undefined
  task: TaskRow
  className?: string
  children?: ReactNode
}

/** Statuses that a task can go to. */
export function useStatusChoice(project: Project | undefined, task: TaskRow): Choice {
  const act = useTaskAction()
  const statuses = project?.statuses ?? []
  return {
    label: `${m.tasks.status}: ${statuses.find(({ id }) => id === task.statusId)?.name ?? ''}`,
    items: statuses.map(({ id, name }) => ({
      id,
      text: name,
      icon: <StatusIcon project={project} statusId={id} isDecorative />,
      isOn: id === task.statusId,
    })),
    onPick: (statusId) => {
      if (statusId !== task.statusId) act({ kind: 'move', task, statusId })
    },
  }
}

/** The status of a task, and the menu that moves it to another. */
export const StatusPicker = ({ project, task, className, children }: Props) => (
  <Picker
    {...useStatusChoice(project, task)}
    className={className ?? 'grid place-items-center size-6 -m-1 rounded-sm hover:bg-pressed'}
    isDisabled={!project || !canEdit(project.role)}
  >
    {children ?? <StatusIcon project={project} statusId={task.statusId} isDecorative />}
  </Picker>
)

const ring = (colour: string) => <circle cx="8" cy="8" r="5.75" stroke={`var(${colour})`} />
const disc = (colour: string) => <circle cx="8" cy="8" r="6.55" fill={`var(${colour})`} />

/** Drawn in a box of 16 with a stroke of 1.6. */
export const shapes: Record<string, ReactNode> = {
  backlog: (
    <circle
      cx="8"
      cy="8"
      r="5.75"
      stroke="var(--st-backlog)"
      strokeDasharray="2.4 2.11"
      strokeDashoffset="1.2"
    />
  ),
  unstarted: ring('--st-unstarted'),
  started: (
    <>
      {ring('--st-started')}
      <path d="M8 4.5a3.5 3.5 0 0 1 0 7z" fill="var(--st-started)" />
    </>
  ),
  review: (
    <>
      {ring('--st-started')}
      <path d="M8 8V4.5A3.5 3.5 0 1 1 4.5 8z" fill="var(--st-started)" />
    </>
  ),
  completed: (
    <>
      {disc('--st-completed')}
      <path
        d="m5.2 8.2 2 2 3.7-4.1"
        stroke="var(--st-glyph)"
        strokeLinecap="round"
        strokeLinejoin="round"
      />
    </>
  ),
  cancelled: (
    <>
      {disc('--st-cancelled')}
      <path d="m5.9 5.9 4.2 4.2m0-4.2-4.2 4.2" stroke="var(--st-glyph)" strokeLinecap="round" />
    </>
  ),
}
