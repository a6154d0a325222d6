import { useQuery } from '@tanstack/react-query'
import { UserPlus } from 'lucide-react'
import { Suspense, useState } from 'react'
import { m } from '../../messages.ts'
import { trpc } from '../../trpc.ts'
import { Button } from '../../ui/button.tsx'
import { lazily } from '../../ui/lazily.ts'
import { Coming } from '../../ui/skeleton.tsx'
import { canManage } from '../roles.ts'
import { useWorkspace } from '../session.ts'
import { memberWords } from './member-words.ts'

const InviteDialog = lazily(async () => (await import('./invite-dialog.tsx')).InviteDialog)

/** Asks to bring others in, for as long as somebody who may do so is alone. */
export function InvitePrompt() {
  const { id: workspaceId, role } = useWorkspace()
  const [isInviting, setInviting] = useState(false)
  const { data: members, isPending } = useQuery(
    trpc.user.members.list.queryOptions({ workspaceId }),
  )
  if (!canManage(role)) return null
  if (isPending) return <Coming />
  if (members?.length !== 1) return null
  return (
    <section className="grid gap-1 p-4 rounded-lg border border-line bg-raised">
      <h2 className="font-strong">{m.home.inviteTitle}</h2>
      <p className="text-ink-3">{m.home.inviteLead}</p>
      <Button
        kind="line"
        className="mt-2 justify-self-start"
        onPointerEnter={() => void import('./invite-dialog.tsx')}
        onClick={() => setInviting(true)}
      >
        <UserPlus aria-hidden />
        {memberWords().invite}
      </Button>
      <Suspense>{isInviting && <InviteDialog onClose={() => setInviting(false)} />}</Suspense>
    </section>
  )
}
