import { expect, test } from '@jest/globals'
import { startBrowserTest } from './testing/browser-test.ts'

const { alice, signedIn } = await startBrowserTest()

test('six tabs of a browser without SharedWorker all work and all follow', async () => {
  const { workspaceId } = alice
  const { tasks, projects } = alice.trpc.task
  const { id: projectId } = await projects.create.mutate({ workspaceId, key: 'WEB', name: 'Web' })
  await tasks.create.mutate({ projectId, title: 'First' })
  const { page, workspace } = await signedIn(alice)
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
})
