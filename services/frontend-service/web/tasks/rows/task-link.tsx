import clsx from 'clsx'
import type { MouseEvent, ReactNode } from 'react'
import type { TaskRow } from '../task.ts'
import { useOpenTask } from './open-task.ts'

interface Props {
  task: TaskRow
  isDone: boolean | undefined
  isPhone?: boolean
  className?: string
  tabIndex?: number
  /** Shown instead of the title, which stands beside it then. */
  children?: ReactNode
}

/** The title, which makes its whole row or card a link: a click peeks, Enter opens the page. A plain link: one of the
 *  router's watches the address, and there are hundreds. */
export function TaskLink({ task: { key, title }, isDone, isPhone, className, ...shown }: Props) {
  const { hrefOf, open, peek, prefetch } = useOpenTask()
  const onClick = (event: MouseEvent) => {
    if (event.metaKey || event.altKey || event.ctrlKey || event.shiftKey) return
    event.preventDefault()
    const isKey = event.detail === 0
    if (isKey) open(key)
    else peek(key)
  }
  return (
    <a
      href={hrefOf(key)}
      data-task={key}
      draggable={false}
      tabIndex={shown.tabIndex}
      aria-label={shown.children ? `${key} ${title}` : undefined}
      onPointerEnter={() => prefetch(key)}
      onFocus={() => prefetch(key)}
      onClick={onClick}
      className={
        className ??
        clsx(
          // It does not come to stand below headings that stay in sight.
          'min-w-0 scroll-mt-18 after:absolute after:inset-0 focus-visible:outline-none',
          isPhone ? 'text-[15px]/[22px] font-title text-pretty' : 'cut font-title',
          isDone && 'text-ink-3',
        )
      }
    >
      {shown.children ?? title}
    </a>
  )
}
