import { useMutation, useQuery } from '@tanstack/react-query'
import { KeyRound } from 'lucide-react'
import { useEffect, useState } from 'react'
import { language } from '../../messages.ts'
import { trpc } from '../../trpc.ts'
import { Button } from '../../ui/button.tsx'
import { Or } from '../passkeys/passkey-button.tsx'
import { AuthFailure } from '../sign-in/auth-layout.tsx'
import { explainOidc, oidcWords } from './oidc-words.ts'

/** The longest way back that goes along. */
const NEXT_MAX = 500

interface Props {
  /** Where to afterwards. */
  next?: string
  invitation?: string
}

/** A button for each provider that may sign people in; nothing where there is none. */
export function ProviderButtons({ next, invitation }: Props) {
  const { data } = useQuery(
    trpc.gateway.oidc.providers.queryOptions(undefined, {
      staleTime: Number.POSITIVE_INFINITY,
      retry: false,
    }),
  )
  const [failure, setFailure] = useState<string>()
  const begin = useMutation(
    trpc.gateway.oidc.begin.mutationOptions({ meta: { asksPassword: true } }),
  )
  const { reset } = begin
  useEffect(() => {
    // Whoever comes back by the Back button finds the page as it was left.
    const again = ({ persisted }: PageTransitionEvent) => {
      if (persisted) reset()
    }
    window.addEventListener('pageshow', again)
    return () => window.removeEventListener('pageshow', again)
  }, [reset])
  if (!data || data.providers.length === 0) return null
  const { origin, providers } = data
  const { timeZone } = Intl.DateTimeFormat().resolvedOptions()
  const go = (provider: string, name: string) => {
    if (origin && origin !== window.location.origin) return setFailure(oidcWords().onlyAt(origin))
    setFailure(undefined)
    const place = next && next.length <= NEXT_MAX ? { next } : {}
    begin.mutate(
      { provider, locale: language, timeZone, ...place, ...(invitation && { invitation }) },
      {
        onSuccess: ({ url }) => window.location.assign(url),
        onError: (error) => setFailure(explainOidc(error, name)),
      },
    )
  }
  const isLeaving = begin.isPending || begin.isSuccess
  return (
    <div className="grid gap-2.5 mt-3.5">
      <Or />
      <AuthFailure text={failure} />
      {providers.map(({ id, name }) => (
        <Button
          key={id}
          kind="line"
          size="large"
          className="w-full min-w-0"
          disabled={isLeaving}
          isBusy={isLeaving && begin.variables?.provider === id}
          onClick={() => go(id, name)}
        >
          {!(isLeaving && begin.variables?.provider === id) && <KeyRound aria-hidden />}
          <span className="cut">{oidcWords().continueWith(name)}</span>
        </Button>
      ))}
    </div>
  )
}

/** What a provider is called on its button. */
export function useProviderName(id: string) {
  const { data } = useQuery(
    trpc.gateway.oidc.providers.queryOptions(undefined, {
      staleTime: Number.POSITIVE_INFINITY,
      retry: false,
    }),
  )
  return data?.providers.find((one) => one.id === id)?.name ?? id
}
