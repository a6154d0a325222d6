import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useId, useState } from 'react'
import { copyText } from '../../clipboard.ts'
import { sentenceOf } from '../../failures.ts'
import { m } from '../../messages.ts'
import { trpc } from '../../trpc.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog, DialogBody, DialogButtons } from '../../ui/dialog.tsx'
import { Field, FieldNote } from '../../ui/form/field.tsx'
import { Select } from '../../ui/form/select.tsx'
import { type Role, rolesUpTo } from '../roles.ts'
import { useWorkspace } from '../session.ts'

/** Makes a link that lets one person in with a role. */
export function InviteDialog({ onClose }: { onClose: () => void }) {
  const { id: workspaceId, role: own } = useWorkspace()
  const [role, setRole] = useState<Role>('member')
  const id = useId()
  const queryClient = useQueryClient()
  const create = useMutation(
    trpc.user.invitations.create.mutationOptions({
      onSettled: () => queryClient.invalidateQueries(trpc.user.invitations.pathFilter()),
    }),
  )
  return (
    <Dialog title={m.settings.inviteTitle} onClose={onClose}>
      <DialogBody>
        {create.data ? (
          <ReadyLink token={create.data.token} onClose={onClose} />
        ) : (
          <>
            <p className="text-ink-3">{m.settings.inviteLead}</p>
            <div className="grid gap-1.5">
              <label htmlFor={id} className="text-12 font-medium text-ink-2">
                {m.settings.role}
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
                hint={m.settings.roleLeads[role]}
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
                {m.settings.makeLink}
              </Button>
            </DialogButtons>
          </>
        )}
      </DialogBody>
    </Dialog>
  )
}

function ReadyLink({ token, onClose }: { token: string; onClose: () => void }) {
  const [isCopied, setCopied] = useState(false)
  const link = `${window.location.origin}/invite/${token}`
  return (
    <>
      <Field
        label={m.settings.linkReady}
        value={link}
        readOnly
        onFocus={({ target }) => target.select()}
      />
      <DialogButtons>
        <Button kind="line" onClick={onClose}>
          {m.shell.close}
        </Button>
        <Button kind="primary" onClick={() => void copyText(link).then(() => setCopied(true))}>
          <span aria-live="polite">{isCopied ? m.settings.copied : m.settings.copy}</span>
        </Button>
      </DialogButtons>
    </>
  )
}
