import { randomBytes } from 'node:crypto'
import { expect, test } from '@jest/globals'
import { hash } from '@node-rs/argon2'
import { createTRPCClient, httpLink } from '@trpc/client'
import { pollUntil } from '../../chassis/poll-until.ts'
import type { UserServiceRouter } from '../router.ts'
import {
  password,
  refusalOf,
  type Someone,
  startUserService,
} from '../testing/start-user-service.ts'
import { startUserTest } from '../testing/user-test.ts'

const users = await startUserTest({ PASSWORD_MEMORY_KIB: '19456' })

/** Part of the addresses of this run: counts outlive it in Redis. */
const run = randomBytes(1).toString('hex')
let household = 0
/** A sign-in from an address of its own unless told otherwise. */
function signIn(email: string, guess = password, ip?: string, at = users) {
  household += 1
  const from = ip ?? `2001:db8:${run}:${household.toString(16)}::1`
  return at.gateway.sessions.create.mutate({
    email,
    password: guess,
    ip: from,
    userAgent: 'Firefox',
  })
}

const hashes = () => users.metric('password_hashes_total')

test('signing in gives the account, its epoch and a session', async () => {
  const alice = await users.person('Alice')
  const { user, epoch, sessionId } = await signIn(alice.email.toUpperCase())
  expect({ id: user.id, epoch }).toEqual({ id: alice.id, epoch: 0 })
  expect(await users.gateway.sessions.list.query({ userId: alice.id })).toEqual([
    expect.objectContaining({ id: sessionId, userAgent: 'Firefox' }),
  ])
})

test('a wrong password and an unknown account get the same answer after the same work', async () => {
  const alice = await users.person('Alice')
  const before = await hashes()
  const answers = [
    await refusalOf(signIn(alice.email, 'wrong guess')),
    await refusalOf(signIn(`nobody.${Date.now()}@taskmate.example`)),
  ]
  const [known, unknown] = answers.map(({ message, ...data }) => ({
    message,
    ...data,
    requestId: '',
  }))
  expect(known).toEqual(unknown)
  expect(known).toMatchObject({ code: 'UNAUTHORIZED' })
  expect(await hashes()).toBe(before + 2)
})

test('after 10 bad sign-ins from anywhere an account is closed for a while, others are not', async () => {
  const [alice, bob] = [await users.person('Alice'), await users.person('Bob')]
  const before = await hashes()
  for (let nth = 1; nth <= 12; nth += 1) {
    const { code, retryAfterSeconds } = await refusalOf(signIn(alice.email, `guess ${nth}`))
    expect([nth, code]).toEqual([nth, nth <= 10 ? 'UNAUTHORIZED' : 'TOO_MANY_REQUESTS'])
    if (nth > 10) expect(retryAfterSeconds).toBeGreaterThan(500)
  }
  expect(await refusalOf(signIn(alice.email))).toMatchObject({ code: 'TOO_MANY_REQUESTS' })
  expect(await hashes()).toBe(before + 10)
  await signIn(bob.email)
})

test('the right password in between starts the count afresh', async () => {
  const alice = await users.person('Alice')
  for (const guess of [
    ...Array(9).fill('bad guess'),
    password,
    ...Array(9).fill('bad guess'),
    password,
  ])
    await signIn(alice.email, guess).catch(({ data }) => expect(data.code).toBe('UNAUTHORIZED'))
  await signIn(alice.email)
})

test('one household gets 50 guesses, whatever accounts it tries and whichever address of its /64 it takes', async () => {
  const alice = await users.person('Alice')
  const before = await hashes()
  const codes = []
  for (let nth = 1; nth <= 60; nth += 10) {
    const stuffed = Array.from({ length: 10 }, (_, more) =>
      signIn(
        `stuffed${nth + more}.${Date.now()}@taskmate.example`,
        'guess',
        `2001:db8:${run}a:64::${nth + more}`,
      ),
    )
    codes.push(...(await Promise.all(stuffed.map(refusalOf))))
  }
  expect(codes.filter(({ code }) => code === 'TOO_MANY_REQUESTS').length).toBeGreaterThanOrEqual(10)
  expect((await hashes()) - before).toBeLessThanOrEqual(50)
  expect(
    await refusalOf(signIn(alice.email, password, `2001:db8:${run}a:64:ffff::1`)),
  ).toMatchObject({
    code: 'TOO_MANY_REQUESTS',
  })
  await signIn(alice.email, password, `2001:db8:${run}a:65::1`)
})

test('a closed account opens again when its time is over', async () => {
  const impatient = await startUserService({ SIGN_IN_WINDOW_SECONDS: '4' })
  const alice = await impatient.person('Alice')
  const answers = []
  for (let nth = 1; nth <= 12; nth += 1)
    answers.push(await refusalOf(signIn(alice.email, 'guess', undefined, impatient)))
  const last = answers.find(({ code }) => code === 'TOO_MANY_REQUESTS')
  expect(last).toMatchObject({ retryAfterSeconds: expect.any(Number) })
  const opens = () =>
    signIn(alice.email, password, undefined, impatient).then(
      () => true,
      () => false,
    )
  await pollUntil(opens, { everyMs: 200 })
  await impatient.close()
})

test('two processes count together, and a restart forgets nothing', async () => {
  const other = await startUserService({ DATABASE_NAME: users.env.DATABASE_NAME ?? '' })
  const alice = await users.person('Alice')
  for (let nth = 1; nth <= 10; nth += 1)
    await refusalOf(signIn(alice.email, 'guess', undefined, nth % 2 ? users : other))
  await other.close()
  expect(await refusalOf(signIn(alice.email))).toMatchObject({ code: 'TOO_MANY_REQUESTS' })
})

test('guesses are counted in memory while Redis is away', async () => {
  const alone = await startUserService({ REDIS_URL: 'redis://127.0.0.1:1' })
  const alice = await alone.person('Alice')
  const answers = []
  for (let nth = 1; nth <= 12; nth += 1)
    answers.push(await refusalOf(signIn(alice.email, 'guess', undefined, alone)))
  expect(answers.filter(({ code }) => code === 'TOO_MANY_REQUESTS')).toHaveLength(2)
  await alone.close()
})

test('when too many passwords wait to be checked the rest is told to come back, and that counts as no attempt', async () => {
  const crowd = createTRPCClient<UserServiceRouter>({
    links: [
      httpLink({
        url: `${users.url}/internal`,
        headers: async () => ({
          authorization: `Bearer ${await users.sign('user-service', null)}`,
        }),
      }),
    ],
  })
  const before = await hashes()
  const arrive = async () => {
    household += 1
    const email = `crowd${household}@taskmate.example`
    const ip = `2001:db8:${run}b:${household.toString(16)}::1`
    const call = crowd.sessions.create.mutate({ email, password, ip, userAgent: '' })
    return { email, ...(await refusalOf(call)) }
  }
  const answers: Awaited<ReturnType<typeof arrive>>[] = []
  // A machine that is slow to let them in may have checked the first by then: more come.
  await pollUntil(async () => {
    answers.push(...(await Promise.all(Array.from({ length: 150 }, arrive))))
    return answers.some(({ code }) => code !== 'UNAUTHORIZED')
  })
  const checked = answers.filter(({ code }) => code === 'UNAUTHORIZED')
  const [sentAway, ...others] = answers.filter(({ code }) => code !== 'UNAUTHORIZED')
  for (const answer of [sentAway, ...others])
    expect(answer).toMatchObject({ code: 'SERVICE_UNAVAILABLE', retryAfterSeconds: 2 })
  expect((await hashes()) - before).toBe(checked.length)
  for (let nth = 1; nth <= 10; nth += 1)
    expect(await refusalOf(signIn(sentAway?.email ?? ''))).toMatchObject({ code: 'UNAUTHORIZED' })
})

test('48 right passwords at once from one address: a share of them is checked, others take their turn in between', async () => {
  const people: Someone[] = []
  for (let nth = 0; nth < 12; nth += 1) people.push(await users.person('Alice'))
  const bob = await users.person('Bob')
  const office = `2001:db8:${run}c:1::1`
  const order: string[] = []
  const before = await hashes()
  const crowd = Array.from({ length: 48 }, (_, nth) =>
    signIn(people[nth % 12]?.email ?? '', password, office).then(
      () => {
        order.push('crowd')
        return undefined
      },
      ({ data }) => data,
    ),
  )
  const other = signIn(bob.email).then(() => order.push('other'))
  const refusals = (await Promise.all(crowd)).filter((refusal) => refusal !== undefined)
  await other
  expect(48 - refusals.length).toBeGreaterThanOrEqual(12)
  expect(refusals.length).toBeGreaterThan(0)
  for (const refusal of refusals)
    expect(refusal).toMatchObject({ code: 'TOO_MANY_REQUESTS', retryAfterSeconds: 1 })
  expect(order.at(-1)).toBe('crowd')
  expect(await hashes()).toBe(before + 48 - refusals.length + 1)
  // What was never checked counts as no attempt.
  for (const { email } of people) await signIn(email, password, office)
})

test('no account has more than its share of the queue, wherever its passwords come from', async () => {
  const alice = await users.person('Alice')
  const answers = await Promise.all(
    Array.from({ length: 20 }, () =>
      signIn(alice.email).then(
        () => 'OK',
        ({ data }) => data.code,
      ),
    ),
  )
  expect(new Set(answers)).toEqual(new Set(['OK', 'TOO_MANY_REQUESTS']))
  await signIn(alice.email)
})

test('a hash with weaker parameters is replaced at sign-in', async () => {
  const alice = await users.person('Alice')
  const weak = await hash(password, { memoryCost: 8192, timeCost: 1, parallelism: 1 })
  await users.rows.query('update "Credential" set "passwordHash" = $1 where "userId" = $2', [
    weak,
    alice.id,
  ])
  await signIn(alice.email)
  const { rows } = await users.rows.query(
    'select "passwordHash" from "Credential" where "userId" = $1',
    [alice.id],
  )
  expect(rows[0].passwordHash).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/)
  await signIn(alice.email)
})

test('a disabled account cannot sign in and is nobody', async () => {
  const alice = await users.person('Alice')
  await users.rows.query('update "User" set "disabledAt" = now() where id = $1', [alice.id])
  expect(await refusalOf(signIn(alice.email))).toMatchObject({ code: 'UNAUTHORIZED' })
  expect(await users.gateway.who.get.query({ userId: alice.id })).toBeNull()
  expect(await refusalOf(alice.calls.me.get.query())).toMatchObject({ code: 'NOT_FOUND' })
})
