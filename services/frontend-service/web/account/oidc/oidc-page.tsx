import { useMutation } from '@tanstack/react-query'
import { getRouteApi, useRouter } from '@tanstack/react-router'
import { Suspense, useEffect, useState } from 'react'
import { factsOf, mayRetry } from '../../failures.ts'
import { language, m } from '../../messages.ts'
import { queryClient } from '../../query-client.ts'
import { client, type Inputs, type Outputs, trpc } from '../../trpc.ts'
import { Button } from '../../ui/button.tsx'
import { lazily } from '../../ui/lazily.ts'
import { renewSession } from '../session.ts'
import { AuthFailure, AuthLayout } from '../sign-in/auth-layout.tsx'
import { explainOidc, oidcWords } from './oidc-words.ts'
import { isOpenedByUs, isProofWindow, markProofWindow, tellProved } from './proof-window.ts'
import { CloseWindow, Proved } from './proved.tsx'
import { useProviderName } from './provider-buttons.tsx'

const route = getRouteApi('/oidc/$provider')
const SecondStep = lazily(async () => (await import('../sign-in/second-step.tsx')).SecondStep)
const ProofCode = lazily(async () => (await import('./proof-code.tsx')).ProofCode)

type Answer = Omit<Inputs['gateway']['oidc']['finish'], 'provider'>
type Finished = Outputs['gateway']['oidc']['finish']

/** `/oidc/<provider>`: where a provider sends people back to; `?proof`: where those leave for it who say again who they are. */
export function OidcPage() {
  const { provider } = route.useParams()
  const { arrived } = route.useRouteContext()
  const name = useProviderName(provider)
  return arrived === '?proof' ? (
    <LeaveForProof provider={provider} name={name} />
  ) : (
    <Back provider={provider} name={name} answer={answerIn(arrived)} />
  )
}

function answerIn(search: string): Answer {
  const params = new URLSearchParams(search)
  const said = (name: string) => params.get(name) ?? undefined
  return {
    state: said('state') ?? 'none',
    ...{ code: said('code'), iss: said('iss'), error: said('error') },
  }
}

/** An answer counts once, however often this is shown. */
const asked = new Map<string, Promise<Finished>>()
function finishOnce(provider: string, answer: Answer) {
  const known = asked.get(answer.state)
  if (known !== undefined) return known
  const asking = client.gateway.oidc.finish.mutate({ provider, ...answer })
  // It may not have arrived.
  asking.catch((error: unknown) => mayRetry(error) && asked.delete(answer.state))
  asked.set(answer.state, asking)
  return asking
}

interface Props {
  provider: string
  name: string
}

function Back({ provider, name, answer }: Props & { answer: Answer }) {
  const words = oidcWords()
  const router = useRouter()
  const [over, setOver] = useState<string>()
  const enter = async (next: string | null) => {
    queryClient.clear()
    await renewSession()
    router.history.replace(next ?? '/')
  }
  const finish = useMutation({
    mutationFn: () => finishOnce(provider, answer),
    meta: { asksPassword: true },
    onSuccess: async (done) => {
      if (done.user) await enter(done.next)
      if (done.outcome === 'linked') router.history.replace('/settings/security')
      if (done.outcome === 'proved' && !done.needsCode) tellProved()
    },
    onError: async (error) => {
      // Whoever loads this page once more is in already.
      const isRepeated = factsOf(error).reason === 'oidc_refused' && !isProofWindow()
      if (isRepeated && (await renewSession())) router.history.replace('/')
    },
  })
  const { mutate, data, error } = finish
  useEffect(() => {
    // What stood there is used up: neither history nor a bookmark keeps it.
    window.history.replaceState(window.history.state, '', window.location.pathname)
    mutate()
  }, [mutate])

  if (data?.needsCode && data.for === 'sign-in' && !over)
    return (
      <Suspense>
        <SecondStep
          hasPasskey={data.hasPasskey}
          onDone={() => enter(data.next)}
          onBack={(why) => (why ? setOver(why) : router.history.replace('/sign-in'))}
        />
      </Suspense>
    )
  if (data?.needsCode && data.for === 'proof')
    return (
      <Suspense>
        <ProofCode name={name} />
      </Suspense>
    )
  if (data?.outcome === 'proved') return <Proved />
  if (data?.outcome === 'cancelled')
    return (
      <AuthLayout title={words.cancelledTitle} lead={words.cancelled(name)}>
        <WayBack to={data} />
      </AuthLayout>
    )
  if (error || over)
    return (
      <AuthLayout title={words.failedTitle} lead="">
        <div className="grid gap-3.5">
          <AuthFailure text={over ?? explainOidc(error, name)} />
          {mayRetry(error) && !factsOf(error).reason && !over ? (
            <Button
              kind="primary"
              size="large"
              isBusy={finish.isPending}
              onClick={() => finish.mutate()}
            >
              {m.shell.retry}
            </Button>
          ) : (
            <WayBack />
          )}
        </div>
      </AuthLayout>
    )
  return (
    <AuthLayout title={words.checkingTitle(name)} lead={words.checking}>
      {null}
    </AuthLayout>
  )
}

/** To where somebody came from, as far as that is known. */
function WayBack({ to }: { to?: Finished }) {
  const words = oidcWords()
  const router = useRouter()
  if (isProofWindow()) return <CloseWindow />
  const isLink = to?.for === 'link'
  const next = to?.next ? `?next=${encodeURIComponent(to.next)}` : ''
  return (
    <Button
      kind="primary"
      size="large"
      className="w-full"
      autoFocus
      onClick={() => router.history.replace(isLink ? '/settings/security' : `/sign-in${next}`)}
    >
      {isLink ? words.toSecurity : words.toSignIn}
    </Button>
  )
}

function LeaveForProof({ provider, name }: Props) {
  const words = oidcWords()
  const begin = useMutation(
    trpc.gateway.oidc.beginProof.mutationOptions({
      onSuccess: ({ url }) => window.location.replace(url),
    }),
  )
  const { mutate } = begin
  const [isWanted, setWanted] = useState(isOpenedByUs)
  useEffect(() => {
    if (!isWanted) return
    markProofWindow()
    mutate({ provider, locale: language })
  }, [isWanted, mutate, provider])
  return (
    <AuthLayout title={words.checkingTitle(name)} lead={isWanted ? words.going(name) : ''}>
      <div className="grid gap-3.5">
        {!isWanted && (
          <Button kind="primary" size="large" className="w-full" onClick={() => setWanted(true)}>
            {words.confirmBy(name)}
          </Button>
        )}
        <AuthFailure text={begin.isError ? explainOidc(begin.error, name) : undefined} />
        {begin.isError && <CloseWindow />}
      </div>
    </AuthLayout>
  )
}
