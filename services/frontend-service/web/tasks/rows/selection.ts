import { useSyncExternalStore } from 'react'

/** Tasks that are chosen together, by id, and the one from which a range extends. */
interface Selection {
  readonly ids: ReadonlySet<string>
  /** Those of them that are not on screen: chosen by the filter. */
  readonly beyond: ReadonlySet<string>
  /** Tasks that can be chosen: those on screen, in their order. */
  readonly order: readonly string[]
  readonly anchor?: string
  /** On a phone rows show their boxes while somebody chooses. */
  readonly isChoosing: boolean
}

const nothing: ReadonlySet<string> = new Set()
const none: Selection = { ids: nothing, beyond: nothing, order: [], isChoosing: false }

let selection = none
const listeners = new Set<() => void>()

function become(next: Selection) {
  selection = next
  for (const listener of listeners) listener()
}

const subscribe = (listener: () => void) => {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

export const selected = () => selection.ids
export const useSelected = () => useSyncExternalStore(subscribe, selected)
export const useBeyond = () => useSyncExternalStore(subscribe, () => selection.beyond)
export const useIsSelected = (id: string) =>
  useSyncExternalStore(subscribe, () => selection.ids.has(id))

export const useIsChoosing = () =>
  useSyncExternalStore(subscribe, () => selection.isChoosing || selection.ids.size > 0)
export const startChoosing = () => become({ ...selection, isChoosing: true })

export const clearSelection = () => become({ ...none, order: selection.order })

/** Whatever is not on screen among them is chosen until it is shown, or no longer found by the filter. */
export function select(ids: Iterable<string>) {
  const chosen = new Set(ids)
  const shown = new Set(selection.order)
  become({ ...selection, ids: chosen, beyond: without(chosen, (id) => shown.has(id)) })
}

/** Of what is not on screen, only these stay chosen. */
export function keepBeyond(found: Iterable<string>) {
  const { beyond } = selection
  const kept = new Set(found)
  const isGone = (id: string) => beyond.has(id) && !kept.has(id)
  if ([...beyond].some(isGone))
    become({
      ...selection,
      ids: without(selection.ids, isGone),
      beyond: without(beyond, isGone),
    })
}

const without = (ids: ReadonlySet<string>, isOut: (id: string) => boolean) =>
  new Set([...ids].filter((id) => !isOut(id)))

export function toggleSelected(id: string) {
  const ids = new Set(selection.ids)
  if (!ids.delete(id)) ids.add(id)
  become({ ...selection, ids, anchor: id })
}

/** What has gone out of view is no longer chosen. */
export function showOnly(order: readonly string[]) {
  const { length } = selection.order
  if (order.length === length && order.every((id, at) => id === selection.order[at])) return
  const shown = new Set(order)
  const beyond = without(selection.beyond, (id) => shown.has(id))
  const left = without(selection.ids, (id) => !shown.has(id) && !beyond.has(id))
  const ids = left.size < selection.ids.size ? left : selection.ids
  become({ ...selection, ids, beyond, order })
}

/** From the one that was chosen last to this one, in the order on screen. */
export function extendSelection(id: string) {
  const { order } = selection
  const from = order.indexOf(selection.anchor ?? id)
  const to = order.indexOf(id)
  const range = order.slice(Math.min(from, to), Math.max(from, to) + 1)
  become({
    ...selection,
    ids: new Set([...selection.ids, ...(from < 0 ? [id] : range)]),
    anchor: from < 0 ? id : (selection.anchor ?? id),
  })
}
