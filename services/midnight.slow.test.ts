import { beforeAll, expect, test } from '@jest/globals'
import { pollUntil } from './chassis/poll-until.ts'
import { day as dayWords, plan } from './frontend-service/web/messages/en/plan.ts'
import { en } from './frontend-service/web/messages/en.ts'
import { startBrowserTest } from './testing/browser-test.ts'
import { accessibilityOf } from './testing/chromium.ts'

const { alice, signedIn } = await startBrowserTest()
beforeAll(() => alice.trpc.user.me.update.mutate({ timeZone: 'Asia/Seoul' }))

test('a page that stays open over midnight changes Today and Overdue by itself', async () => {
  const { workspaceId } = alice
  const { tasks, projects } = alice.trpc.task
  const project = await projects.create.mutate({
    ...{ workspaceId, key: 'WEB', name: 'Web', locale: 'en' },
  })
  const { id, version } = await tasks.create.mutate({ projectId: project.id, title: 'Due' })
  const day = new Intl.DateTimeFormat('en-CA', { timeZone: 'Asia/Seoul' }).format(new Date())
  await tasks.change.mutate({ id, version, dueDate: day, assigneeIds: [alice.id] })

  const { page, workspace } = await signedIn(alice)
  // A minute before midnight in Seoul.
  await page.clock.install({ time: new Date(`${day}T23:59:00+09:00`) })
  await page.goto(`/w/${workspace}/home`)
  const section = (name: string) => page.getByRole('region', { name, exact: true })
  await section(en.home.today).getByText('Due', { exact: true }).first().waitFor()
  expect(await section(en.home.overdue).count()).toBe(0)
  await page.clock.runFor('02:00')
  await section(en.home.overdue).getByText('Due', { exact: true }).first().waitFor()
  await section(en.home.overdue).getByText(en.dates.yesterday).first().waitFor()
  expect(await section(en.home.today).count()).toBe(0)
  await page.context().close()
})

test('another tab tells the days by a time zone as soon as it is chosen', async () => {
  const { page, workspace } = await signedIn(alice)
  await page.clock.install({ time: new Date('2026-11-24T15:30:00Z') })
  await page.goto(`/w/${workspace}/home`)
  const day = (name: string) => page.getByRole('heading', { name })
  await day('25 November').first().waitFor()
  const other = await page.context().newPage()
  await other.goto('/settings/profile')
  await other.getByLabel(en.settings.timeZone).selectOption('America/New_York')
  await day('24 November').first().waitFor()
  await other.getByLabel(en.settings.timeZone).selectOption('Asia/Seoul')
  await day('25 November').first().waitFor()
  await page.context().close()
})

test('a task becomes overdue on screen at its minute', async () => {
  const { workspaceId } = alice
  const { tasks, projects } = alice.trpc.task
  const project = await projects.create.mutate({ workspaceId, key: 'SOON', name: 'Soon' })
  // The server's clock is nobody's to turn: for it there is time until tomorrow evening.
  const tomorrow = Date.now() + 24 * 60 * 60 * 1000
  const day = new Intl.DateTimeFormat('en-CA', { timeZone: 'Asia/Seoul' }).format(tomorrow)
  const due = { dueDate: day, dueTime: '23:59[Asia/Seoul]', assigneeIds: [alice.id] }
  await tasks.create.mutate({ projectId: project.id, title: 'Soon', ...due })

  const { page, workspace } = await signedIn(alice)
  await page.clock.install({ time: new Date(`${day}T23:58:00+09:00`) })
  await page.goto(`/w/${workspace}/home`)
  const section = (name: string) => page.getByRole('region', { name, exact: true })
  const time = section(en.home.today).getByText(`${en.dates.today}, 23:59`)
  const before = await time.first().getAttribute('class')
  await page.clock.runFor('01:30')
  const late = section(en.home.overdue).getByText(`${en.dates.today}, 23:59`)
  expect(await late.first().getAttribute('class')).not.toBe(before)
  expect(await time.count()).toBe(0)
  await page.context().close()
})

test('a task is due at a time that is typed; another day keeps it, others see it by their own clock, Ctrl Z goes back', async () => {
  const { workspaceId } = alice
  const { tasks, projects } = alice.trpc.task
  const { id: projectId } = await projects.create.mutate({ workspaceId, key: 'TIME', name: 'Time' })
  const due = { dueDate: '2031-12-02', dueTime: '09:30[Europe/London]' }
  await tasks.create.mutate({ projectId, title: 'One', ...due })
  const becomes = (dueDate: string | null, dueTime: string | null) =>
    pollUntil(async () => {
      const task = await tasks.get.query({ workspaceId, key: 'TIME-1' })
      return task.dueDate === dueDate && task.dueTime === dueTime
    })

  const { page, workspace } = await signedIn(alice)
  await page.goto(`/w/${workspace}/t/TIME-1`)
  const button = page.locator('[data-field=due]:visible').getByRole('button')
  await button.filter({ hasText: /2 Dec 2031, 18:30\s*9:30 \(United Kingdom Time\)/ }).click()
  const menu = page.getByRole('dialog', { name: en.tasks.due })
  await menu.locator('[data-day="2031-12-04"]').click()
  await becomes('2031-12-04', '09:30[Europe/London]')

  await button.click()
  const time = menu.getByRole('textbox', { name: plan.dueTime })
  expect(await time.inputValue()).toBe('18:30')
  await time.fill('3 o clock')
  await time.press('Enter')
  await menu.getByText(plan.timeHint).waitFor()
  expect(await accessibilityOf(page)).toEqual([])
  await time.fill('오후 3시')
  await time.press('Enter')
  await becomes('2031-12-04', '15:00[Asia/Seoul]')
  await button.filter({ hasText: /4 Dec 2031, 15:00$/ }).click()
  await menu.getByRole('textbox', { name: en.tasks.due, exact: true }).fill('5 Dec 2031 9am')
  await page.keyboard.press('Enter')
  await becomes('2031-12-05', '09:00[Asia/Seoul]')
  await button.click()
  await menu.getByRole('button', { name: plan.clearTime }).click()
  await becomes('2031-12-05', null)
  await page.keyboard.press('Control+z')
  await becomes('2031-12-05', '09:00[Asia/Seoul]')
  await button.click()
  await menu.getByRole('button', { name: en.tasks.clearDue }).click()
  await becomes(null, null)
  await page.keyboard.press('Control+z')
  await becomes('2031-12-05', '09:00[Asia/Seoul]')
})

test('a day that is chosen for many is the one that is seen, and a time waits for it', async () => {
  const { workspaceId } = alice
  const { tasks, projects } = alice.trpc.task
  const { id: projectId } = await projects.create.mutate({ workspaceId, key: 'MANY', name: 'Many' })
  const away = { dueDate: '2031-12-01', dueTime: '20:00[America/New_York]' }
  await tasks.create.mutate({ projectId, title: 'Away', startDate: '2031-12-01', ...away })
  await tasks.create.mutate({ projectId, title: 'None' })
  const become = (...wanted: string[]) =>
    pollUntil(async () => {
      const { items } = await tasks.list.query({ projectId, q: 'sort:title' })
      const due = items.map(({ dueDate, dueTime }) => `${dueDate} ${dueTime}`)
      return due.join() === wanted.join()
    })

  const { page, workspace } = await signedIn(alice)
  await page.goto(`/w/${workspace}/p/MANY/list`)
  const menu = page.getByRole('dialog', { name: en.tasks.due })
  const day = menu.getByRole('textbox', { name: en.tasks.due, exact: true })
  await page.locator('#main a[data-task="MANY-1"]:visible').focus()
  await page.keyboard.press('Control+a')
  await page.keyboard.press('d')
  await day.fill('9am')
  await day.press('Enter')
  await menu.getByText(dayWords.hint).waitFor()
  await day.fill('2031-12-10')
  await day.press('Enter')
  await become('2031-12-09 20:00[America/New_York]', '2031-12-10 null')

  await page.keyboard.press('d')
  await menu.getByRole('textbox', { name: plan.dueTime }).fill('9am')
  await page.keyboard.press('Enter')
  await menu.locator('[data-day]:focus').waitFor()
  await day.fill('2031-12-12')
  await day.press('Enter')
  await become('2031-12-12 09:00[Asia/Seoul]', '2031-12-12 09:00[Asia/Seoul]')
})
