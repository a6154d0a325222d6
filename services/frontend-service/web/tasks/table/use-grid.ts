import {
  type KeyboardEvent,
  type MouseEvent,
  type RefObject,
  useEffect,
  useRef,
  useState,
} from 'react'
import { flushSync } from 'react-dom'
import { isLetter, meantKey } from '../../keys/keys.ts'
import { m } from '../../messages.ts'
import { announce } from '../../ui/announcer.tsx'
import { meanFocus } from '../rows/meant-row.ts'
import { useOpenTask } from '../rows/open-task.ts'
import { extendSelection, selected, toggleSelected } from '../rows/selection.ts'
import type { TaskRow } from '../task.ts'
import { cellOf, elementOf, focusCell, isWithinWidget, pageOf, whenDrawn } from './cell-element.ts'
import { type CellField, type ColumnId, shapeOf } from './columns.ts'
import { type Block, blockOf, type Cell, cellAfter, HEAD, type Line, lineAt } from './lines.ts'
import { useRange } from './use-range.ts'

/** A cell that somebody writes in. */
interface Editing {
  readonly task: TaskRow
  readonly column: ColumnId
  readonly field: CellField
  readonly isTyped: boolean
}

interface Options {
  root: RefObject<HTMLElement | null>
  lines: readonly Line[]
  columns: readonly ColumnId[]
  isEditable: boolean
  /** Ids of tasks whose parts are shown below them. */
  unfolded: ReadonlySet<string>
  onUnfold: (id: string) => void
  onFold: (groupId: string, isOpen: boolean) => void
  /** What is done to the cells that are chosen: they are emptied, or those below get what the topmost have. */
  onBlock: (act: 'clear' | 'fill', block: Block) => void
}

/** The cell that the keys are at, as in a spreadsheet: one stop of Tab, arrows walk, Enter, F2 or a letter writes. It
 *  goes with its task to another group; where that is gone, what is in its place has the keys. */
export function useGrid({ root, lines, columns, isEditable, onBlock, ...tree }: Options) {
  const { open } = useOpenTask()
  const [chosen, setChosen] = useState<{ cell: Cell; lines: readonly Line[] }>()
  const [editing, setEditing] = useState<Editing>()
  const anchor = useRef<HTMLElement>(null)
  const isWanted = useRef(false)
  /** An editor that refuses to close keeps the cell, the pointer and the focus. */
  const isWriting = useRef(false)
  const hasFocus = useRef(false)
  const first = lines.find(({ kind }) => kind === 'task') ?? lines[0]
  const line = chosen ? lineAt(lines, chosen.cell, chosen.lines) : first
  const column = columns.find((id) => id === chosen?.cell.column) ?? 'task'
  const at: Cell = { line: line?.key ?? HEAD, column }
  const field = isEditable ? shapeOf(column).field : undefined
  const task = line?.kind === 'task' ? line.task : undefined

  useEffect(() => {
    const isLost = () => hasFocus.current && document.activeElement === document.body && !editing
    if (!isWanted.current && !isLost()) return
    return whenDrawn(root.current, at, () => {
      if (!isWanted.current && !isLost()) return
      focusCell(root.current, at)
      isWanted.current = false
    })
  })
  useEffect(() => {
    const look = ({ target }: Event) => {
      const isElsewhere =
        !isWriting.current &&
        target instanceof Element &&
        !root.current?.contains(target) &&
        !target.closest('[role=dialog],[role=menu],[role=toolbar]')
      if (isElsewhere) hasFocus.current = false
    }
    window.addEventListener('pointerdown', look)
    window.addEventListener('focusin', look)
    return () => {
      window.removeEventListener('pointerdown', look)
      window.removeEventListener('focusin', look)
    }
  }, [root])

  const range = useRange({
    ...{ root, at, lines, columns },
    isFree: () => selected().size === 0 && !isWriting.current,
    onStart: (cell) => go(cell),
  })
  const own = column === 'select' ? undefined : blockOf(at, at, { lines, columns })
  const block = range.block ?? own

  // Focus may pass through another cell on its way: what is chosen by now counts, not what was rendered.
  const choose = (cell: Cell) => {
    if (cell.line !== at.line || cell.column !== at.column) range.clear()
    setChosen((before) => {
      const isSame = before?.cell.line === cell.line
      // The heading of a group has one cell, under which the column is kept.
      const isKept = isSame && lines.some(({ key, kind }) => key === cell.line && kind === 'group')
      return isKept || (isSame && before.cell.column === cell.column) ? before : { cell, lines }
    })
  }
  const go = (cell: Cell) => {
    isWanted.current = true
    flushSync(() => {
      range.clear()
      setChosen({ cell, lines })
    })
  }
  const edit = (isTyped: boolean) => {
    if (!task || !field) return false
    anchor.current = elementOf(root.current, at)
    isWriting.current = true
    // What is typed with this very key press is written there.
    flushSync(() => setEditing({ task, column, field, isTyped }))
    return true
  }
  const step = (key: string, from = at) =>
    cellAfter(key, from, { lines, columns, page: pageOf(root.current) })
  const goTo = (next: string) => {
    meanFocus()
    // From a box the way back is to the task.
    go({ line: next, column: column === 'select' ? 'task' : column })
    return true
  }
  /** At a task → shows its parts, at the heading of a group what is in it; ← takes them away, or goes to the line that it
   *  is below. At a heading that is open → goes to the first line in it: it has no cell beside. */
  const walkTree = (key: string) => {
    const isRight = key === 'ArrowRight'
    if (!isRight && key !== 'ArrowLeft') return false
    if (line?.kind === 'group') {
      const below = lines[lines.indexOf(line) + 1]
      if (isRight !== line.isOpen) tree.onFold(line.groupId, isRight)
      else if (isRight && below && 'above' in below && below.above === line.key) goTo(below.key)
      else if (!isRight && line.above) goTo(line.above)
      return true
    }
    // The box is before the task: there is nothing further left.
    const isFirst = column === 'task' || (column === 'select' && !isRight)
    if (line?.kind !== 'task' || !isFirst) return false
    const hasParts = column === 'task' && line.task.subtasks !== null
    const isOpen = hasParts && tree.unfolded.has(line.task.id)
    if (hasParts && isRight !== isOpen) {
      meanFocus()
      tree.onUnfold(line.task.id)
      return true
    }
    return !isRight && line.above !== undefined && goTo(line.above)
  }
  const tell = () => announce(m.tasks.selectedCount(selected().size))

  const press = (event: KeyboardEvent) => {
    const key = meantKey(event.nativeEvent)
    if (range.press(key)) return true
    // The button presses itself.
    if (key === 'Enter' && event.target instanceof HTMLButtonElement) return false
    const isChoosing = selected().size > 0
    const plain = { j: 'ArrowDown', k: 'ArrowUp' }[key]
    const next = step((!field && !isChoosing && plain) || key)
    if (walkTree(key)) return true
    if (next) {
      meanFocus()
      go(next)
      return true
    }
    if (!task) return false
    if (key === 'shift+Space' && isEditable) {
      toggleSelected(task.id)
      tell()
      return true
    }
    if (column === 'select') {
      const to = { 'shift+ArrowDown': 'ArrowDown', 'shift+ArrowUp': 'ArrowUp' }[key]
      const cell = to && step(to)
      if (!cell) return false
      if (!isChoosing) toggleSelected(task.id)
      const other = lines.find((each) => each.key === cell.line)
      if (other?.kind === 'task') extendSelection(other.task.id)
      go(cell)
      tell()
      return true
    }
    if (key === 'Enter' || key === 'F2') {
      if (!edit(false) && key === 'Enter') open(task.key)
      return true
    }
    if (isChoosing || !block) return false
    if (key === 'Delete' || key === 'Backspace') onBlock('clear', block)
    else if (key === 'mod+d') onBlock('fill', block)
    else return false
    return true
  }

  return {
    at,
    /** The cells that are chosen: a range, or the one that the keys are at. */
    block,
    range: range.block,
    /** Stays in the page. */
    task: range.farTask ?? task,
    editing: editing && {
      ...editing,
      task: taskIn(lines, editing.task.id) ?? editing.task,
      anchor,
      onClose: () => {
        isWriting.current = false
        setEditing(undefined)
      },
      onLeave: (key: string) => {
        const next = step(key)
        if (next) go(next)
      },
    },
    props: {
      onFocus: ({ target }: { target: EventTarget }) => {
        hasFocus.current = true
        const cell = cellOf(target)
        if (cell && !isWriting.current) choose(cell)
      },
      onKeyDown: (event: KeyboardEvent) => {
        if (event.defaultPrevented || event.nativeEvent.isComposing || !cellOf(event.target)) return
        if (press(event)) event.preventDefault()
        else if (!(isLetter(event) && selected().size === 0 && edit(true))) return
        event.stopPropagation()
      },
      onMouseDown: range.onMouseDown,
      onClick: (event: MouseEvent) => {
        const cell = cellOf(event.target)
        // With Shift it extends a range.
        if (
          !cell ||
          (event.shiftKey && selected().size === 0) ||
          isWriting.current ||
          isWithinWidget(event.target)
        )
          return
        go(cell)
        const { nativeEvent } = event
        if (nativeEvent instanceof PointerEvent && nativeEvent.pointerType === 'touch') edit(false)
      },
      onDoubleClick: (event: MouseEvent) => {
        const isFree = !isWriting.current && !isWithinWidget(event.target)
        if (cellOf(event.target) && isFree) edit(false)
      },
    },
  }
}

const taskIn = (lines: readonly Line[], id: string) =>
  lines.flatMap((line) => (line.kind === 'task' && line.task.id === id ? [line.task] : []))[0]
