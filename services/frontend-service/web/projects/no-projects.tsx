import { FolderKanban } from 'lucide-react'
import { useOverlays } from '../frame/overlays.ts'
import { m } from '../messages.ts'
import { Button } from '../ui/button.tsx'
import { EmptyState } from '../ui/empty-state.tsx'

/** The first step in a new workspace. */
export function NoProjects() {
  const { open } = useOverlays()
  return (
    <EmptyState
      title={m.projects.none}
      glyphs={<FolderKanban />}
      action={
        <Button kind="primary" onClick={() => open({ kind: 'new-project' })}>
          {m.projects.create}
        </Button>
      }
    >
      {m.projects.noneLead}
    </EmptyState>
  )
}
