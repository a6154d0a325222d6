import { beforeAll, beforeEach, expect, test } from '@jest/globals'
import { pollUntil } from './chassis/poll-until.ts'
import { dashboard } from './frontend-service/web/messages/en/dashboard.ts'
import { en } from './frontend-service/web/messages/en.ts'
import { startBrowserTest } from './testing/browser-test.ts'
import { intercept, untilTrue } from './testing/chromium.ts'

const { alice, signedIn } = await startBrowserTest()
const { page, workspace } = await signedIn(alice)

beforeAll(async () => {
  const { workspaceId } = alice
  const { projects, tasks, labels } = alice.trpc.task
  const project = await projects.create.mutate({
    ...{ workspaceId, key: 'WEB', name: 'Web', locale: 'en' },
  })
  for (const name of ['Design', 'Docs'])
    await labels.create.mutate({ projectId: project.id, name, color: 'blue' })
  for (let number = 1; number <= 6; number++)
    await tasks.create.mutate({ projectId: project.id, title: `Task ${number}` })
})

/** What has the focus: the key of a row, `h1` and its words, or a name. */
const focused = async () => String(await page.evaluate(inFocus))
const inFocus = `(({ activeElement: at }) =>
  at.dataset.task ?? at.getAttribute('aria-label') ??
  (/H1|ASIDE/.test(at.tagName) ? at.localName + ' ' + at.textContent : at.localName))(document)`

const becomes = (expected: string) =>
  pollUntil(focused, { isEnough: (name) => name === expected, withinMs: 40_000 })
const row = (key: string) => page.locator(`#main a[data-task="${key}"]:visible`)

beforeEach(async () => {
  await page.goto(`/w/${workspace}/p/WEB/list`)
  await row('WEB-6').waitFor()
})

test.each(['list', 'board'])('Back returns to the row of the %s that was left', async (view) => {
  await page.goto(`/w/${workspace}/p/WEB/${view}`)
  await row('WEB-4').focus()
  await page.keyboard.press('Enter')
  await page.waitForURL(/\/t\/WEB-4/)
  await page.getByRole('textbox', { name: en.tasks.fields.title }).first().waitFor()
  await page.goBack()
  await becomes('WEB-4')
  await page.keyboard.press('j')
  await becomes('WEB-5')
})

test.each(['list', 'board'])(
  'Space on the %s moves into the peek, J goes on from its row, Esc returns to it',
  async (view) => {
    await page.goto(`/w/${workspace}/p/WEB/${view}`)
    await row('WEB-2').focus()
    await page.keyboard.press('Space')
    await becomes('WEB-2')
    await page.getByRole('complementary', { name: 'WEB-2' }).waitFor()
    await untilTrue(page, `document.activeElement?.localName === 'aside'`)
    await page.getByRole('button', { name: en.tasks.copyKey }).waitFor()
    await page.keyboard.press('Tab')
    await becomes(en.tasks.copyKey)
    await page.keyboard.press('Escape')
    await page.waitForURL((url) => !url.searchParams.has('peek'))
    await untilTrue(page, `document.activeElement?.localName === 'a'`)
    await becomes('WEB-2')
    await page.keyboard.press('Space')
    await untilTrue(page, `document.activeElement?.localName === 'aside'`)
    await page.keyboard.press('j')
    await becomes('WEB-3')
  },
)

test('another page begins at its heading', async () => {
  for (const [keys, heading] of [
    ['gp', en.projects.title],
    ['gd', dashboard.title],
    ['gs', en.settings.profile],
  ] as const) {
    for (const key of keys) await page.keyboard.press(key)
    await becomes(`h1 ${heading}`)
  }
  await page.getByRole('link', { name: en.settings.members }).click()
  await becomes(`h1 ${en.settings.members}`)
})

test('Enter in a menu without a match does nothing, in any menu', async () => {
  await page.goto(`/w/${workspace}/t/WEB-1`)
  const buttons = page.locator('#main button[aria-haspopup=menu]:visible')
  await buttons.nth(4).waitFor()
  const before = await alice.trpc.task.tasks.get.query({
    ...{ workspaceId: alice.workspaceId, key: 'WEB-1' },
  })
  const count = await buttons.count()
  for (let at = 0; at < count; at++) {
    await buttons.nth(at).click()
    await page.getByRole('menu').waitFor()
    await page.keyboard.type('zzz')
    // Labels alone are made by writing their name.
    const offer = page.getByText(en.tasks.createLabel('zzz'))
    await page.getByText(en.shell.noMatch).or(offer).waitFor()
    if ((await offer.count()) === 0) await page.keyboard.press('Enter')
    expect(await page.getByRole('menu').count()).toBe(1)
    await page.keyboard.press('Escape')
    await page.getByRole('menu').waitFor({ state: 'detached' })
  }
  expect(count).toBeGreaterThanOrEqual(4)
  const after = await alice.trpc.task.tasks.get.query({
    ...{ workspaceId: alice.workspaceId, key: 'WEB-1' },
  })
  expect(after).toEqual(before)

  // With a match, it is that one.
  await page
    .getByRole('button', { name: new RegExp(`^${en.tasks.labels}`) })
    .first()
    .click()
  await page.getByRole('menu').waitFor()
  await page.keyboard.type('doc')
  await page.keyboard.press('Enter')
  await page.getByRole('menuitemcheckbox', { name: 'Docs', checked: true }).waitFor()
})

test('a click into a field closes any menu and leaves the focus in that field', async () => {
  await page.goto(`/w/${workspace}/t/WEB-1`)
  const buttons = page.locator('#main button[aria-haspopup]:visible')
  await buttons.nth(4).waitFor()
  const title = page.getByRole('textbox', { name: en.tasks.fields.title }).first()
  const count = await buttons.count()
  for (let at = 0; at < count; at++) {
    await buttons.nth(at).click()
    await untilTrue(page, `document.activeElement?.closest('[role=menu], [role=dialog]')`)
    await title.click()
    await page.locator('[role=menu], [role=dialog]').first().waitFor({ state: 'detached' })
    await page.keyboard.type('Z')
    await untilTrue(page, `document.activeElement?.value?.includes('${'Z'.repeat(at + 1)}')`)
  }
  await page.keyboard.press('Escape')
})

test('what somebody has just written is not taken back by an answer from before it', async () => {
  await page.goto(`/w/${workspace}/t/WEB-1`)
  const title = page.getByRole('textbox', { name: en.tasks.fields.title }).first()
  await title.waitFor()
  const { workspaceId } = alice
  const read = () => alice.trpc.task.tasks.get.query({ workspaceId, key: 'WEB-1' })
  const elsewhere = async (priority: 'high' | 'urgent') => {
    const { id, version } = await read()
    await alice.trpc.task.tasks.change.mutate({ id, version, priority })
  }
  let isAsked = false
  let isHeld = false
  let release = () => {}
  const released = new Promise<void>((resolve) => {
    release = resolve
  })
  await intercept(page, '**/*tasks.get*', async (route) => {
    if (isAsked) return route.continue()
    isAsked = true
    const response = await route.fetch()
    isHeld = true
    await released
    await route.fulfill({ response })
  })
  await elsewhere('high')
  await pollUntil(async () => isHeld)
  await title.fill('Written meanwhile')
  await page.keyboard.press('Tab')
  await pollUntil(async () => (await read()).title === 'Written meanwhile')
  await page.evaluate(`(() => {
    const seen = (window.seenTitles = [])
    const look = () => {
      const { value } = document.querySelector('h1 textarea')
      if (seen.at(-1) !== value) seen.push(value)
      requestAnimationFrame(look)
    }
    look()
  })()`)
  // It comes with the answer after the one that was held.
  await elsewhere('urgent')
  release()
  await page.getByRole('button', { name: en.tasks.priorities.urgent }).first().waitFor()
  await page.unroute('**/*tasks.get*')
  expect(await page.evaluate('window.seenTitles')).toEqual(['Written meanwhile'])
})

const inView: [string, string, (key: string) => Promise<unknown>][] = [
  ['list', 'WEB-1', (key) => row(key).focus()],
  [
    'board',
    'WEB-2',
    async (key) => {
      await page.goto(`/w/${workspace}/p/WEB/board`)
      await row(key).focus()
    },
  ],
  [
    'page',
    'WEB-3',
    async (key) => {
      await page.goto(`/w/${workspace}/t/${key}`)
      await page.getByRole('textbox', { name: en.tasks.writeComment }).first().waitFor()
    },
  ],
  [
    'peek',
    'WEB-4',
    async (key) => {
      await page.goto(`/w/${workspace}/p/WEB/list?peek=${key}`)
      // Its task is what F completes: the frame, which has the focus, is there before.
      const title = { name: en.tasks.fields.title }
      await page.getByRole('complementary').getByRole('textbox', title).first().waitFor()
      await untilTrue(page, `document.activeElement?.localName === 'aside'`)
    },
  ],
]

test.each(inView)('C writes a comment and F completes the task on the %s', async (_, key, go) => {
  await go(key)
  await page.keyboard.press('c')
  await becomes(en.tasks.writeComment)
  await page.goto(`/w/${workspace}/p/WEB/list`)
  await row(key).waitFor()
  await go(key)
  await page.keyboard.press('f')
  const isDone = async () => {
    const task = await alice.trpc.task.tasks.get.query({ workspaceId: alice.workspaceId, key })
    return task.completedAt !== null
  }
  expect(await pollUntil(isDone)).toBe(true)
})

test('Enter opens the page of a task from its peek, as from its row', async () => {
  await page.goto(`/w/${workspace}/p/WEB/list?peek=WEB-6`)
  await untilTrue(page, `document.activeElement?.localName === 'aside'`)
  await page.keyboard.press('Enter')
  await page.waitForURL(/\/t\/WEB-6/)
})

test.each(['list', 'board'])('a task on the %s keeps the focus while it is saved', async (view) => {
  let release = () => {}
  const held = new Promise<void>((resolve) => {
    release = resolve
  })
  await intercept(page, /tasks\.create/, async (route) => {
    await held
    await route.continue()
  })
  await page.goto(`/w/${workspace}/p/WEB/${view}`)
  await row('WEB-6').waitFor()
  await page.keyboard.press('q')
  await page.keyboard.type(`Saved late on the ${view}`)
  await page.keyboard.press('Enter')
  await page.getByRole('dialog').waitFor({ state: 'detached' })
  await page.locator('#main a[data-task="WEB-…"]:visible').focus()
  release()
  await untilTrue(page, `/^WEB-\\d+$/.test(document.activeElement?.dataset.task)`)
  await page.unroute(/tasks\.create/)
})
