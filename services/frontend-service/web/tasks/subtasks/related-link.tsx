import { Link } from '@tanstack/react-router'
import clsx from 'clsx'
import { useWorkspace } from '../../account/session.ts'

interface Props {
  task: { key: string; title: string }
  layout: 'peek' | 'page'
  isDone?: boolean
}

/** Another task by its title: beside the list it opens in the peek's place, from a page on its own page. */
export function RelatedLink({ task, layout, isDone }: Props) {
  const { slug } = useWorkspace()
  const className = clsx('cut min-w-0 hover:underline underline-offset-4', isDone && 'text-ink-3')
  return layout === 'peek' ? (
    <Link
      to="."
      search={(before) => ({ ...before, peek: task.key })}
      data-ref={task.key}
      className={className}
    >
      {task.title}
    </Link>
  ) : (
    <Link
      to="/w/$workspace/t/$key"
      params={{ workspace: slug, key: task.key }}
      search={{}}
      data-ref={task.key}
      className={className}
    >
      {task.title}
    </Link>
  )
}
