import { useMutation } from '@tanstack/react-query'
import { Plus } from 'lucide-react'
import { useState } from 'react'
import { type Group, groups } from '../../../task-service/contract.ts'
import { SettingsSection } from '../account/settings-section.tsx'
import { m } from '../messages.ts'
import { useProject } from '../projects/project.ts'
import { StatusShape } from '../tasks/fields/status.tsx'
import { trpc } from '../trpc.ts'
import { AddLine } from '../ui/add-line.tsx'
import { Button } from '../ui/button.tsx'
import { StatusRow } from './status-row.tsx'
import { useProjectSettled } from './use-project-mutation.ts'

const NAME_MAX = 40

/** The statuses that a task goes through, in their groups. */
export function WorkflowSection() {
  const { role, archivedAt } = useProject()
  const isManager = (role === 'owner' || role === 'admin') && !archivedAt
  return (
    <SettingsSection title={m.projects.workflow} lead={m.projects.workflowLead} id="workflow">
      {groups.map((group) => (
        <StatusGroup key={group} group={group} isManager={isManager} />
      ))}
    </SettingsSection>
  )
}

function StatusGroup({ group, isManager }: { group: Group; isManager: boolean }) {
  const { id: projectId, statuses } = useProject()
  const create = useMutation(trpc.task.statuses.create.mutationOptions(useProjectSettled()))
  const [isAdding, setAdding] = useState(false)
  const own = statuses.filter((status) => status.group === group)
  const add = (name: string) =>
    create.mutateAsync({ projectId, name, group }).then(
      () => true,
      () => false,
    )
  return (
    <section aria-label={m.dashboard.groups[group]}>
      <h3 className="flex flex-wrap items-center gap-x-2 min-h-8 px-3.5 bg-sunken font-strong">
        <StatusShape shape={group} />
        {m.dashboard.groups[group]}
        <span className="text-12 font-text text-ink-3">{m.projects.groupLeads[group]}</span>
        {isManager && (
          <Button
            className="ml-auto -mr-2"
            aria-expanded={isAdding}
            aria-label={m.projects.newStatus(m.dashboard.groups[group])}
            onClick={() => setAdding(!isAdding)}
          >
            <Plus aria-hidden />
            {m.tasks.status}
          </Button>
        )}
      </h3>
      <ul className="divide-y divide-line">
        {own.map((status, index) => (
          <StatusRow
            key={status.id}
            status={status}
            beside={own}
            index={index}
            {...{ isManager }}
          />
        ))}
      </ul>
      {isAdding && (
        <AddLine
          hasFocus
          label={m.projects.newStatus(m.dashboard.groups[group])}
          action={m.projects.addStatus}
          limit={NAME_MAX}
          isBusy={create.isPending}
          onAdd={add}
        />
      )}
    </section>
  )
}
