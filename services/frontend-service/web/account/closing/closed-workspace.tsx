import { useMutation } from '@tanstack/react-query'
import { Link, useLocation, useRouter } from '@tanstack/react-router'
import { sentenceOf } from '../../failures.ts'
import { m } from '../../messages.ts'
import { trpc } from '../../trpc.ts'
import { Button } from '../../ui/button.tsx'
import { ConnectDialog } from '../factor/connect-dialog.tsx'
import { policyWords } from '../factor/policy-words.ts'
import { SecuritySections } from '../security-sections.tsx'
import { renewSession, useWorkspace } from '../session.ts'
import { AuthFailure, AuthLayout } from '../sign-in/auth-layout.tsx'
import { OtherWorkspaces } from './other-workspaces.tsx'
import { WaitingWorkspace } from './waiting-workspace.tsx'
import { WaysOut } from './ways-out.tsx'

/** In place of every screen of a workspace that is closed to this person: it waits for its end, or asks for a second factor
 *  that they have not. The security of their account is open to them. */
export function ClosedWorkspace() {
  const { pathname } = useLocation()
  const { closed } = useWorkspace()
  if (pathname === '/settings/security') return <OwnSecurity />
  return closed ? <WaitingWorkspace closed={closed} /> : <FactorAsked />
}

function FactorAsked() {
  const words = policyWords()
  const { name } = useWorkspace()
  const router = useRouter()
  const start = useMutation(trpc.gateway.factor.start.mutationOptions())
  // Not before the recovery codes were seen: the workspace opens in place of what shows them.
  const close = async () => {
    start.reset()
    await renewSession()
    await router.invalidate()
  }
  return (
    <AuthLayout title={words.closed(name)} lead={words.closedLead}>
      <div className="grid gap-3.5">
        <AuthFailure text={start.isError ? sentenceOf(start.error) : undefined} />
        <Button kind="primary" size="large" isBusy={start.isPending} onClick={() => start.mutate()}>
          {words.begin}
        </Button>
        <WaysOut />
      </div>
      <OtherWorkspaces />
      {start.data && <ConnectDialog started={start.data} onClose={() => void close()} />}
    </AuthLayout>
  )
}

function OwnSecurity() {
  const { name, slug } = useWorkspace()
  return (
    <main id="main" className="min-h-dvh bg-surface px-4 py-7.5">
      <title>{`${m.settings.security} · TaskMate`}</title>
      <div className="grid gap-8 max-w-190 mx-auto">
        <header className="grid justify-items-start gap-1">
          <Link
            to="/w/$workspace/home"
            params={{ workspace: slug }}
            search={{}}
            className="text-accent-ink hover:underline"
          >
            {policyWords().back(name)}
          </Link>
          <h1 className="text-24 font-strong tracking-[-.015em]">{m.settings.security}</h1>
        </header>
        <SecuritySections />
      </div>
    </main>
  )
}
