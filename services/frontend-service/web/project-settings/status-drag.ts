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
import { type Group, groups } from '../../../task-service/contract.ts'

export type Edge = 'top' | 'bottom' | null

interface StatusDrag {
  readonly statusId: string
  readonly group: Group
  readonly handle: HTMLElement
  readonly onEdge: (edge: Edge) => void
}

/** Makes a status draggable by its handle, and a place that others can be dropped before or after. */
export const dragStatus = (element: HTMLElement, { statusId, group, handle, onEdge }: StatusDrag) =>
  combine(
    draggable({ element, dragHandle: handle, getInitialData: () => ({ statusId }) }),
    dropTargetForElements({
      element,
      canDrop: ({ source }) => typeof source.data.statusId === 'string',
      getData: ({ input }) =>
        attachClosestEdge(
          { group, nextTo: statusId },
          { input, element, allowedEdges: ['top', 'bottom'] },
        ),
      onDrag: ({ self, source }) =>
        onEdge(source.data.statusId === statusId ? null : edgeOf(self.data)),
      onDragLeave: () => onEdge(null),
      onDrop: () => onEdge(null),
    }),
  )

/** Makes a group a place to drop at its end. */
export const dropIntoGroup = (
  element: HTMLElement,
  { group, onOver }: { group: Group; onOver: (isOver: boolean) => void },
) =>
  dropTargetForElements({
    element,
    canDrop: ({ source }) => typeof source.data.statusId === 'string',
    getData: () => ({ group }),
    onDragEnter: () => onOver(true),
    onDragLeave: () => onOver(false),
    onDrop: () => onOver(false),
  })

/** Where a status was dropped: at an edge of another one, or at the end of a group. */
export interface StatusDrop {
  readonly id: string
  readonly group: Group
  readonly nextTo?: string
  readonly edge: Edge
}

export const watchStatusDrops = (onDrop: (drop: StatusDrop) => void) =>
  monitorForElements({
    onDrop: ({ source, location }) => {
      const [target] = location.current.dropTargets
      const group = groups.find((each) => each === target?.data.group)
      const { statusId: id } = source.data
      if (!target || !group || typeof id !== 'string') return
      const { nextTo } = target.data
      onDrop({
        ...{ id, group, edge: edgeOf(target.data) },
        ...(typeof nextTo === 'string' && { nextTo }),
      })
    },
  })

function edgeOf(data: Record<string | symbol, unknown>): Edge {
  const edge = extractClosestEdge(data)
  return edge === 'top' || edge === 'bottom' ? edge : null
}
