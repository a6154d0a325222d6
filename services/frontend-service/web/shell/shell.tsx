import { Outlet } from '@tanstack/react-router'
import { Suspense } from 'react'
import { PeopleContext, useWorkspacePeople } from '../account/people.ts'
import { useWorkspace } from '../account/session.ts'
import { AsideContext } from '../frame/page.tsx'
import { m } from '../messages.ts'
import { queryClient } from '../query-client.ts'
import { keepNewerTasks } from '../tasks/cache/keep-newer.ts'
import { CompleteHost } from '../tasks/change/complete-host.tsx'
import { ConflictHost } from '../tasks/change/conflict-host.tsx'
import { RelocationHost } from '../tasks/relocation/relocation-host.tsx'
import { lazily } from '../ui/lazily.ts'
import { BottomBar } from './bottom-bar.tsx'
import { GlobalKeys } from './global-keys.tsx'
import { LiveProvider } from './live-provider.tsx'
import { OverlayHost } from './overlay-host.tsx'
import { Peek } from './peek.tsx'
import { Sidebar } from './sidebar.tsx'
import './top-down.css'

const ClosedWorkspace = lazily(
  async () => (await import('../account/closing/closed-workspace.tsx')).ClosedWorkspace,
)

keepNewerTasks(queryClient)

/** The frame around every screen of a workspace, unless it is closed to this person. */
export function Shell() {
  const { closed, needsFactor } = useWorkspace()
  if (!closed && !needsFactor) return <OpenShell />
  return (
    <Suspense>
      <ClosedWorkspace />
    </Suspense>
  )
}

function OpenShell() {
  const workspace = useWorkspace()
  const people = useWorkspacePeople()
  return (
    <LiveProvider key={workspace.id} workspaceId={workspace.id}>
      <PeopleContext value={people}>
        <OverlayHost>
          <a
            href="#main"
            className="sr-only focus:not-sr-only focus:fixed focus:z-(--z-tip) focus:top-2 focus:left-2 focus:p-2 focus:bg-overlay focus:rounded-sm"
          >
            {m.shell.skip}
          </a>
          <div className="grid h-dvh overflow-hidden max-md:grid-rows-[minmax(0,1fr)_auto] md:grid-cols-[56px_minmax(0,1fr)] lg:grid-cols-[var(--sidebar)_minmax(0,1fr)]">
            <Sidebar />
            <AsideContext value={<Peek />}>
              <Outlet />
            </AsideContext>
            <BottomBar />
          </div>
          <GlobalKeys />
          <ConflictHost />
          <CompleteHost />
          <RelocationHost />
        </OverlayHost>
      </PeopleContext>
    </LiveProvider>
  )
}
