import { beforeAll, expect, test } from '@jest/globals'
import { openStream } from './frontend-service/testing/open-stream.ts'
import type { Person } from './frontend-service/testing/people.ts'
import { sharedSystem } from './testing/host/shared-system.ts'
import { placeActs } from './testing/rights/acts.ts'
import { askAll } from './testing/rights/asking.ts'
import { furtherIds } from './testing/rights/further-ids.ts'
import { fillPlace, nowhere, type Place } from './testing/rights/place.ts'
import { refusalOf } from './user-service/testing/start-user-service.ts'

/** In everything that was not shared. */
const CANARY = 'canary'
const SHARED = 'handed-out'

const system = sharedSystem()
let alice: Person
let carol: Person
let bob: Person
/** In the workspace, with nothing shared. */
let stranger: Person
/** With one project shared. */
let guest: Person
/** With one task shared, of a project where all else is hidden. */
let single: Person
let hidden: Place
let granted: Place
let alone: { readonly id: string; readonly key: string; readonly fileId: string }

beforeAll(async () => {
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
  single = await invited('Sue', 'guest')
  alone = await shareOne(single)
})

/** Shares one task of the hidden project, which has a label, a comment and a file of its own. What surrounds it is hidden. */
async function shareOne(person: Person) {
  const { projectId, otherId, taskId: parentId } = hidden
  const { labels, tasks, relations, watchers, taskGrants } = alice.trpc.task
  const label = await labels.create.mutate({ projectId, name: `${SHARED}-label`, color: 'blue' })
  const { id, key } = await tasks.create.mutate({
    ...{ projectId, title: SHARED, description: SHARED, labelIds: [label.id], parentId },
  })
  await tasks.create.mutate({ projectId, title: CANARY, parentId: id })
  await relations.create.mutate({ taskId: id, otherId, kind: 'blocks' })
  await watchers.set.mutate({ projectId, ids: [id], userId: carol.id, isWatching: true })
  const internal = { taskId: id, text: CANARY, isInternal: true }
  const { id: said } = await carol.trpc.task.comments.create.mutate(internal)
  await carol.trpc.task.comments.react.mutate({ taskId: id, id: said, emoji: 'eyes', on: true })
  await bob.trpc.task.comments.create.mutate({ taskId: id, text: SHARED })
  const upload = { projectId, taskId: id, name: `${SHARED}.txt`, sizeBytes: 4 }
  const { id: fileId, url } = await alice.trpc.file.uploads.create.mutate(upload)
  expect((await alice.request(url, { method: 'PUT', body: 'text' })).status).toBe(200)
  await taskGrants.set.mutate({ taskId: id, userId: person.id, role: 'commenter' })
  return { id, key, fileId }
}

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

test('a guest with one task finds that one and who has to do with it, and nothing else of its project in any answer', async () => {
  const { workspaceId } = alice
  const { id: taskId, key, fileId } = alone
  const { task, file, gateway } = single.trpc
  // As what surrounds it, and as that one task by every question that takes one.
  const { projectId, otherId, statusId, labelId } = hidden
  const hiddenIds = [carol.id, projectId, hidden.taskId, otherId, statusId, labelId]
  const places = [hidden, { ...hidden, taskId, taskKey: key, otherId: taskId, fileId }]
  for (const place of places)
    for (const { name, text } of await read(single, place))
      for (const mark of [CANARY, ...hiddenIds])
        expect([name, mark, text.includes(mark)]).toEqual([name, mark, false])
  const shown = await task.sharedTasks.get.query({ workspaceId, key })
  expect(shown).toMatchObject({
    ...{ title: SHARED, description: SHARED, role: 'commenter', commentCount: 1 },
    ...{ labels: [{ name: `${SHARED}-label`, color: 'blue' }], createdBy: alice.id },
  })
  const { items } = await task.sharedTasks.list.query({ workspaceId })
  expect(items.map(({ title }) => title)).toEqual([SHARED])
  for (const text of [SHARED, key]) {
    const { tasks, shared } = await task.search.find.query({ workspaceId, text })
    expect(tasks).toEqual([])
    expect(shared).toMatchObject([{ id: taskId, key, title: SHARED }])
  }
  const talk = await task.comments.list.query({ taskId })
  expect(talk.items.map(({ text }) => text)).toEqual([SHARED])
  const people = await gateway.people.companions.query({ workspaceId })
  expect(people.map(({ name }) => name).sort()).toEqual(['Alice', 'Bob', 'Sue'])
  const files = await file.files.ofTask.query({ taskId })
  expect(files.items.map(({ name }) => name)).toEqual([`${SHARED}.txt`])
  const bytes = (id: string) => single.request(`/files/${id}/content`)
  expect(await (await bytes(fileId)).text()).toBe('text')
  expect((await bytes(hidden.fileId)).status).toBe(404)
  expect(await task.projects.list.query({ workspaceId })).toEqual([])
})

test('a guest with one task hears that it changed, and of nothing else; the last read is before it is taken back', async () => {
  const { workspaceId } = alice
  const { id: taskId, key, fileId } = alone
  const { tasks, comments, taskGrants } = alice.trpc.task
  // All that was before has its place in the log then.
  await alice.trpc.task.activity.list.query({ workspaceId })
  const { seq } = await single.trpc.task.sharedTasks.list.query({ workspaceId })
  const stream = openStream(single, { workspaceId, after: seq })
  await stream.connected
  const { projectId } = hidden
  await tasks.create.mutate({ projectId, title: CANARY })
  await comments.create.mutate({ taskId, text: CANARY, isInternal: true })
  await comments.create.mutate({ taskId: hidden.taskId, text: CANARY })
  await alice.trpc.task.watchers.set.mutate({ projectId, ids: [taskId], isWatching: false })
  const said = await comments.create.mutate({ taskId, text: SHARED })
  const news = () => stream.events.filter(({ type }) => type !== 'resync')
  await stream.until(() => news().length > 0)
  const { seq: last } = await single.trpc.task.sharedTasks.list.query({ workspaceId })
  // What came before the comment, an internal one among it, was not told.
  expect(news().map((one) => one.seq)).toEqual([last])
  const shared = { type: 'shared', taskId, projectId: null, actorId: null, at: null }
  expect(news()).toMatchObject([shared])
  await comments.react.mutate({ taskId, id: said.id, emoji: 'heart', on: true })
  await stream.until(() => news().length > 1)
  await taskGrants.remove.mutate({ taskId, userId: single.id })
  for (const call of [
    single.trpc.task.sharedTasks.get.query({ workspaceId, key }),
    single.trpc.task.comments.list.query({ taskId }),
    single.trpc.file.files.ofTask.query({ taskId }),
  ])
    expect(await refusalOf(call)).toMatchObject({ code: 'NOT_FOUND' })
  expect((await single.request(`/files/${fileId}/content`)).status).toBe(404)
  await stream.until(() => news().length > 2)
  await comments.create.mutate({ taskId, text: CANARY })
  await taskGrants.set.mutate({ taskId, userId: single.id, role: 'viewer' })
  await stream.until(() => news().length > 3)
  expect(news()).toMatchObject([shared, shared, shared, shared])
  stream.stop()
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
