import { type MouseEvent, type RefObject, useEffect, useState } from 'react'
import { announce } from '../../ui/announcer.tsx'
import {
  cellOf,
  elementOf,
  focusCell,
  headsPx,
  isWithinWidget,
  pageOf,
  whenDrawn,
} from './cell-element.ts'
import { type ColumnId, shapeOf } from './columns.ts'
import { type Block, blockOf, type Cell, type Cells, cellAfter, HEAD } from './lines.ts'
import { tableWords } from './table-words.ts'

interface Options extends Cells {
  root: RefObject<HTMLElement | null>
  /** The cell that the keys are at: from there a range extends. */
  at: Cell
  /** Whether a range can be chosen now. */
  isFree: () => boolean
  /** Takes the keys to a cell. */
  onStart: (cell: Cell) => void
}

/** A range of cells, as in a spreadsheet: Shift with a key that walks, a drag or Shift with a click extend it from the cell
 *  that the keys are at, which keeps them; Esc takes it back. */
export function useRange({ root, at, lines, columns, isFree, onStart }: Options) {
  const [far, setFar] = useState<Cell>()
  const isElsewhere = far && (far.line !== at.line || far.column !== at.column)
  const block = isElsewhere ? blockOf(at, far, { lines, columns }) : undefined
  const end = block ? far : undefined
  useEffect(() => {
    if (!end) return
    // What is pinned in the page by its task can be scrolled to.
    return whenDrawn(root.current, end, () =>
      elementOf(root.current, end)?.scrollIntoView({ block: 'nearest', inline: 'nearest' }),
    )
  }, [root, end])

  const extend = (cell: Cell) => {
    setFar(cell)
    return blockOf(at, cell, { lines, columns })
  }
  const tell = (chosen: Block | undefined) => {
    if (chosen) announce(wordsOf(chosen))
  }
  /** Where a key extends it to; over what is no task. */
  const step = (key: string) => {
    const reachable = {
      lines: lines.filter(({ kind }) => kind === 'head' || kind === 'task'),
      columns: columns.filter((id) => id !== 'select'),
      page: pageOf(root.current),
    }
    const next = cellAfter(key, end ?? at, reachable)
    return next?.line === HEAD ? undefined : next
  }

  return {
    /** The cells in the range; undefined where there is none. */
    block,
    /** The task at its other end, which stays in the page. */
    farTask: lines.flatMap((line) =>
      line.kind === 'task' && line.key === end?.line ? [line.task] : [],
    )[0],
    clear: () => setFar(undefined),
    /** False where a key is not about a range. */
    press: (key: string) => {
      if (key === 'Escape' && end) {
        setFar(undefined)
        announce(tableWords().rangeOff)
        return true
      }
      if (!/^(mod\+)?shift\+[A-Z]/.test(key) || at.column === 'select' || !isFree()) return false
      const isTask = lines.some((line) => line.kind === 'task' && line.key === at.line)
      const next = isTask && step(key.replace('shift+', ''))
      if (!next) return isTask && /Arrow/.test(key)
      tell(extend(next))
      return true
    },
    onMouseDown: (event: MouseEvent) => {
      const cell = cellOf(event.target)
      const isMeant = event.button === 0 && !event.ctrlKey && !event.metaKey
      if (!cell || cell.column === 'select' || !isMeant || !isFree()) return
      if (isWithinWidget(event.target)) return
      // The focus goes where the keys are, and no text is chosen.
      event.preventDefault()
      if (event.shiftKey) {
        if (!root.current?.contains(document.activeElement)) focusCell(root.current, at)
        return tell(extend(cell))
      }
      onStart(cell)
      let last: Block | undefined
      drag(root.current, {
        from: cell,
        // A heading says nothing of how far: its group may begin anywhere above what is in sight.
        isEnd: ({ line }) => lines.some(({ key, kind }) => key === line && kind === 'task'),
        onOver: (over) => {
          setFar(over)
          last = blockOf(cell, over, { lines, columns })
        },
        onEnd: () => tell(last),
      })
    },
  }
}

function wordsOf({ lines, columns }: Block) {
  const name = (id: ColumnId | undefined) => (id ? shapeOf(id).name() : '')
  return tableWords().range(
    { rows: lines.length, columns: columns.length },
    `${lines[0]?.task.key} ${name(columns[0])}`,
    `${lines.at(-1)?.task.key} ${name(columns.at(-1))}`,
  )
}

/** Room at the edges of what scrolls that the foot and the frame of the pointer's cell need, and the latter below the
 *  headings. */
const EDGE_PX = { top: 4, bottom: 44, side: 4 }
const SPEED = 0.25

interface Drag {
  readonly from: Cell
  /** Whether a range can end there. */
  readonly isEnd: (cell: Cell) => boolean
  readonly onOver: (cell: Cell) => void
  readonly onEnd: () => void
}

/** Follows the pointer from cell to cell until it is let go, and scrolls where it is beyond an edge. */
function drag(root: HTMLElement | null, { from, isEnd, onOver, onEnd }: Drag) {
  const scroller = root?.closest<HTMLElement>('[data-scroll-restoration-id]')
  if (!scroller) return
  const top = headsPx(root) + EDGE_PX.top
  let pointer: { clientX: number; clientY: number } | undefined
  let over = from
  let frame = 0
  const look = () => {
    if (!pointer) return
    const box = scroller.getBoundingClientRect()
    const within = (at: number, least: number, most: number) => Math.min(Math.max(at, least), most)
    const x = within(pointer.clientX, box.left + EDGE_PX.side, box.right - EDGE_PX.side)
    const y = within(pointer.clientY, box.top + top, box.bottom - EDGE_PX.bottom)
    scroller.scrollBy((pointer.clientX - x) * SPEED, (pointer.clientY - y) * SPEED)
    const element = document.elementFromPoint(x, y)
    const cell = element && cellOf(element)
    if (!cell || !isEnd(cell)) return
    if (cell.line === over.line && cell.column === over.column) return
    over = cell
    onOver(cell)
  }
  const follow = () => {
    look()
    frame = requestAnimationFrame(follow)
  }
  const onMove = (event: globalThis.MouseEvent) => {
    pointer = event
  }
  const onUp = (event: globalThis.MouseEvent) => {
    if (pointer) pointer = event
    look()
    cancelAnimationFrame(frame)
    window.removeEventListener('mousemove', onMove)
    window.removeEventListener('mouseup', onUp)
    if (over !== from) onEnd()
  }
  window.addEventListener('mousemove', onMove)
  window.addEventListener('mouseup', onUp)
  frame = requestAnimationFrame(follow)
}
