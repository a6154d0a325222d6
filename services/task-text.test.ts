import { beforeAll, expect, test } from '@jest/globals'
import { pollUntil } from './chassis/poll-until.ts'
import { files } from './frontend-service/web/messages/en/files.ts'
import { en } from './frontend-service/web/messages/en.ts'
import { startBrowserTest } from './testing/browser-test.ts'
import { intercept, untilTrue } from './testing/chromium.ts'

const { system, alice, signedIn } = await startBrowserTest()
const { page, workspace } = await signedIn(alice)
const { workspaceId } = alice
const { tasks, projects, comments } = alice.trpc.task

const description = 'See WEB-2, not UTF-8 or `WEB-2`.\n\n- [ ] 하나\n- [x] two'
const onePixel =
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=='
const address = (key: string) => `/w/${workspace}/t/${key}`
const read = () => tasks.get.query({ workspaceId, key: 'WEB-1' })
let id = ''

const pastePicture = (bytes = onePixel, name = 'shot.png') =>
  page.evaluate(`(() => {
    const clipboardData = new DataTransfer()
    const png = Uint8Array.from(atob('${bytes}'), (letter) => letter.charCodeAt(0))
    clipboardData.items.add(new File([png], '${name}', { type: 'image/png' }))
    const paste = new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true })
    document.activeElement.dispatchEvent(paste)
  })()`)

beforeAll(async () => {
  const project = await projects.create.mutate({ workspaceId, key: 'WEB', name: 'Web' })
  const create = (title: string) =>
    tasks.create.mutate({ projectId: project.id, title, description })
  id = (await create('First')).id
  await create('Second')
  await comments.create.mutate({ taskId: id, text: '- [ ] asked' })
})

test('a check box is ticked in place, by mouse and by key, and the focus stays on it', async () => {
  await page.goto(address('WEB-1'))
  await page.getByRole('checkbox', { name: '하나' }).click()
  await page.getByRole('checkbox', { name: '하나', checked: true }).waitFor()
  await page.keyboard.press('Tab')
  await page.keyboard.press('Space')
  await page.getByRole('checkbox', { name: 'two', checked: false }).waitFor()
  await untilTrue(page, `document.activeElement?.ariaLabel === 'two'`)
  const expected = description.replace('[ ] 하나', '[x] 하나').replace('[x] two', '[ ] two')
  await pollUntil(read, { isEnough: (task) => task.description === expected })

  await page.getByRole('checkbox', { name: 'asked' }).click()
  await page.getByRole('checkbox', { name: 'asked', checked: true }).waitFor()
  const { items } = await comments.list.query({ taskId: id })
  expect(items.map(({ text }) => text)).toEqual(['- [x] asked'])
})

test('lists go on by themselves, marks go around what is selected, and Ctrl Z takes it back', async () => {
  await page.goto(address('WEB-2'))
  await page.getByRole('button', { name: en.tasks.editDescription }).click()
  const field = page.getByRole('textbox', { name: en.tasks.description, exact: true })
  await field.fill('')
  await field.pressSequentially('- 하나')
  await page.keyboard.press('Enter')
  await page.keyboard.press('Tab')
  await field.pressSequentially('둘')
  await page.keyboard.press('Shift+ArrowLeft')
  await page.keyboard.press('Control+b')
  expect(await field.inputValue()).toBe('- 하나\n  - **둘**')
  await page.keyboard.press('Control+z')
  expect(await field.inputValue()).toBe('- 하나\n  - 둘')
  await page.keyboard.press('Control+Enter')
  await page.getByRole('listitem').filter({ hasText: /^둘$/ }).waitFor()

  const comment = page.getByRole('textbox', { name: en.tasks.writeComment }).last()
  await comment.pressSequentially('1. first')
  await page.keyboard.press('Enter')
  await comment.pressSequentially('second')
  await page.keyboard.press('Control+Enter')
  await page
    .getByRole('listitem')
    .filter({ hasText: /^second$/ })
    .waitFor()
})

test('a picture that is pasted is stored with the task and shown in the text', async () => {
  await page.goto(address('WEB-2'))
  const comment = page.getByRole('textbox', { name: en.tasks.writeComment }).last()
  await comment.pressSequentially('See ')
  await comment.focus()
  await pastePicture()
  await untilTrue(
    page,
    `[...document.querySelectorAll('textarea')].some(({ value }) =>
    /^See !\\[shot\\.png\\]\\(\\/files\\/[0-9a-f-]+\\/content\\)$/.test(value))`,
  )
  await page.keyboard.press('Control+Enter')
  const picture = page.locator('.prose').getByRole('img', { name: 'shot.png' })
  await picture.waitFor()
  await untilTrue(
    page,
    `[...document.querySelectorAll('.prose img')].some((img) => img.naturalWidth === 1)`,
  )
})

test('what only has the name of a picture is shown by its name, as a link and as a file', async () => {
  await page.goto(address('WEB-2'))
  const comment = page.getByRole('textbox', { name: en.tasks.writeComment }).last()
  await comment.focus()
  await pastePicture(btoa('<b>no picture</b>'), 'page.png')
  await untilTrue(
    page,
    `[...document.querySelectorAll('textarea')].some(({ value }) => /page.png.*content/.test(value))`,
  )
  await page.keyboard.press('Control+Enter')
  const link = page.locator('.prose').getByRole('link', { name: 'page.png' })
  await link.waitFor()
  await untilTrue(page, `!document.querySelector('.prose img[alt="page.png"]')`)
  expect(await link.textContent()).toBe('page.png')
  const tile = page.getByRole('listitem').filter({ hasText: 'page.png' }).last()
  await tile.locator('svg').first().waitFor()
  await untilTrue(
    page,
    `![...document.querySelectorAll('li img')].some((img) => img.complete && img.naturalWidth === 0)`,
  )
})

test('a description that is given up stays given up when its picture arrives', async () => {
  let release = () => {}
  const held = new Promise<void>((resolve) => {
    release = resolve
  })
  await intercept(page, /\/uploads\//, async (route) => {
    await held
    await route.continue()
  })
  await page.goto(address('WEB-2'))
  await page.getByRole('button', { name: en.tasks.editDescription }).click()
  const field = page.getByRole('textbox', { name: en.tasks.description, exact: true })
  await field.pressSequentially('gone ')
  await pastePicture()
  await page.getByText(files.uploading('shot.png')).waitFor()
  expect(await page.getByRole('button', { name: en.shell.save }).isDisabled()).toBe(true)
  await page.keyboard.press('Escape')
  const before = await page.locator('li img').count()
  release()
  await untilTrue(page, `document.querySelectorAll('li img').length > ${before}`)
  expect(await field.count()).toBe(0)
  await page.unroute(/\/uploads\//)
})

test('a picture from elsewhere is a link, and is not asked for', async () => {
  const { id: taskId } = await tasks.get.query({ workspaceId, key: 'WEB-2' })
  const asked: string[] = []
  page.on('request', (request) => asked.push(request.url()))
  await comments.create.mutate({
    taskId,
    text: '![spy](https://elsewhere.example/a.png) ![own](/elsewhere.png) <img src=/raw.png>',
  })
  await page.goto(address('WEB-2'))
  const link = page.locator('.prose').getByRole('link', { name: 'spy' })
  expect(await link.getAttribute('href')).toBe('https://elsewhere.example/a.png')
  expect(asked.filter((url) => /elsewhere|raw/.test(url))).toEqual([])
})

test('the key of a task leads to it within the app; what only looks like one is text', async () => {
  await page.goto(address('WEB-1'))
  await page.evaluate('window.isSamePage = true')
  const prose = page.locator('.prose').first()
  await prose.getByRole('link').first().waitFor()
  expect(await prose.getByRole('link').allTextContents()).toEqual(['WEB-2'])
  await prose.getByRole('link', { name: 'WEB-2' }).click()
  await page.waitForURL(address('WEB-2'))
  expect(await page.evaluate('window.isSamePage')).toBe(true)
})

test('@ offers people and # tasks; keys choose, take and put away, and who is named stands out', async () => {
  await system.colleague(alice, '김지은')
  await system.colleague(alice, 'Zoe Kim')
  await page.goto(address('WEB-1'))
  const field = page.getByRole('textbox', { name: en.tasks.writeComment }).last()
  const options = page.getByRole('option')
  const written = (text: string) =>
    untilTrue(page, `document.activeElement?.value === ${JSON.stringify(text)}`)
  await field.pressSequentially('Ask @kim')
  await options.getByText('Zoe Kim').waitFor()
  await page.keyboard.press('Escape')
  await options.waitFor({ state: 'detached' })
  await page.keyboard.press('Enter')
  await field.pressSequentially('@')
  await options.getByText('김지은').waitFor()
  expect(await options.count()).toBe(3)
  const first = await options.first().textContent()
  const jieun = '@김지은'
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('ArrowUp')
  await page.keyboard.press('Tab')
  await written(`Ask @kim\n@${first} `)
  await field.pressSequentially('@지')
  await options.getByText('김지은').click()
  await written(`Ask @kim\n@${first} ${jieun} `)
  // The press that takes is not the one that a syllable needs: it is being composed still.
  const ime = await page.context().newCDPSession(page)
  await ime.send('Input.imeSetComposition', { text: '@지', selectionStart: 2, selectionEnd: 2 })
  await options.getByText('김지은').waitFor()
  await ime.send('Input.insertText', { text: '@지' })
  await page.keyboard.press('Enter')
  await written(`Ask @kim\n@${first} ${jieun} ${jieun} `)
  await field.pressSequentially('see #seco')
  await options.getByText('Second').waitFor()
  await page.keyboard.press('Enter')
  await written(`Ask @kim\n@${first} ${jieun} ${jieun} see WEB-2 `)
  // Nothing is left to complete of a key that is written whole: Enter is a new line.
  await field.pressSequentially('WEB-2')
  await options.getByText('Second').waitFor()
  await page.keyboard.press('Enter')
  await written(`Ask @kim\n@${first} ${jieun} ${jieun} see WEB-2 WEB-2\n`)
  await page.keyboard.press('Control+z')
  await page.keyboard.press('Control+Enter')
  await page.locator('.prose .mention').getByText('@김지은').first().waitFor()
  const marked = await page.locator('.prose .mention').allTextContents()
  expect(marked).toEqual([`@${first}`, '@김지은', '@김지은'])
})

test('a comment, or what is selected in it, is quoted behind what is already written', async () => {
  const { id: taskId } = await tasks.get.query({ workspaceId, key: 'WEB-2' })
  await comments.create.mutate({ taskId, text: 'It is blue.\n\nIs it **round**?' })
  await page.goto(address('WEB-2'))
  const field = page.getByRole('textbox', { name: en.tasks.writeComment }).last()
  const written = (text: string) =>
    untilTrue(page, `document.activeElement?.value === ${JSON.stringify(text)}`)
  const quote = async () => {
    await page.locator('[data-comment]').last().hover()
    await page.locator('[data-comment]').last().getByRole('button', { name: en.tasks.more }).click()
    await page.getByRole('menuitem', { name: en.tasks.quote }).click()
  }
  await field.pressSequentially('Hello')
  await quote()
  const whole = 'Hello\n\n> It is blue.\n>\n> Is it **round**?\n\n'
  await written(whole)
  await page.keyboard.type('Yes.')
  await page.locator('.prose').getByText('round').dblclick()
  await quote()
  await written(`${whole}Yes.\n\n> round\n\n`)
  await page.keyboard.press('Control+Enter')
  await page.locator('.prose blockquote').getByText('It is blue.').waitFor()
})

test('a link to something of this server that is no screen is followed by the browser', async () => {
  const { id: taskId } = await tasks.get.query({ workspaceId, key: 'WEB-2' })
  await comments.create.mutate({ taskId, text: '[health](/up)' })
  await page.goto(address('WEB-2'))
  await page.evaluate('window.isSamePage = true')
  await page.locator('.prose').getByRole('link', { name: 'health' }).click()
  await page.waitForURL('/up')
  await untilTrue(page, 'window.isSamePage === undefined')
})

test('two people tick two boxes of one text at once, and both stay ticked', async () => {
  const eve = await system.colleague(alice, 'Eve')
  const other = await signedIn(eve)
  const { id: taskId, version } = await tasks.get.query({ workspaceId, key: 'WEB-2' })
  const boxes = '- [ ] one\n- [ ] two\n- [ ] three'
  await tasks.change.mutate({ id: taskId, version, description: boxes })
  for (const each of [page, other.page]) {
    await each.goto(address('WEB-2'))
    await each.getByRole('checkbox', { name: 'three' }).waitFor()
  }
  let release = () => {}
  const held = new Promise<void>((resolve) => {
    release = resolve
  })
  await intercept(other.page, /tasks\.change/, async (route) => {
    await held
    await route.continue()
  })
  await other.page.getByRole('checkbox', { name: 'three' }).click()
  await page.getByRole('checkbox', { name: 'one' }).click()
  const now = () => tasks.get.query({ workspaceId, key: 'WEB-2' })
  await pollUntil(now, { isEnough: (task) => task.description.startsWith('- [x] one') })
  release()
  await pollUntil(now, {
    isEnough: (task) => task.description === '- [x] one\n- [ ] two\n- [x] three',
  })
  expect(await other.page.getByRole('dialog').count()).toBe(0)
})

test('who may not change a text sees its boxes and ticks none', async () => {
  const bob = await system.colleague(alice, 'Bob')
  const other = await signedIn(bob)
  await other.page.goto(address('WEB-1'))
  // Bob may edit the task, but the comment is hers.
  expect(await other.page.getByRole('checkbox', { name: 'asked' }).isDisabled()).toBe(true)
  expect(await other.page.getByRole('checkbox', { name: '하나' }).isEnabled()).toBe(true)
  await tasks.trash.mutate({ id })
  await other.page.getByRole('checkbox', { name: '하나', disabled: true }).waitFor()
})
