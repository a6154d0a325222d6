import { afterAll, expect, test } from '@jest/globals'
import type { Page } from 'playwright-core'
import { type Person, password } from './frontend-service/testing/people.ts'
import { turnFactorOn } from './frontend-service/testing/second-factor.ts'
import { ageSessions } from './frontend-service/testing/stale-sessions.ts'
import { factor } from './frontend-service/web/messages/en/account/factor.ts'
import { passkeys as words } from './frontend-service/web/messages/en/account/passkeys.ts'
import { sessions } from './frontend-service/web/messages/en/account/sessions.ts'
import { tokens } from './frontend-service/web/messages/en/tokens.ts'
import { en } from './frontend-service/web/messages/en.ts'
import { passkeys as korean } from './frontend-service/web/messages/ko/account/passkeys.ts'
import { startOwnBrowserTest } from './testing/browser-test.ts'
import { accessibilityOf, insecureName } from './testing/chromium.ts'
import { freePort } from './testing/postgres.ts'
import { virtualPasskeys } from './testing/virtual-passkeys.ts'

// Passkeys belong to an origin, and an address in numbers has none.
const port = String(await freePort())
const origin = `http://localhost:${port}`
const { system, chromium, alice, signedIn } = await startOwnBrowserTest({
  user: { PUBLIC_ORIGIN: origin },
})
const gateway = await system.startGateway({ PORT: port })
afterAll(() => gateway.close())

/** A phone on which nobody is signed in. Where passkeys are offered in the field its owner takes the first at once. */
const stranger = async ({ baseURL = origin, locale = 'en-GB', isOffered = false } = {}) => {
  const viewport = { width: 390, height: 760 }
  const context = await chromium.newContext({ locale, baseURL, viewport })
  const page = await context.newPage()
  if (!isOffered)
    await page.addInitScript(`if (window.PublicKeyCredential)
      PublicKeyCredential.isConditionalMediationAvailable = async () => false`)
  return { page, device: await virtualPasskeys(page) }
}

/** The settings of somebody on a device of theirs. */
async function settingsOf(person: Person) {
  const { page } = await signedIn(person, origin)
  const device = await virtualPasskeys(page)
  await page.goto('/settings/security')
  const section = page.getByRole('region', { name: words.title })
  return { page, device, section }
}

/** The same with a passkey that was made there. */
async function withPasskey(person: Person) {
  const settings = await settingsOf(person)
  const { section } = settings
  await section.getByRole('button', { name: words.add }).click()
  await section.getByText(words.oneDevice).waitFor()
  return settings
}

const byButton = (page: Page) => page.getByRole('button', { name: words.signIn }).click()

test('somebody adds a passkey, names it, signs in by it elsewhere and removes it', async () => {
  const bob = await system.colleague(alice, 'Bob')
  const { page, device, section } = await settingsOf(bob)
  await section.getByText(words.none).waitFor()
  await section.getByRole('button', { name: words.add }).click()
  const name = 'Chrome on Linux'
  await page.getByText(words.added(name)).waitFor()
  await section.getByText(words.unused).waitFor()
  expect(await accessibilityOf(page)).toEqual([])
  await section.getByRole('button', { name: words.renameOf(name) }).click()
  const dialog = page.getByRole('dialog')
  expect(await accessibilityOf(page)).toEqual([])
  const field = dialog.getByLabel(words.name)
  await field.fill(' ')
  await page.keyboard.press('Enter')
  await dialog.getByText(en.errors.required).waitFor()
  await field.fill('Work laptop')
  await page.keyboard.press('Enter')
  await section.getByText('Work laptop').waitFor()

  // A second one on the same device would be no other.
  await section.getByRole('button', { name: words.add }).click()
  await page.getByText(words.known).waitFor()

  const phone = await stranger()
  await phone.device.take(await device.passkeys())
  await phone.page.goto('/sign-in?next=/settings/security')
  await byButton(phone.page)
  const places = phone.page.getByRole('region', { name: en.settings.sessions })
  await places.getByText(sessions.byPasskey).waitFor()

  await page.reload()
  await section.getByText(words.used('just now')).waitFor()
  await section.getByRole('button', { name: words.removeOf('Work laptop') }).click()
  await dialog.getByText(words.removeLead).waitFor()
  await dialog.getByRole('button', { name: words.remove }).click()
  await section.getByText(words.none).waitFor()

  const late = await stranger()
  await late.device.take(await device.passkeys())
  await late.page.goto('/sign-in')
  await late.page.getByLabel(en.account.email).fill(bob.email)
  await byButton(late.page)
  await late.page.getByText(words.refused).waitFor()
  expect(await accessibilityOf(late.page)).toEqual([])
  expect(await late.page.getByLabel(en.account.email).inputValue()).toBe(bob.email)
})

test('the browser offers passkeys where the address is typed', async () => {
  const bob = await system.colleague(alice, 'Bob')
  const { device } = await withPasskey(bob)
  const phone = await stranger({ isOffered: true, locale: 'ko-KR' })
  await phone.device.take(await device.passkeys())
  await phone.page.goto('/sign-in')
  await phone.page.waitForURL('**/home')
  const who = await phone.page.request.get('/trpc/gateway/session.who')
  expect(await who.text()).toContain(bob.id)
})

test('who does not choose a passkey loses nothing and signs in by the password', async () => {
  const bob = await system.colleague(alice, 'Bob')
  const { device } = await withPasskey(bob)
  const { page, device: phone } = await stranger({ locale: 'ko-KR' })
  await phone.take(await device.passkeys())
  await phone.verify(false)
  await page.goto('/sign-in')
  const email = page.getByLabel('이메일')
  await email.fill(bob.email)
  await page.getByRole('button', { name: korean.signIn }).click()
  await page.getByText(korean.cancelled).waitFor()
  expect(await accessibilityOf(page)).toEqual([])
  expect(await email.inputValue()).toBe(bob.email)
  await page.getByLabel('비밀번호', { exact: true }).fill(password)
  await page.keyboard.press('Enter')
  await page.waitForURL('**/home')
})

test('a passkey stands for the code of the app after the password', async () => {
  const bob = await system.colleague(alice, 'Bob')
  const laptop = await withPasskey(bob)
  const { page, device: phone } = await stranger()
  await phone.take(await laptop.device.passkeys())
  // Signed out by the second factor, it would sign in again by itself.
  await laptop.page.context().close()
  await turnFactorOn(bob)
  await page.goto('/sign-in')
  await page.getByLabel(en.account.email).fill(bob.email)
  await page.getByLabel(en.account.password, { exact: true }).fill(password)
  await page.keyboard.press('Enter')
  await page.getByRole('heading', { name: factor.stepTitle }).waitFor()
  expect(await accessibilityOf(page)).toEqual([])
  const confirm = page.getByRole('button', { name: words.confirm })
  await phone.verify(false)
  await confirm.click()
  await page.getByText(words.cancelled).waitFor()
  await phone.verify(true)
  await confirm.click()
  await page.waitForURL('**/home')
})

test('a passkey says again who one is, and what was asked for goes on', async () => {
  const bob = await system.colleague(alice, 'Bob')
  const { page, device, section } = await withPasskey(bob)
  const own = page.getByRole('region', { name: tokens.title })
  await own.getByRole('button', { name: tokens.make }).click()
  const form = page.getByRole('dialog', { name: tokens.make })
  await form.getByLabel(tokens.name).fill('Weekly report')
  await ageSessions(system.redisUrl, bob.id)
  await form.getByRole('button', { name: tokens.make }).click()
  const proof = page.getByRole('dialog', { name: factor.confirmTitle })
  const confirm = proof.getByRole('button', { name: words.confirm })
  await confirm.waitFor()
  expect(await accessibilityOf(page)).toEqual([])
  await device.verify(false)
  await confirm.click()
  await proof.getByText(words.cancelled).waitFor()
  await device.verify(true)
  await confirm.click()
  await page.getByText(tokens.onlyNow).waitFor()
  await page.getByRole('button', { name: tokens.done }).click()

  // Whoever removes it is asked too, and is told by it once more who they are.
  await ageSessions(system.redisUrl, bob.id)
  await section.getByRole('button', { name: words.removeOf('Chrome on Linux') }).click()
  await page.getByRole('dialog').getByRole('button', { name: words.remove }).click()
  await confirm.click()
  await section.getByText(words.none).waitFor()
})

test('where there are no passkeys screens say why, and the password signs in', async () => {
  const bob = await system.colleague(alice, 'Bob')
  const { page } = await signedIn(bob)
  await page.goto('/settings/security')
  const section = page.getByRole('region', { name: words.title })
  await section.getByText(words.onlyAt(origin)).waitFor()
  expect(await section.getByRole('button').count()).toBe(0)

  const insecure = `http://${insecureName}:${new URL(system.url).port}`
  for (const [baseURL, why] of [
    [system.url, words.onlyAt('localhost')],
    [insecure, words.impossible],
  ] as const) {
    const { page } = await stranger({ baseURL, isOffered: true })
    await page.goto('/sign-in')
    await byButton(page)
    await page.getByText(why).waitFor()
    await page.getByLabel(en.account.email).fill(bob.email)
    await page.getByLabel(en.account.password, { exact: true }).fill(password)
    await page.keyboard.press('Enter')
    await page.waitForURL('**/home')
  }
})
