import { useLocation } from '@tanstack/react-router'
import { useEffect, useMemo, useRef } from 'react'
import type { TaskRow } from '../task.ts'
import { commonAbove } from './path.ts'

/** A row by its task, and by its place where the task has more than one. */
interface Row {
  readonly key: string
  readonly path?: string
}

/** Entry of the browser's history → the row that had the focus there last. */
const leftRows = new Map<string, Row>()

/** Tasks that a key takes out of view, and those that get the focus in their place. */
const passedOn = new Map<string, string>()
const returning = new Set<(from: string, key: string) => void>()

/** What was to take a task out of view has failed: it is there still, and has the focus again unless that went on. */
export function giveFocusBack(key: string) {
  const to = passedOn.get(key)
  passedOn.delete(key)
  if (to !== undefined) for (const back of returning) back(to, key)
}

/** Gives the focus back to a row or card: after a move has made a new element of it, until the pointer goes elsewhere,
 *  and when somebody comes back to the page where they left it. When its task goes out of view the next one gets it.
 *  `tasks` are in the order on screen. */
export function useKeptFocus(tasks: readonly TaskRow[]) {
  const entry = useLocation({ select: ({ state }) => state.__TSR_key ?? '' })
  const left = leftRows.get(entry)
  const kept = useRef(left?.key)
  /** The row that had the focus last. */
  const last = useRef<string>(undefined)
  const lastPath = useRef(left?.path)
  const keys = tasks.map(({ key }) => key)
  const before = useRef(keys)
  useEffect(() => {
    const gone = [last.current, kept.current].find((key) => key && !keys.includes(key))
    if (gone) kept.current = nextOf(gone, before.current, keys)
    if (gone && gone === last.current) last.current = kept.current
    before.current = keys
    return focusSoon(kept.current, lastPath.current)
  })
  useEffect(() => {
    const back = (from: string, key: string) => {
      if (kept.current !== from) return
      kept.current = key
      const { activeElement } = document
      if (activeElement instanceof HTMLElement && activeElement.dataset.task === from)
        activeElement.blur()
      focusSoon(key, lastPath.current)
    }
    returning.add(back)
    return () => {
      returning.delete(back)
    }
  }, [])
  useEffect(() => {
    const forget = ({ target }: PointerEvent) => {
      kept.current = undefined
      // What is pressed there is about the rows.
      const isBeside = target instanceof Element && target.closest('[role=toolbar],[role=menu]')
      if (!isBeside) last.current = undefined
    }
    const remember = ({ target }: FocusEvent) => {
      const key = target instanceof HTMLElement ? target.dataset.task : undefined
      if (!key) return
      const path = target instanceof HTMLElement ? pathOf(target) : undefined
      leftRows.set(entry, { key, path })
      last.current = key
      lastPath.current = path
    }
    window.addEventListener('pointerdown', forget)
    window.addEventListener('focusin', remember)
    return () => {
      window.removeEventListener('pointerdown', forget)
      window.removeEventListener('focusin', remember)
    }
  }, [entry])
  return useMemo(
    () => ({
      /** `from` goes out of view by what is done to it; `path` is where the row will be of a task that has several. */
      keepFocus: (key: string, from?: string, path?: string) => {
        kept.current = key
        if (path !== undefined) lastPath.current = path
        if (from && from !== key) passedOn.set(from, key)
      },
      /** Its key: the row has to be in the page to be focused. */
      kept: () => kept.current,
    }),
    [],
  )
}

/** What comes after a task that has gone, else before it; itself when nothing is left: it may come back. */
function nextOf(gone: string, before: readonly string[], keys: readonly string[]) {
  const at = before.indexOf(gone)
  const near = [...before.slice(at + 1), ...before.slice(0, Math.max(0, at)).reverse()]
  return (at >= 0 && near.find((key) => keys.includes(key))) || gone
}

/** The row or card of a task where it can be seen: of several the one below the same as `path`, as far up as any. */
export function rowOf(key: string, path = '') {
  const links = [...document.querySelectorAll<HTMLElement>(`#main a[data-task="${key}"]`)].filter(
    (link) => link.offsetParent !== null,
  )
  const near = links.map((link) => commonAbove(pathOf(link) ?? '', path))
  return links[near.indexOf(Math.max(...near))]
}

const pathOf = (element: HTMLElement) => element.closest<HTMLElement>('[data-path]')?.dataset.path

const FRAMES_MAX = 60

/** Focuses a row once it is in the page, unless something else has the focus by then. Returns how to stop waiting. */
function focusSoon(key: string | undefined, path: string | undefined) {
  let frame = 0
  const look = (left: number) => {
    const { activeElement } = document
    const isFree = activeElement === document.body || activeElement?.matches('#main h1')
    if (!key || !isFree) return
    const row = rowOf(key, path)
    if (row) row.focus()
    // A board draws its cards a moment after its columns.
    else if (left > 0) frame = requestAnimationFrame(() => look(left - 1))
  }
  look(FRAMES_MAX)
  return () => cancelAnimationFrame(frame)
}
