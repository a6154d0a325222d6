import { expect, test } from '@jest/globals'
import { type Role, roles } from '../contract.ts'
import { refusalOf, type Someone } from '../testing/start-user-service.ts'
import { startUserTest } from '../testing/user-test.ts'
import { isAtLeast } from './access.ts'

const users = await startUserTest()

/** A workspace of alice's with a member of each given role. */
async function team<const Names extends readonly Role[]>(...present: Names) {
  const owner = await users.person('Alice')
  const [workspace] = await owner.calls.workspaces.list.query()
  const workspaceId = workspace?.id ?? ''
  const others = await Promise.all(present.map((role) => users.person(role)))
  for (const [nth, { id }] of others.entries())
    await enrol(workspaceId, id, present[nth] ?? 'guest')
  return { owner, workspaceId, others }
}

const enrol = (workspaceId: string, userId: string, role: Role) =>
  users.rows.query(
    `insert into "Membership" ("workspaceId", "userId", role) values ($1, $2, $3)
     on conflict ("workspaceId", "userId") do update set role = excluded.role`,
    [workspaceId, userId, role],
  )

/** Everything that takes a workspace, as one person calls it. */
const callsOn = ({ calls }: Someone, workspaceId: string, userId: string) => [
  calls.workspaces.update.mutate({ id: workspaceId, name: 'Mine now' }),
  calls.members.list.query({ workspaceId }),
  calls.members.changeRole.mutate({ workspaceId, userId, role: 'viewer' }),
  calls.members.remove.mutate({ workspaceId, userId }),
  calls.invitations.list.query({ workspaceId }),
  calls.invitations.create.mutate({ workspaceId, role: 'viewer' }),
  calls.invitations.revoke.mutate({ workspaceId, id: userId }),
]

test("someone else's workspace does not exist", async () => {
  const { owner, workspaceId } = await team()
  const mallory = await users.person('Mallory')
  const nowhere = '01900000-0000-7000-8000-000000000000'
  const theirs = await Promise.all(callsOn(mallory, workspaceId, owner.id).map(refusalOf))
  const missing = await Promise.all(callsOn(mallory, nowhere, owner.id).map(refusalOf))
  const bodies = (answers: object[]) => answers.map((answer) => ({ ...answer, requestId: '' }))
  expect(bodies(theirs)).toEqual(bodies(missing))
  for (const answer of theirs) expect(answer).toMatchObject({ code: 'NOT_FOUND', httpStatus: 404 })
  expect(await owner.calls.workspaces.list.query()).toHaveLength(1)
})

test('below admin nobody changes a workspace, its people or its invitations', async () => {
  const weak = ['member', 'commenter', 'viewer', 'guest'] as const
  const { owner, workspaceId, others } = await team(...weak)
  for (const person of others) {
    const answers = await Promise.allSettled(callsOn(person, workspaceId, owner.id))
    const [listed, ...refused] = answers.sort(({ status }) => (status === 'fulfilled' ? -1 : 1))
    expect(listed).toMatchObject({ value: expect.any(Array) })
    for (const answer of refused)
      expect(answer).toMatchObject({
        reason: { message: 'This needs the role admin', data: { code: 'FORBIDDEN' } },
      })
  }
})

test('nobody gives or takes a role above their own', async () => {
  const { owner, workspaceId, others } = await team('admin', 'member')
  const [admin, member] = others
  if (!admin || !member) throw new Error('two people')
  const change = (by: Someone, userId: string, role: Role) =>
    by.calls.members.changeRole.mutate({ workspaceId, userId, role })
  for (const role of roles) {
    const invited = admin.calls.invitations.create.mutate({ workspaceId, role })
    if (isAtLeast('admin', role)) expect(await invited).toMatchObject({ token: expect.any(String) })
    else expect(await refusalOf(invited)).toMatchObject({ message: 'This needs the role owner' })
  }
  const needsOwner = { code: 'FORBIDDEN', message: 'This needs the role owner' }
  expect(await refusalOf(change(admin, member.id, 'owner'))).toMatchObject(needsOwner)
  expect(await refusalOf(change(admin, owner.id, 'member'))).toMatchObject(needsOwner)
  expect(
    await refusalOf(admin.calls.members.remove.mutate({ workspaceId, userId: owner.id })),
  ).toMatchObject(needsOwner)
  expect(await change(admin, member.id, 'admin')).toEqual({ userId: member.id, role: 'admin' })
  expect(await change(owner, member.id, 'owner')).toEqual({ userId: member.id, role: 'owner' })
})

test('the last owner cannot go, step down or be removed', async () => {
  const { owner, workspaceId, others } = await team('admin')
  const [admin] = others
  if (!admin) throw new Error('an admin')
  const place = { workspaceId, userId: owner.id }
  const kept = { code: 'CONFLICT', message: 'A workspace keeps at least one owner' }
  expect(await refusalOf(owner.calls.members.remove.mutate(place))).toMatchObject(kept)
  expect(
    await refusalOf(owner.calls.members.changeRole.mutate({ ...place, role: 'admin' })),
  ).toMatchObject(kept)
  await owner.calls.members.changeRole.mutate({ workspaceId, userId: admin.id, role: 'owner' })
  await owner.calls.members.remove.mutate(place)
  expect(await owner.calls.workspaces.list.query()).toEqual([])
})

test('two owners who remove each other at the same time leave one, 40 times', async () => {
  const { owner, workspaceId, others } = await team('owner')
  const [second] = others
  if (!second) throw new Error('a second owner')
  for (let round = 1; round <= 40; round += 1) {
    await Promise.allSettled([
      owner.calls.members.remove.mutate({ workspaceId, userId: second.id }),
      second.calls.members.remove.mutate({ workspaceId, userId: owner.id }),
    ])
    const left = await users.rows.query(
      `select role from "Membership" where "workspaceId" = $1 and role = 'owner'`,
      [workspaceId],
    )
    expect([round, left.rowCount]).toEqual([round, 1])
    await enrol(workspaceId, owner.id, 'owner')
    await enrol(workspaceId, second.id, 'owner')
  }
})

test('guests see themselves among the people, others see everyone', async () => {
  const { owner, workspaceId, others } = await team('guest', 'viewer')
  const [guest, viewer] = others
  const emails = async (person?: Someone) =>
    new Map(
      (await person?.calls.members.list.query({ workspaceId }))?.map(({ userId, email }) => [
        userId,
        email,
      ]),
    )
  expect([...(await emails(guest))]).toEqual([[guest?.id, guest?.email]])
  expect((await emails(viewer)).get(owner.id)).toBe(owner.email)
})

test('other services can follow what happens to people and workspaces', async () => {
  const { last } = await drained(0)
  const { owner, workspaceId } = await team()
  const bob = await users.person('Bob')
  const place = { workspaceId, userId: bob.id }
  const { token } = await owner.calls.invitations.create.mutate({ workspaceId, role: 'viewer' })
  await users.gateway.invitations.accept.mutate({ userId: bob.id, token })
  await owner.calls.members.changeRole.mutate({ ...place, role: 'admin' })
  await owner.calls.members.changeRole.mutate({ ...place, role: 'admin' })
  await owner.calls.workspaces.update.mutate({ id: workspaceId, name: '하늘 스튜디오' })
  await bob.calls.me.update.mutate({ name: 'Robert' })
  await bob.calls.members.remove.mutate(place)
  const { events } = await drained(last)
  const own = events.filter(
    ({ data }) =>
      JSON.stringify(data).includes(workspaceId) || JSON.stringify(data).includes('Robert'),
  )
  expect(own.map(({ type, data }) => ({ type, data }))).toMatchObject([
    { type: 'workspace.created', data: { workspaceId, slug: expect.any(String), name: 'Alice' } },
    { type: 'member.joined', data: { workspaceId, userId: owner.id, role: 'owner' } },
    { type: 'member.joined', data: { ...place, role: 'viewer', actorId: bob.id } },
    { type: 'member.role_changed', data: { ...place, role: 'admin', actorId: owner.id } },
    { type: 'workspace.updated', data: { workspaceId, name: '하늘 스튜디오' } },
    { type: 'user.updated', data: { userId: bob.id, name: 'Robert' } },
    { type: 'member.removed', data: { ...place, role: 'admin', actorId: bob.id } },
  ])
  expect(events.map(({ seq }) => seq)).toEqual(events.map((_, nth) => last + 1 + nth))
})

test('a change that fails leaves no event', async () => {
  const { owner, workspaceId } = await team()
  const { last } = await drained(0)
  await refusalOf(owner.calls.members.remove.mutate({ workspaceId, userId: owner.id }))
  expect(await drained(last)).toEqual({ events: [], last })
})

/** All pages of the feed after `after`. */
async function drained(after: number) {
  const events = []
  for (let at = after; ; ) {
    const page = await users.gateway.feed.pull.query({ after: at, limit: 10 })
    if (page.events.length === 0) return { events, last: at }
    events.push(...page.events)
    at = page.last
  }
}
