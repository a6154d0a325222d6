import { expect, test } from '@jest/globals'
import { sharing as sharingEn } from './frontend-service/web/messages/en/project/sharing.ts'
import { en } from './frontend-service/web/messages/en.ts'
import { sharing as sharingKo } from './frontend-service/web/messages/ko/project/sharing.ts'
import { ko } from './frontend-service/web/messages/ko.ts'
import { startBrowserTest } from './testing/browser-test.ts'
import { accessibilityOf } from './testing/chromium.ts'
import { misfitsOf } from './testing/layout.ts'

const { system, alice, signedIn } = await startBrowserTest()

/** Names of lists whose own width is not enough for the longest of their words. Runs in the page. */
const cutLists = `[...document.querySelectorAll('[role=dialog] select')].filter((list) => {
  const whole = list.cloneNode(true)
  whole.style.width = 'max-content'
  list.after(whole)
  const needed = whole.offsetWidth
  whole.remove()
  return list.offsetWidth < needed || list.getBoundingClientRect().right > innerWidth
}).map((list) => list.getAttribute('aria-label'))`

test('a disabled account is not offered, what it had is marked, and no words are cut on a phone or enlarged', async () => {
  const { workspaceId } = alice
  const gone = await system.colleague(alice, 'Gwendolyn Featherstonehaugh')
  await system.colleague(alice, 'Gil')
  const { projects, tasks, taskGrants } = alice.trpc.task
  const place = { workspaceId, key: 'SHARE', name: 'Share', visibility: 'private' } as const
  const { id: projectId } = await projects.create.mutate(place)
  const { id: taskId } = await tasks.create.mutate({ projectId, title: 'A task' })
  await taskGrants.set.mutate({ taskId, userId: gone.id, role: 'commenter' })
  await alice.trpc.gateway.people.disable.mutate({ workspaceId, userId: gone.id })

  for (const [locale, m, words] of [
    ['en', en, sharingEn] as const,
    ['ko', ko, sharingKo] as const,
  ]) {
    await alice.trpc.user.me.update.mutate({ locale })
    const { page, workspace } = await signedIn(alice)
    await page.setViewportSize({ width: 390, height: 844 })
    await page.goto(`/w/${workspace}/t/SHARE-1`)
    await page.getByRole('button', { name: m.tasks.more, exact: true }).click()
    await page.getByRole('menuitem', { name: words.share }).click()
    const dialog = page.getByRole('dialog', { name: words.title('SHARE-1') })
    const row = dialog.getByRole('listitem').filter({ hasText: gone.name })
    await row.getByText(words.suspended).waitFor()
    expect(await row.getByLabel(words.roleOf(gone.name)).isDisabled()).toBe(true)
    await dialog.getByRole('button', { name: words.add }).click()
    await page.getByRole('menuitemradio', { name: 'Gil' }).waitFor()
    expect(await page.getByRole('menuitemradio', { name: gone.name }).count()).toBe(0)
    await page.keyboard.press('Escape')
    expect(await accessibilityOf(page)).toEqual([])
    // 200 % of a phone is half its width.
    for (const width of [390, 195]) {
      await page.setViewportSize({ width, height: 844 })
      expect([locale, width, await page.evaluate(cutLists)]).toEqual([locale, width, []])
      expect([locale, width, await misfitsOf(page)]).toEqual([locale, width, []])
    }
    await page.context().close()
  }
})
