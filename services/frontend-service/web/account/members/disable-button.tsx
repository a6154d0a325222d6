import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { trpc } from '../../trpc.ts'
import { Button } from '../../ui/button.tsx'
import { Confirm } from '../../ui/confirm.tsx'
import { toast } from '../../ui/toast.ts'
import type { Member } from '../people.ts'
import { useWorkspace } from '../session.ts'
import { memberWords } from './member-words.ts'
import { whyNotManaged } from './why-not-managed.ts'

/** Closes somebody's account, which signs them out everywhere, or opens it again. */
export function DisableButton({ member: { userId, name, disabledAt } }: { member: Member }) {
  const { id: workspaceId } = useWorkspace()
  const [isSure, setSure] = useState(false)
  const queryClient = useQueryClient()
  const settled = {
    onError: (error: unknown) =>
      toast({
        text: whyNotManaged(error, memberWords().disableElsewhere),
        tone: 'bad' as const,
      }),
    onSettled: () => queryClient.invalidateQueries(trpc.user.members.pathFilter()),
  }
  const disable = useMutation(trpc.gateway.people.disable.mutationOptions(settled))
  const enable = useMutation(trpc.gateway.people.enable.mutationOptions(settled))
  const word = disabledAt ? memberWords().enable : memberWords().disable
  return (
    <>
      <Button
        className="min-w-18 justify-center"
        aria-label={`${word}: ${name}`}
        isBusy={disable.isPending || enable.isPending}
        onClick={() => (disabledAt ? enable.mutate({ workspaceId, userId }) : setSure(true))}
      >
        {word}
      </Button>
      {isSure && (
        <Confirm
          title={memberWords().disableSure(name)}
          lead={memberWords().disableLead}
          action={memberWords().disable}
          onClose={() => setSure(false)}
          onConfirm={() => disable.mutate({ workspaceId, userId })}
        />
      )}
    </>
  )
}
