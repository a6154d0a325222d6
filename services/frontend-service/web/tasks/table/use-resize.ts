import type { PointerEvent, RefObject } from 'react'
import { isPhone } from '../../frame/phone.ts'
import { type Column, type ColumnId, widthIn } from './columns.ts'
import { templateOf } from './template.ts'

interface Options {
  root: RefObject<HTMLElement | null>
  columns: readonly Column[]
  onEnd: (id: ColumnId, px: number) => void
}

/** Pulls the edge of a column. Meanwhile only the widths change: no line is rendered anew. */
export const useResize =
  ({ root, columns, onEnd }: Options) =>
  (id: ColumnId) => ({
    onPointerDown: (event: PointerEvent<HTMLElement>) => {
      event.preventDefault()
      event.stopPropagation()
      const edge = event.currentTarget
      const from = columns.find((each) => each.id === id)?.widthPx ?? 0
      const startX = event.clientX
      let widthPx = from
      const onMove = ({ clientX }: globalThis.PointerEvent) => {
        widthPx = widthIn(from + clientX - startX)
        const next = columns.map((each) => (each.id === id ? { ...each, widthPx } : each))
        const { style } = templateOf(next, isPhone())
        for (const [name, value] of Object.entries(style))
          root.current?.style.setProperty(name, value)
      }
      const onUp = () => {
        edge.removeEventListener('pointermove', onMove)
        edge.removeEventListener('lostpointercapture', onUp)
        if (widthPx !== from) onEnd(id, widthPx)
      }
      edge.setPointerCapture(event.pointerId)
      edge.addEventListener('pointermove', onMove)
      edge.addEventListener('lostpointercapture', onUp)
    },
    // Nothing is dragged or sorted there.
    draggable: true,
    onDragStart: (event: { preventDefault: () => void; stopPropagation: () => void }) => {
      event.preventDefault()
      event.stopPropagation()
    },
  })
