import { createContext, useCallback, useMemo, useSyncExternalStore } from 'react'
import { keep, kept, subscribeToKept } from '../../personal-storage.ts'

/** Most tasks of a project that stay unfolded: each asks for its parts. The one that was unfolded first folds. */
const UNFOLDED_MAX = 50

interface Unfolded {
  /** Ids of tasks whose parts are shown below them. */
  readonly unfolded: ReadonlySet<string>
  readonly toggle: (id: string) => void
}

/** Missing where a list shows no parts. */
export const UnfoldedContext = createContext<Unfolded | undefined>(undefined)

/** What this person has unfolded in a project's list, in this browser. */
export function useUnfolded(projectId: string): Unfolded {
  const place = `unfolded ${projectId}`
  const text = useSyncExternalStore(subscribeToKept, () => kept(place))
  const unfolded = useMemo(() => idsIn(text), [text])
  const toggle = useCallback(
    (id: string) => {
      const next = idsIn(kept(place))
      if (!next.delete(id)) next.add(id)
      keep(place, [...next].slice(-UNFOLDED_MAX).join(' '))
    },
    [place],
  )
  return useMemo(() => ({ unfolded, toggle }), [unfolded, toggle])
}

const idsIn = (text: string | undefined) => new Set(text?.split(' '))
