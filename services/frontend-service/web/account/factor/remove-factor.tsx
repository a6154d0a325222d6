import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { trpc } from '../../trpc.ts'
import { Button } from '../../ui/button.tsx'
import { Confirm } from '../../ui/confirm.tsx'
import { toast } from '../../ui/toast.ts'
import { whyNotManaged } from '../members/why-not-managed.ts'
import type { Member } from '../people.ts'
import { useWorkspace } from '../session.ts'
import { factorWords } from './factor-words.ts'
import { policyWords } from './policy-words.ts'

/** For an admin: takes away the second factor of somebody who has lost the app and the codes. */
export function RemoveFactor({ member: { userId, name } }: { member: Member }) {
  const words = factorWords()
  const { id: workspaceId, factorRequired } = useWorkspace()
  const [isSure, setSure] = useState(false)
  const queryClient = useQueryClient()
  const people = trpc.gateway.people
  const { data = [] } = useQuery(people.withFactor.queryOptions({ workspaceId }))
  const remove = useMutation(
    people.removeFactor.mutationOptions({
      onSuccess: () => toast({ text: words.removed(name) }),
      onError: (error) => toast({ text: whyNotManaged(error, words.elsewhere), tone: 'bad' }),
      onSettled: () => queryClient.invalidateQueries(people.withFactor.pathFilter()),
    }),
  )
  if (!data.includes(userId)) return null
  return (
    <>
      <Button
        aria-label={`${words.remove}: ${name}`}
        isBusy={remove.isPending}
        onClick={() => setSure(true)}
      >
        {words.remove}
      </Button>
      {isSure && (
        <Confirm
          title={words.removeSure(name)}
          lead={
            factorRequired ? `${words.removeLead} ${policyWords().removeCloses}` : words.removeLead
          }
          action={words.remove}
          onClose={() => setSure(false)}
          onConfirm={() => remove.mutate({ workspaceId, userId })}
        />
      )}
    </>
  )
}
