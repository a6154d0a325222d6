import { expect, test } from '@jest/globals'
import { en } from './frontend-service/web/messages/en.ts'
import { startBrowserTest } from './testing/browser-test.ts'

const { alice, signedIn } = await startBrowserTest()

test('a page that stays open over midnight changes Today and Overdue by itself', async () => {
  const { workspaceId } = alice
  const { tasks, projects } = alice.trpc.task
  await alice.trpc.user.me.update.mutate({ timeZone: 'Asia/Seoul' })
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
