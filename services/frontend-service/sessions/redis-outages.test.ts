import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { pollUntil } from '../../chassis/poll-until.ts'
import { faultProxy } from '../../testing/fault-proxy.ts'
import { type System, startSystem } from '../testing/test-system.ts'

let system: System
beforeAll(async () => {
  system = await startSystem()
})
afterAll(() => system.close())

test('without Redis: 503, the cookie stays, and it works again afterwards', async () => {
  const proxy = await faultProxy(new URL(system.redisUrl).host)
  const gateway = await system.startGateway({ REDIS_URL: `redis://${proxy.host}` })
  const heidi = await system.person('Heidi', undefined, gateway.url)
  for (const fault of ['refuse', 'hole'] as const) {
    proxy.set(fault)
    const answer = await heidi.request('/trpc/user/me.get')
    expect(answer.status).toBe(503)
    expect(answer.headers.get('retry-after')).toBeTruthy()
    expect(answer.headers.getSetCookie()).toEqual([])
    expect((await fetch(`${gateway.url}/up`)).status).toBe(200)
    expect((await fetch(`${gateway.url}/up/ready`)).status).toBe(503)
    proxy.set('ok')
    proxy.cut()
    const status = async () => (await heidi.request('/trpc/user/me.get')).status
    expect(await pollUntil(status, { isEnough: (code) => code !== 503 })).toBe(200)
  }
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
