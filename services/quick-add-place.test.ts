import { beforeAll, expect, test } from '@jest/globals'
import { pollUntil } from './chassis/poll-until.ts'
import { quickAdd as words } from './frontend-service/web/messages/en/quick-add.ts'
import { en } from './frontend-service/web/messages/en.ts'
import { startBrowserTest } from './testing/browser-test.ts'
import { accessibilityOf } from './testing/chromium.ts'

const { system, alice, signedIn } = await startBrowserTest()
const { page, workspace } = await signedIn(alice)
let projectId: string

beforeAll(async () => {
  const { workspaceId } = alice
  const { projects } = alice.trpc.task
  const project = await projects.create.mutate({
    ...{ workspaceId, key: 'WEB', name: 'Web', locale: 'en' },
  })
  projectId = project.id
})

const add = () => page.getByRole('dialog').getByRole('textbox')
const chips = () => page.getByRole('list', { name: words.found }).getByRole('button')

/** The task of a title, once it is saved. */
async function saved(title: string) {
  const found = async () => {
    const { items } = await alice.trpc.task.tasks.list.query({ projectId })
    return items.find((task) => task.title === title)
  }
  return await pollUntil(found)
}

/** Opens quick add on a page, without what was written there before. */
async function openQuickAdd(path = '/p/WEB/list') {
  await page.goto(`/w/${workspace}${path}`)
  await page.evaluate('localStorage.clear()')
  await page.goto(`/w/${workspace}${path}`)
  // A click waits for what it is for; a key that comes too early is lost.
  await page.getByRole('button', { name: en.shell.newTask }).first().click()
  await add().waitFor()
}
const openAtHome = () => openQuickAdd('/home')

const mineChip = () => page.getByRole('dialog').getByRole('button', { name: words.notMine })

test('what is added from home is mine, and is there at once', async () => {
  await openAtHome()
  await page.keyboard.type('Water the plants today')
  await mineChip().waitFor()
  expect(await accessibilityOf(page)).toEqual([])
  await page.keyboard.press('Enter')
  const today = page.getByRole('region', { name: en.home.today })
  await today.getByRole('link', { name: 'Water the plants' }).waitFor()
  expect(await saved('Water the plants')).toMatchObject({ assigneeIds: [alice.id] })
})

test('whoever adds from home can take themselves off, and lines of home are mine as well', async () => {
  await openAtHome()
  await page.keyboard.type('Nobody does this')
  await mineChip().click()
  await mineChip().waitFor({ state: 'detached' })
  // A draft that comes back is still nobody's.
  await page.reload()
  await page.getByRole('heading', { name: en.shell.home }).waitFor()
  await page.keyboard.press('q')
  await page.getByText(words.restored).waitFor()
  await page.getByRole('button', { name: en.tasks.createAnother }).waitFor()
  expect(await mineChip().count()).toBe(0)
  await page.keyboard.press('Enter')
  expect(await saved('Nobody does this')).toMatchObject({ assigneeIds: [] })
  await openAtHome()
  await page.keyboard.insertText('First line of mine\nSecond line of mine')
  await mineChip().waitFor()
  await page.keyboard.press('Enter')
  expect(await saved('Second line of mine')).toMatchObject({ assigneeIds: [alice.id] })
  await openQuickAdd()
  await page.keyboard.type('In a list nobody is set')
  await page.keyboard.press('Enter')
  expect(await saved('In a list nobody is set')).toMatchObject({ assigneeIds: [] })
})

test('whoever is named in a text from home does it instead of me', async () => {
  await openAtHome()
  await mineChip().waitFor()
  await page.keyboard.type('Named by hand @me')
  await chips().filter({ hasText: 'Alice' }).waitFor()
  await mineChip().waitFor({ state: 'detached' })
  await page.keyboard.press('Escape')
})

test('of a name that several have, people or projects, all are offered', async () => {
  const { workspaceId } = alice
  const twins = [await system.colleague(alice, 'Sam'), await system.colleague(alice, 'Sam')]
  for (const key of ['FIRST', 'TWIN'])
    await alice.trpc.task.projects.create.mutate({ workspaceId, key, name: 'Site', locale: 'en' })
  await openQuickAdd()
  await page.keyboard.type('Choose +site @sam')
  const choice = (name: string) => page.getByRole('dialog').getByRole('button', { name })
  await page.getByText(words.severalProjects('Site')).waitFor()
  await choice('Site FIRST').and(page.locator('[aria-pressed=true]')).waitFor()
  await choice('Site TWIN').click()
  await page.getByText(words.severalProjects('Site')).waitFor({ state: 'detached' })
  expect(await add().inputValue()).toBe('Choose +TWIN @sam')
  await page.getByText(words.several('sam')).waitFor()
  expect(await accessibilityOf(page)).toEqual([])
  await choice(twins[1]?.email ?? '').click()
  await chips().filter({ hasText: 'Sam' }).waitFor()
  await page.keyboard.press('Enter')
  const { id } = await alice.trpc.task.projects.get.query({ workspaceId, key: 'TWIN' })
  const made = async () => (await alice.trpc.task.tasks.list.query({ projectId: id })).items
  const [task] = await pollUntil(made, { isEnough: (tasks) => tasks.length > 0 })
  expect(task?.assigneeIds).toEqual([twins[1]?.id])
})

test('a text that was left in quick add is said to be restored, and is gone for good when it is cleared', async () => {
  await openQuickAdd()
  await page.keyboard.type('Half a thought')
  expect(await page.getByText(words.restored).count()).toBe(0)
  await page.keyboard.press('Escape')
  await add().waitFor({ state: 'detached' })
  await page.keyboard.press('q')
  await page.getByText(words.restored).waitFor()
  expect(await add().inputValue()).toBe('Half a thought')
  expect(await accessibilityOf(page)).toEqual([])

  // Written on, it is the text of now.
  await page.keyboard.type(' more')
  await page.getByText(words.restored).waitFor({ state: 'detached' })
  await page.keyboard.press('Escape')
  await add().waitFor({ state: 'detached' })
  await page.keyboard.press('q')
  await page.getByRole('button', { name: words.clear, exact: true }).click()
  await page.getByText(words.restored).waitFor({ state: 'detached' })
  expect(await add().inputValue()).toBe('')
  await page.keyboard.press('Escape')
  await add().waitFor({ state: 'detached' })
  await page.keyboard.press('q')
  await page.getByRole('button', { name: en.tasks.createAnother }).waitFor()
  expect(await add().inputValue()).toBe('')
  expect(await page.getByText(words.restored).count()).toBe(0)
  await page.keyboard.press('Escape')
})
