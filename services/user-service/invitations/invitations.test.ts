import { expect, test } from '@jest/globals'
import { Redis } from 'ioredis'
import type { Role } from '../contract.ts'
import { password, refusalOf } from '../testing/start-user-service.ts'
import { startUserTest } from '../testing/user-test.ts'

const users = await startUserTest()
const owner = await users.person('Alice')
const workspaceId = (await owner.calls.workspaces.list.query())[0]?.id ?? ''

const invite = (role: Role, email?: string) =>
  owner.calls.invitations.create.mutate({ workspaceId, role, ...(email && { email }) })
const accept = (token: string, { id }: { id: string }) =>
  users.gateway.invitations.accept.mutate({ userId: id, token })
const noLonger = { code: 'NOT_FOUND', message: 'This invitation is no longer valid' }

test('a link shows who invites to what, and makes its user a member', async () => {
  const { token, expiresAt } = await invite('commenter')
  expect(Buffer.from(token, 'base64url')).toHaveLength(32)
  expect(Date.parse(expiresAt) - Date.now()).toBeCloseTo(7 * 86_400_000, -6)
  expect(await users.gateway.invitations.preview.query({ token })).toEqual({
    workspaceName: 'Alice',
    inviterName: 'Alice',
    role: 'commenter',
    email: null,
  })
  const bob = await users.person('Bob')
  expect(await accept(token, bob)).toMatchObject({ id: workspaceId, role: 'commenter' })
  expect(await bob.calls.workspaces.list.query()).toContainEqual(
    expect.objectContaining({ id: workspaceId }),
  )
})

test('signing up with a link joins its workspace instead of founding one', async () => {
  const { token } = await invite('member')
  const bob = await users.person('Bob', { invitation: token })
  expect(await bob.calls.workspaces.list.query()).toEqual([
    expect.objectContaining({ id: workspaceId, role: 'member' }),
  ])
  const again = users.person('Carol', { invitation: token })
  expect(await refusalOf(again)).toMatchObject({
    ...noLonger,
    fields: { invitation: 'is no longer valid' },
  })
})

test('of 50 people who use one link at once exactly one gets in', async () => {
  const { token } = await invite('member')
  const { rows } = await users.rows.query(
    `insert into "User" (id, email, name) select gen_random_uuid(), 'crowd' || n || '@taskmate.example', 'Crowd'
       from generate_series(1, 50) n returning id`,
  )
  const answers = await Promise.allSettled(rows.map((person) => accept(token, person)))
  expect(answers.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
  for (const answer of answers)
    if (answer.status === 'rejected') expect(answer.reason.data.code).toBe('NOT_FOUND')
  const members = await owner.calls.members.list.query({ workspaceId })
  expect(members.filter(({ name }) => name === 'Crowd')).toHaveLength(1)
})

test('only the hash of a link is kept', async () => {
  const { token } = await invite('member')
  const { rows } = await users.rows.query('select * from "Invitation"')
  expect(JSON.stringify(rows)).not.toContain(token)
  expect(JSON.stringify(await owner.calls.invitations.list.query({ workspaceId }))).not.toContain(
    token,
  )
})

test('revoked, expired and unknown links are the same to whoever tries', async () => {
  const bob = await users.person('Bob')
  const [revoked, expired] = [await invite('member'), await invite('member')]
  await owner.calls.invitations.revoke.mutate({ workspaceId, id: revoked.id })
  await users.rows.query(`update "Invitation" set "expiresAt" = now() where id = $1`, [expired.id])
  for (const token of [revoked.token, expired.token, 'A'.repeat(43)]) {
    expect(await refusalOf(accept(token, bob))).toMatchObject(noLonger)
    expect(await refusalOf(users.gateway.invitations.preview.query({ token }))).toMatchObject(
      noLonger,
    )
  }
  const open = await owner.calls.invitations.list.query({ workspaceId })
  expect(open.map(({ id }) => id)).not.toEqual(expect.arrayContaining([revoked.id]))
  expect(
    await refusalOf(owner.calls.invitations.revoke.mutate({ workspaceId, id: revoked.id })),
  ).toMatchObject({ code: 'NOT_FOUND' })
})

test('an invitation to an address is for that address, and one of another workspace cannot be revoked', async () => {
  const [bob, mallory] = [await users.person('Bob'), await users.person('Mallory')]
  const { id, token } = await invite('member', bob.email.toUpperCase())
  expect(await refusalOf(accept(token, mallory))).toMatchObject({ code: 'FORBIDDEN' })
  const [own] = await mallory.calls.workspaces.list.query()
  const foreign = mallory.calls.invitations.revoke.mutate({ workspaceId: own?.id ?? '', id })
  expect(await refusalOf(foreign)).toMatchObject({ code: 'NOT_FOUND' })
  expect(await accept(token, bob)).toMatchObject({ role: 'member' })
})

test('invitations end with the right to give them, and members keep the role they have', async () => {
  const admin = await users.person('Admin', { invitation: (await invite('admin')).token })
  const bob = await users.person('Bob')
  const given = await admin.calls.invitations.create.mutate({ workspaceId, role: 'admin' })
  expect(await accept(given.token, owner)).toMatchObject({ role: 'owner' })
  await owner.calls.members.changeRole.mutate({ workspaceId, userId: admin.id, role: 'viewer' })
  expect(await refusalOf(accept(given.token, bob))).toMatchObject(noLonger)
})

test('followers are nudged when something happened', async () => {
  const listener = new Redis(users.env.REDIS_URL)
  await listener.subscribe('users')
  const nudged = new Promise((resolve) => listener.once('message', resolve))
  await owner.calls.workspaces.create.mutate({ name: 'Another' })
  expect(await nudged).toBe('users')
  listener.disconnect()
})

test('no answer of this service holds a hash, a secret or a password', async () => {
  const { user } = await users.gateway.accounts.create.mutate({
    name: 'Dan',
    email: 'dan@taskmate.example',
    password,
    locale: 'ko',
  })
  const device = { ip: '127.0.0.1', userAgent: '' }
  const answers = [
    user,
    await users.gateway.sessions.create.mutate({ email: user.email, password, ...device }),
    await users.gateway.sessions.list.query({ userId: user.id }),
    await users.gateway.who.get.query({ userId: user.id }),
    await users.gateway.feed.pull.query({ after: 0, limit: 500 }),
    await owner.calls.me.get.query(),
    await owner.calls.members.list.query({ workspaceId }),
    await owner.calls.invitations.list.query({ workspaceId }),
  ]
  expect(JSON.stringify(answers)).not.toMatch(/hash|argon2|token|epoch":null|battery/i)
})
