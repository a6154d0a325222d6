import { useMutation } from '@tanstack/react-query'
import { Link, useLocation, useRouter } from '@tanstack/react-router'
import { sentenceOf } from '../../failures.ts'
import { WorkspaceMark } from '../../frame/mark.tsx'
import { m } from '../../messages.ts'
import { trpc } from '../../trpc.ts'
import { Badge } from '../../ui/badge.tsx'
import { Button, buttonClass } from '../../ui/button.tsx'
import { SecuritySections } from '../security-sections.tsx'
import { renewSession, useSession, useWorkspace } from '../session.ts'
import { AuthFailure, AuthLayout } from '../sign-in/auth-layout.tsx'
import { signOut } from '../sign-out.ts'
import { ConnectDialog } from './connect-dialog.tsx'
import { policyWords } from './policy-words.ts'

/** In place of every screen of a workspace that asks for a second factor, while this person has none. The security of their
 *  account is open to them. */
export function ClosedWorkspace() {
  const { pathname } = useLocation()
  return pathname === '/settings/security' ? <OwnSecurity /> : <Closed />
}

function Closed() {
  const words = policyWords()
  const { name, slug: here } = useWorkspace()
  const { workspaces } = useSession()
  const router = useRouter()
  const start = useMutation(trpc.gateway.factor.start.mutationOptions())
  // Not before the recovery codes were seen: the workspace opens in place of what shows them.
  const close = async () => {
    start.reset()
    await renewSession()
    await router.invalidate()
  }
  const others = workspaces.filter(({ slug }) => slug !== here)
  return (
    <AuthLayout title={words.closed(name)} lead={words.closedLead}>
      <div className="grid gap-3.5">
        <AuthFailure text={start.isError ? sentenceOf(start.error) : undefined} />
        <Button kind="primary" size="large" isBusy={start.isPending} onClick={() => start.mutate()}>
          {words.begin}
        </Button>
        <Link
          to="/settings/security"
          search={{}}
          className={buttonClass({ kind: 'line', size: 'large' })}
        >
          {words.toAccount}
        </Link>
        <Button size="large" onClick={() => void signOut()}>
          {m.account.signOut}
        </Button>
      </div>
      {others.length > 0 && (
        <nav aria-labelledby="other-workspaces" className="mt-8">
          <h2 id="other-workspaces" className="mb-2 text-12 font-medium text-ink-3">
            {words.otherWorkspaces}
          </h2>
          <ul className="rounded-lg border border-line divide-y divide-line overflow-hidden">
            {others.map((each) => (
              <li key={each.id}>
                <Link
                  to="/w/$workspace/home"
                  params={{ workspace: each.slug }}
                  search={{}}
                  className="flex items-center gap-2.5 min-h-11 px-3 py-1.5 font-medium hover:bg-hover"
                >
                  <WorkspaceMark name={each.name} />
                  <span className="flex-1 cut">{each.name}</span>
                  {each.needsFactor && <Badge>{words.alsoClosed}</Badge>}
                </Link>
              </li>
            ))}
          </ul>
        </nav>
      )}
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
