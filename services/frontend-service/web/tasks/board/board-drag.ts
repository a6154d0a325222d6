import { combine } from '@atlaskit/pragmatic-drag-and-drop/combine'
import {
  draggable,
  dropTargetForElements,
  monitorForElements,
} from '@atlaskit/pragmatic-drag-and-drop/element/adapter'
import {
  attachClosestEdge,
  extractClosestEdge,
} from '@atlaskit/pragmatic-drag-and-drop-hitbox/closest-edge'
import type { BoardPlace } from '../cache/board-model.ts'
import { indexOfItem } from '../rows/virtual-column.ts'

type Edge = 'top' | 'bottom' | null

interface CardDrag {
  id: string
  statusId: string
  /** On a board with lanes the one that it stands in. */
  lane?: string
  onLift: (isLifted: boolean) => void
  onEdge: (edge: Edge) => void
}

/** Makes a card draggable, and a place that others can be dropped before or after. */
export const dragCard = (element: HTMLElement, { id, statusId, lane, onLift, onEdge }: CardDrag) =>
  combine(
    draggable({
      element,
      getInitialData: () => ({ id, statusId, lane, index: indexOfItem(element) }),
      onDragStart: () => onLift(true),
      onDrop: () => onLift(false),
    }),
    dropTargetForElements({
      element,
      canDrop: ({ source }) =>
        source.data.id !== id &&
        source.data.id !== lane &&
        (source.data.statusId === statusId || !isInFull(element)),
      getData: ({ input }) => {
        const place = { statusId, lane, index: indexOfItem(element) }
        return attachClosestEdge(place, { input, element, allowedEdges: ['top', 'bottom'] })
      },
      onDrag: ({ self }) => onEdge(edgeOf(self.data)),
      onDragLeave: () => onEdge(null),
      onDrop: () => onEdge(null),
    }),
  )

/** Whether a column, or that of a card, takes no other card. */
const isInFull = (element: Element) => element.closest('[data-full]') !== null

interface ColumnDrag {
  statusId: string
  lane?: string
  count: number
  onOver: (isOver: boolean) => void
}

/** Makes a column a place to drop at its end; a full one takes no card of another. */
export const dropColumn = (element: HTMLElement, { statusId, lane, count, onOver }: ColumnDrag) =>
  dropTargetForElements({
    element,
    // Nothing is part of itself: the lane of a parent is named after it.
    canDrop: ({ source }) =>
      source.data.id !== lane && (source.data.statusId === statusId || !isInFull(element)),
    getData: () => ({ statusId, lane, index: count }),
    onDragEnter: () => onOver(true),
    onDragLeave: () => onOver(false),
    onDrop: () => onOver(false),
  })

/** Tells while a card of another column is on its way. What is full may change meanwhile: it is asked when it is shown. */
export const watchCards = (statusId: string, onCarry: (isCarried: boolean) => void) =>
  monitorForElements({
    canMonitor: ({ source }) => source.data.statusId !== statusId,
    onDragStart: () => onCarry(true),
    onDrop: () => onCarry(false),
  })

/** Tells while any card is on its way. */
export const watchDrag = (onDrag: (isDragging: boolean) => void) =>
  monitorForElements({ onDragStart: () => onDrag(true), onDrop: () => onDrag(false) })

/** Tells where a card was dropped, and the lane that it was taken from; the index does not count the card itself. */
export const watchDrops = (onDrop: (id: string, place: BoardPlace, fromLane?: string) => void) =>
  monitorForElements({
    onDrop: ({ source, location }) => {
      const [target] = location.current.dropTargets
      const { id, index: from, statusId: left, lane: fromLane } = source.data
      if (!target || typeof id !== 'string') return
      const { statusId, index, lane } = target.data
      if (typeof statusId !== 'string' || typeof index !== 'number') return
      const after = edgeOf(target.data) === 'bottom' ? index + 1 : index
      const isSame = left === statusId && fromLane === lane
      const passed = isSame && typeof from === 'number' && from < after
      const place = { statusId, index: passed ? after - 1 : after }
      if (typeof lane !== 'string' || typeof fromLane !== 'string') onDrop(id, place)
      else onDrop(id, { ...place, lane }, fromLane)
    },
  })

function edgeOf(data: Record<string | symbol, unknown>): Edge {
  const edge = extractClosestEdge(data)
  return edge === 'top' || edge === 'bottom' ? edge : null
}
