import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { useWorkspace } from '../account/session.ts'
import { m } from '../messages.ts'
import { Heading, Page } from '../shell/page.tsx'
import { Badge } from '../ui/badge.tsx'
import { Tile } from '../ui/colour.tsx'
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
  const { slug } = useWorkspace()
  const params = { workspace: slug, project: key }
  const base = '/w/$workspace/p/$project'
  return (
    <Page
      title={`${name} ${view}`}
      end={end}
      bar={bar}
      head={
        <>
          <Heading>
            <Tile colour={color} />
            <span className="cut">{name}</span>
            {archivedAt && <Badge>{m.projects.archived}</Badge>}
          </Heading>
          <nav aria-label={m.projects.views} className="flex gap-0.5 ml-3.5 max-md:hidden">
            <Link
              to={`${base}/list`}
              params={params}
              search={{}}
              activeOptions={loose}
              className={tab}
            >
              {m.projects.list}
            </Link>
            <Link
              to={`${base}/board`}
              params={params}
              search={{}}
              activeOptions={loose}
              className={tab}
            >
              {m.projects.board}
            </Link>
            <Link
              to={`${base}/files`}
              params={params}
              search={{}}
              activeOptions={loose}
              className={tab}
            >
              {m.projects.files}
            </Link>
            <Link
              to={`${base}/reports`}
              params={params}
              search={{}}
              activeOptions={loose}
              className={tab}
            >
              {m.projects.reports}
            </Link>
          </nav>
        </>
      }
    >
      {children}
    </Page>
  )
}

const loose = { includeSearch: false }
const tab =
  'flex items-center h-7 px-[9px] rounded-sm text-ink-3 font-medium whitespace-nowrap hover:bg-hover hover:text-ink-2 aria-[current=page]:bg-pressed aria-[current=page]:text-ink'
