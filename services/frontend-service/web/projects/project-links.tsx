import { useSuspenseQuery } from '@tanstack/react-query'
import { Link, useParams } from '@tanstack/react-router'
import { useWorkspace } from '../account/session.ts'
import { navLink } from '../frame/nav-link.ts'
import { trpc } from '../trpc.ts'
import { Tile } from '../ui/form/colour.tsx'

/** The projects in the sidebar. One is current on all of its pages, and on those of its tasks. */
export function ProjectLinks() {
  const { project: shown, key: task } = useParams({ strict: false })
  const current = shown ?? task?.split('-')[0]
  const { id: workspaceId, slug } = useWorkspace()
  const { data: projects } = useSuspenseQuery(trpc.task.projects.list.queryOptions({ workspaceId }))
  return (
    <div className="grid gap-px">
      {projects
        .filter(({ archivedAt }) => !archivedAt)
        .map(({ id, key, name, color }) => (
          <Link
            key={id}
            to="/w/$workspace/p/$project/list"
            params={{ workspace: slug, project: key }}
            search={{}}
            activeProps={{}}
            aria-current={key === current ? 'page' : undefined}
            className={navLink}
          >
            <Tile colour={color} />
            <span className="cut max-lg:sr-only">{name}</span>
            <span className="ml-auto text-11 text-ink-3 max-lg:hidden">{key}</span>
          </Link>
        ))}
    </div>
  )
}
