import { Link, useNavigate, useRouterState } from '@tanstack/react-router'
import clsx from 'clsx'
import { ChevronsUpDown, Plus, Search, Settings } from 'lucide-react'
import type { ReactNode } from 'react'
import { usePeople } from '../account/people.ts'
import { useMe, useSession, useWorkspace } from '../account/session.ts'
import { WorkspaceMark } from '../frame/mark.tsx'
import { navLink } from '../frame/nav-link.ts'
import { useOverlays } from '../frame/overlays.ts'
import { places } from '../frame/places.ts'
import { m } from '../messages.ts'
import { ProjectLinks } from '../projects/project-links.tsx'
import { Avatar } from '../ui/avatar.tsx'
import { Button, IconButton } from '../ui/button.tsx'
import { Picker } from '../ui/form/picker.tsx'
import { Kbd } from '../ui/kbd.tsx'
import { Panel } from '../ui/panel.tsx'
import { Tooltip } from '../ui/tooltip.tsx'

const wide = 'max-lg:sr-only'

/** Places of the workspace; an icon rail from 768 to 1023 px, the bottom bar takes its place below. */
export function Sidebar() {
  const { slug } = useWorkspace()
  const { open } = useOverlays()
  const params = { workspace: slug }
  return (
    <nav
      aria-label={m.shell.mainMenu}
      className="max-md:hidden flex flex-col p-2 min-h-0 bg-canvas border-r border-line overflow-y-auto max-lg:items-center"
    >
      <WorkspaceSwitch />
      <div className="flex max-lg:flex-col gap-1.5 mt-2 mb-3">
        <Button
          kind="line"
          className="flex-1 max-lg:flex-none max-lg:size-9 max-lg:justify-center max-lg:px-0"
          onClick={() => open({ kind: 'quick-add' })}
        >
          <Plus aria-hidden />
          <span className={wide}>{m.shell.newTask}</span>
          <span className="ml-auto max-lg:hidden">
            <Kbd keys="q" />
          </span>
        </Button>
        <IconButton
          kind="line"
          label={m.shell.search}
          hint="mod+k"
          className="max-lg:size-9"
          onClick={() => open({ kind: 'palette' })}
        >
          <Search aria-hidden />
        </IconButton>
      </div>
      <div className="grid gap-px">
        <PlaceLink place={places.home} />
        <PlaceLink place={places.projects} className="lg:hidden" />
      </div>
      <Section
        title={
          <Link to={places.projects.to} params={params} search={{}} className="hover:text-ink">
            {places.projects.name()}
          </Link>
        }
      >
        <IconButton
          label={m.shell.newProject}
          className="size-6"
          onClick={() => open({ kind: 'new-project' })}
        >
          <Plus aria-hidden className="size-3.5!" />
        </IconButton>
      </Section>
      <div className="contents top-down">
        <Panel>
          <ProjectLinks />
        </Panel>
        <Section title={m.shell.dashboards} />
        <PlaceLink place={places.dashboard} name={m.shell.workspaceDashboard} />
      </div>
      <div className="flex max-lg:flex-col items-center gap-px mt-auto">
        <Foot />
        <HistoryLink />
      </div>
    </nav>
  )
}

interface PlaceProps {
  place: (typeof places)[keyof typeof places]
  /** Under a heading that says the rest. */
  name?: string
  className?: string
}

function PlaceLink({ place: { to, icon: Icon, name }, name: shown, className }: PlaceProps) {
  const { slug: workspace } = useWorkspace()
  return (
    <Link to={to} params={{ workspace }} search={{}} className={clsx(navLink, className)}>
      <Icon aria-hidden />
      <span className={wide}>{shown ?? name()}</span>
    </Link>
  )
}

const Section = ({ title, children }: { title: ReactNode; children?: ReactNode }) => (
  <div className="flex items-center justify-between h-7 px-2 pr-1 mt-3.5 text-12 font-medium text-ink-3 max-lg:hidden">
    {title}
    {children}
  </div>
)

function WorkspaceSwitch() {
  const workspace = useWorkspace()
  const navigate = useNavigate()
  const { workspaces } = useSession()
  const face = (
    <>
      <WorkspaceMark name={workspace.name} />
      <span className={clsx('flex-1 cut', wide)}>{workspace.name}</span>
    </>
  )
  const look = 'flex items-center gap-2 h-9 px-2 pl-1.5 rounded-sm font-strong flex-none'
  if (workspaces.length < 2) return <div className={look}>{face}</div>
  return (
    <Picker
      label={m.shell.switchWorkspace}
      className={clsx(look, 'hover:bg-hover')}
      items={workspaces.map(({ slug, name }) => ({
        id: slug,
        text: name,
        isOn: slug === workspace.slug,
      }))}
      onPick={(slug) =>
        void navigate({ to: '/w/$workspace/home', params: { workspace: slug }, search: {} })
      }
    >
      {face}
      <ChevronsUpDown aria-hidden className="size-3.5! text-ink-3 max-lg:hidden" />
    </Picker>
  )
}

function HistoryLink() {
  const { to, icon: Icon, name } = places.history
  const { slug: workspace } = useWorkspace()
  return (
    <Tooltip text={name()}>
      <Link
        to={to}
        params={{ workspace }}
        search={{}}
        aria-label={name()}
        className={clsx(navLink, 'size-9 justify-center flex-none')}
      >
        <Icon aria-hidden />
      </Link>
    </Tooltip>
  )
}

function Foot() {
  const me = useMe()
  const { hueOf } = usePeople()
  const isSettings = useRouterState({
    select: ({ location }) => location.pathname.startsWith('/settings'),
  })
  return (
    <Link
      to={places.settings.to}
      search={{}}
      aria-current={isSettings ? 'page' : undefined}
      className={clsx(navLink, 'lg:flex-1 min-w-0 h-9')}
    >
      <Avatar name={me.name} hue={hueOf(me.id)} isDecorative />
      <span className={clsx('flex-1 cut', wide)}>{me.name}</span>
      <Settings aria-hidden className="max-lg:hidden" />
      <span className="sr-only">{m.shell.settings}</span>
    </Link>
  )
}
