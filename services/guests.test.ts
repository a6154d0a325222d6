import { afterAll, beforeAll, expect, test } from '@jest/globals'
import type { AnyTRPCRouter } from '@trpc/server'
import { browserRouter as analytics } from './analytics-service/router.ts'
import { browserRouter as file } from './file-service/router.ts'
import { type Person, type System, startSystem } from './frontend-service/testing/test-system.ts'
import { browserRouter as task } from './task-service/router.ts'
import { browserRouter as user } from './user-service/router.ts'
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
let hidden: Awaited<ReturnType<typeof filled>>
let granted: Awaited<ReturnType<typeof filled>>
let expected: [string, object][]

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
  hidden = await filled(CANARY, 'HID', 'open', carol)
  await filled(CANARY, 'SECRET', 'private', carol)
  granted = await filled(SHARED, 'GRANT', 'open', bob)
  await alice.trpc.task.members.add.mutate({
    projectId: granted.projectId,
    userId: guest.id,
    role: 'viewer',
  })
  // What members say among themselves about what was shared.
  const { taskId } = granted
  const said = { taskId, text: CANARY, isInternal: true }
  const { id } = await carol.trpc.task.comments.create.mutate(said)
  await carol.trpc.task.comments.react.mutate({ taskId, id, emoji: 'eyes', on: true })
  expected = inputs(hidden)
})
afterAll(() => system.close())

/** A project with one of everything, whose texts all have the word. */
async function filled(word: string, key: string, visibility: 'open' | 'private', member: Person) {
  const { workspaceId } = alice
  const { projects, labels, statuses, views, tasks, comments, members } = alice.trpc.task
  const { id: projectId } = await projects.create.mutate({
    workspaceId,
    key,
    name: word,
    visibility,
  })
  const inside = { projectId, name: word }
  const { id: labelId } = await labels.create.mutate({ ...inside, color: 'red' })
  await statuses.create.mutate({ ...inside, group: 'started' })
  for (const scope of ['private', 'project'] as const)
    await views.create.mutate({ ...inside, kind: 'list', scope, q: word })
  const { id: webhookId } = await alice.trpc.task.webhooks.create.mutate({
    ...{ projectId, url: `https://example.com/${word}`, types: ['label.created'], q: word },
  })
  if (visibility === 'private')
    await members.add.mutate({ projectId, userId: member.id, role: 'member' })
  const made = await tasks.create.mutate({
    projectId,
    title: `${word} 회의록`,
    description: word,
    labelIds: [labelId],
    assigneeIds: [member.id],
  })
  const { id: taskId } = made
  await tasks.close.mutate({ id: taskId })
  const { id } = await comments.create.mutate({ taskId, text: word })
  const reaction = { taskId, id, emoji: 'heart', on: true } as const
  await member.trpc.task.comments.react.mutate(reaction)
  const trash = await tasks.create.mutate({ projectId, title: word })
  await tasks.trash.mutate({ id: trash.id })
  const name = `${word}.txt`
  const { id: fileId, url } = await alice.trpc.file.uploads.create.mutate({
    ...{ projectId, taskId, name, sizeBytes: 1 },
  })
  await alice.request(url, { method: 'PUT', body: 'x' })
  return { projectId, taskId, fileId, key, webhookId, actionId: made.actionId ?? '' }
}

/** Each query that browsers can ask, about a project and about the whole workspace. */
function inputs(place: typeof hidden): [string, object][] {
  const { workspaceId } = alice
  const { projectId, taskId, fileId, key, webhookId, actionId } = place
  const today = new Date().toISOString().slice(0, 10)
  return [
    ['user.me.get', {}],
    ['user.workspaces.list', {}],
    ['user.members.list', { workspaceId }],
    ['user.members.deleted', { workspaceId }],
    ['user.invitations.list', { workspaceId }],
    ['user.audit.list', { workspaceId }],
    ['user.audit.check', { workspaceId }],
    ['user.factorPolicy.get', { workspaceId }],
    ['task.projects.list', { workspaceId }],
    ['task.projects.get', { workspaceId, key }],
    ['task.views.list', { projectId }],
    ['task.webhooks.list', { projectId }],
    ['task.webhooks.deliveries', { projectId, id: webhookId }],
    ['task.members.list', { projectId }],
    ['task.readers.ofProject', { projectId }],
    ['task.readers.ofTask', { taskId }],
    ['task.readers.ifVisibility', { projectId, visibility: 'private' }],
    ['task.readers.ifMember', { projectId, userId: carol.id, role: 'viewer' }],
    ['task.tasks.list', { projectId }],
    ['task.tasks.board', { projectId }],
    ['task.tasks.matching', { projectId }],
    ['task.tasks.get', { workspaceId, key: `${key}-1` }],
    ['task.tasks.getById', { id: taskId }],
    ['task.tasks.trashed', { projectId }],
    ['task.tasks.subtasks', { taskId }],
    ['task.relations.list', { taskId }],
    ['task.watchers.list', { taskId }],
    ['task.comments.list', { taskId }],
    ['task.mine.get', { workspaceId, today }],
    ['task.activity.list', { workspaceId, limit: 100 }],
    ['task.activity.list', { workspaceId, projectId }],
    ['task.activity.list', { workspaceId, taskId }],
    ['task.actions.list', { workspaceId, limit: 100 }],
    ['task.actions.tasks', { actionId }],
    ['task.actions.preview', { actionId }],
    ['task.search.find', { workspaceId, text: CANARY }],
    ['task.search.find', { workspaceId, text: '회의' }],
    ['task.search.find', { workspaceId, text: `${key}-1` }],
    ['file.files.list', { projectId }],
    ['file.files.list', { projectId, trashed: true }],
    ['file.files.get', { id: fileId }],
    ['file.usage.get', { projectId }],
    ['analytics.dashboard.get', { workspaceId, timeZone: 'UTC' }],
    ['analytics.dashboard.get', { workspaceId, projectId, timeZone: 'UTC' }],
    ['gateway.people.companions', { workspaceId }],
    ['gateway.home.get', { workspaceId, today }],
  ]
}

const routers: Record<string, AnyTRPCRouter> = { user, task, file, analytics }

/** Of what a member asks; acts are Alice's, and so are webhooks. */
const refused: Record<string, number> = {
  'user.invitations.list': 403,
  'user.factorPolicy.get': 403,
  'user.audit.list': 404,
  'user.audit.check': 404,
  'task.webhooks.list': 403,
  'task.readers.ifVisibility': 403,
  'task.readers.ifMember': 403,
  'task.webhooks.deliveries': 403,
  'task.actions.tasks': 404,
  'task.actions.preview': 404,
}

const typeOf = (procedure: unknown) => (procedure as { _def: { type: string } })._def.type

/** Status and body of a call, as a browser gets them. */
async function asked(person: Person, path: string, input: object) {
  const [service, ...procedure] = path.split('.')
  const query = encodeURIComponent(JSON.stringify(input))
  const answer = await person.request(
    `/trpc/${service}/${procedure.join('.')}${Object.keys(input).length ? `?input=${query}` : ''}`,
  )
  return { status: answer.status, body: await answer.text() }
}

test('the walk knows every query that browsers can ask', () => {
  const known = new Set(expected.map(([path]) => path))
  for (const [service, { _def }] of Object.entries(routers))
    for (const [name, procedure] of Object.entries(_def.procedures))
      if (typeOf(procedure) === 'query') expect(known).toContain(`${service}.${name}`)
})

test('a guest finds nothing that was not shared, in no answer', async () => {
  let canaries = 0
  for (const [path, input] of expected) {
    const { status, body } = await asked(carol, path, input)
    canaries += body.includes(CANARY) ? 1 : 0
    expect([path, status]).toEqual([path, refused[path] ?? 200])
    for (const person of [stranger, guest]) {
      const seen = await asked(person, path, input)
      expect([200, 403, 404]).toContain(seen.status)
      // What was asked for is in the query, not in the answer.
      expect([path, seen.body.includes(CANARY)]).toEqual([path, false])
      expect([path, seen.body.includes(carol.id)]).toEqual([path, false])
      if (person === stranger) {
        expect([path, seen.body.includes(SHARED)]).toEqual([path, false])
        for (const { id } of [alice, bob, guest])
          expect([path, seen.body.includes(id)]).toEqual([path, false])
      }
    }
  }
  expect(canaries).toBeGreaterThan(15)
})

test('a guest learns nothing of internal comments on what was shared', async () => {
  const { items } = await carol.trpc.task.comments.list.query({ taskId: granted.taskId })
  expect(items.map(({ text }) => text)).toContain(CANARY)
  for (const [path, input] of inputs(granted)) {
    const { body } = await asked(guest, path, input)
    expect([path, body.includes(CANARY), body.includes(carol.id)]).toEqual([path, false, false])
  }
})

test('a guest finds what was shared, and the people on it', async () => {
  const { workspaceId } = alice
  const { projectId } = granted
  const { items } = await guest.trpc.task.tasks.list.query({ projectId })
  expect(items.map(({ title }) => title)).toEqual([`${SHARED} 회의록`])
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
  const mine = expected.map(([path, input]): [string, object] => [
    path,
    Object.fromEntries(
      Object.entries({ ...input, workspaceId, projectId: own.id, taskId: id, key: 'ZOE' }).filter(
        ([field]) => field in input,
      ),
    ),
  ])
  let numbers = 0
  for (const [path, input] of mine) {
    const { body } = await asked(zoe, path, input)
    for (const [, seq] of body.matchAll(/"(?:seq|nextBefore|cursor)":(\d+)/g)) {
      numbers += 1
      expect([path, Number(seq)]).toEqual([path, expect.any(Number)])
      expect([path, Number(seq) <= 20]).toEqual([path, true])
    }
  }
  expect(numbers).toBeGreaterThan(5)
})
