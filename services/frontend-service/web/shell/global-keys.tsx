import { useNavigate, useParams, useSearch } from '@tanstack/react-router'
import { useWorkspace } from '../account/session.ts'
import { useOverlays } from '../frame/overlays.ts'
import { isWriting, type KeyMap, useKeys } from '../keys.ts'
import { redoLast, undoLast } from '../tasks/change/undo.ts'

/** The keys that mean the same on every screen. */
export function GlobalKeys() {
  const navigate = useNavigate()
  const { slug: workspace } = useWorkspace()
  const { project } = useParams({ strict: false })
  const { peek } = useSearch({ strict: false })
  const { open } = useOverlays()
  const go = (act: () => Promise<void>) => () => void act()

  const closePeek = async () => {
    if (peek) await navigate({ to: '.', search: (before) => ({ ...before, peek: undefined }) })
  }

  const keys: KeyMap = {
    'mod+z': ({ target }) => !isWriting(target) && undoLast(),
    'mod+shift+z': ({ target }) => !isWriting(target) && redoLast(),
    'mod+k': () => open({ kind: 'palette' }),
    q: () => open({ kind: 'quick-add' }),
    '?': () => open({ kind: 'shortcuts' }),
    Escape: go(closePeek),
    'g h': go(() => navigate({ to: '/w/$workspace/home', params: { workspace }, search: {} })),
    'g p': go(() => navigate({ to: '/w/$workspace/projects', params: { workspace }, search: {} })),
    'g d': go(() =>
      navigate({ to: '/w/$workspace/dashboards/workspace', params: { workspace }, search: {} }),
    ),
    'g s': go(() => navigate({ to: '/settings/profile', search: {} })),
  }
  if (project) {
    const params = { workspace, project }
    keys['g l'] = go(() => navigate({ to: '/w/$workspace/p/$project/list', params, search: {} }))
    keys['g b'] = go(() => navigate({ to: '/w/$workspace/p/$project/board', params, search: {} }))
    keys['g f'] = go(() => navigate({ to: '/w/$workspace/p/$project/files', params, search: {} }))
    keys['g r'] = go(() => navigate({ to: '/w/$workspace/p/$project/reports', params, search: {} }))
  }
  useKeys(keys)
  return null
}
