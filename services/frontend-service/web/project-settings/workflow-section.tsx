import { useMutation } from '@tanstack/react-query'
import clsx from 'clsx'
import { Plus } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import { type Group, groups } from '../../../task-service/contract.ts'
import { overLimits, SHORT_NAME_MAX } from '../../../task-service/limits.ts'
import { SettingsRow, SettingsSection } from '../account/settings-section.tsx'
import { dashboardWords } from '../frame/dashboard-words.ts'
import { m } from '../messages.ts'
import { useProject } from '../projects/project.ts'
import { StatusShape } from '../tasks/fields/status.tsx'
import type { Project } from '../tasks/task.ts'
import { trpc } from '../trpc.ts'
import { AddLine } from '../ui/add-line.tsx'
import { Button } from '../ui/button.tsx'
import { Segmented } from '../ui/form/segmented.tsx'
import { RegroupDialog } from './regroup-dialog.tsx'
import { StatusRow } from './status-row.tsx'
import { useProjectSettled } from './use-project-mutation.ts'
import { type StatusMove, useStatusMoves } from './use-status-moves.ts'
import { workflowWords } from './workflow-words.ts'

/** The statuses that a task goes through, in their groups. */
export function WorkflowSection() {
  const { role, archivedAt } = useProject()
  const isManager = (role === 'owner' || role === 'admin') && !archivedAt
  const { statuses, move, drop, put, asked, close } = useStatusMoves()

  useEffect(() => {
    if (!isManager) return
    let stop = () => {}
    let isOver = false
    void import('./status-drag.ts').then(({ watchStatusDrops }) => {
      if (!isOver) stop = watchStatusDrops(drop)
    })
    return () => {
      isOver = true
      stop()
    }
  }, [drop, isManager])

  return (
    <SettingsSection title={m.projects.workflow} lead={workflowWords().lead} id="workflow">
      <OverLimit isManager={isManager} />
      {groups.map((group) => (
        <StatusGroup key={group} {...{ group, statuses, isManager }} onMove={move} />
      ))}
      {asked && (
        <RegroupDialog {...asked} onConfirm={() => put(asked.id, asked.place)} onClose={close} />
      )}
    </SettingsSection>
  )
}

/** What becomes of tasks beyond the limit of a status. */
function OverLimit({ isManager }: { isManager: boolean }) {
  const { id, overLimit } = useProject()
  const { mutate } = useMutation(trpc.task.projects.update.mutationOptions(useProjectSettled()))
  const words = workflowWords()
  const value = overLimits.find((each) => each === overLimit) ?? 'show'
  return (
    <SettingsRow label={words.overLimit} hint={words.limitHints[value]}>
      {isManager ? (
        <Segmented
          label={words.overLimit}
          value={value}
          options={overLimits.map((each) => ({ value: each, label: words.overLimits[each] }))}
          onPick={(next) => mutate({ id, overLimit: next })}
        />
      ) : (
        <span className="text-ink-2">{words.overLimits[value]}</span>
      )}
    </SettingsRow>
  )
}

interface Props {
  group: Group
  statuses: Project['statuses']
  isManager: boolean
  onMove: (id: string, to: StatusMove) => void
}

function StatusGroup({ group, statuses, isManager, onMove }: Props) {
  const { id: projectId } = useProject()
  const create = useMutation(trpc.task.statuses.create.mutationOptions(useProjectSettled()))
  const [isAdding, setAdding] = useState(false)
  const [isOver, setOver] = useState(false)
  const box = useRef<HTMLElement>(null)
  const words = workflowWords()
  const own = statuses.filter((status) => status.group === group)
  const add = (name: string) =>
    create.mutateAsync({ projectId, name, group }).then(
      () => true,
      () => false,
    )

  useEffect(() => {
    if (!isManager) return
    let stop = () => {}
    let isGone = false
    void import('./status-drag.ts').then(({ dropIntoGroup }) => {
      if (box.current && !isGone) stop = dropIntoGroup(box.current, { group, onOver: setOver })
    })
    return () => {
      isGone = true
      stop()
    }
  }, [group, isManager])

  return (
    <section
      ref={box}
      aria-label={dashboardWords().groups[group]}
      className={clsx(isOver && 'bg-drop')}
    >
      <h3 className="flex flex-wrap items-center gap-x-2 min-h-8 px-3.5 bg-sunken font-strong">
        <StatusShape shape={group} />
        {dashboardWords().groups[group]}
        <span className="text-12 font-text text-ink-3">{words.groupLeads[group]}</span>
        {isManager && (
          <Button
            className="ml-auto -mr-2"
            aria-expanded={isAdding}
            aria-label={words.newStatus(dashboardWords().groups[group])}
            onClick={() => setAdding(!isAdding)}
          >
            <Plus aria-hidden />
            {m.tasks.status}
          </Button>
        )}
      </h3>
      <ul className="divide-y divide-line">
        {own.map((status) => (
          <StatusRow
            key={status.id}
            status={status}
            beside={own}
            {...{ group, isManager, onMove }}
          />
        ))}
      </ul>
      {isAdding && (
        <AddLine
          hasFocus
          label={words.newStatus(dashboardWords().groups[group])}
          action={words.addStatus}
          limit={SHORT_NAME_MAX}
          onAdd={add}
        />
      )}
    </section>
  )
}
