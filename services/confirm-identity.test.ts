import { expect, test } from '@jest/globals'
import type { Page } from 'playwright-core'
import { pollUntil } from './chassis/poll-until.ts'
import { password } from './frontend-service/testing/people.ts'
import { turnFactorOn } from './frontend-service/testing/second-factor.ts'
import { ageSessions } from './frontend-service/testing/stale-sessions.ts'
import { factor } from './frontend-service/web/messages/en/account/factor.ts'
import { factorPolicy } from './frontend-service/web/messages/en/account/factor-policy.ts'
import { members } from './frontend-service/web/messages/en/account/members.ts'
import { tokens } from './frontend-service/web/messages/en/tokens.ts'
import { en } from './frontend-service/web/messages/en.ts'
import { startBrowserTest } from './testing/browser-test.ts'
import { accessibilityOf, intercept } from './testing/chromium.ts'
import { authenticator } from './user-service/testing/authenticator.ts'

const { system, alice, signedIn, chromium } = await startBrowserTest()

/** A form of the settings, filled in, whose sending asks who one is. */
async function filledIn(page: Page, userId: string) {
  await page.goto('/settings/security')
  const section = page.getByRole('region', { name: tokens.title })
  await section.getByRole('button', { name: tokens.make }).click()
  const form = page.getByRole('dialog', { name: tokens.make })
  await form.getByLabel(tokens.name).fill('Weekly report')
  await ageSessions(system.redisUrl, userId)
  return { form, send: form.getByRole('button', { name: tokens.make }) }
}
const proofOn = (page: Page) => page.getByRole('dialog', { name: factor.confirmTitle })
const givePassword = (page: Page) =>
  proofOn(page).getByLabel(factor.password, { exact: true }).fill(password)

test('who turned the factor on in another tab is asked for a code here too', async () => {
  const bob = await system.colleague(alice, 'Bob')
  const { page } = await signedIn(bob)
  const takeCookies = () =>
    page
      .context()
      .addCookies([...bob.jar].map(([name, value]) => ({ name, value, url: system.url })))
  await takeCookies()
  const { send } = await filledIn(page, bob.id)
  await intercept(page, '**/*factor.get*', (route) => route.abort())
  await bob.trpc.gateway.session.prove.mutate({ password })
  const { codeOf } = await turnFactorOn(bob)
  await takeCookies()
  await ageSessions(system.redisUrl, bob.id)
  await send.click()
  await givePassword(page)
  const code = proofOn(page).getByLabel(factor.code)
  expect(await code.count()).toBe(0)
  await page.keyboard.press('Enter')
  await proofOn(page).getByText(en.errors.badCode).waitFor()
  expect(await accessibilityOf(page)).toEqual([])
  await code.fill(codeOf(1))
  await page.keyboard.press('Enter')
  await page.getByText(tokens.onlyNow).waitFor()
})

test('where nobody knows whether there is a factor, a code may be given and need not be', async () => {
  await system.colleague(alice, 'Dave')
  const { page } = await signedIn(alice)
  await page.goto('/settings/members')
  await ageSessions(system.redisUrl, alice.id)
  await alice.trpc.gateway.session.prove.mutate({ password })
  let isTyped = false
  let askedSince = 0
  await intercept(page, '**/*factor.get*', async (route) => {
    // What is read again over what was typed never comes.
    if (isTyped) askedSince += 1
    else await route.abort()
  })
  await page.getByRole('button', { name: `${members.disable}: Dave` }).click()
  await page.getByRole('dialog').getByRole('button', { name: members.disable }).click()
  const code = proofOn(page).getByLabel(factor.code)
  await code.fill('12')
  await givePassword(page)
  isTyped = true
  // Once is too early while it is still being read.
  await pollUntil(async () => {
    await page.evaluate(
      `for (const type of ['offline', 'online']) window.dispatchEvent(new Event(type))`,
    )
    return askedSince > 0
  })
  await page.keyboard.press('Enter')
  await proofOn(page).getByText(en.errors.badCode).waitFor()
  await code.fill('')
  await page.keyboard.press('Enter')
  await page.getByRole('button', { name: `${members.enable}: Dave` }).waitFor()
})

test('a script that is lost after the settings were opened keeps nobody from saying who they are', async () => {
  const bob = await system.colleague(alice, 'Bob')
  const { page } = await signedIn(bob)
  const script = page.waitForResponse(/proof-dialog/)
  const { send } = await filledIn(page, bob.id)
  await (await script).finished()
  await intercept(page, '**/proof-dialog*', (route) => route.abort())
  await send.click()
  await givePassword(page)
  await page.keyboard.press('Enter')
  await page.getByText(tokens.onlyNow).waitFor()
})

test('where nobody can be asked who they are, the form says why, keeps what was typed and may be sent again', async () => {
  const bob = await system.colleague(alice, 'Bob')
  const { page } = await signedIn(bob)
  // It has been loaded once more for that already.
  await page.addInitScript(`sessionStorage.setItem('taskmate.reloaded', String(Date.now()))`)
  await page.context().route('**/proof-dialog*', (route) => route.abort())
  const { form, send } = await filledIn(page, bob.id)
  await send.click()
  await form.getByText(en.errors.offline).waitFor()
  expect(await form.getByLabel(tokens.name).inputValue()).toBe('Weekly report')
  await page.context().unroute('**/proof-dialog*')
  await send.click()
  await givePassword(page)
  await page.keyboard.press('Enter')
  await page.getByText(tokens.onlyNow).waitFor()
})

test('whose session has ended meanwhile is led to the sign-in', async () => {
  const bob = await system.colleague(alice, 'Bob')
  const third = await signedIn(bob)
  const { send } = await filledIn(third.page, bob.id)
  await send.click()
  await givePassword(third.page)
  await third.page.context().clearCookies()
  await third.page.keyboard.press('Enter')
  await third.page.getByText(en.account.sessionEnded).waitFor()
})

test('what needs it asks who one is and goes on, and nothing that was typed is lost', async () => {
  const bob = await system.colleague(alice, 'Bob')
  const { codes } = await turnFactorOn(bob)
  const context = await chromium.newContext({ locale: 'en-GB', baseURL: system.url })
  const page = await context.newPage()
  await page.goto('/sign-in')
  await page.getByLabel(en.account.email).fill(bob.email)
  await page.getByLabel(en.account.password, { exact: true }).fill(password)
  await page.keyboard.press('Enter')
  await page.getByRole('button', { name: factor.useRecovery }).click()
  await page.getByLabel(factor.recoveryCode).fill(codes[0] ?? '')
  await page.keyboard.press('Enter')
  await page.waitForURL('**/home')
  await page.goto('/settings/security')
  const section = page.getByRole('region', { name: tokens.title })
  await section.getByRole('button', { name: tokens.make }).click()
  const form = page.getByRole('dialog', { name: tokens.make })
  await form.getByLabel(tokens.name).fill('Weekly report')
  await ageSessions(system.redisUrl, bob.id)
  await form.getByRole('button', { name: tokens.make }).click()
  const proof = page.getByRole('dialog', { name: factor.confirmTitle })
  await proof.getByLabel(factor.code).waitFor()
  expect(await accessibilityOf(page)).toEqual([])

  // Whoever thinks better of it has lost nothing.
  await page.keyboard.press('Escape')
  await form.getByText(en.errors.notConfirmed).waitFor()
  expect(await form.getByLabel(tokens.name).inputValue()).toBe('Weekly report')
  await form.getByRole('button', { name: tokens.make }).click()
  await proof.getByLabel(factor.password, { exact: true }).fill('not my password')
  await proof.getByLabel(factor.code).fill(codes[1] ?? '')
  await page.keyboard.press('Enter')
  await proof.getByText(en.errors.wrongPassword).waitFor()
  await proof.getByLabel(factor.password, { exact: true }).fill(password)
  await page.keyboard.press('Enter')
  await page.getByText(tokens.onlyNow).waitFor()
  await page.getByRole('button', { name: tokens.done }).click()
  await section.getByText('Weekly report').waitFor()
})

/** Reads the secret that a dialog shows, proves it by a code, and is done with the recovery codes. */
async function connect(page: Page) {
  const dialog = page.getByRole('dialog')
  const code = dialog.getByLabel(factor.sixDigits)
  await code.waitFor()
  const secret = ((await dialog.locator('code').textContent()) ?? '').replaceAll(/\s/g, '')
  await code.fill(authenticator(secret)())
  await page.keyboard.press('Enter')
  await dialog.getByText(factor.onlyNow).waitFor()
  await dialog.getByRole('button', { name: factor.done }).click()
}

test('an owner requires a second factor, and who has none sets it up where the workspace was', async () => {
  const owner = await system.person('Olga')
  const bob = await system.colleague(owner, 'Bob')
  const { page: bobs, workspace } = await signedIn(bob)
  await bobs.goto(`/w/${workspace}/home`)
  await bobs.getByRole('heading', { name: en.shell.home }).waitFor()
  const { page } = await signedIn(owner)
  await page.goto('/settings/workspace')
  await page.getByRole('link', { name: factorPolicy.toSecurity }).waitFor()
  await page.getByRole('link', { name: factorPolicy.toSecurity }).click()
  await page.getByRole('button', { name: `${factor.turnOn}: ${factor.app}` }).click()
  await connect(page)
  await page.goto('/settings/workspace')
  const section = page.getByRole('region', { name: factorPolicy.title })
  await section.getByText(factorPolicy.without(1, 2)).waitFor()
  expect(await accessibilityOf(page)).toEqual([])
  await section.getByRole('button', { name: factorPolicy.require }).click()
  await page.getByText(factorPolicy.sureLead(1)).waitFor()
  expect(await accessibilityOf(page)).toEqual([])
  await page.getByRole('dialog').getByRole('button', { name: factorPolicy.require }).click()
  await section.getByRole('button', { name: factorPolicy.stop }).waitFor()

  // The page of whoever is in the middle of it says so by itself.
  const closed = bobs.getByRole('heading', { name: factorPolicy.closed('Olga') })
  await closed.waitFor()
  expect(await accessibilityOf(bobs)).toEqual([])
  await bobs.getByRole('link', { name: factorPolicy.toAccount }).click()
  await bobs.getByText(factor.off).waitFor()
  expect(await accessibilityOf(bobs)).toEqual([])
  await bobs.getByRole('link', { name: factorPolicy.back('Olga') }).click()
  await closed.waitFor()
  await bobs.getByRole('button', { name: factorPolicy.begin }).click()
  await connect(bobs)
  await bobs.getByRole('heading', { name: en.shell.home }).waitFor()

  // Turning it off again says what that closes.
  await bobs.goto('/settings/security')
  await bobs.getByRole('button', { name: `${factor.turnOff}: ${factor.app}` }).click()
  await bobs.getByText(factorPolicy.closes('Olga')).waitFor()
})
