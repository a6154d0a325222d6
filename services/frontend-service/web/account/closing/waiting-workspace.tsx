import { useMutation } from '@tanstack/react-query'
import { Link, useRouter } from '@tanstack/react-router'
import { useEffect } from 'react'
import { dayAt, plainDay } from '../../dates.ts'
import { sentenceOf } from '../../failures.ts'
import { trpc } from '../../trpc.ts'
import { Button } from '../../ui/button.tsx'
import { toast } from '../../ui/toast.ts'
import { renewSession, useMe, useWorkspace, type Workspace } from '../session.ts'
import { AuthFailure, AuthLayout } from '../sign-in/auth-layout.tsx'
import { closingWords } from './closing-words.ts'
import { OtherWorkspaces } from './other-workspaces.tsx'
import { WaysOut } from './ways-out.tsx'

type Closed = NonNullable<Workspace['closed']>

/** In place of every screen of a workspace that is closed until it is deleted: its owners may keep it, others see whose doing it
 *  is. */
export function WaitingWorkspace({ closed }: { closed: Closed }) {
  const words = closingWords()
  const { id: me, timeZone } = useMe()
  const { id, name, role, needsFactor } = useWorkspace()
  const router = useRouter()
  const look = async () => {
    await renewSession()
    await router.invalidate()
  }
  useReturns(look)
  const restore = useMutation(
    trpc.user.workspaces.restore.mutationOptions({
      onSuccess: async () => {
        await look()
        toast({ text: words.kept })
      },
    }),
  )
  // Month and day stay in one line.
  const dayOf = (time: string) => plainDay(dayAt(time, timeZone)).replaceAll(' ', '\u00a0')
  const [day, since] = [dayOf(closed.deleteAt), dayOf(closed.at)]
  const { by } = closed
  const isOwner = role === 'owner'
  const ownerLead = by?.id === me ? words.ownLead(since) : words.ownerLead(by?.name, since)
  return (
    <AuthLayout
      title={isOwner ? words.ownerTitle(name, day) : words.memberTitle(name)}
      lead={isOwner ? ownerLead : words.memberLead(by?.name, day)}
    >
      <div className="grid gap-3.5">
        <AuthFailure text={restore.isError ? sentenceOf(restore.error) : undefined} />
        {isOwner && needsFactor && <p className="text-ink-2">{words.factorFirst}</p>}
        {isOwner && !needsFactor && (
          <Button
            kind="primary"
            size="large"
            isBusy={restore.isPending}
            onClick={() => restore.mutate({ id })}
          >
            {words.keep}
          </Button>
        )}
        <WaysOut />
        <Link to="/welcome" className="justify-self-center text-accent-ink hover:underline">
          {words.found}
        </Link>
      </div>
      <OtherWorkspaces />
    </AuthLayout>
  )
}

/** Nothing tells this page that the workspace is open again: it looks when somebody comes back to it. */
function useReturns(look: () => unknown) {
  useEffect(() => {
    const onChange = () => {
      if (document.visibilityState === 'visible') void look()
    }
    document.addEventListener('visibilitychange', onChange)
    return () => document.removeEventListener('visibilitychange', onChange)
  })
}
