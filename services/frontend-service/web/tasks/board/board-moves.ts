import { useCallback, useRef, useState } from 'react'
import { m } from '../../messages.ts'
import { useProject } from '../../projects/project.ts'
import { announce } from '../../ui/announcer.tsx'
import {
  type BoardPlace,
  type Direction,
  neighbourAt,
  placeOf,
  stepped,
} from '../cache/board-model.ts'
import { placed } from '../cache/replay.ts'
import { useToggle } from '../change/toggle.ts'
import { useTaskAction } from '../change/use-task-action.ts'
import { useKeptFocus } from '../rows/kept-focus.ts'
import { focusMeant, meanFocus, meantTask } from '../rows/meant-row.ts'
import { useRowKeys } from '../rows/row-keys.ts'
import type { Board } from '../task.ts'
import { boardWords } from './board-words.ts'
import { type Dropped, refuseFull, refuseSorted } from './refuse-move.ts'
import { useMoveKeys } from './use-move-keys.ts'

interface Moving {
  id: string
  place: BoardPlace
}

/** Moves on a board: by drag, at once with Alt and an arrow, or in move mode after M. Each step is spoken. `full` are the
 *  statuses that take no more, with how many they hold. */
export function useBoardMoves(
  board: Board,
  { isSorted, full }: { isSorted: boolean; full: ReadonlyMap<string, number> },
) {
  const { statuses } = useProject()
  const act = useTaskAction()
  const toggle = useToggle()
  const [moving, setMoving] = useState<Moving>()
  const latest = useRef({ board, full, statuses })
  latest.current = { board, full, statuses }
  const tasks = board.columns.flatMap((column) => column.tasks)
  const { keepFocus, kept } = useKeptFocus(tasks)
  const focused = () => tasks.find(({ key }) => key === meantTask())
  const nameOf = useCallback(
    (id: string) => latest.current.statuses.find((status) => status.id === id)?.name ?? '',
    [],
  )

  const drop = useCallback(
    (id: string, place: BoardPlace): Dropped => {
      const { columns } = latest.current.board
      const task = columns.flatMap((column) => column.tasks).find((each) => each.id === id)
      const from = placeOf(columns, id)
      if (!task || (from?.statusId === place.statusId && from.index === place.index)) return 'same'
      if (isSorted && from?.statusId === place.statusId) return refuseSorted(task)
      const most = latest.current.full.get(place.statusId)
      if (most !== undefined && from?.statusId !== place.statusId)
        return refuseFull(task, nameOf(place.statusId), most)
      // In a sorted column a place means nothing: the task goes to the end of its status.
      const beside = isSorted ? {} : neighbourAt(columns, id, place)
      act({ kind: 'move', task, statusId: place.statusId, ...beside })
      keepFocus(task.key)
      return 'moved'
    },
    [act, keepFocus, nameOf, isSorted],
  )

  const say = (id: string, { statusId, index }: BoardPlace) => {
    const column = board.columns.find((each) => each.statusId === statusId)
    const count = (column?.tasks.filter((each) => each.id !== id).length ?? 0) + 1
    announce(boardWords().movePlace(nameOf(statusId), index + 1, count))
  }

  const start = () => {
    const task = focused()
    const place = task && placeOf(board.columns, task.id)
    if (!place || moving) return
    focusMeant()
    setMoving({ id: task.id, place })
    keepFocus(task.key)
    announce(boardWords().moveStarted(task.key))
  }
  const step = (direction: Direction) => {
    if (!moving) return
    const place = stepped(board.columns, moving.id, moving.place, direction)
    setMoving({ ...moving, place })
    say(moving.id, place)
  }
  const finish = (isKept: boolean) => {
    const task = tasks.find(({ id }) => id === moving?.id)
    setMoving(undefined)
    // Others may have taken it away meanwhile.
    if (!moving || !task) return
    const dropped = isKept ? drop(moving.id, moving.place) : 'same'
    if (dropped === 'moved') announce(m.tasks.moveDropped(task.key, nameOf(moving.place.statusId)))
    else if (dropped === 'same') announce(boardWords().moveCancelled(task.key))
    keepFocus(task.key)
  }
  const moveNow = (direction: Direction) => () => {
    const task = focused()
    const from = task && placeOf(board.columns, task.id)
    if (!from) return
    focusMeant()
    const place = stepped(board.columns, task.id, from, direction)
    if (drop(task.id, place) !== 'refused') say(task.id, place)
  }

  const beside = (by: 1 | -1) => () => focusBeside(board, meantTask(), by)

  const onToggle = (key: string) => {
    toggle(tasks.find((task) => task.key === key))
    keepFocus(key)
  }

  useRowKeys(onToggle, {
    m: start,
    ArrowLeft: beside(-1),
    ArrowRight: beside(1),
    'alt+ArrowUp': moveNow('ArrowUp'),
    'alt+ArrowDown': moveNow('ArrowDown'),
    'alt+ArrowLeft': moveNow('ArrowLeft'),
    'alt+ArrowRight': moveNow('ArrowRight'),
  })

  useMoveKeys({ isOn: moving !== undefined, step, finish })

  const moved = tasks.find(({ id }) => id === moving?.id)
  const columns =
    moving && moved
      ? placed(board, moved, moving.place.statusId, moving.place.index).columns
      : board.columns
  return { columns, moving: moving?.id, drop, kept, keepFocus }
}

/** A moved card is a new element in its new column: the focus goes with it. */
function focusBeside({ columns }: Board, key: string | undefined, by: 1 | -1) {
  const at = columns.findIndex(({ tasks }) => tasks.some((task) => task.key === key))
  const index = columns[at]?.tasks.findIndex((task) => task.key === key) ?? 0
  const ahead = by > 0 ? columns.slice(at + 1) : columns.slice(0, Math.max(0, at)).reverse()
  const target = (at < 0 ? columns : ahead).find(({ tasks }) => tasks.length > 0)
  const next = target?.tasks[Math.min(Math.max(0, index), target.tasks.length - 1)]
  const link = next && document.querySelector<HTMLElement>(`#main a[data-task="${next.key}"]`)
  meanFocus()
  link?.focus()
  link?.scrollIntoView({ block: 'nearest', inline: 'nearest' })
}
