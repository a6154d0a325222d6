import { useSearch } from '@tanstack/react-router'
import { useEffect } from 'react'
import { flushSync } from 'react-dom'
import { isWriting, type KeyMap, useKeys } from '../../keys/keys.ts'
import {
  focusedHeading,
  focusedRow,
  meanFocus,
  meansOpen,
  meantRow,
  meantTask,
  pointedRow,
  watchPointer,
} from './meant-row.ts'
import { useOpenTask } from './open-task.ts'

const rows = () =>
  [...document.querySelectorAll<HTMLAnchorElement>('#main a[data-task]')].filter(isShown)
const isShown = (link: HTMLElement) => link.offsetParent !== null

/** The key of the row after this one, or before it when it is the last. */
export function besideRow(key: string) {
  drawBeside(meantRow() ?? null, 1)
  const all = rows()
  const at = indexOf(key, all)
  return (all[at + 1] ?? all[at - 1])?.dataset.task
}

/** Moves the focus to a row before or after another, or after a heading, or to the first. From one that has left the list the
 *  way goes on where it was: what came after it has the focus. */
export function focusBeside(key: string | undefined, by: number) {
  const focused = focusedRow()
  const heading = focusedHeading()
  drawBeside(meantRow() ?? focused ?? null, by)
  const all = rows()
  const at = indexOf(key, all)
  const back = heading
    ? firstAfter(heading, all)
    : all.findIndex(({ dataset }) => dataset.task === focused?.dataset.task)
  meanFocus()
  const to = at < 0 ? back + Math.min(0, by) : at + by
  // Above the first heading is no row.
  if (heading && to < 0) return
  const next = all[Math.min(all.length - 1, Math.max(0, to))]
  next?.focus()
  next?.scrollIntoView({ block: 'nearest' })
}

const firstAfter = (heading: HTMLElement, all: readonly HTMLElement[]) => {
  const at = all.findIndex(
    (row) => heading.compareDocumentPosition(row) & Node.DOCUMENT_POSITION_FOLLOWING,
  )
  return at < 0 ? all.length : at
}

/** A list draws what comes into view with the next frame. Keys may be faster: then it draws at once. */
export function drawBeside(row: Element | null, by: number) {
  const item = row?.closest('[aria-posinset]')
  const beside = by > 0 ? item?.nextElementSibling : item?.previousElementSibling
  const end = by > 0 ? item?.getAttribute('aria-setsize') : '1'
  if (item && !beside && item.getAttribute('aria-posinset') !== end)
    flushSync(() => item.dispatchEvent(new Event('scroll', { bubbles: true })))
}

/** In groups, and below what it is part of, a task may stand more than once: the row that is meant goes first. */
function indexOf(key: string | undefined, all: readonly HTMLElement[]) {
  const meant = meantRow()
  const row = meant?.closest('[data-path]')
  const here = all.findIndex(
    (link) => link.dataset.task === key && (link === meant || row?.contains(link)),
  )
  return here < 0 ? all.findIndex(({ dataset }) => dataset.task === key) : here
}

const isInPeek = () => document.activeElement?.closest('aside') !== null

/** Arrows or J K through the rows on screen, Enter opens, Space peeks, F completes. */
export function useRowKeys(onToggle: (key: string) => void, more: KeyMap = {}) {
  const { open, peek, comment } = useOpenTask()
  const { peek: peeked } = useSearch({ strict: false })
  const step = (by: number) => () => {
    if (isWriting(document.activeElement)) return false
    // From within the peek the way goes on from the row of its task.
    focusBeside(meantTask() ?? (isInPeek() ? peeked : undefined), by)
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
    const key = isOwn ? undefined : meantTask()
    if (key) peek(key)
    return key !== undefined
  }
  useEffect(watchPointer, [])
  const openPointed = ({ target }: KeyboardEvent) => {
    const row = pointedRow()
    // What has the focus and is no row takes it itself.
    const isRow =
      target instanceof HTMLElement && target.matches('body, main, h1, [data-task]:not(button)')
    if (!row?.dataset.task || !isRow || row === target) return false
    open(row.dataset.task)
    return true
  }
  useKeys({
    Enter: openPointed,
    j: step(1),
    k: step(-1),
    ArrowDown: arrow(1),
    ArrowUp: arrow(-1),
    Space: peekFocused,
    c: () => {
      const key = meantTask()
      // The composer of a peek that is open takes the key itself.
      if (!key || key === peeked) return false
      comment(key)
      return true
    },
    f: () => {
      if (meansOpen(peeked)) return false
      const key = meantRow()?.dataset.task
      if (key) onToggle(key)
      return true
    },
    ...more,
  })
}
