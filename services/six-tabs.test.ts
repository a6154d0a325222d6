import { expect, test } from '@jest/globals'
import { password, startSystem } from './frontend-service/testing/test-system.ts'
import { openChromium, pageOf } from './testing/chromium.ts'

test('six tabs of a browser without SharedWorker all work and all follow', async () => {
  const system = await startSystem({ all: { WEB_DIR: 'build/web' } })
  const chromium = await openChromium()
  try {
    const alice = await system.person('Alice')
    const { workspaceId } = alice
    const { tasks, projects } = alice.trpc.task
    const { id: projectId } = await projects.create.mutate({ workspaceId, key: 'WEB', name: 'Web' })
    await tasks.create.mutate({ projectId, title: 'First' })
    const { page, workspace } = await pageOf(chromium, system.url, { email: alice.email, password })
    const context = page.context()
    await context.addInitScript('delete globalThis.SharedWorker')
    const pages = [page]
    while (pages.length < 6) pages.push(await context.newPage())
    for (const each of pages) {
      await each.goto(`/w/${workspace}/p/WEB/board`)
      await each.getByRole('link', { name: 'First', exact: true }).waitFor()
    }
    await Promise.all(pages.map((each) => each.locator('[data-live=live]').waitFor()))
    await tasks.create.mutate({ projectId, title: 'Second' })
    for (const each of pages) await each.getByRole('link', { name: 'Second' }).waitFor()
    // The one that held the connection goes.
    await page.close()
    await tasks.create.mutate({ projectId, title: 'Third' })
    for (const each of pages.slice(1)) await each.getByRole('link', { name: 'Third' }).waitFor()
    expect(await pages[1]?.locator('[data-live=live]').count()).toBe(1)
  } finally {
    await chromium.close()
    await system.close()
  }
})
