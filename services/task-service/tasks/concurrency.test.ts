import { expect, test } from '@jest/globals'
import { refusalOf } from '../../user-service/testing/start-user-service.ts'
import { projectOf, retryWhileBusy } from '../testing/start-task-service.ts'
import { startTaskTest } from '../testing/task-test.ts'

const { system, alice } = await startTaskTest()

const times = <T>(count: number, work: (nth: number) => Promise<T>) =>
  Promise.all(Array.from({ length: count }, (_, nth) => retryWhileBusy(() => work(nth))))

/** How the calls ended: error codes, or OK. */
const outcomes = async (calls: Promise<unknown>[]) => {
  const codes = await Promise.all(
    calls.map((call) =>
      call.then(
        () => 'OK',
        (error) => String(error.data?.code ?? error),
      ),
    ),
  )
  return Object.fromEntries(
    [...new Set(codes)].map((code) => [code, codes.filter((one) => one === code).length]),
  )
}

test('of 50 writers who read the same version none overwrites another', async () => {
  const { id: projectId } = await projectOf(alice, 'WRITE')
  const { id } = await alice.calls.tasks.create.mutate({ projectId, title: 'Before' })
  const key = { workspaceId: alice.workspaceId, key: 'WRITE-1' }
  const writers = Array.from({ length: 50 }, async (_, nth) => {
    const { version } = await retryWhileBusy(() => alice.calls.tasks.get.query(key))
    const title = `Writer ${nth}`
    return retryWhileBusy(() => alice.calls.tasks.change.mutate({ id, version, title }))
  })
  const { OK = 0, CONFLICT = 0, ...others } = await outcomes(writers)
  expect(others).toEqual({})
  expect(OK + CONFLICT).toBe(50)
  expect(OK).toBeGreaterThan(0)
  expect((await alice.calls.tasks.get.query(key)).version).toBe(1 + OK)
  const { rows } = await system.rows.query(
    `select count(*)::int as events from "Event" where "taskId" = $1 and type = 'task.updated'`,
    [id],
  )
  expect(rows[0].events).toBe(OK)
})

test('50 tasks made at once are numbered 1 to 50', async () => {
  const { id: projectId } = await projectOf(alice, 'MANY')
  const made = await times(50, (nth) =>
    alice.calls.tasks.create.mutate({ projectId, title: `Task ${nth}` }),
  )
  const numbers = made.map(({ key }) => Number(key.split('-')[1])).sort((a, b) => a - b)
  expect(numbers).toEqual(Array.from({ length: 50 }, (_, nth) => nth + 1))
})

test('a repeated request with its key makes one task and gets one answer', async () => {
  const { id: projectId } = await projectOf(alice, 'ONCE')
  const request = { projectId, title: 'Only once', idempotencyKey: 'a-key-of-its-own' }
  const answers = await times(50, () => alice.calls.tasks.create.mutate(request))
  expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1)
  const { items } = await alice.calls.tasks.list.query({ projectId })
  expect([answers[0]]).toMatchObject(items)
  expect(items.length).toBe(1)
  expect(
    await refusalOf(alice.calls.tasks.create.mutate({ ...request, title: 'Something else' })),
  ).toMatchObject({ httpStatus: 422 })
})

test('refused requests with keys leave room for others and no key behind', async () => {
  const { id: projectId } = await projectOf(alice, 'REFUSE')
  const request = (nth: number) => ({ projectId, title: 'x', idempotencyKey: `refused-${nth}` })
  const stranger = '01900000-0000-7000-8000-000000000000'
  const refused = await outcomes(
    Array.from({ length: 20 }, (_, nth) =>
      retryWhileBusy(() =>
        alice.calls.tasks.create.mutate({ ...request(nth), assigneeIds: [stranger] }),
      ),
    ),
  )
  expect(refused).toEqual({ BAD_REQUEST: 20 })
  expect((await alice.calls.tasks.create.mutate(request(0))).key).toBe('REFUSE-1')
})

test('10 people who drag at once leave one order of all tasks', async () => {
  const { id: projectId, statuses } = await projectOf(alice, 'DRAG')
  const tasks = await times(20, (nth) =>
    alice.calls.tasks.create.mutate({ projectId, title: `Task ${nth}` }),
  )
  let seed = 7
  const random = (below: number) => {
    seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648
    return seed % below
  }
  const pick = () => tasks[random(tasks.length)]?.id ?? ''
  await times(10, async () => {
    for (let move = 0; move < 10; move++) {
      const [id, neighbour] = [pick(), pick()]
      if (id === neighbour) continue
      const side = random(2) ? { beforeId: neighbour } : { afterId: neighbour }
      const statusId = statuses[random(4)]?.id ?? ''
      await alice.calls.tasks.move.mutate({ id, statusId, ...side })
    }
  })
  await alice.calls.tasks.create.mutate({ projectId, title: 'The last' })
  const { items } = await alice.calls.tasks.list.query({ projectId, limit: 100 })
  const ranks = items.map(({ rank }) => rank)
  expect(new Set(ranks).size).toBe(21)
  expect(ranks).toEqual([...ranks].sort((a, b) => (a < b ? -1 : 1)))
  expect(items.at(-1)?.title).toBe('The last')
  const board = await alice.calls.tasks.board.query({ projectId })
  expect(board.columns.flatMap((column) => column.tasks)).toHaveLength(21)
})
