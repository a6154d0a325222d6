import { cp, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { createServer, request } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from '@jest/globals'
import type { Browser } from 'playwright-core'
import type { Running } from './chassis/server.ts'
import { type System, startSystem } from './frontend-service/testing/test-system.ts'
import { accessibilityOf, openChromium } from './testing/chromium.ts'

let system: System
let chromium: Browser
let folder: string
let next: Running
let origin: ReturnType<typeof createServer>
let url: string

beforeAll(async () => {
  system = await startSystem({ all: { WEB_DIR: 'build/web' } })
  folder = await mkdtemp(join(tmpdir(), 'taskmate-releases-'))
  await otherRelease(folder)
  next = await system.startGateway({ WEB_DIR: folder })
  chromium = await openChromium()
  ;[origin, url] = await inTurn([system.gateway.port, next.port])
})
afterAll(async () => {
  await chromium.close()
  origin.closeAllConnections()
  origin.close()
  await next.close()
  await system.close()
  await rm(folder, { recursive: true })
})

/** The same app under other hashes, as the next release has it. */
async function otherRelease(target: string) {
  await cp('build/web', target, { recursive: true })
  const assets = join(target, 'assets')
  const names = (await readdir(assets)).filter((name) => /\.(js|css)$/.test(name))
  const renamed = (text: string) =>
    names.reduce((all, name) => all.replaceAll(name, `next-${name}`), text)
  for (const name of names) {
    const text = await readFile(join(assets, name), 'utf8')
    await rm(join(assets, name))
    await writeFile(join(assets, `next-${name}`), renamed(text))
  }
  const index = join(target, 'index.html')
  await writeFile(index, renamed(await readFile(index, 'utf8')))
}

/** One origin whose requests go to the gateways in turn, as during a roll-out. */
async function inTurn(ports: number[]) {
  let count = 0
  const server = createServer((req, res) => {
    count += 1
    const { url: path, method, headers } = req
    const port = ports[count % ports.length]
    const onward = request({ port, path, method, headers }, (answer) => {
      res.writeHead(answer.statusCode ?? 502, answer.headers)
      answer.pipe(res)
    })
    onward.on('error', () => res.destroy())
    req.pipe(onward)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', () => resolve()))
  const address = server.address()
  const port = typeof address === 'object' ? address?.port : 0
  return [server, `http://127.0.0.1:${port}`] as const
}

test('while one release follows another every page finds its parts', async () => {
  for (let visit = 0; visit < 3; visit += 1) {
    const context = await chromium.newContext({ baseURL: url })
    const page = await context.newPage()
    const missing: string[] = []
    page.on('response', (answer) => {
      if (answer.status() === 404) missing.push(answer.url())
    })
    await page.goto('/sign-in')
    await page.locator('input[type=email]').waitFor()
    await page.goto('/sign-up')
    await page.locator('input[type=email]').waitFor()
    expect(missing).toEqual([])
    await context.close()
  }
})

test('a page whose script is nowhere loads once more, and then says what is the matter', async () => {
  const context = await chromium.newContext({ baseURL: url })
  const page = await context.newPage()
  let loads = 0
  page.on('request', (sent) => {
    if (sent.isNavigationRequest()) loads += 1
  })
  await context.route(/\/assets\/.*\.js$/, (route) => route.fulfill({ status: 404 }))
  await page.goto('/sign-in').catch(() => null)
  await page.getByRole('button', { name: 'Reload' }).waitFor()
  expect(loads).toBe(2)
  await context.close()
})

test('a page says when a script cannot be fetched, whichever it is, and offers to load it again', async () => {
  const open = async (locale: string, lost?: string) => {
    const context = await chromium.newContext({ baseURL: system.url, locale })
    const page = await context.newPage()
    const scripts: string[] = []
    page.on('request', (sent) => {
      if (sent.resourceType() === 'script') scripts.push(new URL(sent.url()).pathname)
    })
    if (lost) await context.route(`**${lost}`, (route) => route.abort())
    await page.goto('/sign-in').catch(() => null)
    return { context, page, scripts, field: page.locator('input[type=email]') }
  }
  const { context: first, scripts, field: shown } = await open('en-GB')
  await shown.waitFor()
  await first.close()
  const needed = new Set(scripts.filter((path) => path.startsWith('/assets/')))
  expect(needed.size).toBeGreaterThan(4)
  for (const script of needed) {
    const { context, page, field } = await open('en-GB', script)
    const again = page.getByRole('button', { name: /^(Reload|Retry)$/ })
    await field.or(again).waitFor()
    if (await again.isVisible()) {
      expect(await accessibilityOf(page)).toEqual([])
      await context.unroute(`**${script}`)
      await again.click()
      await field.waitFor()
    }
    await context.close()
  }
  const korean = await open('ko-KR', '/assets/first-*.js')
  await korean.page.getByRole('button', { name: '새로 고침' }).waitFor()
  await korean.context.close()
})
