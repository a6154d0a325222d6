import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { pollUntil } from '../../chassis/poll-until.ts'
import { faultProxy } from '../../testing/fault-proxy.ts'
import { openBrowser } from '../testing/browser.ts'
import { type System, startSystem } from '../testing/test-system.ts'

const html = '<!doctype html><title>TaskMate</title>'
const web = mkdtempSync(join(tmpdir(), 'taskmate-web-'))
let system: System
beforeAll(async () => {
  writeFileSync(join(web, 'index.html'), html)
  system = await startSystem()
})
afterAll(async () => {
  await system.close()
  rmSync(web, { recursive: true })
})

test('without Redis: the page is served, calls are 503, the cookie stays, and it works again afterwards', async () => {
  const proxy = await faultProxy(new URL(system.redisUrl).host)
  const gateway = await system.startGateway({
    REDIS_URL: `redis://${proxy.host}`,
    WEB_DIR: web,
  })
  const heidi = await system.person('Heidi', undefined, gateway.url)
  for (const fault of ['refuse', 'hole'] as const) {
    proxy.set(fault)
    const answer = await heidi.request('/trpc/user/me.get')
    expect(answer.status).toBe(503)
    expect(answer.headers.get('retry-after')).toBeTruthy()
    expect(answer.headers.getSetCookie()).toEqual([])
    expect((await fetch(`${gateway.url}/up`)).status).toBe(200)
    // A gateway that the cluster takes out of rotation leaves people with the proxy's own error page.
    expect((await fetch(`${gateway.url}/up/ready`)).status).toBe(200)
    const page = await fetch(`${gateway.url}/`, { headers: { cookie: heidi.cookie() } })
    expect({ status: page.status, text: await page.text() }).toEqual({ status: 200, text: html })
    for (const path of [
      '/trpc/gateway/session.who',
      '/uploads/x',
      '/files/x/content',
      '/api/v1/auth/verify',
    ]) {
      const refused = await fetch(gateway.url + path, { headers: { cookie: heidi.cookie() } })
      expect({ path, status: refused.status }).toEqual({ path, status: 503 })
      expect(refused.headers.get('retry-after')).toBeTruthy()
    }
    proxy.set('ok')
    proxy.cut()
    const status = async () => (await heidi.request('/trpc/user/me.get')).status
    expect(await pollUntil(status, { isEnough: (code) => code !== 503 })).toBe(200)
  }
  await gateway.close()
  await proxy.close()
})

test('a link for a new password is not used up while Redis is away, and ends every session afterwards', async () => {
  const proxy = await faultProxy(new URL(system.redisUrl).host)
  const gateway = await system.startGateway({ REDIS_URL: `redis://${proxy.host}` })
  const alice = await system.person('Alice')
  const bob = await system.colleague(alice, 'Bob')
  const { workspaceId } = alice
  const { token } = await alice.trpc.gateway.people.recoveryLink.mutate({
    workspaceId,
    userId: bob.id,
  })
  const { password } = openBrowser(gateway.url).trpc.gateway
  const recover = () =>
    password.recover.mutate({ token, next: 'another horse battery' }).then(
      () => 200,
      (error) => error.data?.httpStatus,
    )
  proxy.set('refuse')
  proxy.cut()
  expect(await recover()).toBe(503)
  proxy.set('ok')
  expect(await pollUntil(recover, { isEnough: (status) => status !== 503 })).toBe(200)
  expect((await bob.request('/trpc/user/me.get')).status).toBe(401)
  await gateway.close()
  await proxy.close()
})

test('a connection to Redis that is lost for a moment goes unnoticed', async () => {
  const proxy = await faultProxy(new URL(system.redisUrl).host)
  const gateway = await system.startGateway({ REDIS_URL: `redis://${proxy.host}` })
  const ivan = await system.person('Ivan', undefined, gateway.url)
  proxy.cut()
  await new Promise((resolve) => setTimeout(resolve, 20))
  const asked = Array.from({ length: 20 }, () => ivan.request('/trpc/user/me.get'))
  for (const answer of await Promise.all(asked)) expect(answer.status).toBe(200)
  await gateway.close()
  await proxy.close()
})

test('a gateway that has never reached its Redis takes no requests from the cluster', async () => {
  const proxy = await faultProxy(new URL(system.redisUrl).host)
  proxy.set('refuse')
  const gateway = await system.startGateway({ REDIS_URL: `redis://${proxy.host}` })
  const ready = async () => (await fetch(`${gateway.url}/up/ready`)).status
  expect(await ready()).toBe(503)
  proxy.set('ok')
  await pollUntil(ready, { isEnough: (code) => code === 200 })
  await gateway.close()
  await proxy.close()
})
