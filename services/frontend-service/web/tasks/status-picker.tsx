import type { ReactNode } from 'react'
import { m } from '../messages.ts'
import { Picker } from '../ui/picker.tsx'
import { useTaskAct } from './changes.ts'
import { canEdit } from './rights.ts'
import { StatusIcon } from './status-icon.tsx'
import type { Project, TaskRow } from './task.ts'

interface Props {
  project: Project | undefined
  task: TaskRow
  className?: string
  children?: ReactNode
}

/** The status of a task, and the menu that moves it to another. */
export function StatusPicker({ project, task, className, children }: Props) {
  const act = useTaskAct()
  const name = project?.statuses.find(({ id }) => id === task.statusId)?.name ?? ''
  return (
    <Picker
      label={`${m.tasks.status}: ${name}`}
      className={className ?? 'grid place-items-center size-6 -m-1 rounded-sm hover:bg-pressed'}
      isDisabled={!project || !canEdit(project.role)}
      items={(project?.statuses ?? []).map((status) => ({
        id: status.id,
        text: status.name,
        icon: <StatusIcon project={project} statusId={status.id} isDecorative />,
        isOn: status.id === task.statusId,
      }))}
      onPick={(statusId) => {
        if (statusId !== task.statusId)
          act({ kind: 'move', task, statusId, index: Number.MAX_SAFE_INTEGER })
      }}
    >
      {children ?? <StatusIcon project={project} statusId={task.statusId} isDecorative />}
    </Picker>
  )
}
