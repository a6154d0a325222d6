import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { pollUntil } from '../../chassis/poll-until.ts'
import { testServer } from '../../testing/database.ts'
import { type FaultProxy, faultProxy } from '../../testing/fault-proxy.ts'
import { openBrowser } from '../testing/browser.ts'
import type { Person } from '../testing/people.ts'
import { type System, startSystem } from '../testing/test-system.ts'

let system: System
let alice: Person
let postgres: FaultProxy
beforeAll(async () => {
  const { POSTGRES_HOST, POSTGRES_PORT } = testServer()
  postgres = await faultProxy(`${POSTGRES_HOST}:${POSTGRES_PORT}`)
  const throughProxy = { POSTGRES_HOST: '127.0.0.1', POSTGRES_PORT: String(postgres.port) }
  system = await startSystem({ task: throughProxy })
  alice = await system.person('Alice')
})
afterAll(async () => {
  await system.close()
  await postgres.close()
})

const secrets = /ECONN|127\.0\.0\.1|postgres|prisma|select |\.ts:|node_modules|socket|\bat /i

test('a backend that is away costs its own calls alone, and home says so', async () => {
  await Promise.all((['refuse', 'hole'] as const).map(withoutAnalytics))
})

async function withoutAnalytics(fault: 'refuse' | 'hole') {
  const proxy = await faultProxy(`127.0.0.1:${system.analytics.port}`)
  const gateway = await system.startGateway({ ANALYTICS_SERVICE_URL: `http://${proxy.host}` })
  const browser = openBrowser(gateway.url)
  browser.jar.set('sid', alice.jar.get('sid') ?? '')
  const input = encodeURIComponent(
    JSON.stringify({ workspaceId: alice.workspaceId, days: 7, timeZone: 'Asia/Seoul' }),
  )
  const dashboard = () => browser.request(`/trpc/analytics/dashboard.get?input=${input}`)
  const home = () =>
    browser.trpc.gateway.home.get.query({ workspaceId: alice.workspaceId, today: '2026-11-25' })

  // analytics-service has heard of the workspace once it answers.
  await pollUntil(async () => (await dashboard()).status === 200)
  expect(await home()).toMatchObject({ summary: { state: 'ok' } })
  proxy.set(fault)
  const [answer, composed, other] = await Promise.all([
    dashboard(),
    home(),
    browser.request('/trpc/user/me.get'),
  ])
  expect(answer.status).toBe(503)
  expect(answer.headers.get('retry-after')).toBe('2')
  const text = await answer.text()
  expect(JSON.parse(text)).toMatchObject({ error: { data: { code: 'SERVICE_UNAVAILABLE' } } })
  expect(text).not.toMatch(secrets)
  expect(composed).toMatchObject({ tasks: { state: 'ok' }, summary: { state: 'away' } })
  expect(other.status).toBe(200)

  if (fault === 'refuse') {
    // Five failures in a row open the breaker: it asks again after two seconds.
    await Promise.all([1, 2, 3, 4, 5].map(dashboard))
    proxy.set('ok')
    expect((await dashboard()).status).toBe(503)
  }
  proxy.set('ok')
  proxy.cut()
  await pollUntil(async () => (await dashboard()).status === 200)
  await gateway.close()
  await proxy.close()
}

test('without its database a service answers 503, and works on the first call afterwards', async () => {
  const input = encodeURIComponent(JSON.stringify({ workspaceId: alice.workspaceId }))
  const projects = () => alice.request(`/trpc/task/projects.list?input=${input}`)
  expect((await projects()).status).toBe(200)
  for (const fault of ['refuse', 'hole'] as const) {
    postgres.set(fault)
    const answer = await projects()
    expect(answer.status).toBe(503)
    expect(answer.headers.get('retry-after')).toBeTruthy()
    expect(await answer.text()).not.toMatch(secrets)
    expect((await alice.request('/trpc/user/me.get')).status).toBe(200)
    postgres.set('ok')
    postgres.cut()
    expect((await projects()).status).toBe(200)
  }
})

test('a gateway that stops fails none of 20 keep-alive clients', async () => {
  const gateway = await system.startGateway({ DRAIN_SECONDS: '6' })
  let stopping = false
  const failed: string[] = []
  let served = 0
  const client = async () => {
    while (!stopping) {
      await fetch(`${gateway.url}/trpc/user/me.get`, { headers: { cookie: alice.cookie() } })
        .then(async (answer) => {
          await answer.arrayBuffer()
          if (answer.status === 200) served += 1
          else failed.push(String(answer.status))
        })
        .catch((error: Error) => failed.push(`${error.message}: ${error.cause}`))
    }
  }
  const clients = Array.from({ length: 20 }, client)
  const servedMore = (count: number) => pollUntil(() => served, { isEnough: (sum) => sum >= count })
  await servedMore(20)
  const closed = gateway.close()
  const probes = await Promise.all(['/up/ready', '/up'].map((path) => fetch(gateway.url + path)))
  expect(probes.map(({ status }) => status)).toEqual([503, 200])
  // The cluster has looked away before the server closes.
  await servedMore(served + 20)
  stopping = true
  await Promise.all(clients)
  await closed
  expect(failed).toEqual([])
})
