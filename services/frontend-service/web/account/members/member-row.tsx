import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { factsOf, sentenceOf } from '../../failures.ts'
import { m } from '../../messages.ts'
import { trpc } from '../../trpc.ts'
import { Avatar } from '../../ui/avatar.tsx'
import { Badge } from '../../ui/badge.tsx'
import { Button } from '../../ui/button.tsx'
import { Confirm } from '../../ui/confirm.tsx'
import { Select } from '../../ui/form/select.tsx'
import { toast } from '../../ui/toast.ts'
import { RemoveFactor } from '../factor/remove-factor.tsx'
import type { Member } from '../people.ts'
import { RecoveryLink } from '../recovery/recovery-link.tsx'
import { canManage, roles, rolesUpTo } from '../roles.ts'
import { useMe, useWorkspace } from '../session.ts'
import { DisableButton } from './disable-button.tsx'
import { memberWords } from './member-words.ts'

/** One person: who they are, what they may do, and the way out. */
export function MemberRow({ member, hue }: { member: Member; hue: number }) {
  const { id: workspaceId, name: workspace, role: own } = useWorkspace()
  const me = useMe()
  const [isSure, setSure] = useState(false)
  const queryClient = useQueryClient()
  const { userId, name, email, role } = member
  const isMe = userId === me.id
  const isBelow = roles.indexOf(role) >= roles.indexOf(own)
  const mayChange = canManage(own) && isBelow

  const settled = {
    onError: (error: unknown) => toast({ text: wordsOf(error), tone: 'bad' }),
    onSettled: () => queryClient.invalidateQueries(trpc.user.members.pathFilter()),
  }
  const change = useMutation(trpc.user.members.changeRole.mutationOptions(settled))
  const remove = useMutation(
    trpc.user.members.remove.mutationOptions({
      ...settled,
      onSuccess: () => {
        if (isMe) window.location.assign('/')
        else toast({ text: memberWords().removed(name) })
      },
    }),
  )
  const shownRole = change.isPending ? change.variables.role : role

  return (
    <div className="flex flex-wrap items-center justify-end gap-3 px-3.5 py-3">
      <Avatar name={name} hue={hue} size={36} isDecorative />
      <div className="min-w-0 flex-1 basis-44">
        <p className="flex flex-wrap items-center gap-2 font-medium">
          {name}
          {isMe && <Badge>{m.settings.you}</Badge>}
          {member.disabledAt && <Badge>{memberWords().disabled}</Badge>}
        </p>
        <p className="text-12 text-ink-3 cut">{email}</p>
      </div>
      {mayChange ? (
        <Select
          aria-label={m.settings.roleOf(name)}
          value={shownRole}
          disabled={change.isPending}
          options={rolesUpTo(own).map((each) => ({ value: each, label: m.settings.roles[each] }))}
          onPick={(next) => change.mutate({ workspaceId, userId, role: next })}
          className="w-32"
        />
      ) : (
        <span className="text-ink-2">{m.settings.roles[role]}</span>
      )}
      {(isMe || mayChange) && (
        <Button
          className="min-w-18 justify-center"
          aria-label={`${isMe ? m.settings.leave : m.settings.remove}: ${name}`}
          isBusy={remove.isPending}
          onClick={() => setSure(true)}
        >
          {isMe ? m.settings.leave : m.settings.remove}
        </Button>
      )}
      {mayChange && !isMe && <RecoveryLink member={member} />}
      {mayChange && !isMe && <RemoveFactor member={member} />}
      {mayChange && !isMe && <DisableButton member={member} />}
      {isSure && (
        <Confirm
          title={isMe ? memberWords().leaveSure(workspace) : memberWords().removeSure(name)}
          lead={isMe ? memberWords().leaveLead : memberWords().removeLead}
          action={isMe ? m.settings.leave : m.settings.remove}
          onClose={() => setSure(false)}
          onConfirm={() => remove.mutate({ workspaceId, userId })}
        />
      )}
    </div>
  )
}

const wordsOf = (error: unknown) =>
  factsOf(error).status === 409 ? m.errors.lastOwner : sentenceOf(error)
