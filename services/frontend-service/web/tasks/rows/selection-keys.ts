import { useEffect, useLayoutEffect } from 'react'
import { isWriting, useKeys } from '../../keys/keys.ts'
import { m } from '../../messages.ts'
import { announce } from '../../ui/announcer.tsx'
import type { TaskRow } from '../task.ts'
import { meantTask } from './meant-row.ts'
import { focusBeside } from './row-keys.ts'
import {
  clearSelection,
  extendSelection,
  select,
  selected,
  showOnly,
  toggleSelected,
} from './selection.ts'

interface Wide {
  /** Ids of those among them that the filter leaves out: chosen one by one only. */
  outside: ReadonlySet<string>
  onAll: () => void
}

/** X chooses the task that has the focus, Shift with an arrow or a click goes on to the next ones, Ctrl A takes all that
 *  are loaded and, once more, whatever else there is, Esc none. `tasks` are in the order on screen. */
export function useSelectionKeys(tasks: readonly TaskRow[], { outside, onAll }: Wide) {
  const order = tasks.map(({ id }) => id)
  const found = order.filter((id) => !outside.has(id))
  useLayoutEffect(() => showOnly(order))
  useEffect(() => clearSelection, [])
  const idOf = (key: string | undefined) => tasks.find((task) => task.key === key)?.id
  const tell = () => announce(m.tasks.selectedCount(selected().size))
  const extend = (by: 1 | -1) => () => {
    const from = idOf(meantTask())
    if (!from) return false
    if (selected().size === 0) toggleSelected(from)
    focusBeside(meantTask(), by)
    const to = idOf(meantTask())
    if (to) extendSelection(to)
    tell()
    return true
  }
  const clear = () => {
    if (selected().size === 0) return false
    clearSelection()
    tell()
    return true
  }
  useEffect(() => {
    const onClick = (event: MouseEvent) => {
      const { target, shiftKey } = event
      const link = target instanceof Element ? target.closest<HTMLElement>('a[data-task]') : null
      const id = shiftKey ? idOf(link?.dataset.task) : undefined
      if (!id) return
      // Not a new window.
      event.preventDefault()
      event.stopPropagation()
      extendSelection(id)
      link?.focus()
      tell()
    }
    window.addEventListener('click', onClick, { capture: true })
    return () => window.removeEventListener('click', onClick, { capture: true })
  })
  useKeys({
    x: () => {
      const id = idOf(meantTask())
      if (!id) return false
      toggleSelected(id)
      tell()
      return true
    },
    'shift+ArrowDown': extend(1),
    'shift+ArrowUp': extend(-1),
    'mod+a': ({ target }) => {
      if (isWriting(target) || document.querySelector('[role=dialog]')) return false
      const isShownChosen = found.length > 0 && found.every((id) => selected().has(id))
      if (isShownChosen) onAll()
      else {
        select(found)
        tell()
      }
      return true
    },
    Escape: clear,
  })
}
