import { Suspense, useEffect, useRef, useState } from 'react'
import { isWriting } from '../../keys/keys.ts'
import { lazily } from '../../ui/lazily.ts'
import type { TaskRow } from '../task.ts'
import type { AskedRow } from './row-menu.tsx'
import { clearSelection, selected } from './selection.ts'

const RowMenu = lazily(() => import('./row-menu.tsx').then((it) => it.RowMenu))

/** A right click on a row or card, or the key for it, opens the menu of what can be done with the task: with all that are
 *  chosen where it is one of them. Fingers, Shift, fields and a text that is marked have the browser's own menu. */
export function RowMenuHost({ tasks }: { tasks: readonly TaskRow[] }) {
  const [asked, setAsked] = useState<AskedRow>()
  const latest = useRef(tasks)
  useEffect(() => {
    latest.current = tasks
  })
  useEffect(() => {
    const onContextMenu = (event: MouseEvent) => {
      const { target } = event
      const row =
        target instanceof Element ? target.closest<HTMLElement>('#main :is(li, [role=row])') : null
      const link = row?.querySelector<HTMLElement>('a[data-task]')
      const task = latest.current.find(({ key }) => key === link?.dataset.task)
      if (!row || !link || !task || isForBrowser(event)) return
      event.preventDefault()
      if (!selected().has(task.id)) clearSelection()
      const { activeElement } = document
      const focused =
        activeElement instanceof HTMLElement &&
        activeElement.dataset.task &&
        row.contains(activeElement)
          ? activeElement
          : link
      focused.focus({ preventScroll: true })
      setAsked({ taskKey: task.key, focused, at: { x: event.clientX, y: event.clientY } })
    }
    document.addEventListener('contextmenu', onContextMenu)
    return () => document.removeEventListener('contextmenu', onContextMenu)
  }, [])
  if (!asked) return null
  const { x, y } = asked.at
  return (
    <Suspense>
      <RowMenu key={`${x} ${y}`} {...asked} onClose={() => setAsked(undefined)} />
    </Suspense>
  )
}

function isForBrowser(event: MouseEvent) {
  if (event.shiftKey && event.button === 2) return true
  if ('pointerType' in event && event.pointerType === 'touch') return true
  const marked = document.getSelection()
  const isMarked =
    marked &&
    !marked.isCollapsed &&
    event.target instanceof Node &&
    marked.containsNode(event.target, true)
  return isWriting(event.target) || isMarked
}
