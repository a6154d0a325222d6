import { useMutation, useQueryClient, useSuspenseQuery } from '@tanstack/react-query'
import { Link2 } from 'lucide-react'
import { dayAt, dayInLine } from '../../dates.ts'
import { sentenceOf } from '../../failures.ts'
import { m } from '../../messages.ts'
import { trpc } from '../../trpc.ts'
import { Button } from '../../ui/button.tsx'
import { toast } from '../../ui/toast.ts'
import { useMe, useWorkspace } from '../session.ts'
import { SettingsSection } from '../settings-section.tsx'
import { useToday } from '../time.tsx'
import { memberWords } from './member-words.ts'

/** Links that still let somebody in. */
export function InvitationsSection() {
  const { id: workspaceId } = useWorkspace()
  const { timeZone } = useMe()
  const now = useToday()
  const queryClient = useQueryClient()
  const { data: invitations } = useSuspenseQuery(
    trpc.user.invitations.list.queryOptions({ workspaceId }),
  )
  const revoke = useMutation(
    trpc.user.invitations.revoke.mutationOptions({
      onError: (error) => toast({ text: sentenceOf(error), tone: 'bad' }),
      onSettled: () => queryClient.invalidateQueries(trpc.user.invitations.pathFilter()),
    }),
  )
  if (invitations.length === 0) return null
  return (
    <SettingsSection title={memberWords().invitations}>
      {invitations.map(({ id, role, email, expiresAt, invitedBy }) => (
        <div
          key={id}
          className="grid grid-cols-[36px_minmax(0,1fr)_auto] items-center gap-3 px-3.5 py-3"
        >
          <span className="grid place-items-center size-9 rounded-[9px] bg-pressed text-ink-2">
            <Link2 aria-hidden className="size-5!" />
          </span>
          <div className="min-w-0">
            <p className="font-medium">{m.settings.roles[role]}</p>
            <p className="text-12 text-ink-3 nums cut">
              {[
                email,
                invitedBy.name,
                memberWords().expires(dayInLine(dayAt(expiresAt, timeZone), now)),
              ]
                .filter(Boolean)
                .join(' · ')}
            </p>
          </div>
          <Button
            kind="line"
            isBusy={revoke.isPending && revoke.variables.id === id}
            onClick={() => revoke.mutate({ workspaceId, id })}
          >
            {memberWords().revoke}
          </Button>
        </div>
      ))}
    </SettingsSection>
  )
}
