import { expect, test } from '@jest/globals'
import { sharing } from './frontend-service/web/messages/en/project/sharing.ts'
import { shortcuts } from './frontend-service/web/messages/en/shortcuts.ts'
import { en } from './frontend-service/web/messages/en.ts'
import { startBrowserTest } from './testing/browser-test.ts'
import { accessibilityOf, untilTrue } from './testing/chromium.ts'

const { system, alice, signedIn } = await startBrowserTest()
const { workspaceId } = alice
const { projects, tasks, taskGrants } = alice.trpc.task
const { token } = await alice.trpc.user.invitations.create.mutate({ workspaceId, role: 'guest' })
const gil = await system.person('Gil', token)
const { id: projectId } = await projects.create.mutate({
  ...{ workspaceId, key: 'ALONE', name: 'Apart', visibility: 'private', locale: 'en' },
})
const { id: taskId } = await tasks.create.mutate({ projectId, title: 'Garden plan' })
await tasks.create.mutate({ projectId, title: 'Garden secret' })
await taskGrants.set.mutate({ taskId, userId: gil.id, role: 'commenter' })
await gil.trpc.user.me.update.mutate({ locale: 'en' })
const { page, workspace } = await signedIn(gil)
const aside = page.getByRole('complementary', { name: 'ALONE-1' })
const heading = aside.getByRole('heading', { name: 'Garden plan', level: 1 })

test('home and the palette show a shared task at the side, where its reader comments', async () => {
  await page.goto(`/w/${workspace}/home`)
  await page.getByRole('region', { name: sharing.withMe }).getByRole('link').click()
  await heading.waitFor()
  expect(new URL(page.url()).searchParams.get('peek')).toContain('ALONE-1')
  await aside.getByText(sharing.badge).waitFor()
  expect(await accessibilityOf(page)).toEqual([])
  await aside.getByLabel(en.tasks.writeComment).fill('From the side')
  await aside.getByRole('button', { name: en.tasks.send }).click()
  await aside.getByRole('listitem').filter({ hasText: 'From the side' }).waitFor()
  expect(await aside.getByLabel(en.tasks.writeComment).count()).toBe(1)
  await aside.getByRole('button', { name: en.shell.close }).click()
  await aside.waitFor({ state: 'detached' })

  await page.keyboard.press('Control+k')
  await page.getByRole('dialog').getByRole('combobox').fill('garden')
  await page.getByRole('option', { name: 'Garden plan' }).waitFor()
  expect(await page.getByRole('option', { name: 'secret' }).count()).toBe(0)
  await page.keyboard.press('Enter')
  await heading.waitFor()
  // Its address alone does the same.
  await page.reload()
  await heading.waitFor()
  await aside.getByRole('link', { name: en.tasks.fullPage }).click()
  await page.waitForURL(/\/t\/ALONE-1$/)
  await page.getByRole('main').getByRole('heading', { name: 'Garden plan', level: 1 }).waitFor()
  await page.goto(`/w/${workspace}/t/ALONE-1?peek=ALONE-1`)
  await heading.waitFor()
})

test('# completes its key, which is a link with a card', async () => {
  await page.goto(`/w/${workspace}/t/ALONE-1`)
  const field = page.getByRole('textbox', { name: en.tasks.writeComment }).last()
  await field.pressSequentially('See #gard')
  await page.getByRole('option', { name: 'Garden plan' }).waitFor()
  expect(await page.getByRole('option').count()).toBe(1)
  await page.keyboard.press('Enter')
  await untilTrue(page, `document.activeElement?.value === 'See ALONE-1 '`)
  await field.pressSequentially('and ALONE-2')
  await page.keyboard.press('Control+Enter')
  const said = page.getByRole('listitem').filter({ hasText: 'and ALONE-2' })
  const link = said.getByRole('link', { name: 'ALONE-1' })
  await link.waitFor()
  expect(await said.getByRole('link').count()).toBe(1)
  await link.hover()
  await page.getByRole('tooltip').getByText('Garden plan').waitFor()
  expect(await accessibilityOf(page)).toEqual([])
})

test('what is taken back goes from the side and is found no more', async () => {
  await page.goto(`/w/${workspace}/home?peek=ALONE-1`)
  await heading.waitFor()
  await taskGrants.remove.mutate({ taskId, userId: gil.id })
  await aside.getByText(en.errors.notFound).waitFor()
  expect(await aside.getByText('From the side').count()).toBe(0)
  await page.keyboard.press('Control+k')
  await page.getByRole('dialog').getByRole('combobox').fill('garden')
  await page.getByText(shortcuts.palette.empty).waitFor()
})
