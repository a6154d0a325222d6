import { useCallback, useMemo, useSyncExternalStore } from 'react'
import { keep, kept, subscribeToKept } from '../../personal-storage.ts'

/** Ids that this browser keeps for a person, and how one comes and goes, or comes to be among them or not as `isIn` says; of
 *  more than `most` the first ones are forgotten. */
export function useKeptIds(place: string, most: number) {
  const text = useSyncExternalStore(subscribeToKept, () => kept(place))
  const ids: ReadonlySet<string> = useMemo(() => idsIn(text), [text])
  const toggle = useCallback(
    (id: string, isIn?: boolean) => {
      const next = idsIn(kept(place))
      const wasIn = next.delete(id)
      if (isIn ?? !wasIn) next.add(id)
      keep(place, [...next].slice(-most).join(' '))
    },
    [place, most],
  )
  return useMemo(() => ({ ids, toggle }), [ids, toggle])
}

const idsIn = (text: string | undefined) => new Set(text?.split(' '))
