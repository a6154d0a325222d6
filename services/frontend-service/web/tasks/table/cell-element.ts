import { type ColumnId, shapes } from './columns.ts'
import type { Cell } from './lines.ts'

export const isWithinWidget = (target: EventTarget) =>
  target instanceof Element && target.closest('a,button,input') !== null

/** The cell that something in the page belongs to. */
export function cellOf(target: EventTarget): Cell | undefined {
  const cell = target instanceof Element ? target.closest<HTMLElement>('[data-cell]') : null
  const line = cell?.closest<HTMLElement>('[data-line]')?.dataset.line
  const id = cell?.dataset.cell
  return line && id && isColumn(id) ? { line, column: id } : undefined
}

const isColumn = (id: string): id is ColumnId => id in shapes

export function elementOf(root: HTMLElement | null, { line, column }: Cell) {
  const row = root?.querySelector(`[data-line="${line}"]`)
  const cell =
    row?.querySelector<HTMLElement>(`[data-cell="${column}"]`) ??
    row?.querySelector<HTMLElement>('[data-cell]')
  return cell ?? null
}

export function focusCell(root: HTMLElement | null, at: Cell) {
  const cell = elementOf(root, at)
  if (!cell) return false
  const inner =
    cell.querySelector<HTMLElement>('input,a') ?? cell.querySelector<HTMLElement>('button') ?? cell
  inner.focus({ preventScroll: true })
  cell.scrollIntoView({ block: 'nearest', inline: 'nearest' })
  return true
}

const LINE_PX = 32

/** How much of the view the headings cover that stay in sight. */
export const headsPx = (root: HTMLElement | null) =>
  root ? Number.parseFloat(getComputedStyle(root).getPropertyValue('--heads')) || 0 : 0

/** Lines that are in sight between headings and foot, less one. */
export function pageOf(root: HTMLElement | null) {
  const height = root?.closest('[data-scroll-restoration-id]')?.clientHeight ?? 0
  const covered = Math.ceil(headsPx(root) / LINE_PX) + 1
  return Math.max(1, Math.floor(height / LINE_PX) - covered)
}

const FRAMES_MAX = 60

/** Acts on a cell once it is in the page: a group that comes into it draws its lines a moment later. Returns how to stop
 *  waiting. */
export function whenDrawn(root: HTMLElement | null, cell: Cell, act: () => void) {
  let frame = 0
  const look = (left: number) => {
    if (elementOf(root, cell)) act()
    else if (left > 0) frame = requestAnimationFrame(() => look(left - 1))
  }
  look(FRAMES_MAX)
  return () => cancelAnimationFrame(frame)
}
