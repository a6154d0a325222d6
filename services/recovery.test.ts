import { afterAll, expect, test } from '@jest/globals'
import { recovery } from './frontend-service/web/messages/en/account/recovery.ts'
import { en } from './frontend-service/web/messages/en.ts'
import { startOwnBrowserTest } from './testing/browser-test.ts'
import { accessibilityOf } from './testing/chromium.ts'
import { startMailServer, tokenIn } from './user-service/testing/mail-server.ts'

const mail = await startMailServer()
afterAll(() => mail.close())
const { system, chromium, alice } = await startOwnBrowserTest({
  user: { SMTP_URL: mail.url, PUBLIC_ORIGIN: 'https://tasks.example.com' },
})
const next = 'another horse battery'

const stranger = async () => {
  const viewport = { width: 390, height: 760 }
  const context = await chromium.newContext({ locale: 'en-GB', baseURL: system.url, viewport })
  return context.newPage()
}

test('who forgot the password asks for a letter, sets another one by its link and signs in', async () => {
  const page = await stranger()
  await page.goto('/sign-in')
  await page.getByLabel(en.account.email).fill('typed@taskmate.example')
  await page.getByRole('link', { name: recovery.forgot }).click()
  await page.getByRole('heading', { name: recovery.title }).waitFor()
  expect(await page.getByLabel(en.account.email).inputValue()).toBe('typed@taskmate.example')
  await page.getByLabel(en.account.email).fill('nobody')
  await page.getByRole('button', { name: recovery.send }).click()
  await page.getByText(en.errors.badEmail).waitFor()
  await page.getByLabel(en.account.email).fill(alice.email)
  await page.keyboard.press('Enter')
  await page.getByRole('heading', { name: recovery.sentTitle }).waitFor()
  await page.getByText(recovery.sent(alice.email, 30)).waitFor()
  expect(await accessibilityOf(page)).toEqual([])

  const [letter] = await mail.lettersTo(alice.email)
  await page.goto(`/recover/${letter && tokenIn(letter)}`)
  await page.getByRole('heading', { name: recovery.newTitle }).waitFor()
  expect(await accessibilityOf(page)).toEqual([])
  const field = page.getByLabel(recovery.newTitle, { exact: true })
  await field.fill('password')
  await page.getByRole('button', { name: recovery.save }).click()
  await page.getByText(en.errors.commonPassword).waitFor()
  await field.fill(next)
  await page.keyboard.press('Enter')
  await page.getByRole('heading', { name: recovery.doneTitle }).waitFor()
  // Elsewhere one is signed out.
  expect(await alice.trpc.gateway.session.who.query()).toBeNull()

  await page.getByRole('button', { name: en.account.signIn, exact: true }).click()
  await page.getByLabel(en.account.email).fill(alice.email)
  await page.getByLabel(en.account.password, { exact: true }).fill(next)
  await page.keyboard.press('Enter')
  await page.waitForURL('**/home')

  await page.goto(`/recover/${letter && tokenIn(letter)}`)
  await page.getByRole('heading', { name: recovery.goneTitle }).waitFor()
  expect(await page.getByLabel(recovery.newTitle, { exact: true }).count()).toBe(0)
  await page.getByRole('button', { name: recovery.another }).click()
  await page.getByRole('heading', { name: recovery.title }).waitFor()
})
