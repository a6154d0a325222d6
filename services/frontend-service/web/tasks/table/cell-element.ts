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

/** Lines that are in sight, less one. */
export function pageOf(root: HTMLElement | null) {
  const height = root?.closest('[data-scroll-restoration-id]')?.clientHeight ?? 0
  return Math.max(1, Math.floor(height / LINE_PX) - 4)
}
