import { useCallback, useRef, useState } from 'react'
import { m } from '../../../messages.ts'
import { announce } from '../../../ui/announcer.tsx'
import type { BoardPlace, Direction } from '../../cache/board-model.ts'
import { useToggle } from '../../change/toggle.ts'
import { useTaskAction } from '../../change/use-task-action.ts'
import type { LaneKind } from '../../filter/use-filter.ts'
import { useKeptFocus } from '../../rows/kept-focus.ts'
import { focusMeant, meanFocus, meantRow, meantTask } from '../../rows/meant-row.ts'
import { useRowKeys } from '../../rows/row-keys.ts'
import type { TaskRow } from '../../task.ts'
import { boardWords } from '../board-words.ts'
import { type Dropped, refuseFull, refuseSorted } from '../refuse-move.ts'
import { useMoveKeys } from '../use-move-keys.ts'
import {
  type LanePlace,
  neighbourIn,
  pathIn,
  placedIn,
  sizeWith,
  steppedIn,
  valuesFor,
  withoutCopy,
} from './lane-model.ts'
import { moveInto } from './move-into.ts'
import type { NamedLane } from './use-lanes.tsx'

interface Moving {
  id: string
  from: string
  place: LanePlace
}

interface Shown {
  readonly by: LaneKind
  /** Those that are unfolded, in the order on screen. */
  readonly lanes: readonly NamedLane[]
  readonly statuses: readonly { readonly id: string; readonly name: string }[]
  readonly isSorted: boolean
  /** Statuses that take no more, with how many they hold. */
  readonly full: ReadonlyMap<string, number>
  /** Told whether a card is on its way by keys. */
  readonly onMoving: (isMoving: boolean) => void
}

/** Moves on a board with lanes, as those on one without: by drag, at once with Alt and an arrow, or in move mode after M,
 *  where Shift and an arrow go to the next lane at once. Each step is spoken. */
export function useLaneMoves({ by, lanes, statuses, isSorted, full, onMoving }: Shown) {
  const act = useTaskAction()
  const toggle = useToggle()
  const [moving, setMoving] = useState<Moving>()
  /** The lane that has to be drawn because the focus goes there. */
  const [wanted, setWanted] = useState<string>()
  const latest = useRef({ lanes, statuses, full })
  latest.current = { lanes, statuses, full }
  const tasks = tasksIn(lanes)
  const { keepFocus, kept } = useKeptFocus(tasks)
  const statusIds = statuses.map(({ id }) => id)

  const statusName = useCallback(
    (statusId: string) => latest.current.statuses.find(({ id }) => id === statusId)?.name ?? '',
    [],
  )
  const cellName = useCallback(
    ({ statusId, lane }: Omit<LanePlace, 'index'>) =>
      boardWords().cell(
        statusName(statusId),
        latest.current.lanes.find(({ id }) => id === lane)?.name ?? '',
      ),
    [statusName],
  )

  const drop = useCallback(
    (id: string, { lane, ...at }: BoardPlace, from = lane): Dropped => {
      const now = latest.current.lanes
      const task = tasksIn(now).find((each) => each.id === id)
      if (!task || lane === undefined || from === undefined) return 'same'
      const place = { ...at, lane }
      const left = placeIn(now, id, from)
      const isSame = from === lane && left?.statusId === place.statusId
      if (isSame && left.index === place.index) return 'same'
      if (isSorted && isSame) return refuseSorted(task)
      const most = latest.current.full.get(place.statusId)
      if (most !== undefined && left?.statusId !== place.statusId)
        return refuseFull(task, statusName(place.statusId), most)
      const beside = isSorted ? {} : neighbourIn(now, id, place)
      const target = { statusId: place.statusId, ...beside }
      if (from === lane) act({ kind: 'move', task, ...target })
      else
        moveInto({
          ...{ task, target, place: cellName(place) },
          values: valuesFor(task, by, { from, to: lane }),
        })
      setWanted(lane)
      keepFocus(task.key, undefined, pathIn(lane, id))
      return 'moved'
    },
    [act, by, cellName, statusName, isSorted, keepFocus],
  )

  const dropPointed = useCallback(
    (id: string, { lane, ...at }: BoardPlace, from?: string) => {
      if (lane === undefined) return
      const place = { ...at, lane }
      // In its own lane the card itself does not count already.
      drop(id, from === lane ? place : withoutCopy(latest.current.lanes, id, place), from)
    },
    [drop],
  )

  const focused = () => {
    const lane = meantRow()?.closest<HTMLElement>('[data-lane]')?.dataset.lane
    const task = tasks.find(({ key }) => key === meantTask())
    const from = lane ?? lanes.find(({ cells }) => isIn(cells, task))?.id
    const place = task && from ? placeIn(lanes, task.id, from) : undefined
    return task && place ? { task, place } : undefined
  }
  const say = (id: string, place: LanePlace) =>
    announce(boardWords().movePlace(cellName(place), place.index + 1, sizeWith(lanes, id, place)))
  const change = (next: Moving | undefined) => {
    setMoving(next)
    onMoving(next !== undefined)
  }

  const start = () => {
    const here = focused()
    if (!here || moving) return
    focusMeant()
    change({ id: here.task.id, from: here.place.lane, place: here.place })
    keepFocus(here.task.key)
    announce(boardWords().moveStarted(here.task.key))
  }
  const step = (direction: Direction, isFar: boolean) => {
    if (!moving) return
    const { id } = moving
    const place = steppedIn({ lanes, statusIds, id, isFar }, moving.place, direction)
    setMoving({ ...moving, place })
    setWanted(place.lane)
    const key = tasks.find((task) => task.id === id)?.key
    if (key) keepFocus(key, undefined, pathIn(place.lane, id))
    say(id, place)
  }
  const finish = (isKept: boolean) => {
    const task = tasks.find(({ id }) => id === moving?.id)
    // Others may have taken it away meanwhile.
    change(undefined)
    if (!moving || !task) return
    const dropped = isKept ? drop(moving.id, moving.place, moving.from) : 'same'
    if (dropped === 'moved') announce(m.tasks.moveDropped(task.key, cellName(moving.place)))
    else if (dropped === 'same') announce(boardWords().moveCancelled(task.key))
    keepFocus(task.key)
  }
  const moveNow = (direction: Direction) => () => {
    const here = focused()
    if (!here) return
    focusMeant()
    const place = steppedIn({ lanes, statusIds, id: here.task.id }, here.place, direction)
    if (drop(here.task.id, place, here.place.lane) !== 'refused') say(here.task.id, place)
  }

  /** To the next card in this direction: up and down within a status, over all lanes. */
  const go = (direction: Direction) => () => {
    const here = focused()
    const next = here ? nextCard(lanes, statusIds, here.place, direction) : firstCard(lanes)
    if (!next) return
    meanFocus()
    const link = document.querySelector<HTMLElement>(
      `#main [data-lane="${next.lane}"] a[data-task="${next.task.key}"]`,
    )
    link?.focus()
    link?.scrollIntoView({ block: 'nearest', inline: 'nearest' })
    if (link) return
    // Its lane is drawn once it is wanted, and it gets the focus then.
    if (document.activeElement instanceof HTMLElement) document.activeElement.blur()
    keepFocus(next.task.key, undefined, pathIn(next.lane, next.task.id))
    setWanted(next.lane)
  }

  const onToggle = (key: string) => {
    toggle(tasks.find((task) => task.key === key))
    keepFocus(key)
  }

  useRowKeys(onToggle, {
    m: start,
    ArrowLeft: go('ArrowLeft'),
    ArrowRight: go('ArrowRight'),
    ArrowUp: go('ArrowUp'),
    ArrowDown: go('ArrowDown'),
    'alt+ArrowUp': moveNow('ArrowUp'),
    'alt+ArrowDown': moveNow('ArrowDown'),
    'alt+ArrowLeft': moveNow('ArrowLeft'),
    'alt+ArrowRight': moveNow('ArrowRight'),
  })

  useMoveKeys({ isOn: moving !== undefined, step, finish })

  const moved = tasks.find(({ id }) => id === moving?.id)
  return {
    lanes: moving && moved ? withNames(placedIn(lanes, moved, moving), lanes) : lanes,
    ...{ moving: moving?.id, wanted, dropPointed, kept, keepFocus, tasks },
  }
}

const tasksIn = (lanes: readonly NamedLane[]) => [
  ...new Map(
    lanes.flatMap(({ cells }) => [...cells.values()].flat()).map((task) => [task.id, task]),
  ).values(),
]

const isIn = (cells: NamedLane['cells'], task: TaskRow | undefined) =>
  [...cells.values()].some((tasks) => tasks.some(({ id }) => id === task?.id))

const withNames = (
  moved: readonly Pick<NamedLane, 'id' | 'cells' | 'count'>[],
  lanes: readonly NamedLane[],
) => lanes.map((lane, nth) => ({ ...lane, ...moved[nth] }))

function placeIn(lanes: readonly NamedLane[], id: string, lane: string): LanePlace | undefined {
  for (const [statusId, tasks] of lanes.find((each) => each.id === lane)?.cells ?? []) {
    const index = tasks.findIndex((task) => task.id === id)
    if (index >= 0) return { lane, statusId, index }
  }
  return undefined
}

interface Card {
  readonly lane: string
  readonly task: TaskRow
}

function firstCard(lanes: readonly NamedLane[]): Card | undefined {
  for (const { id: lane, cells } of lanes)
    for (const [task] of cells.values()) if (task) return { lane, task }
  return undefined
}

function nextCard(
  lanes: readonly NamedLane[],
  statusIds: readonly string[],
  { lane, statusId, index }: LanePlace,
  direction: Direction,
): Card | undefined {
  const at = lanes.findIndex(({ id }) => id === lane)
  if (direction === 'ArrowLeft' || direction === 'ArrowRight') {
    const nth = statusIds.indexOf(statusId)
    const ahead =
      direction === 'ArrowLeft' ? statusIds.slice(0, nth).reverse() : statusIds.slice(nth + 1)
    for (const id of ahead) {
      const tasks = lanes[at]?.cells.get(id) ?? []
      const task = tasks[Math.min(index, tasks.length - 1)]
      if (task) return { lane, task }
    }
    return undefined
  }
  const by = direction === 'ArrowUp' ? -1 : 1
  const beside = lanes[at]?.cells.get(statusId)?.[index + by]
  if (beside) return { lane, task: beside }
  const ahead = by < 0 ? lanes.slice(0, Math.max(0, at)).reverse() : lanes.slice(at + 1)
  for (const { id, cells } of ahead) {
    const task = (cells.get(statusId) ?? []).at(by < 0 ? -1 : 0)
    if (task) return { lane: id, task }
  }
  return undefined
}
