import { useNavigate, useParams, useSearch } from '@tanstack/react-router'
import { useLayoutEffect } from 'react'
import { useMe, useWorkspace } from '../account/session.ts'
import { useOverlays } from '../frame/overlays.ts'
import { isLayout, places, projectPlaces, sharedSearch } from '../frame/places.ts'
import { isWriting, type KeyMap, useKeys } from '../keys/keys.ts'
import { setShortcuts } from '../keys/own-keys.ts'
import { redoLast, undoLast } from '../tasks/change/undo.ts'

/** The keys that mean the same on every screen. */
export function GlobalKeys() {
  const { shortcuts } = useMe()
  useLayoutEffect(() => setShortcuts(shortcuts), [shortcuts])
  const navigate = useNavigate()
  const { slug: workspace } = useWorkspace()
  const { project } = useParams({ strict: false })
  const { peek, ...shown } = useSearch({ strict: false })
  const { open } = useOverlays()
  const go = (act: () => Promise<void>) => () => void act()

  const toHistory = go(() => navigate({ to: '/w/$workspace/history', params: { workspace } }))

  // What this page does not know any more, the tab may.
  const undoEarlier = () =>
    void import('../tasks/history/undo-kept.ts').then(({ undoKept }) => undoKept(toHistory))

  const closePeek = () => {
    if (!peek) return false
    void navigate({ to: '.', search: (before) => ({ ...before, peek: undefined }) })
    return true
  }

  const keys: KeyMap = {
    'mod+z': ({ target }) => !isWriting(target) && undoLast(undoEarlier),
    'mod+shift+z': ({ target }) => !isWriting(target) && redoLast(),
    'mod+k': () => open({ kind: 'palette' }),
    q: () => open({ kind: 'quick-add' }),
    '?': () => open({ kind: 'shortcuts' }),
    Escape: closePeek,
  }
  for (const { keys: sequence, to } of Object.values(places))
    if (sequence) keys[sequence] = go(() => navigate({ to, params: { workspace }, search: {} }))
  if (project)
    for (const { keys: sequence, to } of Object.values(projectPlaces))
      keys[sequence] = go(() =>
        navigate({
          to,
          params: { workspace, project },
          search: isLayout(to) ? sharedSearch(shown) : {},
        }),
      )
  useKeys(keys)
  return null
}
