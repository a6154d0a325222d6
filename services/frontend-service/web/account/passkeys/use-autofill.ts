import { useEffect, useEffectEvent } from 'react'
import type { Assertion } from './ceremony.ts'

/** Offers passkeys in the field that says `webauthn`, while it is there; each `round` anew. */
export function useAutofill(round: number, onChosen: (assertion: Assertion) => Promise<unknown>) {
  const chosen = useEffectEvent(onChosen)
  useEffect(() => {
    const ending = new AbortController()
    const offer = async (_round: number) => {
      const { offerInField } = await import('./ceremony.ts')
      const assertion = ending.signal.aborted ? undefined : await offerInField(ending.signal)
      if (assertion) await chosen(assertion)
    }
    // It is an offer: whoever does not get it types.
    offer(round).catch(() => {})
    return () => ending.abort()
  }, [round])
}
