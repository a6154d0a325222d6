import { expect, test } from '@jest/globals'
import { pollUntil } from './chassis/poll-until.ts'
import { plan } from './frontend-service/web/messages/en/plan.ts'
import { startBrowserTest } from './testing/browser-test.ts'
import { accessibilityOf } from './testing/chromium.ts'

const { alice, signedIn } = await startBrowserTest()

test('a task gets a start that is not after its due date, and an estimate; Ctrl Z takes them back', async () => {
  const { workspaceId } = alice
  const { tasks, projects } = alice.trpc.task
  const { id: projectId } = await projects.create.mutate({ workspaceId, key: 'PLAN', name: 'Plan' })
  const days = { startDate: '2026-12-10', dueDate: '2026-12-15' }
  await tasks.create.mutate({ projectId, title: 'One', ...days })
  const saved = async () => {
    const { startDate, estimate } = await tasks.get.query({ workspaceId, key: 'PLAN-1' })
    return `${startDate} ${estimate}`
  }
  const becomes = (text: string) => pollUntil(async () => (await saved()) === text)

  const { page, workspace } = await signedIn(alice)
  await page.goto(`/w/${workspace}/t/PLAN-1`)
  const start = page.locator('[data-field=start]:visible').getByRole('button')
  await start.click()
  const calendar = page.getByRole('dialog', { name: plan.start })
  const day = (date: string) => calendar.locator(`[data-day="${date}"]`)
  expect(await day('2026-12-16').getAttribute('aria-disabled')).toBe('true')
  expect(await accessibilityOf(page)).toEqual([])
  await day('2026-12-12').click()
  await becomes('2026-12-12 null')

  const estimate = page.getByRole('textbox', { name: new RegExp(`^${plan.estimate}`) })
  await estimate.fill('0.3')
  await estimate.press('Enter')
  await page.getByText(plan.estimateRange(1000)).waitFor()
  await estimate.fill('2,5')
  await estimate.press('Enter')
  await becomes('2026-12-12 2.5')
  await page.getByText(plan.units.points, { exact: true }).filter({ visible: true }).waitFor()
  expect(await accessibilityOf(page)).toEqual([])
  await page.keyboard.press('Control+z')
  await becomes('2026-12-12 null')
  await page.keyboard.press('Control+z')
  await becomes('2026-12-10 null')

  await page.goto(`/w/${workspace}/p/PLAN/settings`)
  await page.getByLabel(plan.unit).selectOption('hours')
  await pollUntil(
    async () => (await projects.get.query({ workspaceId, key: 'PLAN' })).estimateUnit === 'hours',
  )
})

test.each([
  ['its page', '/t/PLAN-1'],
  ['a peek', '/p/PLAN/list?peek=PLAN-1'],
])(
  'after a key has opened the menu of the estimate on %s and Enter has chosen, keys are for the task again',
  async (_, path) => {
    const { page, workspace } = await signedIn(alice)
    const { workspaceId } = alice
    const get = () => alice.trpc.task.tasks.get.query({ workspaceId, key: 'PLAN-1' })
    const { completedAt } = await get()
    await page.goto(`/w/${workspace}${path}`)
    await page.getByRole('textbox', { name: new RegExp(`^${plan.estimate}`) }).waitFor()
    await page.keyboard.press('Shift+E')
    await page.keyboard.type('13')
    await page.keyboard.press('Enter')
    await page.getByRole('menuitemradio').first().waitFor({ state: 'detached' })
    await page.keyboard.press('f')
    await pollUntil(async () => ((await get()).completedAt === null) !== (completedAt === null))
    await pollUntil(async () => (await get()).estimate === 13)
    await page.context().close()
  },
)

test('a start gets a time by the own clock, keeps it with another day, and is never after the time at which the task is due', async () => {
  const { workspaceId } = alice
  await alice.trpc.user.me.update.mutate({ timeZone: 'Asia/Seoul' })
  const { tasks, projects } = alice.trpc.task
  const { id: projectId } = await projects.create.mutate({ workspaceId, key: 'HOUR', name: 'Hour' })
  const due = { dueDate: '2031-12-12', dueTime: '01:00[America/New_York]' }
  await tasks.create.mutate({ projectId, title: 'One', startDate: '2031-12-10', ...due })
  const becomes = (day: string, clock: string | null) =>
    pollUntil(async () => {
      const { startDate, startTime } = await tasks.get.query({ workspaceId, key: 'HOUR-1' })
      return startDate === day && startTime === (clock && `${clock}[Asia/Seoul]`)
    })

  const { page, workspace } = await signedIn(alice)
  await page.goto(`/w/${workspace}/t/HOUR-1`)
  const start = page.locator('[data-field=start]:visible').getByRole('button')
  const calendar = page.getByRole('dialog', { name: plan.start })
  await start.click()
  const time = calendar.getByRole('textbox', { name: plan.startTime })
  await time.fill('2pm')
  await time.press('Enter')
  await becomes('2031-12-10', '14:00')
  await start.filter({ hasText: '10 Dec 2031, 14:00' }).click()
  const text = calendar.getByRole('textbox', { name: plan.start, exact: true })
  await text.fill('12 Dec 2031 4pm')
  await text.press('Enter')
  // It is due at one in the morning in New York.
  await calendar.getByText(/^Not after .*12.*2031, 15:00\.$/).waitFor()
  expect(await accessibilityOf(page)).toEqual([])
  expect(await calendar.locator('[data-day="2031-12-13"]').getAttribute('aria-disabled')).toBe(
    'true',
  )
  await calendar.locator('[data-day="2031-12-12"]').click()
  await becomes('2031-12-12', '14:00')
  await start.click()
  await time.fill('15:01')
  await time.press('Enter')
  await calendar.getByText(/^Not after .*15:00\.$/).waitFor()
  await calendar.getByRole('button', { name: plan.clearTime }).click()
  await becomes('2031-12-12', null)
  await page.keyboard.press('Control+z')
  await becomes('2031-12-12', '14:00')
})
