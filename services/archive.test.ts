import { expect, test } from '@jest/globals'
import { pollUntil } from './chassis/poll-until.ts'
import { dialogs } from './frontend-service/web/messages/en/dialogs.ts'
import { shortcuts } from './frontend-service/web/messages/en/shortcuts.ts'
import { trash } from './frontend-service/web/messages/en/trash.ts'
import { en } from './frontend-service/web/messages/en.ts'
import { startBrowserTest } from './testing/browser-test.ts'
import { accessibilityOf } from './testing/chromium.ts'

const { alice, signedIn } = await startBrowserTest()

test('what is completed is archived by key and by menu, found again by its filter, and taken out on its page', async () => {
  const { workspaceId } = alice
  const { tasks, projects } = alice.trpc.task
  const { id: projectId } = await projects.create.mutate({ workspaceId, key: 'OLD', name: 'Old' })
  for (const title of ['Done', 'Also done', 'Open']) await tasks.create.mutate({ projectId, title })
  const get = (key: string) => tasks.get.query({ workspaceId, key })
  for (const key of ['OLD-1', 'OLD-2']) {
    const { id, version } = await get(key)
    await tasks.close.mutate({ id, version })
  }
  const isArchived = (key: string, wanted: boolean) =>
    pollUntil(async () => ((await get(key)).archivedAt !== null) === wanted)

  const { page, workspace } = await signedIn(alice)
  const row = (key: string) => page.locator(`#main a[data-task="${key}"]:visible`)
  await page.goto(`/w/${workspace}/p/OLD/list?q=-p:urgent`)
  await row('OLD-3').focus()
  await page.keyboard.press('Shift+A')
  await page.getByText(dialogs.refusals.open).first().waitFor()
  expect(await row('OLD-3').count()).toBe(1)
  const menu = page.getByRole('menu')
  const archive = menu.getByRole('menuitem', { name: shortcuts.keys.archive })
  await row('OLD-1').click({ button: 'right' })
  await archive.waitFor()
  await page.keyboard.press('Escape')
  await menu.waitFor({ state: 'detached' })
  await row('OLD-3').click({ button: 'right' })
  await menu.getByRole('menuitem', { name: en.tasks.toTrash }).waitFor()
  expect(await archive.count()).toBe(0)
  await page.keyboard.press('Escape')
  await menu.waitFor({ state: 'detached' })
  await row('OLD-1').hover()
  await page.keyboard.press('Shift+A')
  await row('OLD-1').waitFor({ state: 'detached' })
  await isArchived('OLD-1', true)
  await page.keyboard.press('Control+z')
  await row('OLD-1').waitFor()
  await isArchived('OLD-1', false)
  await page.keyboard.press('Control+Shift+z')
  await row('OLD-1').waitFor({ state: 'detached' })

  await page.goto(`/w/${workspace}/t/OLD-2`)
  await page.getByRole('button', { name: en.tasks.more, exact: true }).first().click()
  await page.getByRole('menuitem', { name: trash.archive }).click()
  await page.getByText(trash.isArchived).waitFor()
  expect(await accessibilityOf(page)).toEqual([])
  await page.keyboard.press('Control+k')
  await page.keyboard.type('OLD-')
  const found = (key: string) => page.getByRole('option').filter({ hasText: key })
  await found('OLD-2').getByText(en.projects.archived, { exact: true }).waitFor()
  expect(await found('OLD-3').getByText(en.projects.archived).count()).toBe(0)
  await page.keyboard.press('Escape')
  await page.getByRole('dialog').waitFor({ state: 'detached' })
  const { id } = await get('OLD-2')
  await tasks.trash.mutate({ id })
  await page.getByText(en.tasks.inTrash).waitFor()
  await page.getByRole('button', { name: en.tasks.more, exact: true }).first().click()
  await page.getByRole('menuitem', { name: en.tasks.restore }).waitFor()
  expect(await page.getByRole('menuitem', { name: trash.unarchive }).count()).toBe(0)
  await tasks.restore.mutate({ id })

  await page.goto(`/w/${workspace}/p/OLD/trash`)
  await page.getByRole('link', { name: trash.archived }).click()
  await row('OLD-2').waitFor()
  expect(await row('OLD-3').count()).toBe(0)
  await row('OLD-1').hover()
  await page.keyboard.press('Shift+A')
  await row('OLD-1').waitFor({ state: 'detached' })
  await isArchived('OLD-1', false)
  await page.goto(`/w/${workspace}/t/OLD-2`)
  await page.getByRole('button', { name: trash.unarchive }).click()
  await page.getByText(trash.isArchived).waitFor({ state: 'detached' })
  await isArchived('OLD-2', false)
})
