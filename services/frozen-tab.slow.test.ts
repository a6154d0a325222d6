import { beforeAll, expect, test } from '@jest/globals'
import type { Page } from 'playwright-core'
import { startBrowserTest } from './testing/browser-test.ts'
import { intercept } from './testing/chromium.ts'

const { alice, signedIn } = await startBrowserTest()
let projectId: string

beforeAll(async () => {
  const { workspaceId } = alice
  const project = { workspaceId, key: 'COLD', name: 'Cold' }
  projectId = (await alice.trpc.task.projects.create.mutate(project)).id
  await alice.trpc.task.tasks.create.mutate({ projectId, title: 'First' })
})

/** Messages to the worker wait while `isHeld`; React's own, by the same means, do not. */
const holdingPort = `
  const post = MessagePort.prototype.postMessage
  const held = []
  MessagePort.prototype.postMessage = function (...given) {
    if (globalThis.isHeld && given[0]?.type) held.push(() => post.apply(this, given))
    else post.apply(this, given)
  }
  globalThis.letGo = () => {
    globalThis.isHeld = false
    for (const go of held.splice(0)) go()
  }`

interface Way {
  readonly script: string
  /** Keeps the tab from reaching the server; resolves to how to let it. */
  readonly hold: (page: Page) => Promise<() => Promise<unknown>>
}

const ways: [string, Way][] = [
  [
    'with a SharedWorker',
    {
      script: holdingPort,
      hold: async (page) => {
        await page.evaluate('isHeld = true')
        return () => page.evaluate('letGo()')
      },
    },
  ],
  [
    'without one',
    {
      script: 'delete globalThis.SharedWorker',
      hold: async (page) => {
        let letGo = () => {}
        const released = new Promise<void>((resolve) => {
          letGo = resolve
        })
        await intercept(page, '**/trpc/gateway/live.events*', async (route) => {
          await released
          await route.continue()
        })
        return async () => letGo()
      },
    },
  ],
]

test.each(ways)(
  'a tab that was frozen is live again only when it has heard, and misses nothing: %s',
  async (name, { script, hold }) => {
    const { page, workspace } = await signedIn(alice)
    await page.addInitScript(script)
    await page.goto(`/w/${workspace}/p/COLD/list`)
    const live = page.locator('[data-live=live]').first()
    await live.waitFor()
    const letGo = await hold(page)
    await page.evaluate("document.dispatchEvent(new Event('resume'))")
    await live.waitFor({ state: 'detached' })
    const title = `Made meanwhile, ${name}`
    await alice.trpc.task.tasks.create.mutate({ projectId, title })
    await letGo()
    await live.waitFor()
    await page.getByRole('link', { name: title }).first().waitFor()
    expect(await page.locator('[data-live=live]').count()).toBeGreaterThan(0)
    await page.context().close()
  },
)
