import { useSuspenseQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Lock, Plus } from 'lucide-react'
import { useWorkspace } from '../account/session.ts'
import { useOverlays } from '../frame/overlays.ts'
import { Heading, Page } from '../frame/page.tsx'
import { m } from '../messages.ts'
import { type Outputs, trpc } from '../trpc.ts'
import { Badge } from '../ui/badge.tsx'
import { Button } from '../ui/button.tsx'
import { Tile } from '../ui/form/colour.tsx'
import { Panel } from '../ui/panel.tsx'
import { SkeletonRows } from '../ui/skeleton.tsx'
import { NoProjects } from './no-projects.tsx'

/** All projects of the workspace that one may see. */
export function ProjectList() {
  const { open } = useOverlays()
  return (
    <Page
      title={m.projects.title}
      head={<Heading>{m.projects.title}</Heading>}
      end={
        <Button kind="line" onClick={() => open({ kind: 'new-project' })}>
          <Plus aria-hidden />
          {m.projects.create}
        </Button>
      }
    >
      <Panel loading={<SkeletonRows />}>
        <Projects />
      </Panel>
    </Page>
  )
}

type Project = Outputs['task']['projects']['list'][number]

function Projects() {
  const { id: workspaceId } = useWorkspace()
  const { data: projects } = useSuspenseQuery(trpc.task.projects.list.queryOptions({ workspaceId }))
  if (projects.length === 0) return <NoProjects />
  return (
    <ul className="grid grid-cols-[repeat(auto-fill,minmax(260px,1fr))] gap-3 p-5 max-md:p-4">
      {projects.map((project) => (
        <ProjectCard key={project.id} project={project} />
      ))}
    </ul>
  )
}

function ProjectCard({ project }: { project: Project }) {
  const { slug } = useWorkspace()
  const { key, name, color, openTasks, archivedAt, visibility } = project
  return (
    <li className="relative grid gap-3 p-4 rounded-md bg-raised shadow-[0_0_0_1px_var(--line),var(--e-1)] hover:shadow-[0_0_0_1px_var(--line-2),var(--e-1)] has-[a:focus-visible]:outline-2 has-[a:focus-visible]:outline-focus">
      <div className="flex items-center gap-2">
        <Tile colour={color} />
        <Link
          to="/w/$workspace/p/$project/list"
          params={{ workspace: slug, project: key }}
          search={{}}
          className="font-strong cut after:absolute after:inset-0 focus-visible:outline-none"
        >
          {name}
        </Link>
        {visibility === 'private' && (
          <Lock aria-label={m.projects.private} className="size-3.5! text-ink-3" />
        )}
        <span className="ml-auto text-12 text-ink-3">{key}</span>
      </div>
      <div className="flex items-center gap-2 text-12 text-ink-3">
        <span className="nums">{m.projects.openCount(openTasks)}</span>
        {archivedAt && <Badge>{m.projects.archived}</Badge>}
      </div>
    </li>
  )
}
