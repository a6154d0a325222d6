import { useMutation } from '@tanstack/react-query'
import { Trash2 } from 'lucide-react'
import { useState } from 'react'
import { m } from '../messages.ts'
import { useProject } from '../projects/project.ts'
import { StatusIcon } from '../tasks/fields/status.tsx'
import type { Status } from '../tasks/task.ts'
import { trpc } from '../trpc.ts'
import { Button, IconButton } from '../ui/button.tsx'
import { SavedField } from '../ui/form/saved-field.tsx'
import { Select } from '../ui/form/select.tsx'
import { useProjectSettled } from './use-project-mutation.ts'

const NAME_MAX = 40

interface Props {
  status: Status
  /** The statuses of its group, itself among them. */
  beside: readonly Status[]
  index: number
  isManager: boolean
}

/** One status: its name, its place, its limit, and the way out for its tasks. */
export function StatusRow({ status, beside, isManager }: Props) {
  const project = useProject()
  const [isGoing, setGoing] = useState(false)
  const update = useMutation(trpc.task.statuses.update.mutationOptions(useProjectSettled()))
  const { id, name } = status
  const others = beside.filter((each) => each.id !== id)
  return (
    <li>
      <div className="flex items-center gap-2.5 min-h-10 pl-3.5 pr-2">
        <StatusIcon project={project} statusId={id} isDecorative />
        {isManager ? (
          <span className="flex-1 min-w-0">
            <SavedField
              isPlain
              label={`${m.tasks.status}: ${name}`}
              value={name}
              limit={NAME_MAX}
              onSave={(next) => update.mutate({ projectId: project.id, id, name: next })}
            />
          </span>
        ) : (
          <span className="flex-1 cut font-medium">{name}</span>
        )}
        {isManager && others.length > 0 && (
          <IconButton label={m.projects.deleteStatus(name)} onClick={() => setGoing(true)}>
            <Trash2 aria-hidden />
          </IconButton>
        )}
      </div>
      {isGoing && <Removal status={status} others={others} onClose={() => setGoing(false)} />}
    </li>
  )
}

interface RemovalProps {
  status: Status
  others: readonly Status[]
  onClose: () => void
}

/** Where the tasks of a status go before it is deleted, asked in its place. */
function Removal({ status: { id, name }, others, onClose }: RemovalProps) {
  const { id: projectId } = useProject()
  const [targetId, setTargetId] = useState(others[0]?.id ?? '')
  const remove = useMutation(
    trpc.task.statuses.delete.mutationOptions({ ...useProjectSettled(), onSuccess: onClose }),
  )
  return (
    <div className="flex flex-wrap items-center gap-2 px-3.5 py-2 bg-danger-soft text-danger-ink">
      <span className="font-medium">{m.projects.deleteStatusLead(name)}</span>
      <Select
        aria-label={m.projects.targetStatus}
        value={targetId}
        options={others.map((each) => ({ value: each.id, label: each.name }))}
        onPick={setTargetId}
        className="text-ink"
      />
      <span className="flex gap-2 ml-auto">
        <Button onClick={onClose}>{m.shell.cancel}</Button>
        <Button
          kind="danger"
          isBusy={remove.isPending}
          onClick={() => remove.mutate({ projectId, id, targetId })}
        >
          {m.projects.moveAndDelete}
        </Button>
      </span>
    </div>
  )
}
