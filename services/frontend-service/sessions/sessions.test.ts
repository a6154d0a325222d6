import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { Redis } from 'ioredis'
import { pollUntil } from '../../chassis/poll-until.ts'
import { faultProxy } from '../../testing/fault-proxy.ts'
import { type RedisServer, startRedis } from '../../testing/redis.ts'
import { openBrowser } from '../testing/browser.ts'
import { password } from '../testing/people.ts'
import { type System, startSystem } from '../testing/test-system.ts'

let system: System
let redis: Redis
let server: RedisServer | undefined
beforeAll(async () => {
  // Commands and keys are counted: nobody else may use this Redis.
  server = await startRedis()
  system = await startSystem({ all: { REDIS_URL: server?.url ?? '' } })
  redis = new Redis(system.redisUrl)
})
afterAll(async () => {
  redis.disconnect()
  await system.close()
  await server?.stop()
})

const who = (browser: { trpc: ReturnType<typeof openBrowser>['trpc'] }) =>
  browser.trpc.gateway.session.who.query()

const signIn = async (email: string, url = system.url) => {
  const browser = openBrowser(url)
  await browser.trpc.gateway.session.signIn.mutate({ email, password })
  return browser
}

/** The sessions of a person in Redis, without the marks of those that were ended. */
async function living(uid: string) {
  const keys = await redis.keys(`sess:${uid}:*`)
  return keys.length === 0 ? [] : (await redis.mget(keys)).filter((value) => value !== '{}')
}

test('signing up signs in, signing out ends it', async () => {
  const alice = await system.person('Alice')
  expect(await who(alice)).toMatchObject({
    user: { name: 'Alice' },
    workspaces: [{ role: 'owner' }],
  })
  const copy = openBrowser(system.url)
  copy.jar.set('sid', alice.jar.get('sid') ?? '')
  await alice.trpc.gateway.session.signOut.mutate()
  expect([...alice.jar.keys()]).toEqual(['devices'])
  expect(await who(copy)).toBeNull()
  expect(await living(alice.id)).toEqual([])
})

test('a visitor gets neither cookie nor session, and no data', async () => {
  const before = await redis.dbsize()
  const visitor = openBrowser(system.url)
  expect(await who(visitor)).toBeNull()
  expect(visitor.jar.size).toBe(0)
  expect((await visitor.request('/trpc/user/me.get')).status).toBe(401)
  expect((await visitor.request('/api/v1/auth/verify')).status).toBe(401)
  expect(await redis.dbsize()).toBe(before)
})

test('signing in replaces whatever cookie was there', async () => {
  const bob = await system.person('Bob')
  const first = bob.jar.get('sid') ?? ''
  await bob.trpc.gateway.session.signIn.mutate({ email: bob.email, password })
  expect(bob.jar.get('sid')).not.toBe(first)
  const old = openBrowser(system.url)
  old.jar.set('sid', first)
  expect(await who(old)).toBeNull()
})

test('the cookie is for this host over TLS alone, and out of reach of scripts', async () => {
  const gateway = await system.startGateway({
    PUBLIC_ORIGIN: 'https://tasks.example',
    TRUSTED_PROXIES: '127.0.0.1',
  })
  const sent = (path: string, input: object) =>
    openBrowser(gateway.url).request(`/trpc/gateway/${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-forwarded-proto': 'https' },
      body: JSON.stringify(input),
    })
  const email = `tls.${Date.now()}@taskmate.example`
  const answer = await sent('session.signUp', { name: 'Alice', email, password, locale: 'en' })
  const [devices = '', cookie = '', ...rest] = answer.headers.getSetCookie()
  expect(devices).toMatch(/^__Host-devices=[^;]+;.*; HttpOnly; Secure; SameSite=Strict$/)
  expect(rest).toEqual([])
  const [pair, ...attributes] = cookie.split('; ')
  expect(pair).toMatch(/^__Host-sid=s%3A[\da-f-]{36}\.[\da-f-]{36}\.[\w-]{32}\./)
  expect(attributes.filter((one) => !one.startsWith('Expires')).sort()).toEqual(
    ['HttpOnly', 'Path=/', 'SameSite=Lax', 'Secure'].sort(),
  )
  expect(answer.headers.get('strict-transport-security')).toContain('max-age=31536000')
  // No letters are sent here: of another browser nobody is told, so it is not known.
  const elsewhere = await sent('session.signIn', { email, password })
  expect(elsewhere.headers.getSetCookie()).toEqual([expect.stringMatching(/^__Host-sid=/)])
  await gateway.close()
})

test('50 slow requests in flight never revive a session that signs out, 10 rounds', async () => {
  const slow = await faultProxy(`127.0.0.1:${system.user.port}`)
  const gateway = await system.startGateway({ USER_SERVICE_URL: `http://${slow.host}` })
  const { email, id, trpc } = await system.person('Carol')
  await trpc.gateway.session.signOut.mutate()
  for (let round = 0; round < 10; round += 1) {
    const carol = await signIn(email, gateway.url)
    const copy = openBrowser(gateway.url)
    copy.jar.set('sid', carol.jar.get('sid') ?? '')
    slow.delay(10)
    const inFlight = Array.from({ length: 50 }, () => copy.request('/trpc/user/me.get'))
    await new Promise((resolve) => setTimeout(resolve, Math.random() * 25))
    await carol.trpc.gateway.session.signOut.mutate()
    await Promise.all(inFlight)
    slow.delay(0)
    expect((await copy.request('/trpc/user/me.get')).status).toBe(401)
    expect(await living(id)).toEqual([])
  }
  await gateway.close()
  await slow.close()
})

test('a new password ends the other sessions and changes the cookie of this one', async () => {
  const dan = await system.person('Dan')
  const others = await Promise.all([1, 2, 3, 4].map(() => signIn(dan.email)))
  const before = dan.jar.get('sid') ?? ''
  await dan.trpc.gateway.password.change.mutate({ current: password, next: `${password} 2` })
  for (const other of others) expect(await who(other)).toBeNull()
  expect(await who(dan)).toMatchObject({ user: { name: 'Dan' } })
  expect(dan.jar.get('sid')).not.toBe(before)
  const stolen = openBrowser(system.url)
  stolen.jar.set('sid', before)
  expect(await who(stolen)).toBeNull()
  expect(await dan.trpc.gateway.sessions.list.query()).toHaveLength(1)
})

test('sessions are listed, ended one by one or all but this one', async () => {
  const eve = await system.person('Eve')
  const [second, third] = [await signIn(eve.email), await signIn(eve.email)]
  const listed = await eve.trpc.gateway.sessions.list.query()
  expect(listed.map(({ current }) => current).sort()).toEqual([false, false, true])
  const { sessionId = '' } = (await who(second)) ?? {}
  await eve.trpc.gateway.sessions.revoke.mutate({ id: sessionId })
  expect(await who(second)).toBeNull()
  expect(await who(third)).not.toBeNull()
  await eve.trpc.gateway.sessions.revokeOthers.mutate()
  expect(await who(third)).toBeNull()
  expect(await eve.trpc.gateway.sessions.list.query()).toMatchObject([{ current: true }])
})

test('a session ends after its idle time, and at its absolute age however busy it is', async () => {
  const gateway = await system.startGateway({
    SESSION_IDLE_SECONDS: '60',
    SESSION_ABSOLUTE_SECONDS: '2',
  })
  const frank = await system.person('Frank', undefined, gateway.url)
  const [key = ''] = await redis.keys(`sess:${frank.id}:*`)
  expect(await redis.ttl(key)).toBeLessThanOrEqual(2)
  await pollUntil(async () => (await who(frank)) === null, { everyMs: 250 })
  await gateway.close()
})

test('a signed-in read costs one Redis command, and a touch once a minute', async () => {
  const grace = await system.person('Grace')
  await who(grace)
  const calls = async () =>
    Number(/cmdstat_mget:calls=(\d+)/.exec(await redis.info('commandstats'))?.[1] ?? 0)
  const commands = async () =>
    [...(await redis.info('commandstats')).matchAll(/cmdstat_(\w+)[^:]*:calls=(\d+)/g)]
      .filter(([, name]) => !['info', 'ping', 'publish', 'config'].includes(name ?? ''))
      .reduce((sum, [, , count]) => sum + Number(count), 0)
  const before = { all: await commands(), mget: await calls() }
  for (let batch = 0; batch < 20; batch += 1)
    await Promise.all(Array.from({ length: 20 }, () => grace.request('/trpc/user/me.get')))
  expect((await calls()) - before.mget).toBe(400)
  expect((await commands()) - before.all).toBeLessThanOrEqual(420)
})
