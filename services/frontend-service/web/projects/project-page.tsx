import { Link, lazyRouteComponent } from '@tanstack/react-router'
import clsx from 'clsx'
import { Settings2 } from 'lucide-react'
import { type ReactNode, Suspense, useState } from 'react'
import { useWorkspace } from '../account/session.ts'
import { Heading, Page } from '../frame/page.tsx'
import { m } from '../messages.ts'
import { Badge } from '../ui/badge.tsx'
import { IconButton } from '../ui/button.tsx'
import { Tile } from '../ui/colour.tsx'
import { ArchivedBar } from './archived-bar.tsx'
import { useProject } from './project.ts'

const ProjectSettings = lazyRouteComponent(
  () => import('./project-settings.tsx'),
  'ProjectSettings',
)

interface Props {
  /** Name of the view, for the title of the window. */
  view: string
  bar?: ReactNode
  end?: ReactNode
  children: ReactNode
}

/** A screen of one project, with the tabs to its other views. */
export function ProjectPage({ view, bar, end, children }: Props) {
  const { key, name, color, archivedAt } = useProject()
  return (
    <Page
      title={`${name} ${view}`}
      end={
        <>
          {end}
          <SettingsButton />
        </>
      }
      bar={bar}
      notice={<ArchivedBar projectKey={key} />}
      tabs={<Tabs className="md:hidden" />}
      head={
        <>
          <Heading>
            <Tile colour={color} />
            <span className="cut">{name}</span>
            {archivedAt && <Badge>{m.projects.archived}</Badge>}
          </Heading>
          <Tabs className="ml-3.5 max-md:hidden" />
        </>
      }
    >
      {children}
    </Page>
  )
}

function SettingsButton() {
  const [isOpen, setOpen] = useState(false)
  return (
    <>
      <IconButton
        label={m.projects.settings}
        onPointerEnter={() => void ProjectSettings.preload?.()}
        onClick={() => setOpen(true)}
      >
        <Settings2 aria-hidden />
      </IconButton>
      <Suspense>{isOpen && <ProjectSettings onClose={() => setOpen(false)} />}</Suspense>
    </>
  )
}

/** The views of the project: in the header, on a phone under it. */
function Tabs({ className }: { className: string }) {
  const { key: project } = useProject()
  const { slug: workspace } = useWorkspace()
  const params = { workspace, project }
  const base = '/w/$workspace/p/$project'
  const link = { params, search: {}, activeOptions: { includeSearch: false }, className: tab }
  return (
    <nav aria-label={m.projects.views} className={clsx('flex gap-0.5', className)}>
      <Link to={`${base}/list`} {...link}>
        {m.projects.list}
      </Link>
      <Link to={`${base}/board`} {...link}>
        {m.projects.board}
      </Link>
      <Link to={`${base}/files`} {...link}>
        {m.projects.files}
      </Link>
      <Link to={`${base}/reports`} {...link}>
        {m.projects.reports}
      </Link>
    </nav>
  )
}

const tab =
  'flex items-center h-7 px-[9px] rounded-sm text-ink-3 font-medium whitespace-nowrap hover:bg-hover hover:text-ink-2 aria-[current=page]:bg-pressed aria-[current=page]:text-ink'
