import clsx from 'clsx'
import { ArrowDown, ArrowUp, ChevronDown } from 'lucide-react'
import { type DragEvent, type KeyboardEvent, type RefObject, useRef, useState } from 'react'
import { print } from '../../../../task-service/tql/print.ts'
import { keyName } from '../../keys/keys.ts'
import { announce } from '../../ui/announcer.tsx'
import { Menu } from '../../ui/menu.tsx'
import { useFilter } from '../filter/use-filter.ts'
import { cellClass } from './cell-look.ts'
import {
  type Column,
  type ColumnId,
  isFrozen,
  movedTo,
  shapeOf,
  stepped,
  widthIn,
} from './columns.ts'
import { type Cell, HEAD } from './lines.ts'
import { tableWords } from './table-words.ts'
import { useResize } from './use-resize.ts'

interface Props {
  root: RefObject<HTMLElement | null>
  /** With the hidden ones. */
  all: readonly Column[]
  columns: readonly Column[]
  at: Cell
  onColumns: (next: readonly Column[] | undefined) => void
}

const STEP_PX = 24

/** The headings: a press sorts, the menu and Alt with an arrow arrange, the edge is pulled. */
export function TableHead({ root, all, columns, at, onColumns }: Props) {
  const words = tableWords()
  const sort = useSort()
  const [asked, setAsked] = useState<ColumnId>()
  const anchor = useRef<HTMLElement>(null)
  const [over, setOver] = useState<ColumnId>()
  const dragged = useRef<ColumnId>(undefined)
  const widen = (id: ColumnId, px: number) => {
    const widthPx = widthIn(px)
    onColumns(all.map((each) => (each.id === id ? { ...each, widthPx } : each)))
    announce(words.width(shapeOf(id).name(), widthPx))
  }
  const resizing = useResize({ root, columns, onEnd: widen })
  const move = (id: ColumnId, by: 1 | -1) => {
    const next = stepped(all, id, by)
    onColumns(next)
    const shown = next.filter((each) => !each.isHidden)
    announce(words.movedTo(shapeOf(id).name(), shown.findIndex((each) => each.id === id) + 1))
  }
  const ask = (id: ColumnId) => {
    anchor.current =
      root.current?.querySelector<HTMLElement>(`[data-line=${HEAD}] [data-cell=${id}] button`) ??
      null
    setAsked(id)
  }
  const onKeyDown = (id: ColumnId) => (event: KeyboardEvent) => {
    const key = keyName(event.nativeEvent)
    if (key === 'alt+ArrowLeft') move(id, -1)
    else if (key === 'alt+ArrowRight') move(id, 1)
    else if (key === 'alt+ArrowDown' || key === 'm') ask(id)
    else return
    event.preventDefault()
    event.stopPropagation()
  }
  const onDrop = (place: ColumnId) => (event: DragEvent) => {
    event.preventDefault()
    setOver(undefined)
    if (dragged.current) onColumns(movedTo(all, dragged.current, place))
  }
  const askedColumn = columns.find(({ id }) => id === asked)

  return (
    <div
      role="row"
      data-line={HEAD}
      aria-rowindex={1}
      className="sheet-line sheet-head text-12 font-medium text-ink-3"
    >
      {columns.map(({ id }, index) => {
        const { name, sort: key } = shapeOf(id)
        const sorted = sort.of(id)
        const isHere = at.line === HEAD && at.column === id
        if (id === 'select')
          return (
            <div
              key={id}
              role="columnheader"
              aria-colindex={index + 1}
              data-cell={id}
              tabIndex={isHere ? 0 : -1}
              className={cellClass(id)}
            >
              <span className="sr-only">{name()}</span>
            </div>
          )
        return (
          <div
            key={id}
            role="columnheader"
            aria-colindex={index + 1}
            aria-sort={sorted ? (sorted.isDown ? 'descending' : 'ascending') : undefined}
            data-cell={id}
            draggable={!isFrozen(id)}
            onDragStart={() => {
              dragged.current = id
            }}
            onDragEnd={() => setOver(undefined)}
            onDragOver={(event) => {
              if (!dragged.current || isFrozen(id)) return
              event.preventDefault()
              setOver(id)
            }}
            onDrop={onDrop(id)}
            onKeyDown={onKeyDown(id)}
            className={clsx(
              cellClass(id),
              over === id && over !== dragged.current && 'is-over',
              sorted && 'text-ink',
            )}
          >
            <button
              type="button"
              tabIndex={isHere ? 0 : -1}
              onClick={() => (key ? sort.turn(id) : ask(id))}
              className={clsx(
                'flex items-center gap-1 flex-1 min-w-0 h-full px-2.5 hover:text-ink hover:bg-hover focus-visible:outline-none',
                shapeOf(id).isFigure && 'justify-end',
              )}
            >
              <span className="cut">{name()}</span>
              {sorted &&
                (sorted.isDown ? (
                  <ArrowDown aria-hidden className="size-3!" />
                ) : (
                  <ArrowUp aria-hidden className="size-3!" />
                ))}
            </button>
            <button
              type="button"
              tabIndex={-1}
              aria-label={words.column(name())}
              aria-haspopup="menu"
              aria-expanded={asked === id}
              onClick={() => ask(id)}
              className="sheet-more grid place-items-center size-6 rounded-sm bg-surface hover:text-ink"
            >
              <ChevronDown aria-hidden className="size-3.5!" />
            </button>
            <span aria-hidden className="sheet-edge" {...resizing(id)} />
          </div>
        )
      })}
      {askedColumn && (
        <ColumnMenu
          {...{ anchor, column: askedColumn, sort }}
          onMove={(by) => move(askedColumn.id, by)}
          onWiden={(by) => widen(askedColumn.id, askedColumn.widthPx + by)}
          onHide={() =>
            onColumns(
              all.map((each) => (each.id === askedColumn.id ? { ...each, isHidden: true } : each)),
            )
          }
          onReset={() => onColumns(undefined)}
          onClose={() => setAsked(undefined)}
        />
      )}
    </div>
  )
}

interface MenuProps {
  anchor: RefObject<HTMLElement | null>
  column: Column
  sort: ReturnType<typeof useSort>
  onMove: (by: 1 | -1) => void
  onWiden: (by: number) => void
  onHide: () => void
  onReset: () => void
  onClose: () => void
}

function ColumnMenu({ anchor, column: { id }, sort, onClose, ...on }: MenuProps) {
  const words = tableWords()
  const { name, sort: key } = shapeOf(id)
  const acts: Record<string, { text: string; run: () => void }> = {
    ...(key && {
      up: { text: words.sortUp, run: () => sort.by(id, false) },
      down: { text: words.sortDown, run: () => sort.by(id, true) },
    }),
    ...(sort.of(id) && { none: { text: words.sortNone, run: () => sort.by(undefined) } }),
    ...(!isFrozen(id) && {
      left: { text: words.moveLeft, run: () => on.onMove(-1) },
      right: { text: words.moveRight, run: () => on.onMove(1) },
    }),
    wider: { text: words.wider, run: () => on.onWiden(STEP_PX) },
    narrower: { text: words.narrower, run: () => on.onWiden(-STEP_PX) },
    ...(!isFrozen(id) && { hide: { text: words.hide, run: on.onHide } }),
    reset: { text: words.reset, run: on.onReset },
  }
  return (
    <Menu
      anchor={anchor}
      label={words.column(name())}
      kind="act"
      items={Object.entries(acts).map(([act, { text }]) => ({ id: act, text }))}
      onPick={(act) => acts[act]?.run()}
      onClose={onClose}
    />
  )
}

/** The order of the filter, as the Display menu has it. */
function useSort() {
  const { query, show } = useFilter('list')
  const of = (id: ColumnId) => query?.sort.find(({ key }) => key === shapeOf(id).sort)
  const by = (id: ColumnId | undefined, isDown = false) => {
    const key = id && shapeOf(id).sort
    if (query) show(print({ ...query, sort: key ? [{ key, isDown, start: 0, end: 0 }] : [] }))
  }
  return {
    of,
    by,
    /** From low to high, from high to low, then as people have put them. */
    turn: (id: ColumnId) => {
      const now = of(id)
      if (now?.isDown) by(undefined)
      else by(id, now !== undefined)
    },
  }
}
