import { expect, test } from '@jest/globals'
import { password } from '../testing/people.ts'
import { rawRequest } from '../testing/raw-request.ts'
import { startSystemTest } from '../testing/system-test.ts'

const { system, alice } = await startSystemTest()

const json = { 'content-type': 'application/json' }

test('only our own pages change anything: 80 combinations of origin, site and content type', async () => {
  const own = new URL(system.url).origin
  const origins = ['https://evil.example', 'null', undefined, own]
  const sites = ['cross-site', 'same-site', 'none', undefined, 'same-origin']
  const types = [
    'text/plain',
    'multipart/form-data; boundary=x',
    'application/x-www-form-urlencoded',
    'application/json',
  ]
  const body = JSON.stringify({ name: 'Mallory' })
  const ran: string[] = []
  for (const origin of origins)
    for (const site of sites)
      for (const type of types) {
        const headers: Record<string, string> = {
          cookie: alice.cookie(),
          'x-taskmate': '1',
          'content-type': type,
        }
        if (origin) headers.origin = origin
        if (site) headers['sec-fetch-site'] = site
        const answer = await rawRequest(system.url, '/trpc/user/me.update', 'POST', headers, body)
        if (answer.status === 200) ran.push(`${origin} ${site} ${type}`)
        else expect([403, 415]).toContain(answer.status)
      }
  expect(ran).toEqual([
    'undefined same-origin application/json',
    `${own} undefined application/json`,
    `${own} same-origin application/json`,
  ])
})

test('sign-in, sign-out and uploads are behind the same gate', async () => {
  const foreign = {
    cookie: alice.cookie(),
    origin: 'https://evil.example',
    ...json,
    'x-taskmate': '1',
  }
  const credentials = JSON.stringify({ email: alice.email, password })
  const file = '/uploads/00000000-0000-7000-8000-000000000000'
  for (const [path, method] of [
    ['/trpc/gateway/session.signIn', 'POST'],
    ['/trpc/gateway/session.signOut', 'POST'],
    ['/trpc/gateway/sessions.revokeOthers', 'POST'],
    [file, 'PUT'],
  ] as const) {
    expect((await rawRequest(system.url, path, method, foreign, credentials)).status).toBe(403)
    const bare = { cookie: alice.cookie(), 'sec-fetch-site': 'same-origin', ...json }
    expect((await rawRequest(system.url, path, method, bare, credentials)).status).toBe(403)
  }
  const override = { ...json, cookie: alice.cookie(), 'x-http-method-override': 'POST' }
  expect((await rawRequest(system.url, '/trpc/user/me.update', 'GET', override)).status).toBe(405)
  expect(await alice.trpc.gateway.session.who.query()).not.toBeNull()
})
