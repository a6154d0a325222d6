import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from '@jest/globals'
import type { Running } from '../../chassis/server.ts'
import { testSettings } from '../../testing/settings.ts'
import { frontendEnv } from '../env.ts'
import { frontendService } from '../service.ts'

const away = 'http://127.0.0.1:9'
const given = {
  ...testSettings,
  USER_SERVICE_URL: away,
  TASK_SERVICE_URL: away,
  ANALYTICS_SERVICE_URL: away,
  FILE_SERVICE_URL: away,
}
let dir: string
let gateway: Running
beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'taskmate-web-'))
  await mkdir(join(dir, 'assets'))
  await writeFile(join(dir, 'index.html'), '<!doctype html><title>TaskMate</title>')
  await writeFile(join(dir, 'favicon.svg'), '<svg/>')
  await writeFile(join(dir, 'assets', 'main-abc123.js'), 'export {}')
  await writeFile(join(tmpdir(), 'taskmate-secret'), 'secret')
  gateway = await frontendService(frontendEnv.parse({ ...given, WEB_DIR: dir }))
})
afterAll(async () => {
  await gateway.close()
  await rm(dir, { recursive: true, force: true })
  await rm(join(tmpdir(), 'taskmate-secret'), { force: true })
})

const load = async (path: string, init?: RequestInit) => {
  const answer = await fetch(gateway.url + path, init)
  return { status: answer.status, headers: answer.headers, text: await answer.text() }
}

test('every page is the one page of the app and never cached, even with nothing behind the gateway', async () => {
  for (const path of ['/', '/w/team/web/board', '/invite/abc', '/sign-in?next=%2F']) {
    const { status, headers, text } = await load(path)
    expect([status, headers.get('cache-control')]).toEqual([200, 'no-store'])
    expect(headers.get('content-type')).toContain('text/html')
    expect(headers.get('content-security-policy')).toContain("script-src 'self';")
    expect(headers.get('set-cookie')).toBeNull()
    expect(text).toContain('TaskMate')
  }
})

test('files with a hash in their name are kept for a year, others are asked for again', async () => {
  const hashed = await load('/assets/main-abc123.js')
  expect(hashed.headers.get('cache-control')).toBe('public, max-age=31536000, immutable')
  expect(hashed.headers.get('content-type')).toContain('javascript')
  expect((await load('/favicon.svg')).headers.get('cache-control')).toBe('public, max-age=0')
})

test('in development the app comes from the server of its sources, at the same origin, and calls do not', async () => {
  const asked: string[] = []
  const sources = createServer(({ method, url }, res) => {
    asked.push(`${method} ${url}`)
    res.writeHead(200, { 'content-type': 'text/javascript' }).end('export {}')
  })
  await new Promise<void>((resolve) => sources.listen(0, '127.0.0.1', () => resolve()))
  const address = sources.address()
  const at = `127.0.0.1:${typeof address === 'object' ? address?.port : 0}`
  const settings = { ...given, TASKMATE_ENV: 'development', WEB_DEV_URL: `http://${at}` }
  const steered = await frontendService(frontendEnv.parse(settings))
  const page = await fetch(`${steered.url}/w/team/web/board?peek=1`)
  expect([page.status, await page.text()]).toEqual([200, 'export {}'])
  expect(page.headers.get('content-security-policy')).toContain(`ws://${at}`)
  expect((await fetch(`${steered.url}//example.com/main.tsx`)).status).toBe(200)
  expect(
    (await fetch(`${steered.url}/trpc/gateway/session.who`)).headers.get('content-type'),
  ).toMatch(/json/)
  expect((await fetch(`${steered.url}/w/team`, { method: 'POST' })).status).toBe(404)
  expect(asked).toEqual(['GET /w/team/web/board?peek=1', 'GET //example.com/main.tsx'])
  await steered.close()
  sources.close().closeAllConnections()
  expect(() => frontendEnv.parse({ ...settings, TASKMATE_ENV: 'production' })).toThrow(
    'only in development',
  )
})

test('a file that is not there is 404, not the app, and nothing outside the folder is served', async () => {
  const missing = await load('/assets/main-old.js')
  expect(missing.status).toBe(404)
  expect(JSON.parse(missing.text)).toMatchObject({ error: { data: { code: 'NOT_FOUND' } } })
  for (const path of ['/..%2ftaskmate-secret', '/assets/..%2f..%2ftaskmate-secret', '/%00', '/%ff'])
    expect((await load(path)).text).not.toBe('secret')
  expect((await load('/w/team', { method: 'POST' })).status).toBe(404)
})
