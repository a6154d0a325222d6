import { useQuery } from '@tanstack/react-query'
import { KeyRound } from 'lucide-react'
import { useEffect, useRef } from 'react'
import { type Outputs, trpc } from '../../trpc.ts'
import { Button } from '../../ui/button.tsx'
import { oidcWords } from './oidc-words.ts'
import { openProofWindow } from './proof-window.ts'

type Connected = Outputs['gateway']['identities']['list']['identities'][number]

/** The providers that can say who somebody is, each once. */
export const doorsOf = (connected: readonly Connected[]) =>
  new Map(
    connected.flatMap(({ providerId, provider }) =>
      providerId && provider ? [[providerId, provider]] : [],
    ),
  )

interface Props {
  doors: ReadonlyMap<string, string>
  onProved: () => void
  onFailure: (words: string | undefined) => void
}

/** Says again who one is at a provider, in a window of its own. */
export function ProviderProof({ doors, onProved, onFailure }: Props) {
  const { data } = useQuery(trpc.gateway.oidc.providers.queryOptions())
  const stop = useRef(() => {})
  useEffect(() => () => stop.current(), [])
  const origin = data?.origin
  return [...doors].map(([id, name]) => (
    <Button
      key={id}
      kind="line"
      className="w-full min-w-0 justify-center"
      onClick={() => {
        if (origin && origin !== window.location.origin)
          return onFailure(oidcWords().onlyAt(origin))
        onFailure(undefined)
        stop.current()
        stop.current = openProofWindow(id, onProved)
      }}
    >
      <KeyRound aria-hidden />
      <span className="cut">{oidcWords().confirmBy(name)}</span>
    </Button>
  ))
}
