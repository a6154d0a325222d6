import { expect, test } from '@jest/globals'
import { generateKeyBetween } from 'fractional-indexing'
import { fc } from '../../../../testing/property.ts'
import type { Board, TaskRow } from '../task.ts'
import type { Target, TaskAction } from './action.ts'
import { neighbourAt, placeOf, stepped } from './board-model.ts'
import { merged } from './merged.ts'
import { replayed } from './replay.ts'

const statuses = ['todo', 'doing', 'done']
const directions = ['ArrowUp', 'ArrowDown', 'ArrowLeft', 'ArrowRight'] as const

/** The places of tasks as the server keeps them. */
function openServer(count: number) {
  const rows = new Map<string, TaskRow>()
  let rank: string | null = null
  for (let number = 1; number <= count; number++) {
    rank = generateKeyBetween(rank, null)
    const id = `${number}`
    rows.set(id, { id, statusId: 'todo', rank, version: 1 } as TaskRow)
  }
  const sorted = () => [...rows.values()].sort((one, other) => (one.rank < other.rank ? -1 : 1))
  const board = () => {
    const columns = statuses.map((statusId) => {
      const tasks = sorted().filter((task) => task.statusId === statusId)
      return { statusId, tasks, count: tasks.length, nextCursor: null }
    })
    return { columns, seq: 1 } as Board
  }
  const move = (id: string, { statusId, beforeId, afterId }: Target) => {
    const task = rows.get(id) as TaskRow
    const others = sorted().filter((each) => each.id !== id)
    const named = afterId ?? beforeId
    const at = named
      ? others.findIndex((each) => each.id === named) + (afterId ? 1 : 0)
      : others.findLastIndex((each) => each.statusId === statusId) + 1
    const isAlone = !named && at === 0
    const between = () => generateKeyBetween(others[at - 1]?.rank ?? null, others[at]?.rank ?? null)
    const next = { ...task, statusId, rank: isAlone ? task.rank : between() }
    rows.set(id, { ...next, version: task.version + 1 })
    return rows.get(id) as TaskRow
  }
  return { board, move, row: (id: string) => rows.get(id) }
}

const orderOf = ({ columns }: Board) => columns.map(({ tasks }) => tasks.map(({ id }) => id))

/** A step of a task on a board, as Alt and an arrow make it. */
function moveOn({ columns }: Board, id: string, direction: (typeof directions)[number]) {
  const from = placeOf(columns, id)
  if (!from) throw new Error(`${id} is not on the board`)
  const place = stepped(columns, id, from, direction)
  return { statusId: place.statusId, ...neighbourAt(columns, id, place) }
}

const step = fc.record({
  kind: fc.constantFrom('mine', 'theirs', 'arrives', 'news', 'fails'),
  id: fc.integer({ min: 1, max: 5 }).map(String),
  direction: fc.constantFrom(...directions),
})

test('whatever is under way, a board ends as the server has it and never shows a task twice', () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
      const server = openServer(5)
      let known = server.board()
      const actions: Extract<TaskAction, { kind: 'move' }>[] = []
      const unread = new Set<string>()
      const take = (row: TaskRow) => {
        known = merged(known, row.id, row)
      }
      const arrive = () => {
        const action = actions.shift()
        if (action) take(server.move(action.task.id, action))
      }
      const read = () => {
        for (const id of unread) take(server.row(id) as TaskRow)
        unread.clear()
      }
      for (const { kind, id, direction } of steps) {
        const shown = replayed(known, actions)
        expect(orderOf(shown).flat().sort()).toEqual(['1', '2', '3', '4', '5'])
        if (kind === 'mine')
          actions.push({
            kind: 'move',
            task: server.row(id) as TaskRow,
            ...moveOn(shown, id, direction),
          })
        if (kind === 'theirs') {
          server.move(id, moveOn(server.board(), id, direction))
          unread.add(id)
        }
        if (kind === 'arrives') arrive()
        if (kind === 'news') read()
        if (kind === 'fails') actions.shift()
      }
      while (actions.length > 0) arrive()
      read()
      expect(orderOf(replayed(known, actions))).toEqual(orderOf(server.board()))
    }),
    { numRuns: 200 },
  )
})

test('while nobody else does anything, what is shown is what the server will say', () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 12 }), (steps) => {
      const server = openServer(5)
      const known = server.board()
      const actions: Extract<TaskAction, { kind: 'move' }>[] = []
      for (const { id, direction } of steps) {
        const target = moveOn(replayed(known, actions), id, direction)
        actions.push({ kind: 'move', task: server.row(id) as TaskRow, ...target })
      }
      const shown = orderOf(replayed(known, actions))
      for (const action of actions) server.move(action.task.id, action)
      expect(shown).toEqual(orderOf(server.board()))
    }),
  )
})
