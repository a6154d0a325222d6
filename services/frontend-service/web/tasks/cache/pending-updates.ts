import { useSyncExternalStore } from 'react'

/** What others did to the tasks on screen while somebody has the pointer or the focus among them. */
export interface Waiting {
  come: number
  others: number
}

const SEEN_MS = 2000
/** A menu that closes gives the focus back within this time. */
const LEFT_MS = 200
const none: Waiting = { come: 0, others: 0 }

let view: HTMLElement | null = null
let isPointed = false
let bring = () => {}
let waiting = none
const fresh = new Set<string>()
const listeners = new Set<() => void>()

/** Names the element whose tasks must not move under the pointer. Returns how to take it back. */
export function watchView(element: HTMLElement) {
  const onEnter = ({ pointerType }: PointerEvent) => {
    isPointed = pointerType !== 'touch'
  }
  const onBlur = () => void setTimeout(() => isInUse() || bringIn(), LEFT_MS)
  const onLeave = () => {
    isPointed = false
    onBlur()
  }
  view = element
  element.addEventListener('pointerenter', onEnter)
  element.addEventListener('pointermove', onEnter)
  element.addEventListener('pointerleave', onLeave)
  element.addEventListener('focusout', onBlur)
  return () => {
    view = null
    isPointed = false
    element.removeEventListener('pointerenter', onEnter)
    element.removeEventListener('pointermove', onEnter)
    element.removeEventListener('pointerleave', onLeave)
    element.removeEventListener('focusout', onBlur)
    bringIn()
  }
}

/** True while a row that moves would move under the pointer or the focus. */
export const isInUse = () =>
  view !== null &&
  (view.contains(document.activeElement) ||
    document.querySelector('[role=menu]') !== null ||
    isPointed)

/** Lets changes wait; `onBring` shows them. */
export function wait(next: Waiting, onBring: () => void) {
  waiting = next
  bring = onBring
  for (const listener of listeners) listener()
}

/** Shows what waits. */
export function bringIn() {
  const run = bring
  wait(none, () => {})
  run()
}

/** A task that others brought is marked for a moment. */
export function markFresh(id: string) {
  fresh.add(id)
  setTimeout(() => fresh.delete(id), SEEN_MS)
}
export const isFresh = (id: string) => fresh.has(id)

export const useWaiting = () => useSyncExternalStore(subscribe, () => waiting)

const subscribe = (listener: () => void) => {
  listeners.add(listener)
  return () => listeners.delete(listener)
}
