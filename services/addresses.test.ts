import { afterAll, expect, test } from '@jest/globals'
import { address } from './frontend-service/web/messages/en/account/address.ts'
import { recovery } from './frontend-service/web/messages/en/account/recovery.ts'
import { en } from './frontend-service/web/messages/en.ts'
import { startOwnBrowserTest } from './testing/browser-test.ts'
import { accessibilityOf } from './testing/chromium.ts'
import { addressTokenIn, startMailServer } from './user-service/testing/mail-server.ts'

const mail = await startMailServer()
afterAll(() => mail.close())
const { system, chromium, alice, signedIn } = await startOwnBrowserTest({
  user: { SMTP_URL: mail.url, PUBLIC_ORIGIN: 'https://tasks.example.com' },
})

const stranger = async () => {
  const viewport = { width: 390, height: 760 }
  const context = await chromium.newContext({ locale: 'en-GB', baseURL: system.url, viewport })
  return context.newPage()
}

test('somebody is asked once to confirm the address, and does so on another device; settings say it', async () => {
  const { page, workspace } = await signedIn(alice)
  await page.goto(`/w/${workspace}/home`)
  const prompt = page.getByRole('heading', { name: address.promptTitle })
  await prompt.waitFor()
  expect(await accessibilityOf(page)).toEqual([])
  await page.getByRole('button', { name: address.later }).click()
  await prompt.waitFor({ state: 'detached' })
  await page.goto('/settings/profile')
  await page.getByText(address.unproved).waitFor()
  await page.getByRole('button', { name: address.confirm }).click()
  await page.getByText(address.sent(alice.email, 30)).waitFor()
  const letters = await mail.proofsTo(alice.email, 2)
  const path = `/address/${addressTokenIn(letters[1])}`

  const phone = await stranger()
  await phone.goto(path)
  await phone.getByRole('heading', { name: address.proveTitle }).waitFor()
  await phone.getByText(address.proveLead(alice.email, 'Alice')).waitFor()
  expect(await accessibilityOf(phone)).toEqual([])
  expect((await alice.trpc.gateway.address.get.query()).provedAt).toBeNull()
  await phone.getByRole('button', { name: address.prove }).click()
  await phone.getByRole('heading', { name: address.proveDone }).waitFor()
  await phone.goto(path)
  await phone.getByRole('heading', { name: recovery.goneTitle }).waitFor()
  await phone.goto(path.slice(0, -1))
  await phone.getByRole('heading', { name: recovery.goneTitle }).waitFor()

  await page.reload()
  await page.getByText(address.proved, { exact: true }).waitFor()
  await page.goto(`/w/${workspace}/home`)
  await page.getByRole('heading', { name: en.home.activity }).waitFor()
  expect(await prompt.count()).toBe(0)
})

test('somebody changes the address by the link that goes to the new one, and stays signed in there alone', async () => {
  const { page } = await signedIn(alice)
  await page.goto('/settings/profile')
  await page.getByRole('button', { name: address.changeOf(alice.email) }).click()
  const field = page.getByRole('dialog').getByLabel(address.newAddress)
  await field.fill('nobody')
  await page.keyboard.press('Enter')
  await page.getByText(en.errors.badEmail).waitFor()
  await field.fill(alice.email)
  await page.keyboard.press('Enter')
  await page.getByText(address.own).waitFor()
  expect(await accessibilityOf(page)).toEqual([])
  const next = `alice.next.${process.pid}@taskmate.example`
  await page.setViewportSize({ width: 390, height: 760 })
  await field.fill(next)
  await page.keyboard.press('Enter')
  const told = await page.getByText(address.sent(next, 30)).boundingBox()
  expect((told?.x ?? 0) + (told?.width ?? 999)).toBeLessThanOrEqual(390)
  await page.getByText(address.wanted(next)).waitFor()
  await page.getByRole('button', { name: address.keep }).click()
  await page.getByText(address.wanted(next)).waitFor({ state: 'detached' })

  await page.getByRole('button', { name: address.changeOf(alice.email) }).click()
  await field.fill(next)
  await page.keyboard.press('Enter')
  await page.getByText(address.wanted(next)).waitFor()
  const letters = await mail.lettersTo(next, 2)
  await page.goto(`/address/${addressTokenIn(letters[1])}`)
  await page.getByText(address.takeLead(next, 'Alice')).waitFor()
  expect(await accessibilityOf(page)).toEqual([])
  await page.getByRole('button', { name: address.take }).click()
  await page.getByRole('heading', { name: address.takeDone }).waitFor()
  await page.getByRole('button', { name: address.toApp }).click()
  await page.waitForURL('**/home')
  await page.goto('/settings/profile')
  await page.getByText(next, { exact: true }).waitFor()
  expect(await alice.trpc.gateway.session.who.query()).toBeNull()
})

test('the former address stops a change', async () => {
  const bob = await system.person('Bob')
  await bob.trpc.gateway.address.change.mutate({
    email: `bob.next.${process.pid}@taskmate.example`,
  })
  const [letter] = await mail.lettersTo(bob.email)
  const page = await stranger()
  await page.goto(`/address/${addressTokenIn(letter)}`)
  await page.getByText(address.keepLead(bob.email)).waitFor()
  expect(await accessibilityOf(page)).toEqual([])
  await page.getByRole('button', { name: address.stop }).click()
  await page.getByRole('heading', { name: address.stopDone }).waitFor()
  expect((await bob.trpc.gateway.address.get.query()).wanted).toBeNull()
})
