import { beforeAll, beforeEach, expect, test } from '@jest/globals'
import { shortcuts } from './frontend-service/web/messages/en/shortcuts.ts'
import { en } from './frontend-service/web/messages/en.ts'
import { startBrowserTest } from './testing/browser-test.ts'
import { intercept } from './testing/chromium.ts'

const { alice, signedIn } = await startBrowserTest()
const { page, workspace } = await signedIn(alice)
const list = `/w/${workspace}/p/WEB/list`

beforeAll(async () => {
  const { workspaceId } = alice
  const { tasks, projects } = alice.trpc.task
  const project = await projects.create.mutate({
    workspaceId,
    key: 'WEB',
    name: 'Web',
    locale: 'en',
  })
  for (const title of ['One', 'Two']) await tasks.create.mutate({ projectId: project.id, title })
})

// Loaded anew each time, so that nothing has been fetched ahead.
beforeEach(async () => {
  await page.goto(list)
  await page.evaluate(
    "for (const key of Object.keys(localStorage)) if (key.includes('draft quick add')) localStorage.removeItem(key)",
  )
  await page.goto(list)
  await page.getByRole('link', { name: 'Two', exact: true }).first().focus()
})

const field = () => page.getByRole('dialog').getByRole('textbox').or(page.getByRole('combobox'))

/** What the keys would do if they were commands: complete a task, open another overlay, leave the page. */
async function nothingHappened() {
  expect(await page.getByRole('dialog').count()).toBe(1)
  expect(new URL(page.url()).pathname + new URL(page.url()).search).toBe(list)
  await nothingMoved()
}

/** No task was completed, moved, begun or thrown away. */
async function nothingMoved() {
  const { columns } = await alice.trpc.task.tasks.board.query({
    projectId:
      (await alice.trpc.task.projects.list.query({ workspaceId: alice.workspaceId }))[0]?.id ?? '',
  })
  expect(columns.filter(({ count }) => count > 0)).toHaveLength(1)
}

const typed = 'each jkq? gb cme'

test.each([
  ['q', 'quick add'],
  ['Control+k', 'the palette'],
])('after %s all that is typed without a pause is text of %s, and no command', async (key) => {
  await page.keyboard.press(key)
  await page.keyboard.type(typed)
  expect(await field().inputValue()).toBe(typed)
  await nothingHappened()
  await page.keyboard.press('Escape')
})

test('a new project takes its name from the Enter in the palette on', async () => {
  await page.keyboard.press('Control+k')
  await page.keyboard.type('new project')
  await page.keyboard.press('Enter')
  await page.keyboard.type(typed)
  // The palette, which is gone, gives the focus back a moment later: not from those who write by then.
  await page.evaluate('new Promise((done) => setTimeout(done))')
  await page.keyboard.type(typed)
  expect(await page.getByLabel(en.projects.name, { exact: true }).inputValue()).toBe(typed + typed)
  await nothingHappened()
})

test('over the sheet of keys nothing is a command', async () => {
  await page.keyboard.press('?')
  await page.keyboard.type('each jkq gb cm')
  await nothingHappened()
  // An odd number of blanks would leave a box that they reach the other way round.
  const letters = page.getByRole('checkbox', { name: shortcuts.change.letters })
  expect(await letters.isChecked()).toBe(true)
})

test('over a menu that a key opened letters and arrows are the menu’s', async () => {
  const row = page.getByRole('listitem').filter({ hasText: 'Two' })
  await row
    .getByRole('button', { name: new RegExp(`^${en.tasks.priority}`) })
    .first()
    .focus()
  await page.keyboard.press('Enter')
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('j')
  expect(await page.getByRole('menu').count()).toBe(1)
  expect(await page.evaluate("Boolean(document.activeElement.closest('[role=dialog]'))")).toBe(true)
})

const comment = () => page.getByRole('textbox', { name: en.tasks.writeComment })

/** The list, with the focus on a row whose task the server tells nothing of until it is let go. */
async function holdTask() {
  let letGo = () => {}
  const isLetGo = new Promise<void>((done) => {
    letGo = done
  })
  const asked = /\/trpc\/task\/[^?]*tasks\.get/
  await intercept(page, asked, async (route) => {
    await isLetGo
    await route.continue()
  })
  // A row that gets the focus fetches its task ahead.
  await page.goto(list)
  await page.getByRole('link', { name: 'Two', exact: true }).first().focus()
  return async () => {
    letGo()
    await page.getByRole('complementary').getByRole('tablist').waitFor()
    await page.unroute(asked)
  }
}

test.each([
  ['a row', ['c']],
  ['a row that was just peeked at', ['Space', 'c']],
])('after c on %s all that is typed without a pause is text of a comment', async (_where, keys) => {
  const letGo = await holdTask()
  for (const key of keys) await page.keyboard.press(key)
  await page.keyboard.type(typed)
  await letGo()
  await page.keyboard.type(typed)
  expect(await comment().inputValue()).toBe(typed + typed)
  expect(await page.getByRole('dialog').count()).toBe(0)
  await comment().fill('')
  await nothingMoved()
})

test('c on a peek that is still loading begins a comment, and Ctrl Enter sends it', async () => {
  const letGo = await holdTask()
  await page.keyboard.press('Space')
  await page.waitForURL(/peek=/)
  await page.getByRole('complementary').waitFor()
  await page.keyboard.press('c')
  await page.keyboard.type(typed)
  await page.keyboard.press('Control+Enter')
  await letGo()
  await page.getByRole('listitem').getByText(typed).waitFor()
  expect(await comment().inputValue()).toBe('')
  await nothingMoved()
})

test('a peek that was opened to write is gone after Back', async () => {
  await page.keyboard.press('c')
  await page.waitForURL(/peek=/)
  await page.getByRole('complementary').getByRole('tablist').waitFor()
  await page.goBack()
  await page.waitForURL((url) => url.pathname + url.search === list)
  await page.getByRole('complementary').waitFor({ state: 'detached' })
})

test('Back that comes before the page has followed the address takes a peek to write away too', async () => {
  await page.evaluate(`{
    const push = history.pushState
    history.pushState = (...entry) => {
      history.pushState = push
      push.apply(history, entry)
      history.back()
    }
  }`)
  await page.keyboard.press('c')
  await page.getByRole('complementary').waitFor({ state: 'detached' })
  expect(new URL(page.url()).pathname + new URL(page.url()).search).toBe(list)
})

test('a syllable that is being composed while a task arrives is whole in its comment', async () => {
  const session = await page.context().newCDPSession(page)
  const letGo = await holdTask()
  await page.keyboard.press('c')
  await session.send('Input.imeSetComposition', { text: '하', selectionStart: 1, selectionEnd: 1 })
  await letGo()
  await session.send('Input.imeSetComposition', { text: '한', selectionStart: 1, selectionEnd: 1 })
  await session.send('Input.insertText', { text: '한' })
  expect(await comment().inputValue()).toBe('한')
  await comment().fill('')
})

test.each([
  [en.tasks.status, ['Enter']],
  [en.tasks.priority, ['Enter']],
  [en.tasks.assignees, ['Space']],
  [en.tasks.labels, ['Space']],
])('what is typed after the key that opens the menu of %s filters it', async (name, keys) => {
  await page.keyboard.press('Space')
  const button = page.getByRole('complementary').getByRole('button', { name })
  await button.first().focus()
  for (const key of keys) await page.keyboard.press(key)
  await page.keyboard.type('eachjk')
  expect(await page.getByRole('textbox', { name: en.shell.filter }).inputValue()).toBe('eachjk')
  await page.keyboard.press('Escape')
  await nothingMoved()
})

test('letters over the calendar of a due date are no commands', async () => {
  await page.keyboard.press('Space')
  await page.getByRole('complementary').getByRole('button', { name: en.tasks.noDue }).focus()
  await page.keyboard.press('Enter')
  await page.keyboard.type('each jkq? gb cme')
  expect(await page.getByRole('dialog').count()).toBe(1)
  await nothingMoved()
})

test('the palette finds tasks letter by letter, and shows none that no longer fits', async () => {
  await page.keyboard.press('Control+k')
  const found = page.getByRole('option').filter({ hasText: 'WEB-2' })
  await page.keyboard.type('tw')
  await found.waitFor()
  await page.keyboard.type('o')
  await found.waitFor()
  await page.keyboard.type('s')
  await found.waitFor({ state: 'detached' })
  await page.keyboard.press('Backspace')
  await found.waitFor()
})

test('what is typed after Ctrl F over a long list is what the palette looks for', async () => {
  const { tasks, projects } = alice.trpc.task
  const { workspaceId } = alice
  const long = await projects.create.mutate({
    workspaceId,
    key: 'LONG',
    name: 'Long',
    locale: 'en',
  })
  for (let number = 1; number <= 51; number++)
    await tasks.create.mutate({ projectId: long.id, title: `Task ${number}` })
  await page.goto(list.replace('/WEB/', '/LONG/'))
  await page.getByRole('link', { name: 'Task 1', exact: true }).first().focus()
  await page.keyboard.press('Control+f')
  await page.keyboard.type(typed)
  expect(await field().inputValue()).toBe(typed)
})

test('the text of a description that Enter opened arrives whole', async () => {
  await page.keyboard.press('Space')
  await page.getByRole('button', { name: en.tasks.addDescription }).focus()
  await page.keyboard.press('Enter')
  await page.keyboard.type(typed)
  const description = page.getByRole('textbox', { name: en.tasks.description, exact: true })
  expect(await description.inputValue()).toBe(typed)
  await page.keyboard.press('Escape')
  await nothingMoved()
})

test('a syllable that is being composed arrives whole', async () => {
  const session = await page.context().newCDPSession(page)
  await page.keyboard.press('q')
  for (const text of ['ㅎ', '하', '한'])
    await session.send('Input.imeSetComposition', { text, selectionStart: 1, selectionEnd: 1 })
  await session.send('Input.insertText', { text: '한' })
  await session.send('Input.imeSetComposition', { text: 'ㄱ', selectionStart: 1, selectionEnd: 1 })
  await session.send('Input.insertText', { text: '글' })
  expect(await field().inputValue()).toBe('한글')
})

test('Enter while a syllable is being composed makes one task at most, of the whole title', async () => {
  const session = await page.context().newCDPSession(page)
  await page.keyboard.press('q')
  await session.send('Input.imeSetComposition', {
    text: '회의',
    selectionStart: 2,
    selectionEnd: 2,
  })
  await page.keyboard.press('Enter')
  expect(await page.getByRole('dialog').count()).toBe(1)
  await session.send('Input.insertText', { text: '회의' })
  await page.keyboard.press('Enter')
  await page.getByRole('dialog').waitFor({ state: 'detached' })
  await page.getByRole('link', { name: '회의', exact: true }).first().waitFor()
  expect(await page.getByRole('link', { name: '회의', exact: true }).count()).toBe(1)
})

test('title and Enter without a pause make a task, although its project is not known yet', async () => {
  await page.goto('about:blank')
  await intercept(page, '**/trpc/task/projects.list*', async (route) => {
    await new Promise((done) => setTimeout(done, 500))
    await route.continue()
  })
  await page.goto(list)
  await page.getByRole('button', { name: en.shell.newTask }).first().waitFor()
  await page.keyboard.press('q')
  await page.keyboard.type('Each')
  await page.keyboard.press('Enter')
  await page.getByRole('link', { name: 'Each', exact: true }).first().waitFor()
})
