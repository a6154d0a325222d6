import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { accessibilityOf, openChromium } from './testing/chromium.ts'
import { sharedSystem } from './testing/host/shared-system.ts'

const system = sharedSystem()
let chromium: Awaited<ReturnType<typeof openChromium>>
beforeAll(async () => {
  chromium = await openChromium()
})
afterAll(async () => {
  await chromium?.close()
})

test('the reference is a page of this server alone, which fits a phone and is read by everybody', async () => {
  for (const colorScheme of ['light', 'dark'] as const) {
    const viewport = { width: 390, height: 800 }
    const context = await chromium.newContext({ baseURL: system.url, viewport, colorScheme })
    const page = await context.newPage()
    const asked: string[] = []
    const complaints: string[] = []
    page.on('request', (request) => asked.push(request.url()))
    page.on('console', (message) => complaints.push(message.text()))
    await page.goto('/api/docs#tasksChange')
    const operation = page.locator('#tasksChange')
    await operation.getByText('Input and answer').click()
    await operation.getByRole('cell', { name: 'If-Match' }).waitFor()
    await operation.getByText('at most 200 characters').waitFor()
    expect(await accessibilityOf(page)).toEqual([])
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(390)
    expect(asked.filter((url) => !url.startsWith(system.url))).toEqual([])
    expect(complaints.filter((text) => !text.includes('favicon'))).toEqual([])
    await context.close()
  }
  const read = (path: string, headers = {}) => fetch(system.url + path, { headers })
  const document = await read('/api/v1/openapi.json')
  expect(await document.json()).toMatchObject({ openapi: '3.1.1', servers: [{ url: '/api/v1' }] })
  const etag = document.headers.get('etag') ?? ''
  expect((await read('/api/v1/openapi.json', { 'if-none-match': etag })).status).toBe(304)
  const put = await fetch(`${system.url}/api/docs`, { method: 'PUT' })
  expect([put.status, put.headers.get('allow')]).toEqual([405, 'GET, HEAD'])
})
