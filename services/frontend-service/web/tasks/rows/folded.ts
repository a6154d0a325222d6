import { useKeptIds } from './kept-ids.ts'

/** Groups or lanes of a kind that stay folded; of groups within groups there may be as many for each. */
const FOLDED_MAX = 1000

interface Place {
  readonly projectId: string
  /** Of the saved view that is shown, if one is. */
  readonly viewId: string | undefined
  /** What they are, and what the tasks of each have in common: others may have the same ids. */
  readonly kind: string
}

/** The groups of a list, or the lanes of a board, that this person has folded, in this browser. */
export const useFolded = ({ projectId, viewId, kind }: Place) =>
  useKeptIds(['folded', projectId, viewId, kind].filter(Boolean).join(' '), FOLDED_MAX)
