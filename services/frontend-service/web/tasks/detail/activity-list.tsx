import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { PAGE_MAX } from '../../../../task-service/limits.ts'
import { usePeople } from '../../account/people.ts'
import { useWorkspace } from '../../account/session.ts'
import { Ago } from '../../account/time.tsx'
import { m } from '../../messages.ts'
import { useProjectAt } from '../../projects/project.ts'
import { trpc } from '../../trpc.ts'
import { Avatar } from '../../ui/avatar.tsx'
import { Button } from '../../ui/button.tsx'
import { Coming } from '../../ui/skeleton.tsx'
import { projectKeyOf, type Task } from '../task.ts'
import { activityWords } from './activity-words.ts'
import { Changes } from './changes.tsx'
import { eventWords } from './event-words.ts'

const PAGE = 30

/** What happened to a task, newest first. */
export function ActivityList({ task }: { task: Task }) {
  const { id: workspaceId } = useWorkspace()
  const { nameOf, hueOf } = usePeople()
  const project = useProjectAt(projectKeyOf(task.key))
  const [limit, setLimit] = useState(PAGE)
  const { data } = useQuery(
    trpc.task.activity.list.queryOptions(
      { workspaceId, taskId: task.id, limit },
      { placeholderData: keepPreviousData, throwOnError: true },
    ),
  )
  const items = data?.items ?? []
  return (
    <>
      {!data && <Coming />}
      <ul className="pt-2">
        {items.map((event) => (
          <li
            key={event.seq}
            className="flex items-start gap-2 pt-2.5 pl-[3px] text-12/5 text-ink-3"
          >
            <Avatar
              name={nameOf(event.actorId)}
              hue={hueOf(event.actorId)}
              isBot={Boolean(event.bot)}
              isDecorative
            />
            <div className="min-w-0 pt-px">
              {eventWords(activityWords(), event, nameOf, project)}
              <Changes event={event} project={project} nameOf={nameOf} />
            </div>
            <Ago at={event.at} className="ml-auto pt-px whitespace-nowrap" />
          </li>
        ))}
      </ul>
      {data?.nextBefore && limit < PAGE_MAX && (
        <Button className="mt-2" onClick={() => setLimit(PAGE_MAX)}>
          {m.tasks.showMore}
        </Button>
      )}
    </>
  )
}
