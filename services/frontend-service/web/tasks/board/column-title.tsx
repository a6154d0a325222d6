import { Plus } from 'lucide-react'
import { useOverlays } from '../../frame/overlays.ts'
import { m } from '../../messages.ts'
import { IconButton } from '../../ui/button.tsx'
import type { Column, TaskFilter } from '../cache/columns.ts'
import { StatusIcon } from '../fields/status.tsx'
import { canEdit } from '../rights.ts'
import type { Project } from '../task.ts'
import { GroupCount, useLimit } from '../views/group-count.tsx'

interface Props {
  project: Project
  filter: TaskFilter
  column: Column
  /** A card is on its way that it will not take. */
  isRefusing: boolean
}

/** Heading of a column: its status, how much it holds, and a way to add something there. */
export function ColumnTitle({ project, filter, column, isRefusing }: Props) {
  const { statusId } = column
  const { open } = useOverlays()
  const limit = useLimit(column, filter)
  const name = project.statuses.find(({ id }) => id === statusId)?.name ?? ''
  return (
    <>
      <h2 className="flex items-center gap-[7px] h-9.5 pl-1.5 pr-1 font-strong flex-none">
        <StatusIcon project={project} statusId={statusId} isDecorative />
        <span className="cut">{name}</span>
        <GroupCount column={column} filter={filter} />
        {canEdit(project.role) && (
          <span className="ml-auto">
            <IconButton
              label={m.tasks.addTo(name)}
              className="size-6"
              onClick={() => open({ kind: 'quick-add', projectKey: project.key, statusId })}
            >
              <Plus aria-hidden />
            </IconButton>
          </span>
        )}
      </h2>
      {isRefusing && (
        <p className="flex-none px-1.5 pb-1.5 text-12 font-medium text-danger-ink">
          {limit?.words}
        </p>
      )}
    </>
  )
}
