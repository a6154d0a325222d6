import { expect, test } from '@jest/globals'
import type { Page } from 'playwright-core'
import { password } from './frontend-service/testing/people.ts'
import { turnFactorOn } from './frontend-service/testing/second-factor.ts'
import { ageSessions } from './frontend-service/testing/stale-sessions.ts'
import { factor } from './frontend-service/web/messages/en/account/factor.ts'
import { members } from './frontend-service/web/messages/en/account/members.ts'
import { en } from './frontend-service/web/messages/en.ts'
import { startBrowserTest } from './testing/browser-test.ts'
import { accessibilityOf, intercept } from './testing/chromium.ts'
import { authenticator } from './user-service/testing/authenticator.ts'

const { system, chromium, alice, signedIn } = await startBrowserTest()
const stranger = async () => {
  const viewport = { width: 390, height: 760 }
  const context = await chromium.newContext({ locale: 'en-GB', baseURL: system.url, viewport })
  return context.newPage()
}
const typePassword = async (page: Page, email: string) => {
  await page.goto('/sign-in')
  await page.getByLabel(en.account.email).fill(email)
  await page.getByLabel(en.account.password, { exact: true }).fill(password)
  await page.keyboard.press('Enter')
  await page.getByRole('heading', { name: factor.stepTitle }).waitFor()
}

test('somebody connects an app, signs in by its code and by a recovery code, and turns it off', async () => {
  const bob = await system.colleague(alice, 'Bob')
  const { page } = await signedIn(bob)
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write'])
  const clipboard = () => page.evaluate<string>('navigator.clipboard.readText()')
  await page.goto('/settings/security')
  const section = page.getByRole('region', { name: factor.title })
  const button = (act: string, what: string) =>
    section.getByRole('button', { name: `${act}: ${what}` })
  await section.getByText(factor.off).waitFor()
  await button(factor.turnOn, factor.app).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('img', { name: factor.qr }).waitFor()
  expect(await accessibilityOf(page)).toEqual([])
  await dialog.getByRole('button', { name: factor.copy }).click()
  await dialog.getByText(factor.copied).waitFor()
  const codeOf = authenticator(await clipboard())
  const code = dialog.getByLabel(factor.sixDigits)
  await code.fill('12')
  await page.keyboard.press('Enter')
  await dialog.getByText(en.errors.badCode).waitFor()
  // What is typed next takes the place of what was wrong.
  await page.keyboard.type('000000')
  await page.keyboard.press('Enter')
  await dialog.getByText(en.errors.wrongCode).waitFor()
  await page.keyboard.type(codeOf())
  await page.keyboard.press('Enter')
  await dialog.getByText(factor.onlyNow).waitFor()
  expect(await dialog.getByRole('listitem').count()).toBe(10)
  expect(await accessibilityOf(page)).toEqual([])
  await dialog.getByRole('button', { name: factor.copy }).click()
  await dialog.getByText(factor.copied).waitFor()
  const codes = (await clipboard()).match(/\w{4}-\w{4}-\w{4}-\w{4}/g) ?? []
  expect(codes).toHaveLength(10)
  const [file] = await Promise.all([
    page.waitForEvent('download'),
    dialog.getByRole('button', { name: factor.download }).click(),
  ])
  expect(file.suggestedFilename()).toBe(factor.fileName)
  await page.emulateMedia({ media: 'print' })
  expect(await dialog.getByText(codes[0] ?? '').isVisible()).toBe(true)
  expect(await section.isVisible()).toBe(false)
  await page.emulateMedia({ media: 'screen' })
  await dialog.getByRole('button', { name: factor.done }).click()
  await section.getByText(factor.left(10, 10)).waitFor()

  const phone = await stranger()
  await typePassword(phone, bob.email)
  expect(await accessibilityOf(phone)).toEqual([])
  await phone.getByLabel(factor.sixDigits).fill('000000')
  await phone.keyboard.press('Enter')
  await phone.getByText(en.errors.wrongCode).waitFor()
  const used = codeOf(1)
  await phone.getByLabel(factor.sixDigits).fill(used)
  await phone.keyboard.press('Enter')
  await phone.waitForURL('**/home')

  const tablet = await stranger()
  await typePassword(tablet, bob.email)
  await tablet.getByLabel(factor.sixDigits).fill(used)
  await tablet.keyboard.press('Enter')
  await tablet.getByText(en.errors.wrongCode).waitFor()
  await tablet.getByRole('button', { name: factor.useRecovery }).click()
  await tablet.getByText(factor.lost).waitFor()
  await tablet.getByLabel(factor.recoveryCode).fill(codes[0] ?? '')
  await tablet.keyboard.press('Enter')
  await tablet.waitForURL('**/home')

  await page.reload()
  await section.getByText(factor.left(9, 10)).waitFor()
  await button(factor.renew, factor.recoveryCodes).click()
  await dialog.getByRole('button', { name: factor.renew }).click()
  await dialog.getByText(factor.onlyNow).waitFor()
  const [fresh = ''] = await dialog.getByRole('listitem').allTextContents()
  await dialog.getByRole('button', { name: factor.done }).click()
  await button(factor.turnOff, factor.app).click()
  expect(await accessibilityOf(page)).toEqual([])
  await dialog.getByLabel(factor.password, { exact: true }).fill(password)
  await dialog.getByLabel(factor.code).fill(codes[1] ?? '')
  await page.keyboard.press('Enter')
  await dialog.getByText(en.errors.wrongCode).waitFor()
  await dialog.getByLabel(factor.code).fill(fresh)
  await page.keyboard.press('Enter')
  await section.getByText(factor.off).waitFor()
})

/** Keeps back what a page asks of `url` until the answer of this is called. */
async function held(page: Page, url: string) {
  let answer = () => {}
  const isAnswered = new Promise<void>((resolve) => {
    answer = resolve
  })
  await intercept(page, url, async (route) => {
    await isAnswered
    await route.continue()
  })
  return answer
}

/** What closes other dialogs: Esc, and a click beside it. */
const tryToClose = async (page: Page) => {
  await page.keyboard.press('Escape')
  await page.mouse.click(5, 5)
}

/** The settings of somebody without a second factor, with the dialog that connects an app. */
async function connecting() {
  const bob = await system.colleague(alice, 'Bob')
  const { page } = await signedIn(bob)
  await page.goto('/settings/security')
  const section = page.getByRole('region', { name: factor.title })
  await section.getByRole('button', { name: `${factor.turnOn}: ${factor.app}` }).click()
  const dialog = page.getByRole('dialog')
  const code = dialog.getByLabel(factor.sixDigits)
  await code.waitFor()
  const secret = ((await dialog.locator('code').textContent()) ?? '').replaceAll(/\s/g, '')
  return { bob, page, section, dialog, code, codeOf: authenticator(secret) }
}

test('recovery codes stay on screen until somebody is done with them', async () => {
  const { page, section, dialog, code, codeOf } = await connecting()
  const answer = await held(page, '**/factor.confirm')
  await code.fill(codeOf())
  await page.keyboard.press('Enter')
  await dialog.locator('[type=submit][aria-busy]').waitFor()
  await tryToClose(page)
  answer()
  await dialog.getByText(factor.onlyNow).waitFor()
  await tryToClose(page)
  expect(await dialog.getByRole('listitem').count()).toBe(10)
  await dialog.getByRole('button', { name: factor.done }).click()
  await section.getByText(factor.left(10, 10)).waitFor()

  await section.getByRole('button', { name: `${factor.renew}: ${factor.recoveryCodes}` }).click()
  await dialog.getByRole('button', { name: factor.renew }).click()
  await dialog.getByText(factor.onlyNow).waitFor()
  await tryToClose(page)
  expect(await dialog.getByRole('listitem').count()).toBe(10)
  await dialog.getByRole('button', { name: factor.done }).click()
  await dialog.waitFor({ state: 'detached' })
})

test('recovery codes are shown though nothing else can be fetched by then', async () => {
  const { page, section, dialog, code, codeOf } = await connecting()
  const factorAnswer = await held(page, '**/*factor.get*')
  const sessionsAnswer = await held(page, '**/*sessions.list*')
  await code.fill(codeOf())
  await page.keyboard.press('Enter')
  await dialog.getByText(factor.onlyNow).waitFor()
  await dialog.getByRole('button', { name: factor.done }).click()
  factorAnswer()
  sessionsAnswer()
  const renew = section.getByRole('button', { name: `${factor.renew}: ${factor.recoveryCodes}` })
  await renew.click()
  const again = await held(page, '**/*factor.get*')
  await dialog.getByRole('button', { name: factor.renew }).click()
  await dialog.getByText(factor.onlyNow).waitFor()
  again()
})

test('whose session has ended meanwhile is led to the sign-in, whether they turn it on or off', async () => {
  const isOver = (page: Page) => page.getByText(en.account.sessionEnded).waitFor()
  const first = await connecting()
  // Written before: the page may find out by itself at any moment after.
  await first.code.fill(first.codeOf())
  await first.page.context().clearCookies()
  await first.page.keyboard.press('Enter')
  await isOver(first.page)

  const { page, section, dialog, code, codeOf } = await connecting()
  await code.fill(codeOf())
  await page.keyboard.press('Enter')
  await dialog.getByRole('button', { name: factor.done }).click()
  await section.getByRole('button', { name: `${factor.turnOff}: ${factor.app}` }).click()
  await dialog.getByLabel(factor.password, { exact: true }).fill(password)
  await dialog.getByLabel(factor.code).fill(codeOf(1))
  await page.context().clearCookies()
  await page.keyboard.press('Enter')
  await isOver(page)
})

test('a second step that took too long goes back to the password and says so', async () => {
  const bob = await system.colleague(alice, 'Bob')
  const { codeOf } = await turnFactorOn(bob)
  const page = await stranger()
  await typePassword(page, bob.email)
  await page.context().clearCookies()
  await page.getByLabel(factor.sixDigits).fill(codeOf(1))
  await page.keyboard.press('Enter')
  await page.getByText(factor.over).waitFor()
  await page.getByLabel(en.account.email).waitFor()
})

test('a sign-in whose last answer was lost goes on when the code is sent again', async () => {
  const bob = await system.colleague(alice, 'Bob')
  const { codeOf } = await turnFactorOn(bob)
  const page = await stranger()
  await typePassword(page, bob.email)
  await intercept(page, '**/session.confirm', (route) => route.fetch().finally(() => route.abort()))
  await page.getByLabel(factor.sixDigits).fill(codeOf(1))
  await page.keyboard.press('Enter')
  await page.getByText(en.errors.offline).waitFor()
  await page.unroute('**/session.confirm')
  await page.keyboard.press('Enter')
  await page.waitForURL('**/home')
})

test('a code of an app that was connected on an earlier page is refused in words that say so', async () => {
  const { page, dialog, code, codeOf } = await connecting()
  const other = await page.context().newPage()
  await other.goto('/settings/security')
  await other.getByRole('button', { name: `${factor.turnOn}: ${factor.app}` }).click()
  await other.getByLabel(factor.sixDigits).waitFor()
  await code.fill(codeOf())
  await page.keyboard.press('Enter')
  await dialog.getByText(factor.onlyNewest).waitFor()
})

test('an admin turns the lost factor of a member off', async () => {
  const carol = await system.colleague(alice, 'Carol')
  await turnFactorOn(carol)
  const { page } = await signedIn(alice)
  await page.goto('/settings/members')
  await ageSessions(system.redisUrl, alice.id)
  await page.getByRole('button', { name: `${factor.remove}: Carol` }).click()
  await page
    .getByRole('dialog', { name: factor.removeSure('Carol') })
    .getByRole('button', { name: factor.remove })
    .click()
  const proof = page.getByRole('dialog', { name: factor.confirmTitle })
  await proof.getByLabel(factor.password, { exact: true }).fill(password)
  expect(await proof.getByLabel(factor.code).count()).toBe(0)
  await page.keyboard.press('Enter')
  await page.getByText(factor.removed('Carol')).waitFor()
  expect(await carol.trpc.gateway.session.who.query()).toBeNull()
  await page.getByRole('button', { name: `${members.disable}: Carol` }).waitFor()
  expect(await page.getByRole('button', { name: `${factor.remove}: Carol` }).count()).toBe(0)
})
