import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from '@jest/globals'
import { frontendEnv } from '../env.ts'
import { openBrowser, ownPage } from '../testing/browser.ts'
import { password } from '../testing/people.ts'
import { startSystem } from '../testing/test-system.ts'

const system = await startSystem()
afterAll(() => system.close())
const alice = await system.person('Alice')

const signIn = (url: string, headers: Record<string, string>) =>
  openBrowser(url).request('/trpc/gateway/session.signIn', {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify({ email: alice.email, password }),
  })

/** The address that a new session was opened from. */
async function addressSeen(url: string, headers: Record<string, string>) {
  const before = await alice.trpc.gateway.sessions.list.query()
  expect((await signIn(url, headers)).status).toBe(200)
  const after = await alice.trpc.gateway.sessions.list.query()
  return after.find(({ id }) => before.every((one) => one.id !== id))?.ip
}

const claims = {
  'x-forwarded-for': '10.66.0.1',
  'x-real-ip': '10.66.0.2',
  forwarded: 'for=10.66.0.3;proto=https;host=evil.example',
}

test('what a proxy says of a client is believed of those that configuration names, and of nobody else', async () => {
  expect(await addressSeen(system.url, claims)).toBe('127.0.0.1')
  const behind = await system.startGateway({ TRUSTED_PROXIES: '127.0.0.0/8, ::1' })
  expect(await addressSeen(behind.url, claims)).toBe('10.66.0.1')
  expect(await addressSeen(behind.url, { 'x-forwarded-for': '::ffff:10.66.0.9' })).toBe('10.66.0.9')
  await behind.close()

  const elsewhere = {
    ...ownPage,
    origin: 'https://evil.example',
    'x-forwarded-host': 'evil.example',
  }
  expect((await signIn(system.url, { ...elsewhere, 'x-forwarded-proto': 'https' })).status).toBe(
    403,
  )
})

test('an origin is compared as browsers write it, and one with a path ends the start', async () => {
  const gateway = await system.startGateway({
    PUBLIC_ORIGIN: 'https://Tasks.Example.com:443/',
    TRUSTED_PROXIES: '127.0.0.1',
  })
  const headers = { 'x-forwarded-proto': 'https', origin: 'https://tasks.example.com' }
  expect((await signIn(gateway.url, headers)).status).toBe(200)
  await gateway.close()
  const { success, error } = frontendEnv.shape.PUBLIC_ORIGIN.safeParse('https://a.example/app')
  expect([success, error?.message]).toEqual([false, expect.stringContaining('without a path')])
})

test('signing in where no cookie could be set is an error that says why', async () => {
  const origin = 'https://tasks.example.com'
  const gateway = await system.startGateway({
    PUBLIC_ORIGIN: origin,
    TRUSTED_PROXIES: '127.0.0.1',
  })
  const ways: Record<string, string>[] = [{ origin, 'x-forwarded-proto': 'http' }, { origin }]
  for (const headers of ways) {
    const answer = await signIn(gateway.url, headers)
    expect(answer.status).toBe(400)
    expect(await answer.json()).toMatchObject({
      error: {
        message: expect.stringContaining('X-Forwarded-Proto'),
        data: { reason: 'insecure' },
      },
    })
  }
  const secure = await signIn(gateway.url, { origin, 'x-forwarded-proto': 'https' })
  const names = secure.headers.getSetCookie().map((line) => line.split('=')[0])
  expect(names).toEqual(['__Host-sid'])
  await gateway.close()
})

test('every listener answers at IPv6 and IPv4 alike, with one address for one client', async () => {
  const gateway = await system.startGateway({ HOST: '' })
  for (const host of ['127.0.0.1', '[::1]']) {
    expect((await fetch(`http://${host}:${gateway.port}/up`)).status).toBe(200)
    expect((await fetch(`http://${host}:${gateway.metricsPort}/metrics`)).status).toBe(200)
  }
  expect(await addressSeen(gateway.url, {})).toBe('127.0.0.1')
  await gateway.close()
})

test('a gateway gives the scripts and styles of other releases that ran lately', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'taskmate-releases-'))
  const release = async (name: string) => {
    const dir = join(folder, name)
    await mkdir(join(dir, 'assets'), { recursive: true })
    await writeFile(join(dir, 'index.html'), name)
    await writeFile(join(dir, 'assets', `main-${name}.js`), `export const release = '${name}'`)
    return system.startGateway({ WEB_DIR: dir })
  }
  const [old, fresh] = [await release('old'), await release('fresh')]
  for (const { url } of [old, fresh])
    for (const name of ['old', 'fresh']) {
      const answer = await fetch(`${url}/assets/main-${name}.js`)
      expect(answer.status).toBe(200)
      expect(answer.headers.get('content-type')).toContain('javascript')
      expect(answer.headers.get('cache-control')).toContain('immutable')
      expect(await answer.text()).toContain(name)
    }
  await old.close()
  expect((await fetch(`${fresh.url}/assets/main-old.js`)).status).toBe(200)
  expect((await fetch(`${fresh.url}/assets/main-never.js`)).status).toBe(404)
  await fresh.close()
  await rm(folder, { recursive: true })
})
