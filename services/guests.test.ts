import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { type Person, type System, startSystem } from './frontend-service/testing/test-system.ts'
import { placeActs } from './testing/rights/acts.ts'
import { askAll } from './testing/rights/asking.ts'
import { furtherIds } from './testing/rights/further-ids.ts'
import { fillPlace, nowhere, type Place } from './testing/rights/place.ts'
import { refusalOf } from './user-service/testing/start-user-service.ts'

/** In everything that was not shared. */
const CANARY = 'canary'
const SHARED = 'shared'

let system: System
let alice: Person
let carol: Person
let bob: Person
/** In the workspace, with nothing shared. */
let stranger: Person
/** With one project shared. */
let guest: Person
let hidden: Place
let granted: Place

beforeAll(async () => {
  system = await startSystem()
  alice = await system.person('Alice')
  const { workspaceId } = alice
  const invited = async (name: string, role: 'member' | 'guest') => {
    const { token } = await alice.trpc.user.invitations.create.mutate({ workspaceId, role })
    return { ...(await system.person(name, token)), workspaceId }
  }
  carol = await invited(`${CANARY}-carol`, 'member')
  bob = await invited('Bob', 'member')
  stranger = await invited('Gil', 'guest')
  guest = await invited('Gwen', 'guest')
  const grantOf = (person: Person, role: 'member' | 'viewer') => ({ userId: person.id, role })
  const filled = async (own: Pick<Place, 'word' | 'key' | 'visibility'>, author: Person) => ({
    ...nowhere(),
    ...(await fillPlace({
      ...{ ...own, author, founder: alice, workspaceId, besideId: nowhere().besideId },
      grants: own.visibility === 'private' ? [grantOf(author, 'member')] : [],
    })),
  })
  hidden = await filled({ word: CANARY, key: 'HID', visibility: 'open' }, carol)
  await filled({ word: CANARY, key: 'SECRET', visibility: 'private' }, carol)
  granted = await filled({ word: SHARED, key: 'GRANT', visibility: 'open' }, bob)
  const { projectId, taskId } = granted
  await alice.trpc.task.members.add.mutate({ projectId, ...grantOf(guest, 'viewer') })
  // What members say among themselves about what was shared.
  const said = { taskId, text: CANARY, isInternal: true }
  const { id } = await carol.trpc.task.comments.create.mutate(said)
  await carol.trpc.task.comments.react.mutate({ taskId, id, emoji: 'eyes', on: true })
})
afterAll(() => system.close())

const queries = placeActs.filter(({ type }) => type === 'query')
const wider = queries.flatMap((act) => {
  const example = furtherIds[act.name]
  return example ? [{ ...act, example }] : []
})

/** What each query about a place answers somebody. */
async function read(person: Person, place: Place) {
  const questions = [...queries, ...wider].map((act) => ({ ...act, input: act.example(place) }))
  const answers = await askAll(person, questions)
  return questions.map(({ name }, nth) => ({ name, text: answers[nth]?.text ?? '' }))
}

test('a guest finds nothing that was not shared, in no answer', async () => {
  const found = await read(carol, hidden)
  expect(found.filter(({ text }) => text.includes(CANARY)).length).toBeGreaterThan(15)
  for (const person of [stranger, guest])
    for (const { name, text } of await read(person, hidden)) {
      expect([name, text.includes(CANARY), text.includes(carol.id)]).toEqual([name, false, false])
      if (person === stranger)
        for (const mark of [SHARED, alice.id, bob.id, guest.id])
          expect([name, mark, text.includes(mark)]).toEqual([name, mark, false])
    }
})

test('a guest learns nothing of internal comments on what was shared', async () => {
  const { items } = await carol.trpc.task.comments.list.query({ taskId: granted.taskId })
  expect(items.map(({ text }) => text)).toContain(CANARY)
  for (const { name, text } of await read(guest, granted))
    for (const mark of [CANARY, `${SHARED}-internal`, carol.id])
      expect([name, mark, text.includes(mark)]).toEqual([name, mark, false])
})

test('a guest finds what was shared, and the people on it', async () => {
  const { workspaceId } = alice
  const { projectId } = granted
  const { items } = await guest.trpc.task.tasks.list.query({ projectId })
  expect(new Set(items.map(({ title }) => title))).toEqual(new Set([`${SHARED} 회의록`, SHARED]))
  const people = await guest.trpc.gateway.people.companions.query({ workspaceId })
  expect(people.map(({ name }) => name).sort()).toEqual(['Alice', 'Bob', 'Gwen'])
  expect(people.map(({ email }) => email)).toEqual(['', '', ''])
  expect(await stranger.trpc.gateway.people.companions.query({ workspaceId })).toEqual([])
  const outsider = (await system.person('Olga')).trpc.gateway.people
  expect(await refusalOf(outsider.companions.query({ workspaceId }))).toMatchObject({
    code: 'NOT_FOUND',
  })
  const activity = await guest.trpc.task.activity.list.query({ workspaceId, limit: 100 })
  expect(new Set(activity.items.map((item) => item.projectId))).toEqual(new Set([projectId]))
})

test('a guest does not learn how many accounts of the workspace were deleted', async () => {
  const { workspaceId } = alice
  const gone = await system.colleague(alice, 'Gone')
  await gone.trpc.gateway.account.delete.mutate({ email: gone.email })
  const deletedFor = ({ trpc }: Person) => trpc.user.members.deleted.query({ workspaceId })
  expect(await deletedFor(bob)).toEqual([gone.id])
  for (const person of [guest, stranger]) expect(await deletedFor(person)).toEqual([])
})

test('numbers that answers carry count the events of the workspace only', async () => {
  const zoe = await system.person('Zoe')
  const { workspaceId } = zoe
  const own = await zoe.trpc.task.projects.create.mutate({ workspaceId, key: 'ZOE', name: 'Zoe' })
  const { id } = await zoe.trpc.task.tasks.create.mutate({ projectId: own.id, title: 'Zoe' })
  await zoe.trpc.task.activity.list.query({ workspaceId })
  const place = { ...nowhere(), workspaceId, projectId: own.id, taskId: id, key: 'ZOE' }
  let numbers = 0
  for (const { name, text } of await read(zoe, { ...place, taskKey: 'ZOE-1' }))
    for (const [, seq] of text.matchAll(/"(?:seq|nextBefore|cursor)":(\d+)/g)) {
      numbers += 1
      expect([name, Number(seq)]).toEqual([name, expect.any(Number)])
      expect([name, Number(seq) <= 20]).toEqual([name, true])
    }
  expect(numbers).toBeGreaterThan(5)
})
