import { createContext, use } from 'react'

/** What somebody asks about who can see it. */
export type ReadPlace =
  | { kind: 'project'; key: string; name: string }
  | { kind: 'task'; key: string }

export type Overlay =
  | { kind: 'palette' }
  | { kind: 'shortcuts' }
  | { kind: 'new-project' }
  | { kind: 'quick-add'; projectKey?: string; statusId?: string }
  | { kind: 'readers'; place: ReadPlace }

interface Overlays {
  open: (overlay: Overlay) => void
}

export const OverlayContext = createContext<Overlays>({ open: () => {} })

/** Opens what lies over the page. */
export const useOverlays = () => use(OverlayContext)
