import { useMutation, useQuery } from '@tanstack/react-query'
import { RECOVERY_MINUTES } from '../../../../user-service/limits.ts'
import { trpc } from '../../trpc.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog, DialogBody } from '../../ui/dialog.tsx'
import { toast } from '../../ui/toast.ts'
import { ReadyLink } from '../members/ready-link.tsx'
import { whyNotManaged } from '../members/why-not-managed.ts'
import type { Member } from '../people.ts'
import { useWorkspace } from '../session.ts'
import { recoveryWords } from './recovery-words.ts'

/** Makes a link by which somebody sets a new password, where no letter can bring it. */
export function RecoveryLink({ member: { userId, name } }: { member: Member }) {
  const words = recoveryWords()
  const { id: workspaceId } = useWorkspace()
  const isByMail = useQuery(trpc.gateway.password.isByMail.queryOptions())
  const make = useMutation(
    trpc.gateway.people.recoveryLink.mutationOptions({
      onError: (error) => toast({ text: whyNotManaged(error, words.elsewhere), tone: 'bad' }),
    }),
  )
  if (isByMail.data !== false) return null
  return (
    <>
      <Button
        aria-label={`${words.makeLink}: ${name}`}
        isBusy={make.isPending}
        onClick={() => make.mutate({ workspaceId, userId })}
      >
        {words.makeLink}
      </Button>
      {make.data && (
        <Dialog title={words.linkTitle(name)}>
          <DialogBody>
            <p className="text-ink-3">{words.linkLead(RECOVERY_MINUTES)}</p>
            <ReadyLink
              label={words.linkReady}
              link={`${window.location.origin}/recover/${make.data.token}`}
              onClose={make.reset}
            />
          </DialogBody>
        </Dialog>
      )}
    </>
  )
}
