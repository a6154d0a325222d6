/** Where the pointer is, from the time it moves over a row until it leaves them or a key goes to another row. */
let pointer: { readonly x: number; readonly y: number } | undefined

/** The last place that is known: Chromium tells of moves when only the page has moved below it. */
let last = { x: -1, y: -1 }

/** The link of the row or card that keys act on: the pointer's where it moved last, else the one that has the focus, or
 *  whose box or cell has it. Asked by each key press: nothing renders when the pointer moves. */
export function meantRow(): HTMLElement | undefined {
  return pointedRow() ?? focusedRow()
}

/** The link of the row or card below the pointer, where that moved last. */
export function pointedRow() {
  if (!pointer) return undefined
  const row = rowOver(document.elementFromPoint(pointer.x, pointer.y))
  return row?.querySelector<HTMLElement>('a[data-task]') ?? undefined
}

const rowOver = (target: unknown) =>
  target instanceof Element ? target.closest('#main .group\\/row') : null

function focusedRow() {
  const { activeElement } = document
  const isOfTask = activeElement instanceof HTMLElement && activeElement.dataset.task
  return isOfTask ? activeElement : undefined
}

/** From here on keys mean what has the focus; rows show so by `data-moved`. */
export function meanFocus() {
  pointer = undefined
  if (document.documentElement.dataset.moved !== 'keys')
    document.documentElement.dataset.moved = 'keys'
}

/** Gives the focus to the row that is meant, for what goes on by keys from there. */
export function focusMeant() {
  const row = meantRow()
  meanFocus()
  row?.focus({ preventScroll: true })
}

/** Follows the pointer; returns how to stop. */
export function watchPointer() {
  const onMove = ({ clientX: x, clientY: y, pointerType, target }: PointerEvent) => {
    const hasMoved = x !== last.x || y !== last.y
    last = { x, y }
    if (!hasMoved || pointerType === 'touch') return
    // In a menu, in what is peeked at: the row that it is about keeps the keys.
    if (!rowOver(target)) return meanFocus()
    if (!pointer) document.documentElement.dataset.moved = 'pointer'
    pointer = last
  }
  const onKey = ({ key }: KeyboardEvent) => {
    if (key === 'Tab') meanFocus()
  }
  window.addEventListener('pointermove', onMove, { capture: true })
  window.addEventListener('keydown', onKey, { capture: true })
  return () => {
    window.removeEventListener('pointermove', onMove, { capture: true })
    window.removeEventListener('keydown', onKey, { capture: true })
  }
}
