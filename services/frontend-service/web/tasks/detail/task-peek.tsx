import { Link } from '@tanstack/react-router'
import { Maximize2, X } from 'lucide-react'
import { type KeyboardEvent, type RefObject, useLayoutEffect, useRef } from 'react'
import { useWorkspace } from '../../account/session.ts'
import { m } from '../../messages.ts'
import { buttonClass, IconButton } from '../../ui/button.tsx'
import { rowOf } from '../rows/kept-focus.ts'
import { useOpenTask } from '../rows/open-task.ts'
import { Composer } from './composer.tsx'
import { useTaskAt } from './task-at.ts'
import { TaskHead } from './task-head.tsx'
import { TaskView } from './task-view.tsx'

/** A task at the side of what is on screen. It takes the focus of the keyboard and gives it back to the task's row. */
export function TaskPeek({ taskKey, onClose }: { taskKey: string; onClose: () => void }) {
  const { slug } = useWorkspace()
  const task = useTaskAt(taskKey)
  const { open } = useOpenTask()
  const box = useRef<HTMLElement>(null)
  useOwnFocus(box, taskKey)
  const onKeyDown = ({ key, target, currentTarget }: KeyboardEvent) => {
    if (key === 'Enter' && target === currentTarget) open(task.key)
  }
  return (
    <aside
      ref={box}
      tabIndex={-1}
      onKeyDown={onKeyDown}
      aria-label={task.key}
      className="flex flex-col min-h-0 bg-surface border-l border-line shadow-[-12px_0_32px_light-dark(oklch(0.3_0.03_260/.05),oklch(0_0_0/.25))] z-(--z-peek) animate-slide max-xl:absolute max-xl:inset-y-0 max-xl:right-0 max-xl:w-(--peek) max-xl:max-w-full max-xl:shadow-3 max-lg:w-full"
    >
      <header className="flex items-center gap-0.5 h-(--bar) pl-6 pr-2 flex-none border-b border-line">
        <TaskHead task={task} />
        <Link
          to="/w/$workspace/t/$key"
          params={{ workspace: slug, key: task.key }}
          search={{}}
          aria-label={m.tasks.fullPage}
          title={m.tasks.fullPage}
          className={buttonClass({ kind: 'ghost', size: 'icon' })}
        >
          <Maximize2 aria-hidden className="text-ink-3" />
        </Link>
        <IconButton label={m.shell.close} hint="Escape" onClick={onClose}>
          <X aria-hidden />
        </IconButton>
      </header>
      <div className="flex-1 min-h-0 overflow-y-auto px-6 pt-4.5 pb-6">
        <TaskView task={task} layout="peek" />
      </div>
      <Composer task={task} />
    </aside>
  )
}

function useOwnFocus(box: RefObject<HTMLElement | null>, taskKey: string) {
  useLayoutEffect(() => {
    const peek = box.current
    const { activeElement: opener } = document
    // A click peeks at one row after another: the pointer leaves the focus there.
    const isByKey = opener?.matches('body, h1, :focus-visible')
    if (isByKey && !peek?.contains(opener)) peek?.focus({ preventScroll: true })
    return () => {
      const { activeElement } = document
      if (activeElement !== document.body && !peek?.contains(activeElement)) return
      const back = rowOf(taskKey) ?? opener
      if (back instanceof HTMLElement && back.isConnected) back.focus({ preventScroll: true })
    }
  }, [box, taskKey])
}
