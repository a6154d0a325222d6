import { useInfiniteQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { usePeople } from '../../account/people.ts'
import { useWorkspace } from '../../account/session.ts'
import { m } from '../../messages.ts'
import { trpc } from '../../trpc.ts'
import { MoreButton } from '../../ui/more-button.tsx'
import { SkeletonRows } from '../../ui/skeleton.tsx'
import { activityWords } from '../detail/activity-words.ts'
import { Changes } from '../detail/changes.tsx'
import type { Project } from '../task.ts'

interface Props {
  actionId: string
  project: Project | undefined
}

/** The tasks that an act changed. */
export function ActTasks({ actionId, project }: Props) {
  const { nameOf } = usePeople()
  const { slug: workspace } = useWorkspace()
  const list = useInfiniteQuery(
    trpc.task.actions.tasks.infiniteQueryOptions(
      { actionId },
      { getNextPageParam: ({ nextCursor }) => nextCursor ?? undefined, throwOnError: true },
    ),
  )
  if (!list.data) return <SkeletonRows count={3} />
  return (
    <div className="md:pl-28 max-md:px-4 pr-3 pb-3">
      <ul className="max-h-80 overflow-y-auto">
        {list.data.pages
          .flatMap(({ items }) => items)
          .map(({ id, taskKey, taskTitle, ...event }) => (
            <li key={id} className="flex flex-wrap items-center gap-x-2.5 min-h-7">
              <span className="w-16 flex-none text-12 text-ink-3 nums whitespace-nowrap">
                {taskKey}
              </span>
              {taskKey && taskTitle ? (
                <Link
                  to="/w/$workspace/t/$key"
                  params={{ workspace, key: taskKey }}
                  search={{}}
                  preload={false}
                  className="cut hover:underline underline-offset-3"
                >
                  {taskTitle}
                </Link>
              ) : (
                <span className="text-ink-3">{activityWords().events.deletedTask}</span>
              )}
              <Changes
                event={{ ...event, projectId: project?.id ?? null }}
                project={project}
                nameOf={nameOf}
                className="basis-full pl-18.5 pb-1"
              />
            </li>
          ))}
      </ul>
      <MoreButton list={list} label={m.tasks.showMore} className="mt-2" />
    </div>
  )
}
