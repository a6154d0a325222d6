import { expect, test } from '@jest/globals'
import { password, refusalOf } from '../testing/start-user-service.ts'
import { startUserTest } from '../testing/user-test.ts'

const users = await startUserTest()

const device = { ip: '192.0.2.1', userAgent: 'Firefox' }
const open = async (userId: string) =>
  (await users.gateway.sessions.open.mutate({ userId, ...device })).sessionId
const listed = async (userId: string) =>
  (await users.gateway.sessions.list.query({ userId })).map(({ id }) => id)
const signIn = (email: string, guess: string) =>
  users.gateway.sessions.create.mutate({ email, password: guess, ...device })

test('sessions are listed by last use until they end or expire', async () => {
  const { id } = await users.person('Alice')
  const [first, second, idle, old] = [
    await open(id),
    await open(id),
    await open(id),
    await open(id),
  ]
  await users.rows.query(
    `update "Session" set "lastSeenAt" = now() - interval '8 days' where id = $1`,
    [idle],
  )
  await users.rows.query(
    `update "Session" set "createdAt" = now() - interval '31 days' where id = $1`,
    [old],
  )
  await users.gateway.sessions.seen.mutate({ id: first })
  expect(await users.gateway.sessions.list.query({ userId: id })).toEqual([
    {
      ...{ id: first, ...device, byPasskey: false, provider: null },
      ...{ createdAt: expect.any(String), lastSeenAt: expect.any(String) },
    },
    expect.objectContaining({ id: second }),
  ])
  await users.gateway.sessions.end.mutate({ userId: id, id: second })
  expect(await listed(id)).toEqual([first])
})

test("someone else's session does not exist", async () => {
  const [alice, bob] = [await users.person('Alice'), await users.person('Bob')]
  const id = await open(alice.id)
  expect(await refusalOf(users.gateway.sessions.end.mutate({ userId: bob.id, id }))).toMatchObject({
    code: 'NOT_FOUND',
  })
  expect(await listed(alice.id)).toEqual([id])
})

test('ending all other sessions keeps one and raises the epoch', async () => {
  const { id } = await users.person('Alice')
  const [kept, ...others] = [await open(id), await open(id), await open(id)]
  const { ended, epoch } = await users.gateway.sessions.endOthers.mutate({
    userId: id,
    keepId: kept ?? '',
    epoch: 0,
  })
  expect(epoch).toBe(1)
  expect(ended.sort()).toEqual(others.sort())
  expect(await listed(id)).toEqual([kept])
})

test('a new password needs the current one, ends the other sessions and raises the epoch', async () => {
  const alice = await users.person('Alice')
  const [kept, other] = [await open(alice.id), await open(alice.id)]
  const change = (current: string, next: string) =>
    users.gateway.passwords.change.mutate({
      userId: alice.id,
      current,
      next,
      keepSessionId: kept ?? '',
      epoch: 0,
    })
  expect(await refusalOf(change('not mine', 'another long one'))).toMatchObject({
    code: 'BAD_REQUEST',
    fields: { current: 'This is not your password' },
  })
  expect(await refusalOf(change(password, 'password123'))).toMatchObject({
    fields: { next: 'This password is among the most used; pick another' },
  })
  expect(await listed(alice.id)).toContain(other)
  expect(await change(password, 'another long one')).toEqual({ epoch: 1 })
  expect(await listed(alice.id)).toEqual([kept])
  expect(await refusalOf(signIn(alice.email, password))).toMatchObject({ code: 'UNAUTHORIZED' })
  expect(await signIn(alice.email, 'another long one')).toMatchObject({ epoch: 1 })
})

test('the current password cannot be guessed without end', async () => {
  const { id } = await users.person('Alice')
  const codes = []
  for (let nth = 1; nth <= 12; nth += 1) {
    const guess = { current: `guess ${nth}`, next: 'another long one' }
    const change = { userId: id, ...guess, keepSessionId: id, epoch: 0 }
    codes.push((await refusalOf(users.gateway.passwords.change.mutate(change))).code)
  }
  expect(codes.filter((code) => code === 'TOO_MANY_REQUESTS')).toHaveLength(2)
})
