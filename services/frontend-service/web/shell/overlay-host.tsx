import { useQueryClient } from '@tanstack/react-query'
import { type ReactNode, Suspense, useEffect, useMemo, useState } from 'react'
import { flushSync } from 'react-dom'
import { type Overlay, OverlayContext } from '../frame/overlays.ts'
import { NewProject } from '../projects/new-project.tsx'
import { preloadQuickAdd, QuickAdd } from '../tasks/create/quick-add.tsx'
import { lazily } from '../ui/lazily.ts'
import { onceShown } from '../when-idle.ts'
import { Palette } from './palette.tsx'
import { ShortcutSheet } from './shortcut-sheet.tsx'

const loadReaders = () => import('../tasks/readers/readers-dialog.tsx')
const ReadersDialog = lazily(async () => (await loadReaders()).ReadersDialog)

/** Everything that opens over the page; at most one at a time. It stands, and has the focus, before the key press that
 *  opened it is over: whatever is typed next is its text. So what takes keys is never fetched when it is asked for. */
export function OverlayHost({ children }: { children: ReactNode }) {
  const [overlay, setOverlay] = useState<Overlay>()
  const close = () => setOverlay(undefined)
  const overlays = useMemo(
    () => ({ open: (next: Overlay) => flushSync(() => setOverlay(next)) }),
    [],
  )
  const queryClient = useQueryClient()
  useEffect(() => {
    const shown = onceShown(queryClient)
    void shown.then(preloadQuickAdd)
    void shown.then(loadReaders)
  }, [queryClient])
  return (
    <OverlayContext value={overlays}>
      {children}
      {overlay?.kind === 'palette' && <Palette onClose={close} onOpen={overlays.open} />}
      {overlay?.kind === 'shortcuts' && <ShortcutSheet onClose={close} />}
      {overlay?.kind === 'new-project' && <NewProject onClose={close} />}
      {overlay?.kind === 'quick-add' && (
        <QuickAdd
          projectKey={overlay.projectKey}
          statusId={overlay.statusId}
          onClose={close}
          onNewProject={() => overlays.open({ kind: 'new-project' })}
        />
      )}
      {overlay?.kind === 'readers' && (
        <Suspense>
          <ReadersDialog place={overlay.place} onClose={close} />
        </Suspense>
      )}
    </OverlayContext>
  )
}
