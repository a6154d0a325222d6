import { beforeAll, expect, test } from '@jest/globals'
import { members } from './frontend-service/web/messages/en/account/members.ts'
import { en } from './frontend-service/web/messages/en.ts'
import { startBrowserTest } from './testing/browser-test.ts'
import { insecureName } from './testing/chromium.ts'

const { system, alice, signedIn } = await startBrowserTest()
const url = `http://${insecureName}:${new URL(system.url).port}`
const { page, workspace } = await signedIn(alice, url)
const complaints: string[] = []

beforeAll(async () => {
  const { workspaceId } = alice
  await alice.trpc.task.projects.create.mutate({
    ...{ workspaceId, key: 'WEB', name: 'Web', locale: 'en' },
  })
  page.on('pageerror', (error) => complaints.push(error.message))
})

const pasted = async () => {
  await page.keyboard.press('q')
  await page.keyboard.press('Control+v')
  const text = await page.getByRole('dialog').getByRole('textbox').inputValue()
  await page.getByRole('dialog').getByRole('textbox').fill('')
  await page.keyboard.press('Escape')
  return text
}

test('over plain http at a name of its own a team adds, moves, uploads, copies and follows', async () => {
  expect(await page.evaluate('window.isSecureContext')).toBe(false)
  await page.goto(`/w/${workspace}/p/WEB/board`)
  await page.locator('[data-live=live]').waitFor()
  await page.keyboard.press('q')
  await page.keyboard.type('Written over http')
  await page.keyboard.press('Enter')
  await page.getByRole('dialog').waitFor({ state: 'detached' })
  await page.getByRole('link', { name: 'Written over http' }).press('Alt+ArrowRight')
  await page
    .getByRole('region', { name: /^In progress/ })
    .getByRole('link', { name: 'Written over http' })
    .waitFor()

  await page.goto(`/w/${workspace}/t/WEB-1`)
  await page.locator('input[type=file]').setInputFiles({
    name: 'plan.txt',
    mimeType: 'text/plain',
    buffer: Buffer.from('The plan'),
  })
  await page.getByRole('listitem').filter({ hasText: 'plan' }).waitFor()
  await page.getByRole('button', { name: en.tasks.copyKey }).click()
  await page.getByText(en.tasks.copied).waitFor()
  expect(await pasted()).toBe('WEB-1')

  await page.goto('/settings/members')
  await page.getByRole('button', { name: members.invite }).first().click()
  await page.getByRole('button', { name: members.makeLink }).click()
  const link = await page.getByLabel(members.linkReady).inputValue()
  await page.getByRole('button', { name: members.copy, exact: true }).click()
  await page.getByText(members.copied).waitFor()
  await page.getByRole('dialog').getByRole('button', { name: en.shell.close }).click()
  expect(await pasted()).toBe(link)
  expect(complaints).toEqual([])
})
