import { afterAll, beforeAll, expect, test } from '@jest/globals'
import {
  projectOf,
  type Someone,
  type Started,
  startTaskService,
} from '../testing/start-task-service.ts'

let system: Started
let alice: Someone
let bob: Someone
beforeAll(async () => {
  system = await startTaskService()
  alice = await system.person('Alice')
  bob = await system.person('Bob')
  await system.join(alice, bob, 'member')
})
afterAll(() => system.close())

let made = 0

/** Two projects of Alice's workspace. */
async function pair() {
  made += 1
  const [from, to] = [`FROM${made}`, `TO${made}`]
  const [source, target] = [await projectOf(alice, from), await projectOf(alice, to)]
  return { source, target, from, to }
}

const taskIn = (projectId: string, rest: object = {}) =>
  alice.calls.tasks.create.mutate({ projectId, title: 'Task', ...rest })
const relocate = (projectId: string, targetId: string, ids: string[]) =>
  alice.calls.relocations.create.mutate({ projectId, targetId, ids })
const undo = (actionId: string | null) =>
  alice.calls.actions.undo.mutate({ actionId: actionId ?? '' })

test('tasks that come back find free places, also where those that come with them had theirs', async () => {
  const { source, target } = await pair()
  const tasks = []
  for (const title of ['1', '2', '3', 'Y']) tasks.push(await taskIn(source.id, { title }))
  const [one, two, three, y] = tasks.map(({ id, statusId }) => ({ id, statusId }))
  if (!one || !two || !three || !y) throw new Error('there are four')
  await alice.calls.tasks.move.mutate({ ...y, afterId: one.id, beforeId: two.id })
  const { actionId } = await relocate(source.id, target.id, [one.id, y.id])
  await alice.calls.tasks.move.mutate({ ...three, beforeId: two.id })
  const undone = await undo(actionId)
  expect(undone).toMatchObject({ changed: 2, left: [] })
  const titles = async () =>
    (await alice.calls.tasks.list.query({ projectId: source.id })).items
      .toSorted((a, b) => (a.rank < b.rank ? -1 : 1))
      .map(({ title }) => title)
  expect(await titles()).toEqual(['3', '1', 'Y', '2'])
  expect(await undo(undone.actionId)).toMatchObject({ changed: 2 })
  expect(await titles()).toEqual(['3', '2'])
})
