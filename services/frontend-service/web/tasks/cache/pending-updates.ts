import { hashKey } from '@tanstack/react-query'
import { useEffect, useState, useSyncExternalStore } from 'react'
import type { Board } from '../task.ts'
import type { TaskFilter } from './columns.ts'
import { deferredChanges, keepPlaces, type StaysWithin } from './deferred-changes.ts'

const SEEN_MS = 2000
/** A menu that closes gives the focus back within this time. */
const LEFT_MS = 200
/** Whoever has pressed a key among the tasks may press the next one within this time. */
const KEY_MS = 1000

/** Whether tasks keep still now, and how often somebody wanted to see what waits. */
interface Stillness {
  isStill: boolean
  asked: number
}

let view: HTMLElement | null = null
let isPointed = false
let keyAt = 0
let stillness: Stillness = { isStill: false, asked: 0 }
let held: string[] = []
let timer: ReturnType<typeof setTimeout> | undefined
const fresh = new Set<string>()
const listeners = new Set<() => void>()

/** Names the element whose tasks must not move under the pointer, or between two keys. Returns how to take it back. */
export function watchView(element: HTMLElement) {
  const onEnter = ({ pointerType }: PointerEvent) => {
    isPointed = pointerType !== 'touch'
    look()
  }
  const onLeave = () => {
    isPointed = false
    lookLater(LEFT_MS)
  }
  const onKey = () => {
    keyAt = Date.now()
    look()
  }
  view = element
  element.addEventListener('pointerenter', onEnter)
  element.addEventListener('pointermove', onEnter)
  element.addEventListener('pointerleave', onLeave)
  element.addEventListener('focusin', onKey)
  element.addEventListener('keydown', onKey)
  return () => {
    view = null
    isPointed = false
    element.removeEventListener('pointerenter', onEnter)
    element.removeEventListener('pointermove', onEnter)
    element.removeEventListener('pointerleave', onLeave)
    element.removeEventListener('focusin', onKey)
    element.removeEventListener('keydown', onKey)
    look()
  }
}

/** True while a row that moves would move under the pointer, or before a key that is meant for it. */
function isInUse() {
  if (!view) return false
  if (isPointed || document.querySelector('[role=menu]')) return true
  return view.contains(document.activeElement) && Date.now() - keyAt < KEY_MS
}

function look() {
  const isStill = isInUse()
  if (isStill !== stillness.isStill) change({ ...stillness, isStill })
  if (isStill) lookLater(isPointed ? KEY_MS : LEFT_MS)
}

function lookLater(ms: number) {
  clearTimeout(timer)
  timer = setTimeout(look, ms)
}

function change(next: Stillness) {
  if (!next.isStill || next.asked !== stillness.asked) held.forEach(markFresh)
  stillness = next
  for (const listener of listeners) listener()
}

/** Shows what waits. */
export const bringIn = () => change({ ...stillness, asked: stillness.asked + 1 })

/** A task that others brought is marked for a moment. */
export function markFresh(id: string) {
  fresh.add(id)
  setTimeout(() => fresh.delete(id), SEEN_MS)
}
export const isFresh = (id: string) => fresh.has(id)

const subscribe = (listener: () => void) => {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

/** A board that keeps still while somebody has the pointer or the keys among its tasks, and what others did meanwhile.
 *  When it `shows` something else it is another board, which is shown at once. `staysWithin` is told where columns are
 *  divided further. */
export function useStableBoard(
  board: Board,
  shows: TaskFilter | readonly string[],
  staysWithin: StaysWithin = stays,
) {
  const { isStill, asked } = useSyncExternalStore(subscribe, () => stillness)
  const of = hashKey([shows])
  const [kept, setKept] = useState({ board, asked, of })
  const isOther = of !== kept.of
  const isNow = !isStill || asked !== kept.asked || isOther
  if (isNow && (kept.board !== board || kept.asked !== asked || isOther))
    setKept({ board, asked, of })
  const waiting = deferredChanges(isNow ? board : kept.board, board, staysWithin)
  useEffect(() => {
    held = waiting.ids
  })
  return { board: isNow ? board : keepPlaces(kept.board, board, staysWithin), waiting }
}

const stays = () => true
