import { useOverlays } from '../../frame/overlays.ts'
import { useOwnKey } from '../../keys/own-keys.ts'
import { m } from '../../messages.ts'
import { Button } from '../../ui/button.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { Kbd } from '../../ui/kbd.tsx'
import { shapes } from '../fields/status.tsx'

/** The first visit: one sentence, one key. */
export function NoTasks({ projectKey }: { projectKey?: string }) {
  const { open } = useOverlays()
  return (
    <EmptyState
      title={m.tasks.none}
      glyphs={['backlog', 'unstarted', 'started', 'completed'].map((name) => (
        <svg key={name} viewBox="0 0 16 16" fill="none" strokeWidth="1.6" aria-hidden="true">
          {shapes[name]}
        </svg>
      ))}
      action={
        <Button kind="primary" onClick={() => open({ kind: 'quick-add', projectKey })}>
          {m.tasks.add}
        </Button>
      }
    >
      <p>{m.tasks.noneLead}</p>
      <AddHint />
    </EmptyState>
  )
}

/** The key that adds a task, where one does. */
export const AddHint = () =>
  useOwnKey('q') && (
    <p className="mt-1">
      <Kbd keys="q" />
      {m.tasks.noneKeyAfter}
    </p>
  )
