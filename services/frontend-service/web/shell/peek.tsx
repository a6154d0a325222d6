import { useNavigate } from '@tanstack/react-router'
import { type KeyboardEvent, type RefObject, useLayoutEffect, useRef } from 'react'
import { usePeeked } from '../frame/peeked.ts'
import { Composer } from '../tasks/detail/composer.tsx'
import { rowOf } from '../tasks/rows/kept-focus.ts'
import { useOpenTask } from '../tasks/rows/open-task.ts'
import { lazily } from '../ui/lazily.ts'
import { Panel } from '../ui/panel.tsx'
import { SkeletonRows } from '../ui/skeleton.tsx'

const TaskPeek = lazily(async () => (await import('../tasks/detail/task-peek.tsx')).TaskPeek)

/** The task that is peeked at, at the side of what is on screen. */
export function Peek() {
  const { peeked, isToWrite } = usePeeked()
  return peeked ? <Frame key={peeked} taskKey={peeked} isToWrite={isToWrite} /> : null
}

/** Takes the focus of the keyboard and gives it back to the task's row. Where a comment is written is there before the
 *  task is. */
function Frame({ taskKey, isToWrite }: { taskKey: string; isToWrite: boolean }) {
  const navigate = useNavigate()
  const { open } = useOpenTask()
  const box = useRef<HTMLElement>(null)
  useOwnFocus(box, taskKey)
  const close = () =>
    void navigate({ to: '.', search: (before) => ({ ...before, peek: undefined }) })
  const onKeyDown = ({ key, target, currentTarget }: KeyboardEvent) => {
    if (key === 'Enter' && target === currentTarget) open(taskKey)
  }
  return (
    <aside
      ref={box}
      tabIndex={-1}
      onKeyDown={onKeyDown}
      aria-label={taskKey}
      className="flex flex-col min-h-0 bg-surface border-l border-line shadow-[-12px_0_32px_light-dark(oklch(0.3_0.03_260/.05),oklch(0_0_0/.25))] z-(--z-peek) animate-slide max-xl:absolute max-xl:inset-y-0 max-xl:right-0 max-xl:w-(--peek) max-xl:max-w-full max-xl:shadow-3 max-lg:w-full"
    >
      <div className="flex-1 min-h-0 flex flex-col">
        <Panel loading={<SkeletonRows />}>
          <TaskPeek taskKey={taskKey} onClose={close} />
        </Panel>
      </div>
      <Composer taskKey={taskKey} hasFocus={isToWrite} />
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
      const isElement = opener instanceof HTMLElement && opener.isConnected
      // A cell of the task's line, in a table, is nearer than the line.
      const isOfTask = isElement && opener.dataset.task === taskKey
      const back = isOfTask ? opener : (rowOf(taskKey) ?? (isElement ? opener : undefined))
      back?.focus({ preventScroll: true })
    }
  }, [box, taskKey])
}
