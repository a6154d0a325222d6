import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { refusalOf } from '../../user-service/testing/start-user-service.ts'
import { openBrowser } from '../testing/browser.ts'
import { openStream } from '../testing/open-stream.ts'
import { type Person, password, type System, startSystem } from '../testing/test-system.ts'

let system: System
let alice: Person
beforeAll(async () => {
  system = await startSystem()
  alice = await system.person('Alice')
})
afterAll(() => system.close())

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
