import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { visibilities } from '../../../task-service/contract.ts'
import { sentenceOf } from '../failures.ts'
import { m } from '../messages.ts'
import { trpc } from '../trpc.ts'
import { Button } from '../ui/button.tsx'
import { Confirm } from '../ui/confirm.tsx'
import { Dialog, DialogBody } from '../ui/dialog.tsx'
import { Panel } from '../ui/panel.tsx'
import { Select } from '../ui/select.tsx'
import { SkeletonRows } from '../ui/skeleton.tsx'
import { toast } from '../ui/toast.ts'
import { useProject } from './project.ts'
import { ProjectMembers } from './project-members.tsx'

/** Who sees a project and with which role, and for its owners whether it is open, private or archived. */
export function ProjectSettings({ onClose }: { onClose: () => void }) {
  const { name, ownRole } = useProject()
  return (
    <Dialog title={m.projects.settingsOf(name)} width="wide" onClose={onClose}>
      <DialogBody>
        <Visibility />
        <Panel name={m.settings.members} loading={<SkeletonRows count={4} />}>
          <ProjectMembers onGone={onClose} />
        </Panel>
        {ownRole === 'owner' && <ArchiveButton onDone={onClose} />}
      </DialogBody>
    </Dialog>
  )
}

function Visibility() {
  const { id, visibility, ownRole, archivedAt } = useProject()
  const queryClient = useQueryClient()
  const change = useMutation(
    trpc.task.projects.update.mutationOptions({
      onSuccess: () => queryClient.invalidateQueries(trpc.task.pathFilter()),
      onError: (error) => toast({ tone: 'bad', text: sentenceOf(error) }),
    }),
  )
  const shown = visibilities.find((each) => each === visibility) ?? 'open'
  return (
    <div className="flex flex-wrap items-center gap-3">
      <p className="flex-1 basis-60 text-ink-2">{m.projects.visibilityLeads[shown]}</p>
      {ownRole === 'owner' && !archivedAt && (
        <Select
          aria-label={m.projects.visibility}
          value={shown}
          disabled={change.isPending}
          options={visibilities.map((value) => ({ value, label: m.projects.visibilities[value] }))}
          onPick={(next) => change.mutate({ id, visibility: next })}
          className="w-36"
        />
      )}
    </div>
  )
}

function ArchiveButton({ onDone }: { onDone: () => void }) {
  const { id, name, archivedAt } = useProject()
  const [isSure, setSure] = useState(false)
  const queryClient = useQueryClient()
  const archive = useMutation(
    trpc.task.projects.archive.mutationOptions({
      onSuccess: async () => {
        await queryClient.invalidateQueries(trpc.task.pathFilter())
        onDone()
      },
      onError: (error) => toast({ tone: 'bad', text: sentenceOf(error) }),
    }),
  )
  if (archivedAt) return null
  return (
    <div className="flex flex-wrap items-center gap-3 pt-3 border-t border-line">
      <p className="flex-1 basis-60 text-ink-3">{m.projects.archiveLead}</p>
      <Button kind="danger-line" isBusy={archive.isPending} onClick={() => setSure(true)}>
        {m.projects.archive}
      </Button>
      {isSure && (
        <Confirm
          title={m.projects.archiveSure(name)}
          lead={m.projects.archiveLead}
          action={m.projects.archive}
          onClose={() => setSure(false)}
          onConfirm={() => archive.mutate({ id })}
        />
      )}
    </div>
  )
}
