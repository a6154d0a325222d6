import { createContext, useMemo } from 'react'
import { useKeptIds } from '../rows/kept-ids.ts'

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
  const { ids: unfolded, toggle } = useKeptIds(`unfolded ${projectId}`, UNFOLDED_MAX)
  return useMemo(() => ({ unfolded, toggle }), [unfolded, toggle])
}
