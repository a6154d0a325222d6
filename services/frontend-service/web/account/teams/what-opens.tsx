import { useQuery } from '@tanstack/react-query'
import { Lock } from 'lucide-react'
import { m } from '../../messages.ts'
import { type Outputs, trpc } from '../../trpc.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog, DialogBody, DialogButtons } from '../../ui/dialog.tsx'
import { useWorkspace } from '../session.ts'
import { teamWords } from './team-words.ts'

interface Props {
  person: string
  team: string
  /** Undefined where they could not be read. */
  projects: Outputs['task']['projectTeams']['projects'] | undefined
  onConfirm: () => void
  onClose: () => void
}

/** What opens to somebody who is put into a team, before that is done. */
export function WhatOpens({ person, team, projects, onConfirm, onClose }: Props) {
  const words = teamWords()
  const { id: workspaceId } = useWorkspace()
  const { data: known = [] } = useQuery(trpc.task.projects.list.queryOptions({ workspaceId }))
  return (
    <Dialog title={words.addSure(person, team)} onClose={onClose}>
      <DialogBody>
        <p className="text-ink-2">{projects ? words.opens(projects.length) : words.opensUnknown}</p>
        {projects && (
          <ul className="grid gap-1.5">
            {projects.map(({ projectId, role }) => {
              const project = known.find(({ id }) => id === projectId)
              return (
                <li key={projectId} className="flex items-center gap-2 min-w-0">
                  <span className="cut">{project?.name ?? '…'}</span>
                  <span className="text-12 text-ink-3 whitespace-nowrap">{project?.key}</span>
                  {project?.visibility === 'private' && (
                    <Lock
                      role="img"
                      aria-label={m.projects.visibilities.private}
                      className="size-3.5! flex-none text-ink-3"
                    />
                  )}
                  <span className="ml-auto text-12 text-ink-3 whitespace-nowrap">
                    {m.settings.roles[role]}
                  </span>
                </li>
              )
            })}
          </ul>
        )}
        <p className="text-12 text-ink-3">{words.opensMore}</p>
        <DialogButtons>
          <Button kind="line" onClick={onClose}>
            {m.shell.cancel}
          </Button>
          <Button
            kind="primary"
            onClick={() => {
              onConfirm()
              onClose()
            }}
          >
            {words.addAct}
          </Button>
        </DialogButtons>
      </DialogBody>
    </Dialog>
  )
}
