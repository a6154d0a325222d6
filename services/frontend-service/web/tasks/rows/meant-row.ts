import { isWriting } from '../../keys/keys.ts'
import { rowOf } from './kept-focus.ts'

interface Place {
  readonly x: number
  readonly y: number
}

/** The task that the pointer came to: it stays meant when rows move below a pointer that rests. */
interface Pointed {
  readonly task: string
  readonly path?: string
}

/** Where the pointer is, from the time it moves over a row until it leaves them or a key goes to another row or page. */
let pointer: (Place & { readonly page: string }) | undefined

/** Not known while the list goes by below the pointer. */
let pointed: Pointed | undefined

/** The last place that is known: Chromium tells of moves when only the page has moved below it. */
let last: Place = { x: -1, y: -1 }

/** The link of the row or card that keys act on: the pointer's where it moved last, else the one that has the focus, or
 *  whose box or cell has it. Asked by each key press: nothing renders when the pointer moves. None while the pointer rests
 *  where the row that it came to has left the list: what came below it was not chosen by anybody. */
export const meantRow = (): HTMLElement | undefined => (isPointing() ? pointedRow() : focusedRow())

/** The task that keys act on, also when it has left the list: then they mean no other. */
export const meantTask = () =>
  meantRow()?.dataset.task ?? (isPointing() ? pointed?.task : undefined)

/** Whether keys are for the task that is open, not for a row: none is meant, or its own row has left the list. */
export function meansOpen(key: string | undefined) {
  const task = meantTask()
  return !task || (task === key && !meantRow())
}

/** On another page nobody has pointed at anything until the pointer moves. */
const isPointing = () => pointer?.page === location.pathname

/** The link of the row or card that the pointer came to, where that moved last. */
export function pointedRow() {
  if (!pointer || !isPointing()) return undefined
  const below = linkIn(rowOver(document.elementFromPoint(pointer.x, pointer.y)))
  pointed ??= pointedAt(below)
  if (!pointed) return focusedRow()
  return below?.dataset.task === pointed.task ? below : rowOf(pointed.task, pointed.path)
}

const rowOver = (target: unknown) =>
  target instanceof Element ? target.closest('#main .group\\/row') : null

const linkIn = (row: Element | null) => row?.querySelector<HTMLElement>('a[data-task]') ?? undefined

function pointedAt(link: HTMLElement | undefined): Pointed | undefined {
  const task = link?.dataset.task
  return task ? { task, path: link.closest<HTMLElement>('[data-path]')?.dataset.path } : undefined
}

/** The link of the row or card that has the focus, whether keys mean it or not. */
export function focusedRow() {
  const { activeElement } = document
  const isOfTask = activeElement instanceof HTMLElement && activeElement.dataset.task
  return isOfTask ? activeElement : undefined
}

/** The heading of a group of rows that has the focus, where keys mean no row. */
export function focusedHeading() {
  const { activeElement } = document
  const isHeading = activeElement instanceof HTMLElement && activeElement.matches('[data-heading]')
  return isHeading && !isPointing() ? activeElement : undefined
}

/** From here on keys mean what has the focus; rows show so by `data-moved`. */
export function meanFocus() {
  pointer = undefined
  show('keys')
}

/** `rest`: the pointer is where it was, its row is not. */
function show(moved: 'keys' | 'pointer' | 'pointer-rest') {
  const { dataset } = document.documentElement
  if (dataset.moved !== moved) dataset.moved = moved
}

/** Gives the focus to the row that is meant, for what goes on by keys from there. */
export function focusMeant() {
  const row = meantRow()
  meanFocus()
  row?.focus({ preventScroll: true })
}

/** Rows have moved below the pointer: the one that is meant shows so by the focus, if it is still there. */
function onRowsMoved(row: Element | null) {
  if (!isPointing() || !pointed) return
  if (linkIn(row)?.dataset.task === pointed.task) return show('pointer')
  const { activeElement } = document
  const isFree = activeElement === document.body || activeElement?.matches('h1, a[data-task]')
  if (meantRow() && isFree) focusMeant()
  else show('pointer-rest')
}

/** Keys by which whoever reads moves the list below the pointer. */
const scrolling = /^(PageUp|PageDown|Home|End)$/

/** Follows the pointer; returns how to stop. */
export function watchPointer() {
  const onMove = ({ clientX: x, clientY: y, pointerType, target }: PointerEvent) => {
    const hasMoved = x !== last.x || y !== last.y
    last = { x, y }
    if (pointerType === 'touch') return
    const row = rowOver(target)
    if (!hasMoved) return onRowsMoved(row)
    // In a menu, in what is peeked at: the row that it is about keeps the keys.
    if (!row) return meanFocus()
    pointer = { x, y, page: location.pathname }
    pointed = pointedAt(linkIn(row))
    show('pointer')
  }
  const onWheel = () => {
    pointed = undefined
    if (isPointing()) show('pointer')
  }
  const onKey = ({ key, target }: KeyboardEvent) => {
    if (key === 'Tab') meanFocus()
    // In a text they move the caret.
    if (scrolling.test(key) && !isWriting(target)) onWheel()
  }
  window.addEventListener('pointermove', onMove, { capture: true })
  window.addEventListener('wheel', onWheel, { capture: true, passive: true })
  window.addEventListener('keydown', onKey, { capture: true })
  return () => {
    window.removeEventListener('pointermove', onMove, { capture: true })
    window.removeEventListener('wheel', onWheel, { capture: true })
    window.removeEventListener('keydown', onKey, { capture: true })
  }
}
