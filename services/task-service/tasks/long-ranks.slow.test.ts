import { expect, test } from '@jest/globals'
import { projectOf, retryWhileBusy } from '../testing/start-task-service.ts'
import { startTaskTest } from '../testing/task-test.ts'
import { RANK_MAX } from './ranks.ts'

/** Without renewal as many make ranks of 40 characters. */
const MOVES = 200

const { system, alice } = await startTaskTest()

/** A project whose tasks stand in one column, behind a task of another column. */
async function column(key: string, count: number) {
  const { id: projectId, statuses } = await projectOf(alice, key)
  const [, open, , , done] = statuses.map(({ id }) => id)
  const statusId = done ?? ''
  await alice.calls.tasks.create.mutate({ projectId, title: 'Before', statusId: open })
  const ids: string[] = []
  for (let nth = 0; nth < count; nth++)
    ids.push((await alice.calls.tasks.create.mutate({ projectId, title: 'Card', statusId })).id)
  return { projectId, statusId, ids }
}

type Column = Awaited<ReturnType<typeof column>>

/** All tasks of a column, page by page, every cursor being the server's own. */
async function walked(
  { projectId, statusId }: Pick<Column, 'projectId' | 'statusId'>,
  limit: number,
) {
  const found: { id: string; rank: string }[] = []
  let cursor: string | undefined
  do {
    const filter = { projectId, statusId, limit, ...(cursor && { cursor }) }
    const page = await alice.calls.tasks.list.query(filter)
    found.push(...page.items)
    cursor = page.nextCursor ?? undefined
  } while (cursor)
  return found
}

async function expectOneOrder(place: Column) {
  const ids = (await walked(place, 100)).map(({ id }) => id)
  expect([...ids].sort()).toEqual([...place.ids].sort())
  for (const limit of [1, 7]) expect((await walked(place, limit)).map(({ id }) => id)).toEqual(ids)
  const { columns } = await alice.calls.tasks.board.query({ projectId: place.projectId })
  const shown = columns.find(({ statusId }) => statusId === place.statusId)
  expect(shown?.tasks.map(({ id }) => id)).toEqual(ids.slice(0, 50))
  return ids
}

/** The longest rank of a project, once nothing is left to renew. */
async function longestRank(projectId: string) {
  const { rows } = await system.rows.query<{ longest: number }>(
    'select max(length(rank)) as longest from "Task" where "projectId" = $1',
    [projectId],
  )
  return rows[0]?.longest ?? 0
}

test('ten people who put cards at the top of one column again and again keep its ranks short', async () => {
  const place = await column('TOP', 24)
  const { statusId, ids } = place
  const still = ids.slice(12)
  let isMoving = true
  const longest: number[] = []
  const mover = async (nth: number) => {
    for (let move = 0; move < MOVES / 10; move++) {
      const [top] = await retryWhileBusy(() => walkTop(place))
      const id = ids[(nth * 7 + move) % 12] ?? ''
      if (!top || id === top.id) continue
      const moved = await retryWhileBusy(() =>
        alice.calls.tasks.move.mutate({ id, statusId, beforeId: top.id }),
      )
      longest.push(moved.rank.length)
    }
  }
  const reader = async () => {
    while (isMoving) {
      const seen = (await retryWhileBusy(() => walked(place, 5))).filter(({ id }) =>
        still.includes(id),
      )
      expect(seen.map(({ id }) => id)).toEqual(still)
    }
  }
  const reading = reader()
  await Promise.all(Array.from({ length: 10 }, (_, nth) => mover(nth)))
  isMoving = false
  await reading
  expect(longest.length).toBeGreaterThan(0.8 * MOVES)
  expect(Math.max(...longest)).toBeLessThanOrEqual(RANK_MAX)
  expect(await longestRank(place.projectId)).toBeLessThanOrEqual(RANK_MAX)
  expect((await expectOneOrder(place)).slice(12)).toEqual(still)
})

const walkTop = async ({ projectId, statusId }: Column) =>
  (await alice.calls.tasks.list.query({ projectId, statusId, limit: 1 })).items

test('two cards that change places again and again end where the last change put them', async () => {
  const place = await column('SWAP', 4)
  const [first = '', one = '', other = '', last = ''] = place.ids
  const { statusId } = place
  const move = (input: Parameters<typeof alice.calls.tasks.move.mutate>[0]) =>
    retryWhileBusy(() => alice.calls.tasks.move.mutate(input))
  for (let turn = 0; turn < MOVES / 2; turn++) {
    await move({ id: one, statusId, afterId: other })
    const { rank } = await move({ id: other, statusId, afterId: one })
    expect(rank.length).toBeLessThanOrEqual(RANK_MAX)
  }
  expect(await expectOneOrder(place)).toEqual([first, one, other, last])
  const { items } = await alice.calls.activity.list.query({
    workspaceId: alice.workspaceId,
    projectId: place.projectId,
    limit: 100,
  })
  expect(new Set(items.map(({ type }) => type))).toEqual(new Set(['task.moved']))
  const { rows } = await system.rows.query(
    `select count(*)::int as renewals from "Event" where "projectId" = $1 and type = 'ranks.renewed'`,
    [place.projectId],
  )
  expect(rows[0].renewals).toBeGreaterThan(0)
  expect(rows[0].renewals).toBeLessThan(MOVES / 10)
})

test('a rank that an older release made long is taken as a cursor and renewed', async () => {
  const place = await column('OLD', 12)
  const rank = (nth: number) => `e00001${'V'.repeat(800 + nth)}`
  for (const [nth, id] of place.ids.entries())
    await system.rows.query('update "Task" set rank = $1 where id = $2', [rank(nth), id])
  expect(await expectOneOrder(place)).toEqual(place.ids)
  const { projectId, statusId } = place
  const plain = { projectId, statusId, cursor: rank(3) }
  expect((await alice.calls.tasks.list.query(plain)).items.map(({ id }) => id)).toEqual(
    place.ids.slice(4),
  )
  const [id = '', beforeId = ''] = [place.ids[11], place.ids[6]]
  const moved = await alice.calls.tasks.move.mutate({ id, statusId, beforeId })
  expect(moved.rank.length).toBeLessThanOrEqual(RANK_MAX)
  expect(await expectOneOrder(place)).toEqual([
    ...place.ids.slice(0, 6),
    id,
    ...place.ids.slice(6, 11),
  ])
})
