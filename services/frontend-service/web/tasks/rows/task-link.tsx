import { useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import clsx from 'clsx'
import type { MouseEvent } from 'react'
import { useWorkspace } from '../../account/session.ts'
import { trpc } from '../../trpc.ts'
import type { TaskRow } from '../task.ts'
import { useOpenTask } from './open-task.ts'

interface Props {
  task: TaskRow
  isDone: boolean
  isPhone?: boolean
  className?: string
}

/** The title, which makes its whole row or card a link: a click peeks, Enter opens the page. */
export function TaskLink({ task, isDone, isPhone, className }: Props) {
  const { id: workspaceId, slug } = useWorkspace()
  const queryClient = useQueryClient()
  const { peek } = useOpenTask()
  const prefetch = () =>
    void queryClient.prefetchQuery(trpc.task.tasks.get.queryOptions({ workspaceId, key: task.key }))
  const onClick = (event: MouseEvent) => {
    const isKey = event.detail === 0
    if (isKey || event.metaKey || event.ctrlKey || event.shiftKey) return
    event.preventDefault()
    peek(task.key)
  }
  return (
    <Link
      to="/w/$workspace/t/$key"
      params={{ workspace: slug, key: task.key }}
      search={{}}
      data-task={task.key}
      draggable={false}
      preload={false}
      onPointerEnter={prefetch}
      onFocus={prefetch}
      onClick={onClick}
      className={
        className ??
        clsx(
          'min-w-0 after:absolute after:inset-0 focus-visible:outline-none',
          isPhone ? 'text-[15px]/[22px] font-title text-pretty' : 'cut font-title',
          isDone && 'text-ink-3',
        )
      }
    >
      {task.title}
    </Link>
  )
}
