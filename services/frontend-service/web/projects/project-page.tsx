import { Link, useRouterState } from '@tanstack/react-router'
import clsx from 'clsx'
import { Settings2, Trash2, UsersRound } from 'lucide-react'
import type { ReactNode } from 'react'
import { useWorkspace } from '../account/session.ts'
import { useOverlays } from '../frame/overlays.ts'
import { Heading, Page } from '../frame/page.tsx'
import { isLayout, projectPlaces, sharedSearch } from '../frame/places.ts'
import { m } from '../messages.ts'
import { Badge } from '../ui/badge.tsx'
import { buttonClass, IconButton } from '../ui/button.tsx'
import { Tile } from '../ui/form/colour.tsx'
import { Tooltip } from '../ui/tooltip.tsx'
import { ArchivedBar } from './archived-bar.tsx'
import { useProject } from './project.ts'

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
      key={key}
      title={`${name} ${view}`}
      end={
        <>
          {end}
          <Asides />
        </>
      }
      bar={bar}
      notice={<ArchivedBar projectKey={key} />}
      tabs={<Tabs className="md:hidden w-full" />}
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

/** Ways to what is not a view of the work. */
function Asides() {
  const { key: project, name } = useProject()
  const { open } = useOverlays()
  const { slug: workspace } = useWorkspace()
  const link = {
    params: { workspace, project },
    search: {},
    className: buttonClass({ size: 'icon' }, 'aria-[current=page]:bg-pressed'),
  }
  return (
    <>
      <IconButton
        label={m.projects.askReaders}
        className="max-md:hidden"
        onClick={() => open({ kind: 'readers', place: { kind: 'project', key: project, name } })}
      >
        <UsersRound aria-hidden />
      </IconButton>
      <Tooltip text={m.projects.trash}>
        <Link to="/w/$workspace/p/$project/trash" aria-label={m.projects.trash} {...link}>
          <Trash2 aria-hidden />
        </Link>
      </Tooltip>
      <Tooltip text={m.projects.settings}>
        <Link to="/w/$workspace/p/$project/settings" aria-label={m.projects.settings} {...link}>
          <Settings2 aria-hidden />
        </Link>
      </Tooltip>
    </>
  )
}

/** The views of the project: in the header, on a phone under it. */
function Tabs({ className }: { className: string }) {
  const { key: project } = useProject()
  const { slug: workspace } = useWorkspace()
  const params = { workspace, project }
  const here = useRouterState({ select: ({ location }) => location.pathname.split('/').at(-1) })
  return (
    <nav aria-label={m.projects.views} className={clsx('flex gap-0.5', className)}>
      {views.map(({ to, name }) => (
        <Link
          key={to}
          {...{ to, params }}
          search={(shown) => searchAt(to, here, shown)}
          activeOptions={{ includeSearch: false }}
          className={tab}
        >
          {name()}
        </Link>
      ))}
    </nav>
  )
}

/** Layouts share their filter, and a saved view until the tab of the screen itself is pressed. */
function searchAt(to: string, here: string | undefined, shown: Parameters<typeof sharedSearch>[0]) {
  if (!isLayout(to)) return {}
  return shown.view && to.endsWith(`/${here}`) ? {} : sharedSearch(shown)
}

const { list, board, table, files, reports } = projectPlaces
const views = [list, board, table, files, reports]

const tab =
  'flex items-center h-7 px-[9px] rounded-sm text-ink-3 font-medium whitespace-nowrap hover:bg-hover hover:text-ink-2 aria-[current=page]:bg-pressed aria-[current=page]:text-ink'
