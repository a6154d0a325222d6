import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { MouseEvent } from 'react'
import { useWorkspace } from '../../account/session.ts'
import { trpc } from '../../trpc.ts'
import { Coming } from '../../ui/skeleton.tsx'
import { Due } from '../fields/due.tsx'
import { StatusShape } from '../fields/status.tsx'
import { useOpenTask } from '../rows/open-task.ts'
import { isDone } from '../task.ts'
import { sharingWords } from './sharing-words.ts'

/** Single tasks that were shared with the reader, without their projects: a click peeks, Enter opens the page. */
export function SharedList() {
  const { id: workspaceId, slug } = useWorkspace()
  const { data, isPending } = useQuery(
    trpc.task.sharedTasks.list.queryOptions({ workspaceId }, { gcTime: 0 }),
  )
  const { peek } = useOpenTask()
  if (isPending) return <Coming />
  if (!data || data.items.length === 0) return null
  const { withMe } = sharingWords()
  const onClick = (event: MouseEvent, key: string) => {
    const isKey = event.detail === 0
    if (isKey || event.metaKey || event.altKey || event.ctrlKey || event.shiftKey) return
    event.preventDefault()
    peek(key)
  }
  return (
    <section aria-label={withMe} className="md:-mx-2">
      <h2 className="flex items-baseline gap-2 md:pl-10 px-4 pt-4 pb-1.5 font-strong">
        {withMe}
        <span className="text-ink-3 font-text nums">{data.items.length}</span>
      </h2>
      <ul>
        {data.items.map((task) => (
          <li key={task.id} className="mx-2 max-md:mx-0">
            <Link
              to="/w/$workspace/t/$key"
              params={{ workspace: slug, key: task.key }}
              search={{}}
              onClick={(event) => onClick(event, task.key)}
              className="flex items-center gap-2.5 min-h-9 max-md:min-h-12 md:pl-8 px-4 rounded-sm hover:bg-hover focus-visible:outline-offset-[-2px]"
            >
              <StatusShape shape={task.status.group} name={task.status.name} />
              <span className="text-12 text-ink-3 nums whitespace-nowrap">{task.key}</span>
              <span className="cut flex-1 min-w-0">{task.title}</span>
              <span className="text-12 text-ink-3">
                <Due task={task} isDone={isDone(task.status)} />
              </span>
            </Link>
          </li>
        ))}
      </ul>
    </section>
  )
}
