import { useMutation } from '@tanstack/react-query'
import clsx from 'clsx'
import { Trash2 } from 'lucide-react'
import { useState } from 'react'
import type { Group } from '../../../task-service/contract.ts'
import { SHORT_NAME_MAX } from '../../../task-service/limits.ts'
import { m } from '../messages.ts'
import { useProject } from '../projects/project.ts'
import { StatusIcon } from '../tasks/fields/status.tsx'
import type { Status } from '../tasks/task.ts'
import { trpc } from '../trpc.ts'
import { Button, IconButton } from '../ui/button.tsx'
import { SavedField } from '../ui/form/saved-field.tsx'
import { Select } from '../ui/form/select.tsx'
import { LimitField } from './limit-field.tsx'
import { StatusHandle } from './status-handle.tsx'
import { useProjectSettled } from './use-project-mutation.ts'
import { useStatusDrag } from './use-status-drag.ts'
import type { StatusMove } from './use-status-moves.ts'
import { workflowWords } from './workflow-words.ts'

interface Props {
  status: Status
  group: Group
  /** The statuses of its group, itself among them. */
  beside: Status[]
  isManager: boolean
  onMove: (id: string, to: StatusMove) => void
}

/** One status: its place, its name, its limit, and the way out for its tasks. */
export function StatusRow({ status, group, beside, isManager, onMove }: Props) {
  const { id: projectId } = useProject()
  const [isGoing, setGoing] = useState(false)
  const update = useMutation(trpc.task.statuses.update.mutationOptions(useProjectSettled()))
  const { id, name, wipLimit } = status
  const { box, handle, edge } = useStatusDrag({ statusId: id, group, isOn: isManager })
  const others = beside.filter((each) => each.id !== id)
  const change = (fields: { name: string } | { wipLimit: number | null }) =>
    update.mutateAsync({ projectId, id, ...fields })
  return (
    <li ref={box} className="relative">
      {edge && (
        <i
          aria-hidden
          className={clsx(
            'absolute inset-x-0 h-0.5 bg-accent z-1',
            edge === 'top' ? 'top-0' : 'bottom-0',
          )}
        />
      )}
      <div className="flex items-center gap-2.5 min-h-10 pl-1.5 pr-2">
        {isManager && <StatusHandle status={status} handle={handle} onMove={onMove} />}
        <span className={clsx('flex-none', !isManager && 'pl-2')}>
          <StatusIcon project={{ statuses: beside }} statusId={id} isDecorative />
        </span>
        {isManager ? (
          <span className="flex-1 min-w-0">
            <SavedField
              isPlain
              label={`${m.tasks.status}: ${name}`}
              value={name}
              limit={SHORT_NAME_MAX}
              onSave={(next) => change({ name: next })}
            />
          </span>
        ) : (
          <span className="flex-1 cut font-medium">{name}</span>
        )}
        {isManager ? (
          <LimitField
            name={name}
            value={wipLimit}
            onSave={(next) => void change({ wipLimit: next }).catch(() => {})}
          />
        ) : (
          wipLimit !== null && (
            <span className="text-12 text-ink-3 nums">{`${workflowWords().limit} ${wipLimit}`}</span>
          )
        )}
        {isManager &&
          (others.length > 0 ? (
            <IconButton label={workflowWords().deleteStatus(name)} onClick={() => setGoing(true)}>
              <Trash2 aria-hidden />
            </IconButton>
          ) : (
            <span className="w-(--control)" />
          ))}
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
      <span className="font-medium">{workflowWords().deleteStatusLead(name)}</span>
      <Select
        aria-label={workflowWords().targetStatus}
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
          {workflowWords().moveAndDelete}
        </Button>
      </span>
    </div>
  )
}
