import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { SettingsRow, SettingsSection } from '../account/settings-section.tsx'
import { m } from '../messages.ts'
import { useProject } from '../projects/project.ts'
import { trpc } from '../trpc.ts'
import { Button } from '../ui/button.tsx'
import { Confirm } from '../ui/confirm.tsx'
import { useProjectSettled } from './use-project-mutation.ts'

/** What an owner does with a project that is over. */
export function ArchiveSection() {
  const { id, name, ownRole, archivedAt } = useProject()
  const [isSure, setSure] = useState(false)
  const archive = useMutation(trpc.task.projects.archive.mutationOptions(useProjectSettled()))
  if (archivedAt || ownRole !== 'owner') return null
  return (
    <SettingsSection title={m.projects.danger} id="danger">
      <SettingsRow label={m.projects.archive} hint={m.projects.archiveLead}>
        <Button kind="danger-line" isBusy={archive.isPending} onClick={() => setSure(true)}>
          {m.projects.archive}
        </Button>
      </SettingsRow>
      {isSure && (
        <Confirm
          title={m.projects.archiveSure(name)}
          lead={m.projects.archiveLead}
          action={m.projects.archive}
          onClose={() => setSure(false)}
          onConfirm={() => archive.mutate({ id })}
        />
      )}
    </SettingsSection>
  )
}
