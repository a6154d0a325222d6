import { defaultRangeExtractor, type Range, useVirtualizer } from '@tanstack/react-virtual'
import {
  type CSSProperties,
  type RefObject,
  useCallback,
  useEffect,
  useLayoutEffect,
  useState,
} from 'react'
import { type Column, lengthOf, type TaskFilter } from '../cache/columns.ts'
import { firstId } from '../cache/provisional.ts'
import { above } from './path.ts'
import { useReadOn } from './use-read-on.ts'

interface Windowed {
  filter: TaskFilter
  column: Column
  box: RefObject<HTMLElement | null>
  /** What scrolls: the list itself, or something around it. */
  scroller: () => HTMLElement | null
  estimatePx: number
  gapPx?: number
  /** A task that must stay in the page although it is out of sight. */
  kept?: () => string | undefined
  /** Names of the items where a task may stand more than once. */
  paths?: readonly string[]
  /** The group that they are in, where tasks stand in several. */
  group?: string
  /** Others stand beside it in what scrolls: what one of them measures moves none of them. */
  isBeside?: boolean
}

/** What makes an item part of a list that only holds what is near the view. */
export interface Slot {
  ref: (element: HTMLElement | null) => void
  style: CSSProperties
  'data-index': number
  'data-path': string
  'aria-posinset': number
  'aria-setsize': number
}

/** Place of an item in its column, from the page: what hangs on to an element need not know it when others come and go. */
export const indexOfItem = (element: HTMLElement) => Number(element.dataset.index)

/** How far beyond the view items are ready, in pixels. */
const READY_PX = 250
const AHEAD = 30
const COUNTED = 1000

/** The items of a column near the view, each with its place; reads on before the last known one comes in sight. */
export function useVirtualColumn({
  filter,
  column,
  box,
  scroller,
  estimatePx,
  gapPx,
  kept,
  paths,
  group,
  isBeside = false,
}: Windowed) {
  const { tasks, nextCursor, statusId } = column
  const count = lengthOf(column)
  const scrollMargin = useMargin(box, scroller)
  const { read, hasFailed, again } = useReadOn(filter)

  const pathAt = useCallback(
    (index: number) => paths?.[index] ?? firstId(tasks[index]?.id ?? `${index}`),
    [paths, tasks],
  )
  const placeOf = useCallback((path: string) => (group ? `${group} ${path}` : path), [group])
  const rangeExtractor = useCallback(
    (range: Range) => {
      const key = kept?.()
      const pinned = [...(box.current?.children ?? [])]
        .filter((item) => item.contains(document.activeElement) || item.matches('[data-lifted]'))
        .map((item) =>
          tasks.findIndex((_, index) => placeOf(pathAt(index)) === item.getAttribute('data-path')),
        )
      const more = [...pinned, tasks.findIndex((task) => task.key === key)]
        .filter((index) => index >= 0)
        .flatMap((index) => [index - 1, index, index + 1, paths ? indexAbove(paths, index) : -1])
        .filter((index) => index >= 0 && index < range.count)
      return [...new Set([...defaultRangeExtractor(range), ...more])].sort((a, b) => a - b)
    },
    [box, kept, tasks, paths, pathAt, placeOf],
  )
  const rows = useVirtualizer({
    count,
    getScrollElement: scroller,
    estimateSize: () => estimatePx,
    getItemKey: pathAt,
    rangeExtractor,
    overscan: Math.ceil(READY_PX / estimatePx),
    gap: gapPx,
    scrollMargin,
    // It begins where what scrolls is already: else it would take that back to the top.
    initialOffset: () => scroller()?.scrollTop ?? 0,
    useFlushSync: false,
  })
  if (isBeside) rows.shouldAdjustScrollPositionOnItemSizeChange = () => false
  const items = rows.getVirtualItems()
  const last = items.at(-1)?.index ?? 0

  useEffect(() => {
    if (nextCursor === null || items.length === 0 || last < tasks.length - AHEAD) return
    void read(statusId)
  })

  const setSize = nextCursor !== null && count >= COUNTED ? -1 : count
  // In sight, also where the last row that is known is far above; below a heading that stays there.
  const unreadAt = Math.min(count - 1, Math.max(tasks.length, (rows.range?.startIndex ?? 0) + 2))
  const onAgain = hasFailed(statusId) ? () => again(statusId) : undefined
  return {
    /** Asks for the next page anew; undefined unless it could not be read. */
    onAgain,
    heightPx: rows.getTotalSize(),
    items: items.map(({ index, key, start }) => ({
      key,
      index,
      task: tasks[index],
      /** It stands for all that has not been read. */
      isNext: index === unreadAt,
      slot: {
        ref: rows.measureElement,
        style: { position: 'absolute', insetInline: 0, top: start - scrollMargin },
        'data-index': index,
        'data-path': placeOf(`${key}`),
        'aria-posinset': index + 1,
        'aria-setsize': setSize,
      } satisfies Slot,
    })),
  }
}

/** The keys lead from a part to what it is part of. */
const indexAbove = (paths: readonly string[], index: number) =>
  paths.indexOf(above(paths[index] ?? ''))

/** How far below the top of what scrolls the list begins: to ask costs a layout, so not where there is nothing above it. */
function useMargin(box: RefObject<HTMLElement | null>, scroller: () => HTMLElement | null) {
  const [margin, setMargin] = useState(0)
  useLayoutEffect(() => {
    const around = scroller()
    const list = box.current
    if (!around || !list || around === list.parentElement) return
    const top = list.getBoundingClientRect().top - around.getBoundingClientRect().top
    setMargin(Math.round(top + around.scrollTop))
  })
  return margin
}
