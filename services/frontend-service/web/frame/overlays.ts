import { createContext, use } from 'react'

export type Overlay =
  | { kind: 'palette' }
  | { kind: 'shortcuts' }
  | { kind: 'new-project' }
  | { kind: 'quick-add'; projectKey?: string; statusId?: string }

interface Overlays {
  open: (overlay: Overlay) => void
}

export const OverlayContext = createContext<Overlays>({ open: () => {} })

/** Opens what lies over the page. */
export const useOverlays = () => use(OverlayContext)
