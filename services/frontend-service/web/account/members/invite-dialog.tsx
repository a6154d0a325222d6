import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useId, useState } from 'react'
import { sentenceOf } from '../../failures.ts'
import { m } from '../../messages.ts'
import { trpc } from '../../trpc.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog, DialogBody, DialogButtons } from '../../ui/dialog.tsx'
import { FieldNote } from '../../ui/form/field.tsx'
import { Select } from '../../ui/form/select.tsx'
import { type Role, rolesUpTo } from '../roles.ts'
import { useWorkspace } from '../session.ts'
import { memberWords } from './member-words.ts'
import { ReadyLink } from './ready-link.tsx'

/** Makes a link that lets one person in with a role. */
export function InviteDialog({ onClose }: { onClose: () => void }) {
  const { id: workspaceId, role: own } = useWorkspace()
  const [role, setRole] = useState<Role>('member')
  const id = useId()
  const queryClient = useQueryClient()
  const create = useMutation(
    trpc.user.invitations.create.mutationOptions({
      // What is shown only now waits for no other answer.
      onSettled: () => void queryClient.invalidateQueries(trpc.user.invitations.pathFilter()),
    }),
  )
  return (
    <Dialog
      title={memberWords().inviteTitle}
      onClose={create.data ? undefined : onClose}
      isBusy={create.isPending}
    >
      <DialogBody>
        {create.data ? (
          <ReadyLink
            label={memberWords().linkReady}
            link={`${window.location.origin}/invite/${create.data.token}`}
            onClose={onClose}
          />
        ) : (
          <>
            <p className="text-ink-3">{memberWords().inviteLead}</p>
            <div className="grid gap-1.5">
              <label htmlFor={id} className="text-12 font-medium text-ink-2">
                {memberWords().role}
              </label>
              <Select
                id={id}
                value={role}
                options={rolesUpTo(own).map((each) => ({
                  value: each,
                  label: m.settings.roles[each],
                }))}
                onPick={setRole}
              />
              <FieldNote
                hint={memberWords().roleLeads[role]}
                error={create.isError ? sentenceOf(create.error) : undefined}
              />
            </div>
            <DialogButtons>
              <Button kind="line" onClick={onClose}>
                {m.shell.cancel}
              </Button>
              <Button
                kind="primary"
                isBusy={create.isPending}
                onClick={() => create.mutate({ workspaceId, role })}
              >
                {memberWords().makeLink}
              </Button>
            </DialogButtons>
          </>
        )}
      </DialogBody>
    </Dialog>
  )
}
