import { request } from 'node:http'
import { text } from 'node:stream/consumers'
import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { pollUntil } from '../../chassis/poll-until.ts'
import { clientOf } from '../../testing/postgres.ts'
import { refusalOf } from '../../user-service/testing/start-user-service.ts'
import { openBrowser, ownPage } from '../testing/browser.ts'
import { openStream } from '../testing/open-stream.ts'
import { type Person, password } from '../testing/people.ts'
import { startSystem } from '../testing/test-system.ts'

const system = await startSystem()
afterAll(() => system.close())
let alice: Person
beforeAll(async () => {
  alice = await system.person('Alice')
})

const signIn = async ({ email }: Person) => {
  const browser = openBrowser(system.url)
  await browser.trpc.gateway.session.signIn.mutate({ email, password })
  return browser
}
const at = ({ id: userId }: Person) => ({ workspaceId: alice.workspaceId, userId })
const who = ({ trpc }: Pick<Person, 'trpc'>) => trpc.gateway.session.who.query()

test('disabling a person ends every session and stream at once and lets nobody in; enabling revives none', async () => {
  const bob = await system.colleague(alice, 'Bob')
  const { workspaceId } = alice
  const project = { workspaceId, key: 'WEB', name: 'Web' }
  const { id: projectId } = await bob.trpc.task.projects.create.mutate(project)
  const second = await signIn(bob)
  const announced = await bob.trpc.file.uploads.create.mutate({
    projectId,
    name: 'x',
    sizeBytes: 1,
  })
  const stream = openStream(bob, { workspaceId })
  await stream.connected
  const { people } = alice.trpc.gateway

  expect(await people.disable.mutate(at(bob))).toMatchObject({ disabledAt: expect.any(String) })
  const later = { workspaceId, key: 'LATER', name: 'Later' }
  const { id: laterId } = await alice.trpc.task.projects.create.mutate(later)
  expect(await people.disable.mutate(at(bob))).toMatchObject({ disabledAt: expect.any(String) })
  for (const browser of [bob, second]) {
    expect(await who(browser)).toBeNull()
    expect((await browser.request('/trpc/user/me.get')).status).toBe(401)
    expect((await browser.request('/api/v1/auth/verify')).status).toBe(401)
    expect((await browser.request(announced.url, { method: 'PUT', body: 'x' })).status).toBe(401)
  }
  expect(await refusalOf(signIn(bob))).toMatchObject({ code: 'UNAUTHORIZED' })
  await stream.ended
  expect(stream.kinds.at(-1)).toBe('serialized-error')
  expect(stream.events.filter((event) => event.projectId === laterId)).toEqual([])
  const listed = await alice.trpc.user.members.list.query({ workspaceId })
  expect(listed.map(({ disabledAt }) => disabledAt !== null)).toEqual([false, true])

  await people.enable.mutate(at(bob))
  for (const browser of [bob, second]) expect(await who(browser)).toBeNull()
  expect(await who(await signIn(bob))).toMatchObject({ user: { id: bob.id } })
})

test('only admins disable, nobody themselves or above, and no one whose account other workspaces share', async () => {
  const carol = await system.colleague(alice, 'Carol')
  const dan = await system.colleague(alice, 'Dan')
  const mallory = await system.person('Mallory')
  const tried = (one: Person, other: Person) =>
    refusalOf(one.trpc.gateway.people.disable.mutate(at(other)))
  expect(await tried(mallory, carol)).toMatchObject({ code: 'NOT_FOUND' })
  expect(await tried(alice, mallory)).toMatchObject({ code: 'NOT_FOUND' })
  expect(await tried(carol, dan)).toMatchObject({
    ...{ code: 'FORBIDDEN', message: 'This needs the role admin' },
  })
  await alice.trpc.user.members.changeRole.mutate({ ...at(carol), role: 'admin' })
  expect(await tried(carol, alice)).toMatchObject({ message: 'This needs the role owner' })
  expect(await tried(alice, alice)).toMatchObject({ code: 'BAD_REQUEST' })
  await dan.trpc.user.workspaces.create.mutate({ name: 'Of his own' })
  expect(await tried(carol, dan)).toMatchObject({ code: 'FORBIDDEN', reason: 'elsewhere' })
  for (const one of [alice, carol, dan]) expect(await who(one)).not.toBeNull()
})

test('a workspace keeps an owner who can sign in, also when two disable each other', async () => {
  const frank = await system.colleague(alice, 'Frank')
  await alice.trpc.user.members.changeRole.mutate({ ...at(frank), role: 'owner' })
  // Else he could not disable her: hers was the first account, and she runs the installation.
  await alice.trpc.user.operators.add.mutate({ email: frank.email })
  const outcome = (call: Promise<unknown>) =>
    call.then(
      () => 'OK',
      (error) => error.data?.code,
    )
  expect(await outcome(alice.trpc.gateway.people.disable.mutate(at(frank)))).toBe('OK')
  expect(await outcome(alice.trpc.user.members.remove.mutate(at(alice)))).toBe('CONFLICT')
  await alice.trpc.gateway.people.enable.mutate(at(frank))
  const again = { ...frank, ...(await signIn(frank)) }
  const outcomes = await Promise.all([
    outcome(alice.trpc.gateway.people.disable.mutate(at(frank))),
    outcome(again.trpc.gateway.people.disable.mutate(at(alice))),
  ])
  expect(outcomes.filter((one) => one === 'OK')).toHaveLength(1)
  const [winner, loser] = outcomes[0] === 'OK' ? [alice, frank] : [again, alice]
  await winner.trpc.gateway.people.enable.mutate(at(loser))
  if (loser === alice) alice = { ...alice, ...(await signIn(alice)) }
})

test('a sign-in that crosses the disabling opens no session, 20 rounds', async () => {
  const eve = await system.colleague(alice, 'Eve')
  const { people } = alice.trpc.gateway
  for (let round = 0; round < 20; round += 1) {
    const arriving = signIn(eve).catch(() => null)
    await new Promise((resolve) => setTimeout(resolve, round * 3))
    await people.disable.mutate(at(eve))
    const browser = await arriving
    if (browser) expect(await who(browser)).toBeNull()
    await people.enable.mutate(at(eve))
    if (browser) expect(await who(browser)).toBeNull()
  }
})

/** A request of somebody that has sent all but its last byte. */
function beginSlowly(person: Person, method: string, path: string, body: string) {
  const headers = { ...ownPage, cookie: person.cookie(), 'content-type': 'application/json' }
  const length = { 'content-length': Buffer.byteLength(body) }
  const sending = request(`${system.url}${path}`, { method, headers: { ...headers, ...length } })
  const answer = new Promise<{ status?: number; body: string }>((resolve, reject) => {
    sending.once('error', reject)
    sending.once('response', async (res) =>
      resolve({ status: res.statusCode, body: await text(res) }),
    )
  })
  sending.write(body.slice(0, -1))
  return { answer, finish: () => sending.end(body.slice(-1)) }
}

test('what is on its way when its sender is disabled or loses the project changes nothing', async () => {
  const { workspaceId, trpc } = alice
  const [, , , fileDatabase] = system.databases
  if (!fileDatabase) throw new Error('file-service has a database')
  const files = clientOf(fileDatabase, fileDatabase.DATABASE_NAME)
  await files.connect()
  const isBegun = async (id: string) =>
    (await files.query('select "storageKey" from "File" where id = $1', [id])).rows[0]?.storageKey
  const endings: [string, (person: Person, projectId: string) => Promise<unknown>][] = [
    ['CLOSED', (person) => trpc.gateway.people.disable.mutate(at(person))],
    ['DELETED', ({ trpc: own, email }) => own.gateway.account.delete.mutate({ email })],
    ['LEFT', (person) => trpc.user.members.remove.mutate(at(person))],
    ['HIDDEN', (_, id) => trpc.task.projects.update.mutate({ id, visibility: 'private' })],
    ['WEAK', (person) => trpc.user.members.changeRole.mutate({ ...at(person), role: 'viewer' })],
  ]
  for (const [key, end] of endings) {
    const { id: projectId } = await trpc.task.projects.create.mutate({
      workspaceId,
      key,
      name: key,
    })
    const person = await system.colleague(alice, 'Bob')
    const announce = () =>
      person.trpc.file.uploads.create.mutate({ projectId, name: 'late', sizeBytes: 4 })
    await pollUntil(() =>
      announce().then(
        ({ id }) => person.trpc.file.uploads.cancel.mutate({ id }).then(() => true),
        () => false,
      ),
    )
    const { id, url } = await announce()
    const upload = beginSlowly(person, 'PUT', url, 'late')
    const task = JSON.stringify({ projectId, title: 'Late' })
    const call = beginSlowly(person, 'POST', '/trpc/task/tasks.create', task)
    await pollUntil(() => isBegun(id))
    await end(person, projectId)
    upload.finish()
    call.finish()
    const sent = await upload.answer
    const called = await call.answer
    const statuses = [sent.status, called.status]
    expect([key, statuses.map((status) => [401, 403, 404].includes(status ?? 0))]).toEqual([
      key,
      [true, true],
    ])
    expect((await trpc.file.files.list.query({ projectId })).items).toEqual([])
    expect((await trpc.task.tasks.list.query({ projectId })).items).toEqual([])
    expect(await trpc.file.usage.get.query({ projectId })).toMatchObject({ usedBytes: 0 })
  }
  await files.end()
})
