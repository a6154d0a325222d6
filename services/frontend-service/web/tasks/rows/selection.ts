import { useSyncExternalStore } from 'react'

/** Tasks that are chosen together, by id, and the one from which a range extends. */
interface Selection {
  readonly ids: ReadonlySet<string>
  /** Tasks that can be chosen: those on screen, in their order. */
  readonly order: readonly string[]
  readonly anchor?: string
  /** On a phone rows show their boxes while somebody chooses. */
  readonly isChoosing: boolean
}

const none: Selection = { ids: new Set(), order: [], isChoosing: false }

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
export const useIsSelected = (id: string) =>
  useSyncExternalStore(subscribe, () => selection.ids.has(id))

export const useIsChoosing = () =>
  useSyncExternalStore(subscribe, () => selection.isChoosing || selection.ids.size > 0)
export const startChoosing = () => become({ ...selection, isChoosing: true })

export const clearSelection = () => become({ ...none, order: selection.order })

export const select = (ids: Iterable<string>) => become({ ...selection, ids: new Set(ids) })

export function toggleSelected(id: string) {
  const ids = new Set(selection.ids)
  if (!ids.delete(id)) ids.add(id)
  become({ ...selection, ids, anchor: id })
}

/** Only what is on screen can be chosen: what has gone out of view no longer is. */
export function showOnly(order: readonly string[]) {
  const { length } = selection.order
  if (order.length === length && order.every((id, at) => id === selection.order[at])) return
  const shown = new Set(order)
  const left = [...selection.ids].filter((id) => shown.has(id))
  const ids = left.length < selection.ids.size ? new Set(left) : selection.ids
  become({ ...selection, ids, order })
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
