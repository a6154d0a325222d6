import {
  type KeyboardEvent,
  type MouseEvent,
  type RefObject,
  useEffect,
  useRef,
  useState,
} from 'react'
import { flushSync } from 'react-dom'
import { keyName } from '../../keys.ts'
import { m } from '../../messages.ts'
import { announce } from '../../ui/announcer.tsx'
import { useOpenTask } from '../rows/open-task.ts'
import { extendSelection, selected, toggleSelected } from '../rows/selection.ts'
import type { TaskRow } from '../task.ts'
import { type CellField, type ColumnId, shapeOf, shapes } from './columns.ts'
import { type Cell, cellAfter, HEAD, type Line, lineAt } from './lines.ts'

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
  onFold: (groupId: string, isOpen: boolean) => void
  /** Empties the field of a task. */
  onClear: (task: TaskRow, field: CellField) => void
}

/** The cell that the keys are at, as in a spreadsheet: one stop of Tab, arrows walk, Enter, F2 or a letter writes. It
 *  goes with its task to another group; where that is gone, what is in its place has the keys. */
export function useGrid({ root, lines, columns, isEditable, onFold, onClear }: Options) {
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
    const isLost = hasFocus.current && document.activeElement === document.body && !editing
    if (!isWanted.current && !isLost) return
    if (focusCell(root.current, at)) isWanted.current = false
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

  // Focus may pass through another cell on its way: what is chosen by now counts, not what was rendered.
  const choose = (cell: Cell) =>
    setChosen((before) => {
      const isSame = before?.cell.line === cell.line
      // The heading of a group has one cell, under which the column is kept.
      const isKept = isSame && lines.some(({ key, kind }) => key === cell.line && kind === 'group')
      return isKept || (isSame && before.cell.column === cell.column) ? before : { cell, lines }
    })
  const go = (cell: Cell) => {
    isWanted.current = true
    flushSync(() => setChosen({ cell, lines }))
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
  const tell = () => announce(m.tasks.selectedCount(selected().size))

  const press = (event: KeyboardEvent) => {
    const key = keyName(event.nativeEvent)
    const isChoosing = selected().size > 0
    const plain = { j: 'ArrowDown', k: 'ArrowUp' }[key]
    const next = step((!field && !isChoosing && plain) || key)
    if (line?.kind === 'group' && /^Arrow(Left|Right)$/.test(key)) {
      onFold(line.groupId, key === 'ArrowRight')
      return true
    }
    if (next) {
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
    if (!field || isChoosing) return false
    if (key === 'Delete' || key === 'Backspace') {
      onClear(task, field)
      return true
    }
    return false
  }

  return {
    at,
    task,
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
      onClick: (event: MouseEvent) => {
        const cell = cellOf(event.target)
        if (!cell || isWriting.current || isWithinWidget(event.target)) return
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

const isLetter = ({ key, ctrlKey, metaKey, altKey }: KeyboardEvent) =>
  !ctrlKey && !metaKey && !altKey && key !== ' ' && ([...key].length === 1 || key === 'Process')

const isWithinWidget = (target: EventTarget) =>
  target instanceof Element && target.closest('a,button,input') !== null

function cellOf(target: EventTarget): Cell | undefined {
  const cell = target instanceof Element ? target.closest<HTMLElement>('[data-cell]') : null
  const line = cell?.closest<HTMLElement>('[data-line]')?.dataset.line
  const id = cell?.dataset.cell
  return line && id && isColumn(id) ? { line, column: id } : undefined
}

const isColumn = (id: string): id is ColumnId => id in shapes

function elementOf(root: HTMLElement | null, { line, column }: Cell) {
  const row = root?.querySelector(`[data-line="${line}"]`)
  const cell =
    row?.querySelector<HTMLElement>(`[data-cell="${column}"]`) ??
    row?.querySelector<HTMLElement>('[data-cell]')
  return cell ?? null
}

function focusCell(root: HTMLElement | null, at: Cell) {
  const cell = elementOf(root, at)
  if (!cell) return false
  const inner = cell.querySelector<HTMLElement>('input,a,button') ?? cell
  inner.focus({ preventScroll: true })
  cell.scrollIntoView({ block: 'nearest', inline: 'nearest' })
  return true
}

const LINE_PX = 32

/** Lines that are in sight, less one. */
function pageOf(root: HTMLElement | null) {
  const height = root?.closest('[data-scroll-restoration-id]')?.clientHeight ?? 0
  return Math.max(1, Math.floor(height / LINE_PX) - 4)
}
