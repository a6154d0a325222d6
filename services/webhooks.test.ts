import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { pollUntil } from './chassis/poll-until.ts'
import { webhooks as en } from './frontend-service/web/messages/en/project/webhooks.ts'
import { webhooks as ko } from './frontend-service/web/messages/ko/project/webhooks.ts'
import { startReceiver, verified } from './task-service/testing/receiver.ts'
import { startBrowserTest } from './testing/browser-test.ts'
import { accessibilityOf } from './testing/chromium.ts'
import { misfitsOf } from './testing/layout.ts'

const { alice, signedIn } = await startBrowserTest()
const receiver = await startReceiver()
const { page, workspace } = await signedIn(alice)
afterAll(() => receiver.close())

let projectId: string
beforeAll(async () => {
  const { workspaceId } = alice
  const project = { workspaceId, key: 'WEB', name: 'Web', locale: 'en' } as const
  projectId = (await alice.trpc.task.projects.create.mutate(project)).id
})

/** Whether what is on screen fits, light and dark, small and wide. */
async function fits() {
  for (const colorScheme of ['light', 'dark'] as const)
    for (const width of [390, 1280]) {
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
      await page.setViewportSize({ width, height: 844 })
      await page.evaluate('document.fonts.ready')
      expect(await misfitsOf(page)).toEqual([])
    }
}

test('an admin makes a webhook, copies its secret, tries it, and sends again what did not arrive', async () => {
  await page.goto(`/w/${workspace}/p/WEB/settings`)
  const section = page.getByRole('region', { name: en.title })
  await section.getByText(en.none).waitFor()
  await section.scrollIntoViewIfNeeded()
  await fits()
  expect(await accessibilityOf(page)).toEqual([])

  await section.getByRole('button', { name: en.make }).click()
  const dialog = page.getByRole('dialog')
  const send = dialog.getByRole('button', { name: en.make })
  await dialog.getByLabel(en.url).fill('http://10.0.0.1/')
  await send.click()
  await dialog.getByText(en.badUrl).waitFor()
  await dialog.getByLabel(en.url).fill(receiver.url)
  await dialog.getByLabel(en.filter).fill('nobody:knows')
  await send.click()
  await dialog.getByText(en.badFilter).waitFor()
  await dialog.getByLabel(en.filter).fill('')
  await dialog.getByRole('checkbox', { name: en.groups.task }).uncheck()
  await send.click()
  await dialog.getByText(en.noEvents).waitFor()
  await dialog.getByRole('checkbox', { name: en.groups.label }).check()
  await fits()
  expect(await accessibilityOf(page)).toEqual([])
  await send.click()
  const secret = await dialog.locator('code').textContent()
  await fits()
  await page.keyboard.press('Escape')
  await dialog.getByRole('button', { name: en.done }).click()

  receiver.answer((res) => res.writeHead(500).end('Not today'))
  await section.getByRole('button', { name: /^Log: / }).click()
  await dialog.getByText(en.logEmpty).waitFor()
  await dialog.getByRole('button', { name: en.test }).click()
  const [message] = await receiver.until(1)
  if (!message) throw new Error('a message')
  verified(secret ?? '', message)
  await dialog.getByText(en.deliveries.parked).waitFor()
  receiver.answer((res) => res.writeHead(204).end())
  await alice.trpc.task.labels.create.mutate({ projectId, name: 'Bug', color: 'red' })
  await dialog.getByText('label.created').waitFor()
  await fits()
  expect(await accessibilityOf(page)).toEqual([])
  await dialog.getByRole('button', { name: en.replayOf('webhook.test') }).click()
  const again = await receiver.until(3)
  expect(again[2]?.id).toBe(message.id)
  await pollUntil(async () => (await dialog.getByText(en.deliveries.delivered).count()) === 2)
  await page.keyboard.press('Escape')
})

test('a webhook is changed, switched off and on, gets another secret and is deleted', async () => {
  const section = page.getByRole('region', { name: en.title })
  const more = section.getByRole('button', { name: /: more$/ })
  const act = async (name: string) => {
    await more.click()
    await page.getByRole('menuitemradio', { name }).click()
  }
  const dialog = page.getByRole('dialog')
  await act(en.change)
  await dialog.getByLabel(en.filter).fill('p:high')
  await dialog.getByRole('button', { name: en.save }).click()
  await section.getByText('p:high').waitFor()
  await act(en.turnOff)
  await section.getByText(en.stopped.person).waitFor()
  await alice.trpc.user.me.update.mutate({ locale: 'ko' })
  await page.reload()
  const korean = page.getByRole('region', { name: ko.title })
  await korean.getByText(ko.stopped.person).waitFor()
  await korean.scrollIntoViewIfNeeded()
  await fits()
  await alice.trpc.user.me.update.mutate({ locale: 'en' })
  await page.reload()
  await act(en.turnOn)
  await section.getByText(en.healthy, { exact: true }).waitFor()
  await act(en.rotate)
  await dialog.getByText(en.bothSign).waitFor()
  await dialog.getByRole('button', { name: en.done }).click()
  await act(en.remove)
  await dialog.getByRole('button', { name: en.remove }).click()
  await section.getByText(en.none).waitFor()
})
