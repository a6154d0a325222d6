import { beforeAll, expect, test } from '@jest/globals'
import type { Page } from 'playwright-core'
import { type Person, password } from './frontend-service/testing/people.ts'
import { dialogs } from './frontend-service/web/messages/en/dialogs.ts'
import { en } from './frontend-service/web/messages/en.ts'
import { startBrowserTest } from './testing/browser-test.ts'
import { intercept } from './testing/chromium.ts'

const { system, alice, signedIn } = await startBrowserTest()
const bob = await system.colleague(alice, 'Bob')
const { page, workspace } = await signedIn(alice)

beforeAll(async () => {
  const { workspaceId } = alice
  const { tasks, projects } = alice.trpc.task
  const project = await projects.create.mutate({
    ...{ workspaceId, key: 'AAA', name: 'Web', locale: 'en' },
  })
  for (const title of ['One', 'Two', 'Three', 'Four'])
    await tasks.create.mutate({ projectId: project.id, title })
})

const taskAt = (key: string) =>
  alice.trpc.task.tasks.get.query({ workspaceId: alice.workspaceId, key })

const composer = () =>
  page.locator(`textarea[aria-label="${en.tasks.writeComment}"]:visible`).last()
const editor = () => page.getByRole('textbox', { name: en.tasks.description, exact: true })
const title = () => page.getByRole('textbox', { name: en.tasks.fields.title })
const isAt = (key: string) =>
  page.getByRole('main').getByText(key, { exact: true }).first().waitFor()

async function byPalette(key: string) {
  await page.keyboard.press('Control+k')
  await page.keyboard.type(key)
  await page.getByRole('option', { name: new RegExp(key) }).click()
  await page.getByRole('complementary', { name: key }).waitFor()
}

async function toFullPage(key: string) {
  await page.getByRole('link', { name: en.tasks.fullPage }).click()
  await page.waitForURL(new RegExp(`/t/${key}$`))
  await isAt(key)
}

test('what is being written stays with its task, whichever way one goes to another', async () => {
  await page.goto(`/w/${workspace}/t/AAA-1`)
  await composer().fill('About one')
  await page.getByRole('button', { name: en.tasks.addDescription }).click()
  await editor().fill('One is described')

  await byPalette('AAA-2')
  expect(await composer().inputValue()).toBe('')
  await toFullPage('AAA-2')
  expect(await composer().inputValue()).toBe('')
  expect(await editor().count()).toBe(0)
  await composer().focus()
  await page.keyboard.press('Control+Enter')
  await composer().fill('About two')

  await page.goBack()
  await page.goBack()
  await page.waitForURL(/\/t\/AAA-1$/)
  await isAt('AAA-1')
  expect(await composer().inputValue()).toBe('About one')
  expect(await editor().inputValue()).toBe('One is described')
  await page.getByRole('button', { name: en.shell.save }).click()
  await page.getByText('One is described').waitFor()
  await page.goForward()
  await page.goForward()
  await page.waitForURL(/\/t\/AAA-2$/)
  await isAt('AAA-2')
  expect(await composer().inputValue()).toBe('About two')

  await page.goto(`/w/${workspace}/t/AAA-1`)
  await isAt('AAA-1')
  await expect(taskAt('AAA-1')).resolves.toMatchObject({ description: 'One is described' })
  expect((await taskAt('AAA-2')).description).toBe('')
  expect((await taskAt('AAA-2')).commentCount).toBe(0)
})

test('a field that was only looked at writes nothing over what others wrote meanwhile', async () => {
  await page.goto(`/w/${workspace}/t/AAA-3`)
  await title().focus()
  const { id, version } = await taskAt('AAA-3')
  await bob.trpc.task.tasks.change.mutate({ id, version, title: 'Of Bob', description: 'By Bob' })
  await page.getByText('By Bob').waitFor()
  expect(await title().inputValue()).toBe('Of Bob')
  await page.keyboard.press('Tab')
  await page.getByRole('button', { name: en.tasks.editDescription }).focus()
  await page.keyboard.press('Enter')
  expect(await editor().inputValue()).toBe('By Bob')
  await bob.trpc.task.tasks.change.mutate({ id, version: version + 1, description: 'Again' })
  for (let tries = 0; tries < 100 && (await editor().inputValue()) !== 'Again'; tries++)
    await page.waitForTimeout(100)
  expect(await editor().inputValue()).toBe('Again')
  await page.getByRole('button', { name: en.shell.save }).click()
  await page.getByText('Again').waitFor()
  expect(await taskAt('AAA-3')).toMatchObject({
    title: 'Of Bob',
    description: 'Again',
    version: version + 2,
  })
})

test.each([
  ['title', 'Bob', title, 'Enter'],
  ['description', 'Bob', editor, 'Control+Enter'],
  ['title', 'Alice', title, 'Enter'],
] as const)(
  'a %s that %s changed since its first letter is asked about, and one’s own other tab is called so',
  async (field, name, box, key) => {
    const other = name === 'Bob' ? bob : alice
    await page.goto(`/w/${workspace}/t/AAA-4`)
    await isAt('AAA-4')
    if (field === 'description')
      await page.getByRole('button', { name: en.tasks.addDescription }).click()
    const mine = name === 'Bob' ? 'Mine' : 'Mine again'
    await box().fill(mine)
    const { id, version } = await taskAt('AAA-4')
    const priority = name === 'Bob' ? 'high' : 'low'
    await other.trpc.task.tasks.change.mutate({
      id,
      version,
      [field]: `${field} of Bob`,
      priority,
    })
    await page
      .locator('button:visible', { hasText: new RegExp(`^${en.tasks.priorities[priority]}$`) })
      .waitFor()
    await box().press(key)
    const dialog = page.getByRole('dialog')
    await dialog.getByText(`${field} of Bob`).waitFor()
    await dialog.getByText(mine, { exact: true }).waitFor()
    expect((await taskAt('AAA-4'))[field]).toBe(`${field} of Bob`)
    const isOwn = other === alice
    await dialog.getByText(isOwn ? dialogs.otherTab : 'Bob', { exact: true }).waitFor()
    expect(await dialog.getByText(/Alice/).count()).toBe(0)
    await dialog.getByRole('button', { name: isOwn ? dialogs.keepHere : dialogs.keepMine }).click()
    await dialog.waitFor({ state: 'detached' })
    const saved = async () => (await taskAt('AAA-4'))[field]
    for (let tries = 0; tries < 100 && (await saved()) !== mine; tries++)
      await page.waitForTimeout(100)
    expect(await saved()).toBe(mine)
  },
)

test('drafts go when the session is ended elsewhere, and whoever signs in next sees none', async () => {
  await page.goto(`/w/${workspace}/t/AAA-2`)
  await composer().fill('A secret remark')
  const second = await page.context().newPage()
  await second.goto(`/w/${workspace}/home`)
  await second.getByRole('button', { name: en.shell.newTask }).first().waitFor()
  await second.keyboard.press('q')
  await second.keyboard.type('A secret plan')
  await second.keyboard.press('Escape')
  await alice.trpc.gateway.sessions.revokeOthers.mutate()
  await Promise.all([page, second].map((each) => each.waitForURL(/\/sign-in/)))
  const left = await page.evaluate('Object.keys(localStorage)')
  expect(left).toEqual(['taskmate.appearance'])
  expect(await page.evaluate('JSON.stringify(sessionStorage)')).not.toContain('secret')

  await page.locator('input[type=email]').fill(bob.email)
  await page.locator('input[type=password]').fill(password)
  await page.keyboard.press('Enter')
  await page.getByRole('button', { name: en.shell.newTask }).first().waitFor()
  await page.keyboard.press('q')
  expect(await page.getByRole('dialog').getByRole('textbox').inputValue()).toBe('')
  await page.goto(`/w/${workspace}/t/AAA-2`)
  await isAt('AAA-2')
  expect(await composer().inputValue()).toBe('')
  await second.close()
})

test('who signs in in one tab is who all tabs show', async () => {
  const second = await page.context().newPage()
  await second.goto('/settings/profile')
  await second.getByText(bob.email).waitFor()
  await second.evaluate(
    "fetch('/trpc/gateway/session.signOut', { method: 'POST', headers: { 'x-taskmate': '1', 'content-type': 'application/json' } })",
  )
  await page.waitForURL(/\/sign-in/)
  await page.locator('input[type=email]').fill(alice.email)
  await page.locator('input[type=password]').fill(password)
  await page.keyboard.press('Enter')
  await page.waitForURL(/AAA-2/)
  await second.waitForURL((url) => !url.pathname.startsWith('/settings'))
  expect(await second.getByText(bob.email).count()).toBe(0)
  await second.close()
})

async function enter(tab: Page, { email }: Person) {
  await tab.goto('/sign-in')
  await tab.locator('input[type=email]').fill(email)
  await tab.locator('input[type=password]').fill(password)
  await tab.keyboard.press('Enter')
  await tab.waitForURL(/\/home/)
}

/** Each ends the session of Bob, who has written a comment on the page. */
const endings: Record<string, () => Promise<unknown>> = {
  'it has expired when the text is sent': async () => {
    await page.context().clearCookies()
    await page.keyboard.press('Control+Enter')
  },
  'another tab signs out': async () => {
    const other = await page.context().newPage()
    await other.goto('/settings/profile')
    await other.getByRole('button', { name: en.settings.signOut, exact: true }).click()
    await other.waitForURL(/\/sign-in/)
    await other.close()
  },
  'it is revoked elsewhere': () => bob.trpc.gateway.sessions.revokeOthers.mutate(),
  'somebody else signs in in another tab': async () => {
    const other = await page.context().newPage()
    await enter(other, alice)
    await other.close()
  },
  'the account is disabled': () =>
    alice.trpc.gateway.people.disable.mutate({
      ...{ workspaceId: alice.workspaceId, userId: bob.id },
    }),
}

test.each(Object.keys(endings))('a session leaves no text of its person, where %s', async (how) => {
  await enter(page, bob)
  await page.goto(`/w/${workspace}/t/AAA-2`)
  await isAt('AAA-2')
  await composer().fill('A secret remark')
  await page.locator('[data-live=live]').first().waitFor()
  let letGo = () => {}
  const isLetGo = new Promise<void>((done) => {
    letGo = done
  })
  const isLeaving = page.waitForRequest((request) => request.isNavigationRequest())
  await intercept(page, /\/(sign-in|home)?(\?.*)?$/, async (route) => {
    if (route.request().isNavigationRequest()) await isLetGo
    await route.continue()
  })
  await endings[how]?.()
  await isLeaving
  // Whoever writes does not stop at once.
  await page.keyboard.type('more secrets')
  letGo()
  await page.waitForURL(/\/(sign-in|home)/)
  await page.unrouteAll()
  expect(await page.evaluate('Object.keys(localStorage).join()')).not.toContain('draft')
})
