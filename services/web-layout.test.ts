import { beforeAll, expect, test } from '@jest/globals'
import type { Page } from 'playwright-core'
import { z } from 'zod'
import { pollUntil } from './chassis/poll-until.ts'
import { uploaded } from './frontend-service/testing/my-data.ts'
import { password } from './frontend-service/testing/people.ts'
import { views as enViews } from './frontend-service/web/messages/en/views.ts'
import { en } from './frontend-service/web/messages/en.ts'
import { views as koViews } from './frontend-service/web/messages/ko/views.ts'
import { ko } from './frontend-service/web/messages/ko.ts'
import { isTried, startBrowserTest } from './testing/browser-test.ts'
import { accessibilityOf, untilTrue } from './testing/chromium.ts'
import { misfitsOf } from './testing/layout.ts'
import { movedWhileLoading } from './testing/moved.ts'
import { screensOf } from './testing/screens.ts'

const { system, chromium, alice, signedIn } = await startBrowserTest()

beforeAll(async () => {
  const { workspaceId } = alice
  const { projects, tasks, labels, comments, views, relations } = alice.trpc.task
  const bob = await system.colleague(alice, 'Bob')
  await bob.trpc.user.me.update.mutate({ name: 'Bartholomew Featherstonehaugh' })
  const project = await projects.create.mutate({
    ...{ workspaceId, key: 'WEB', name: '고객 만족도 조사와 홈페이지 개편', locale: 'en' },
  })
  const label = await labels.create.mutate({
    ...{ projectId: project.id, name: '프런트엔드', color: 'blue' },
  })
  for (const [index, status] of project.statuses.entries())
    await tasks.create.mutate({
      projectId: project.id,
      title: `구형 브라우저 안내 띠를 모든 페이지에 붙이고 문구를 다듬기 ${index}`,
      statusId: status.id,
      labelIds: [label.id],
      assigneeIds: [alice.id, bob.id],
      dueDate: '2026-12-24',
      priority: 'high',
    })
  const view = { projectId: project.id, kind: 'list', scope: 'project' } as const
  for (const nth of [1, 2, 3, 4])
    await views.create.mutate({ ...view, name: `이번 주에 급한 일 ${nth}`, q: 'status:open' })
  const { id: taskId } = await tasks.get.query({ workspaceId, key: 'WEB-1' })
  await comments.create.mutate({ taskId, text: 'https://example.com/'.padEnd(300, 'a') })
  const { id: otherId } = await tasks.get.query({ workspaceId, key: 'WEB-2' })
  for (const id of [taskId, otherId])
    await tasks.create.mutate({ projectId: project.id, title: 'Write it', parentId: id })
  await relations.create.mutate({ taskId, otherId, kind: 'blocks' })
  await uploaded(alice, { projectId: project.id, taskId, name: 'plan.txt' }, Buffer.from('A plan'))
})

/** 1280 × 800 at 200 % is 640 × 400. */
const sizes = [
  { width: 320, height: 640 },
  { width: 412, height: 915 },
  { width: 640, height: 400 },
]

test.each(
  [['en', en, enViews] as const, ['ko', ko, koViews] as const].filter(([locale]) =>
    isTried(locale),
  ),
)(
  'nothing is cut off or lies over something else on a small screen or at 200 %%, in %s',
  async (locale, m, views) => {
    await alice.trpc.user.me.update.mutate({ locale })
    const { page, workspace } = await signedIn(alice)
    await page.emulateMedia({ reducedMotion: 'reduce' })
    const found: string[] = []
    const look = async (screen: string) => {
      for (const size of sizes) {
        await page.setViewportSize(size)
        await settled(page)
        for (const misfit of await misfitsOf(page))
          found.push(`${screen} at ${size.width} × ${size.height}: ${misfit}`)
      }
    }
    for (const [screen, path] of Object.entries(screensOf(workspace))) {
      await page.goto(path)
      await page.getByRole('heading').first().waitFor()
      await look(screen)
    }
    await page.goto(`/w/${workspace}/p/WEB/list`)
    await page.setViewportSize({ width: 320, height: 640 })
    await page.getByRole('button', { name: views.label }).click()
    await look('views')
    await page.getByRole('menuitemradio', { name: /급한 일 4/ }).click()
    await page.waitForURL(/view=/)
    await page.goto(`${page.url()}&q=p:high`)
    await page.getByRole('button', { name: views.saveNew }).waitFor()
    await look('changed view')
    await page.locator('a[data-task]:visible').first().waitFor()
    for (const [overlay, key] of [
      ['palette', 'Control+k'],
      ['quick add', 'q'],
      ['shortcuts', '?'],
    ] as const) {
      await page.keyboard.press(key)
      await page.getByRole('dialog').waitFor()
      await look(overlay)
      await page.keyboard.press('Escape')
      await page.getByRole('dialog').waitFor({ state: 'detached' })
    }
    await page.goto(`/w/${workspace}/projects`)
    await page.getByRole('button', { name: m.projects.create }).click()
    await page.getByRole('dialog').waitFor()
    await look('new project')
    expect(found).toEqual([])
    await page.context().close()
  },
)

test('nothing that can be pressed moves while a screen loads, although what it asks last arrives first', async () => {
  const { page, workspace } = await signedIn(alice)
  const more = { teams: '/settings/teams', history: `/w/${workspace}/history` }
  const all = { ...screensOf(workspace), ...more }
  expect(await movedWhileLoading(page, all)).toEqual([])
  await page.context().close()
})

test('a message on a phone leaves its bar free', async () => {
  const { page, workspace } = await signedIn(alice)
  await page.setViewportSize({ width: 390, height: 844 })
  await page.goto(`/w/${workspace}/p/WEB/list`)
  await page.locator('a[data-task="WEB-1"]:visible').focus()
  await page.keyboard.press('.')
  const message = page.getByText(ko.tasks.copied).or(page.getByText(en.tasks.copied))
  await message.first().waitFor()
  await untilTrue(
    page,
    `document.querySelector('[data-sonner-toast] > *').getBoundingClientRect().bottom <=
      document.querySelector('nav.h-16').getBoundingClientRect().top`,
  )
  await page.screenshot({ path: 'build/message-on-phone.png' })
  await page.context().close()
})

test('headings of lanes stay in sight below those of columns, and a phone shows one column of lanes at a time', async () => {
  const { workspaceId } = alice
  const { projects, tasks } = alice.trpc.task
  const { id: projectId, statuses } = await projects.create.mutate({
    ...{ workspaceId, key: 'LANE', name: 'Lanes', locale: 'en' },
  })
  const card = { statusId: statuses[1]?.id, priority: 'high' as const }
  const cards = Array.from({ length: 40 }, (_, nth) => ({ ...card, title: `Card ${nth}` }))
  await tasks.createMany.mutate({ projectId, tasks: cards })
  const { page, workspace } = await signedIn(alice)
  await page.goto(`/w/${workspace}/p/LANE/board?sub=priority`)
  await page.locator('a[data-task="LANE-1"]').waitFor()
  const top = (selector: string) => `document.querySelector('${selector}').getBoundingClientRect()`
  const scrolled = `document.querySelector('[data-lane]').closest('.overflow-auto').scrollTop`
  await page.evaluate(`${scrolled} = 1500`)
  await untilTrue(
    page,
    `${scrolled} > 1000 && Math.abs(${top('#main h3')}.top - ${top('[id^=column-]')}.bottom - 4) < 2`,
  )
  // It is drawn above what is in sight.
  await page.locator('a[data-task]').first().focus()
  await untilTrue(
    page,
    `document.activeElement.closest('li')?.getBoundingClientRect().top >= ${top('#main h3')}.bottom - 1`,
  )

  await page.setViewportSize({ width: 390, height: 844 })
  const pager = page.locator('nav:has(> button[aria-current])')
  await pager.getByRole('button').nth(2).click()
  await untilTrue(
    page,
    `Math.abs(document.querySelectorAll('[id^=column-]')[2].getBoundingClientRect().left - 16) < 2`,
  )
  const third = statuses[2]?.name ?? ''
  await pager.locator('button[aria-current]').getByText(third).waitFor()
  await page.context().close()
})

test('groups of a list have groups within them, which fold, are counted and are there while they hold something; a view keeps them', async () => {
  const bob = await system.colleague(alice, 'Bob')
  await alice.trpc.user.me.update.mutate({ locale: 'en' })
  const { workspaceId } = alice
  const { projects, tasks } = alice.trpc.task
  const { id: projectId, statuses } = await projects.create.mutate({
    ...{ workspaceId, key: 'SUBS', name: 'Sub-groups', locale: 'en' },
  })
  const [todo, doing] = ['To do', 'In progress'].map((wanted) => ({
    statusId: statuses.find(({ name }) => name === wanted)?.id,
  }))
  for (const [title, status, assigneeIds] of [
    ['Both', doing, [alice.id, bob.id]],
    ['Hers', todo, [alice.id]],
    ['His', todo, [bob.id]],
    ['Idle', todo, []],
  ] as const)
    await tasks.create.mutate({ ...status, projectId, title, assigneeIds: [...assigneeIds] })
  const { page, workspace } = await signedIn(alice)
  await page.goto(`/w/${workspace}/p/SUBS/list`)
  await page.getByRole('link', { name: 'Idle' }).waitFor()
  await page.keyboard.press('v')
  await page.getByLabel(enViews.subGroupBy).selectOption('assignee')
  await page.waitForURL(/within=assignee/)
  await page.keyboard.press('Escape')
  const sub = (name: string) => page.getByRole('region', { name, exact: true })
  const headings = (...wanted: string[]) =>
    pollUntil(() => page.locator('#main h3').allInnerTexts(), {
      isEnough: (found) =>
        found.map((text) => text.trim().replace(/\n+/g, ' ')).join() === wanted.join(),
    })
  await headings('Alice 1', 'Bob 1', 'Alice 1', 'Bob 1', `${enViews.nobody} 1`)
  expect(await accessibilityOf(page)).toEqual([])
  // Keys go on from group to group; a task that changes groups takes the focus along.
  const isAt = (title: string, region: string) =>
    untilTrue(
      page,
      `document.activeElement.textContent === '${title}' && document.activeElement.closest('section').ariaLabel === '${region}'`,
    )
  await sub('In progress · Alice').getByRole('link', { name: 'Both' }).focus()
  await page.keyboard.press('j')
  await isAt('Both', 'In progress · Bob')
  for (const _ of ['Hers', 'His', 'Idle']) await page.keyboard.press('j')
  await isAt('Idle', `To do · ${enViews.nobody}`)
  await page.keyboard.press('i')
  await headings('Alice 1', 'Bob 1', 'Alice 2', 'Bob 1')
  await isAt('Idle', 'To do · Alice')
  const fold = sub('To do · Alice').getByRole('button', { name: /^Alice/ })
  await fold.click()
  await sub('To do · Alice').getByRole('link').first().waitFor({ state: 'detached' })

  await page.getByRole('button', { name: enViews.save }).click()
  await page.getByLabel(enViews.name, { exact: true }).fill('Who does what')
  await page.getByRole('button', { name: enViews.create, exact: true }).click()
  await page.waitForURL((url) => url.searchParams.has('view') && !url.searchParams.has('within'))
  const [saved] = await alice.trpc.task.views.list.query({ projectId })
  expect(saved).toMatchObject({ groupBy: 'status', subGroupBy: 'assignee', subBy: null })
  // Opened anew it has them, also where the address names none that there is.
  await page.goto(`${page.url()}&within=parent`)
  await headings('Alice 1', 'Bob 1', 'Alice 2', 'Bob 1')
  // Of a task that stands twice the same copy keeps the focus.
  await sub('In progress · Alice').getByRole('link', { name: 'Both' }).focus()
  await page.keyboard.press('j')
  await page.keyboard.press('s')
  await page.getByRole('menuitemradio', { name: 'To do' }).waitFor()
  await page.keyboard.type('To')
  await page.keyboard.press('Enter')
  await headings('Alice 3', 'Bob 2')
  await isAt('Both', 'To do · Bob')
  await page.context().close()
})

const fieldSizes = `[...document.querySelectorAll(
  'input:not([type=checkbox], [type=radio], [type=file]), textarea, select')].map((field) => [
    field.getAttribute('aria-label') ?? field.getAttribute('name') ?? field.localName,
    parseFloat(getComputedStyle(field).fontSize)])`

test('every field is written in letters of at least 16 px under a finger', async () => {
  const viewport = { width: 390, height: 844 }
  const context = await chromium.newContext({
    ...{ locale: 'en-GB', baseURL: system.url, viewport },
    ...{ hasTouch: true, isMobile: true },
  })
  const page = await context.newPage()
  const small: string[] = []
  const look = async (screen: string) => {
    const sizes = z.array(z.tuple([z.string(), z.number()])).parse(await page.evaluate(fieldSizes))
    for (const [name, size] of sizes) if (size < 16) small.push(`${screen}: ${name} ${size}`)
    return sizes.length
  }
  for (const path of ['/sign-up', '/sign-in']) {
    await page.goto(path)
    await page.locator('input').first().waitFor()
    expect(await look(path)).toBeGreaterThan(1)
  }
  await page.locator('input[type=email]').fill(alice.email)
  await page.locator('input[type=password]').fill(password)
  await page.keyboard.press('Enter')
  await page.waitForURL(/\/home/)
  const workspace = new URL(page.url()).pathname.split('/')[2] ?? ''
  for (const [screen, path] of Object.entries(screensOf(workspace))) {
    await page.goto(path)
    await page.getByRole('heading').first().waitFor()
    await settled(page)
    await look(screen)
  }
  await page.goto(`/w/${workspace}/p/WEB/list`)
  await page.locator('a[data-task]:visible').first().waitFor()
  for (const key of ['Control+k', 'q']) {
    await page.keyboard.press(key)
    await page.getByRole('dialog').waitFor()
    expect(await look(key)).toBeGreaterThan(0)
    await page.keyboard.press('Escape')
    await page.getByRole('dialog').waitFor({ state: 'detached' })
  }
  expect(small).toEqual([])
  await context.close()
})

/** Nothing is on its way any more. */
async function settled(page: Page) {
  await untilTrue(page, `document.querySelector('.animate-late, [aria-busy=true]') === null`)
  await page.evaluate('document.fonts.ready.then(() => undefined)')
}
