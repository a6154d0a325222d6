import { useMutation, useQuery } from '@tanstack/react-query'
import { getRouteApi, Link, useRouter } from '@tanstack/react-router'
import { mayRetry, sentenceOf } from '../../failures.ts'
import { m } from '../../messages.ts'
import { queryClient } from '../../query-client.ts'
import { type Outputs, trpc } from '../../trpc.ts'
import { Button, buttonClass } from '../../ui/button.tsx'
import { SkeletonBox } from '../../ui/skeleton.tsx'
import { ProviderButtons } from '../oidc/provider-buttons.tsx'
import { openSession, renewSession, type Session } from '../session.ts'
import { AuthFailure, AuthLayout } from './auth-layout.tsx'
import { invitationWords } from './invitation-words.ts'
import { SignUpForm } from './sign-up.tsx'

const route = getRouteApi('/invite/$token')

/** Who invites, to what, with which role; then one step in. */
export function InvitationPage() {
  const { token } = route.useParams()
  const preview = useQuery(
    trpc.gateway.invitations.preview.queryOptions({ token }, { retry: false }),
  )
  const session = useQuery({ queryKey: ['session'], queryFn: openSession })
  if (preview.isError && mayRetry(preview.error))
    return (
      <AuthLayout title={m.errors.away} lead={sentenceOf(preview.error)}>
        <Button
          size="large"
          kind="line"
          className="w-full justify-center"
          isBusy={preview.isFetching}
          onClick={() => void preview.refetch()}
        >
          {m.shell.retry}
        </Button>
      </AuthLayout>
    )
  if (preview.isError || preview.data === null)
    return (
      <AuthLayout title={invitationWords().gone} lead={invitationWords().goneLead}>
        <Link to="/" className={buttonClass({ kind: 'line', size: 'large' }, 'w-full')}>
          {m.errors.toHome}
        </Link>
      </AuthLayout>
    )
  if (!preview.data || session.isPending)
    return (
      <AuthLayout title="" lead="">
        <SkeletonBox className="h-40" />
      </AuthLayout>
    )
  return <Invitation token={token} preview={preview.data} session={session.data ?? null} />
}

interface Props {
  token: string
  preview: NonNullable<Outputs['gateway']['invitations']['preview']>
  session: Session | null
}

function Invitation({ token, preview, session }: Props) {
  const { workspaceName, inviterName, role } = preview
  return (
    <AuthLayout
      title={invitationWords().title(workspaceName)}
      lead={invitationWords().lead(inviterName, m.settings.roles[role])}
    >
      {session ? (
        <Accept token={token} email={session.user.email} />
      ) : (
        <>
          <SignUpForm invitation={token} />
          <ProviderButtons next={`/invite/${token}`} invitation={token} />
          <p className="text-center text-ink-3 mt-5">
            {m.account.haveAccount}{' '}
            <Link
              to="/sign-in"
              search={{ next: `/invite/${token}` }}
              className="font-medium text-accent-ink"
            >
              {invitationWords().signIn}
            </Link>
          </p>
        </>
      )}
    </AuthLayout>
  )
}

function Accept({ token, email }: { token: string; email: string }) {
  const router = useRouter()
  const accept = useMutation(
    trpc.gateway.invitations.accept.mutationOptions({
      onSuccess: async ({ slug }) => {
        queryClient.clear()
        await renewSession()
        router.history.push(`/w/${slug}/home`)
      },
    }),
  )
  return (
    <div className="grid gap-3">
      <AuthFailure text={accept.isError ? sentenceOf(accept.error) : undefined} />
      <p className="text-ink-2">{invitationWords().acceptAs(email)}</p>
      <Button
        kind="primary"
        size="large"
        isBusy={accept.isPending}
        onClick={() => accept.mutate({ token })}
      >
        {invitationWords().accept}
      </Button>
    </div>
  )
}
