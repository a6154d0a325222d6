import { lazyRouteComponent } from '@tanstack/react-router'
import { createContext, type ReactNode, Suspense, use, useMemo, useState } from 'react'

const Palette = lazyRouteComponent(() => import('./palette.tsx'), 'Palette')
const ShortcutSheet = lazyRouteComponent(() => import('./shortcut-sheet.tsx'), 'ShortcutSheet')
const QuickAdd = lazyRouteComponent(() => import('../tasks/create/quick-add.tsx'), 'QuickAdd')
const NewProject = lazyRouteComponent(() => import('../projects/new-project.tsx'), 'NewProject')

export type Overlay =
  | { kind: 'palette' }
  | { kind: 'shortcuts' }
  | { kind: 'new-project' }
  | { kind: 'quick-add'; projectKey?: string; statusId?: string }

interface Overlays {
  open: (overlay: Overlay) => void
  /** Fetches the code of an overlay before it is asked for. */
  prepare: (kind: Overlay['kind']) => void
}

const Context = createContext<Overlays>({ open: () => {}, prepare: () => {} })
export const useOverlays = () => use(Context)

const parts = {
  palette: Palette,
  shortcuts: ShortcutSheet,
  'new-project': NewProject,
  'quick-add': QuickAdd,
}

/** Everything that opens over the page; at most one at a time. */
export function OverlayHost({ children }: { children: ReactNode }) {
  const [overlay, setOverlay] = useState<Overlay>()
  const close = () => setOverlay(undefined)
  const overlays = useMemo<Overlays>(
    () => ({ open: setOverlay, prepare: (kind) => void parts[kind].preload?.() }),
    [],
  )
  return (
    <Context value={overlays}>
      {children}
      <Suspense>
        {overlay?.kind === 'palette' && <Palette onClose={close} onOpen={setOverlay} />}
        {overlay?.kind === 'shortcuts' && <ShortcutSheet onClose={close} />}
        {overlay?.kind === 'new-project' && <NewProject onClose={close} />}
        {overlay?.kind === 'quick-add' && (
          <QuickAdd
            projectKey={overlay.projectKey}
            statusId={overlay.statusId}
            onClose={close}
            onNewProject={() => setOverlay({ kind: 'new-project' })}
          />
        )}
      </Suspense>
    </Context>
  )
}
