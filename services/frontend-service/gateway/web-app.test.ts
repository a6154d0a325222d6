import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readdirSync } from 'node:fs'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from '@jest/globals'
import type { Running } from '../../chassis/server.ts'
import { startService } from '../../testing/host/start-service.ts'
import { testSettings } from '../../testing/settings.ts'
import { frontendEnv } from '../env.ts'

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
  gateway = await startService('frontend-service', frontendEnv.parse({ ...given, WEB_DIR: dir }))
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

test('in development pages and all sources come from the server of the sources, at the same origin, and calls do not', async () => {
  const sources = spawn(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', serving])
  const [told] = await once(sources.stdout, 'data')
  const url = String(told).trim()
  const settings = { ...given, TASKMATE_ENV: 'development', WEB_DEV_URL: url }
  const steered = await startService('frontend-service', frontendEnv.parse(settings))
  const get = async (path: string) => {
    const answer = await fetch(steered.url + path)
    return [answer.status, answer.headers.get('content-type'), await answer.text()] as const
  }
  for (const path of ['/w/team/web/board?peek=1', '//example.com/']) {
    const [status, type, html] = await get(path)
    expect([status, type]).toEqual([200, 'text/html'])
    expect(html).toContain('src="/@web/main.tsx"')
  }
  const web = join(import.meta.dirname, '../web')
  // One of each folder: none of them may be taken for an address of the product.
  const folders = readdirSync(web, { withFileTypes: true }).filter((entry) => entry.isDirectory())
  for (const { name } of folders) {
    const [file] = readdirSync(join(web, name)).filter((each) => /^[\w-]+\.tsx?$/.test(each))
    if (!file) continue
    expect([name, ...(await get(`/@web/${name}/${file}`)).slice(0, 2)]).toEqual([
      name,
      200,
      'text/javascript',
    ])
  }
  const page = await fetch(`${steered.url}/w/team`)
  expect(page.headers.get('content-security-policy')).toContain(`ws://${new URL(url).host}`)
  expect((await get('/trpc/gateway/session.who'))[1]).toMatch(/json/)
  expect((await fetch(`${steered.url}/w/team`, { method: 'POST' })).status).toBe(404)
  await steered.close()
  sources.kill()
  expect(() => frontendEnv.parse({ ...settings, TASKMATE_ENV: 'production' })).toThrow(
    'only in development',
  )
})

const serving = `import { serveWeb } from './bin/watch.ts'; console.log((await serveWeb()).url)`

test('a file that is not there is 404, not the app, and nothing outside the folder is served', async () => {
  const missing = await load('/assets/main-old.js')
  expect(missing.status).toBe(404)
  expect(JSON.parse(missing.text)).toMatchObject({ error: { data: { code: 'NOT_FOUND' } } })
  for (const path of ['/..%2ftaskmate-secret', '/assets/..%2f..%2ftaskmate-secret', '/%00', '/%ff'])
    expect((await load(path)).text).not.toBe('secret')
  expect((await load('/w/team', { method: 'POST' })).status).toBe(404)
})
