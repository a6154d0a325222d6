import { useSearch } from '@tanstack/react-router'
import { flushSync } from 'react-dom'
import { isWriting, type KeyMap, useKeys } from '../../keys/keys.ts'
import { useOpenTask } from './open-task.ts'

const rows = () =>
  [...document.querySelectorAll<HTMLAnchorElement>('#main a[data-task]')].filter(isShown)
const isShown = (link: HTMLElement) => link.offsetParent !== null

/** The key of the row after this one, or before it when it is the last. */
export function besideRow(key: string) {
  drawBeside(document.activeElement, 1)
  const all = rows()
  const at = indexOf(key, all)
  return (all[at + 1] ?? all[at - 1])?.dataset.task
}

/** The task whose row or card, or the box of it, has the focus. */
export const focusedKey = () => {
  const { activeElement } = document
  return activeElement instanceof HTMLElement ? activeElement.dataset.task : undefined
}

/** Moves the focus to a row before or after another, or to the first. */
export function focusBeside(key: string | undefined, by: number) {
  drawBeside(document.activeElement, by)
  const all = rows()
  const at = indexOf(key, all)
  const next = all[at < 0 ? 0 : Math.min(all.length - 1, Math.max(0, at + by))]
  next?.focus()
  next?.scrollIntoView({ block: 'nearest' })
}

/** A list draws what comes into view with the next frame. Keys may be faster: then it draws at once. */
export function drawBeside(row: Element | null, by: number) {
  const item = row?.closest('[aria-posinset]')
  const beside = by > 0 ? item?.nextElementSibling : item?.previousElementSibling
  const end = by > 0 ? item?.getAttribute('aria-setsize') : '1'
  if (item && !beside && item.getAttribute('aria-posinset') !== end)
    flushSync(() => item.dispatchEvent(new Event('scroll', { bubbles: true })))
}

/** In groups, and below what it is part of, a task may stand more than once: where the focus is goes first. */
function indexOf(key: string | undefined, all: readonly HTMLElement[]) {
  const { activeElement } = document
  const row = activeElement?.closest('[data-path]')
  const here = all.findIndex(
    (link) => link.dataset.task === key && (link === activeElement || row?.contains(link)),
  )
  return here < 0 ? all.findIndex(({ dataset }) => dataset.task === key) : here
}

const isInPeek = () => document.activeElement?.closest('aside') !== null

/** Arrows or J K through the rows on screen, Enter opens, Space peeks, F completes. */
export function useRowKeys(onToggle: (key: string) => void, more: KeyMap = {}) {
  const { peek, comment } = useOpenTask()
  const { peek: peeked } = useSearch({ strict: false })
  const step = (by: number) => () => {
    if (isWriting(document.activeElement)) return false
    // From within the peek the way goes on from the row of its task.
    focusBeside(focusedKey() ?? (isInPeek() ? peeked : undefined), by)
    return true
  }
  const arrow = (by: number) => {
    const move = step(by)
    // They scroll what is read there.
    return () => !isInPeek() && move()
  }
  const peekFocused = ({ target }: KeyboardEvent) => {
    // A box it ticks, a button it presses.
    const isOwn = target instanceof HTMLInputElement || target instanceof HTMLButtonElement
    const key = isOwn ? undefined : focusedKey()
    if (key) peek(key)
    return key !== undefined
  }
  useKeys({
    j: step(1),
    k: step(-1),
    ArrowDown: arrow(1),
    ArrowUp: arrow(-1),
    Space: peekFocused,
    c: () => {
      const key = focusedKey()
      // The composer of a peek that is open takes the key itself.
      if (!key || key === peeked) return false
      comment(key)
      return true
    },
    f: () => {
      const key = focusedKey()
      if (key) onToggle(key)
      return key !== undefined
    },
    ...more,
  })
}
