import { afterAll, expect, test } from '@jest/globals'
import type { Page } from 'playwright-core'
import { openBrowser } from './frontend-service/testing/browser.ts'
import { password } from './frontend-service/testing/people.ts'
import { turnFactorOn } from './frontend-service/testing/second-factor.ts'
import { ageSessions } from './frontend-service/testing/stale-sessions.ts'
import { factor } from './frontend-service/web/messages/en/account/factor.ts'
import { oidc as words } from './frontend-service/web/messages/en/account/oidc.ts'
import { sessions } from './frontend-service/web/messages/en/account/sessions.ts'
import { tokens } from './frontend-service/web/messages/en/tokens.ts'
import { en } from './frontend-service/web/messages/en.ts'
import { oidc as korean } from './frontend-service/web/messages/ko/account/oidc.ts'
import { startOwnBrowserTest } from './testing/browser-test.ts'
import { accessibilityOf } from './testing/chromium.ts'
import { misfitsOf } from './testing/layout.ts'
import { startProvider } from './testing/openid-provider.ts'
import { freePort } from './testing/postgres.ts'

const port = String(await freePort())
const origin = `http://localhost:${port}`
const company = await startProvider({ origin })
const away = await startProvider({ origin, id: 'away', name: 'Faraway' })
away.state.mood = 'hangs up'
const { system, chromium, alice, signedIn } = await startOwnBrowserTest({
  user: {
    PUBLIC_ORIGIN: origin,
    OIDC_PROVIDERS: JSON.stringify([company.settings, away.settings]),
  },
})
const gateway = await system.startGateway({ PORT: port })
afterAll(async () => {
  await gateway.close()
  await Promise.all([company.close(), away.close()])
})

/** A phone on which nobody is signed in, here or at the provider. */
const phone = async (locale = 'en-GB') => {
  const viewport = { width: 390, height: 760 }
  const context = await chromium.newContext({ locale, baseURL: origin, viewport })
  return context.newPage()
}

let count = 0
const known = (changes: object = {}) => {
  count += 1
  const sub = `mina-${count}`
  const account = { sub, name: 'Mina Kim', email: `${sub}.${port}@company.example` }
  company.knows({ ...account, email_verified: true, ...changes })
  return account
}

/** Says at the provider who it is. */
const sayThere = (page: Page, { sub }: { sub: string }) =>
  page.getByRole('button', { name: sub, exact: true }).click()

const isSignedIn = async (page: Page) =>
  (await (await page.request.get('/trpc/gateway/session.who')).text()).includes('"user"')

test.each([
  ['en-GB', words],
  ['ko-KR', korean],
] as const)(
  'somebody comes by a provider and signs in by it again, in %s',
  async (locale, said) => {
    const mina = known()
    const page = await phone(locale)
    await page.goto('/sign-in?next=/settings/security')
    const button = page.getByRole('button', { name: said.continueWith('Company') })
    await button.waitFor()
    expect(await accessibilityOf(page)).toEqual([])
    expect(await misfitsOf(page)).toEqual([])
    await button.click()
    await sayThere(page, mina)
    const section = page.getByRole('region', { name: said.title })
    await section.getByText(mina.email).waitFor()
    expect(new URL(page.url()).search).toBe('')
    await page.getByText(said.noPassword).waitFor()
    expect(await accessibilityOf(page)).toEqual([])
    expect(await misfitsOf(page)).toEqual([])

    // Nothing else lets them in: it stays.
    await section.getByRole('button', { name: said.removeOf('Company') }).click()
    await page.getByRole('dialog').getByRole('button', { name: said.remove }).click()
    await page.getByText(said.lastWayIn).waitFor()

    await page.context().clearCookies({ domain: 'localhost' })
    await page.goto('/sign-in')
    await button.click()
    // Whoever is signed in there is not asked again.
    await page.waitForURL('**/home')

    // Signing out here signs out there as well.
    await page.goto('/settings/profile')
    const out = said === words ? en.settings.signOut : '로그아웃'
    await page.getByRole('button', { name: out }).click()
    await page.getByRole('button', { name: 'Yes, sign me out' }).click()
    await page.waitForURL('**/sign-in')
    expect(await isSignedIn(page)).toBe(false)
    await button.click()
    await page.getByRole('button', { name: mina.sub, exact: true }).waitFor()
  },
)

test('who was invited joins by a provider', async () => {
  const { workspaceId } = alice
  const { token } = await alice.trpc.user.invitations.create.mutate({ workspaceId, role: 'member' })
  const page = await phone()
  const account = known()
  await page.goto(`/invite/${token}`)
  await page.getByRole('button', { name: words.continueWith('Company') }).click()
  await sayThere(page, account)
  await page.waitForURL((url) => url.origin === origin && !url.pathname.startsWith('/oidc'))
  const who = await (await page.request.get('/trpc/gateway/session.who')).text()
  expect(who).toContain(workspaceId)
})

test('who goes back from the provider finds the way back, and one that is away costs its own button', async () => {
  const page = await phone()
  await page.goto('/sign-in?next=/settings/profile')
  await page.getByLabel(en.account.email).fill(alice.email)
  await page.getByRole('button', { name: words.continueWith('Faraway') }).click()
  await page.getByText(words.away('Faraway')).waitFor()
  expect(await page.getByLabel(en.account.email).inputValue()).toBe(alice.email)
  expect(await accessibilityOf(page)).toEqual([])

  known()
  await page.getByRole('button', { name: words.continueWith('Company') }).click()
  await page.getByRole('button', { name: 'Cancel' }).click()
  await page.getByText(words.cancelled('Company')).waitFor()
  expect(await accessibilityOf(page)).toEqual([])
  await page.getByRole('button', { name: words.toSignIn }).click()
  await page.getByLabel(en.account.email).fill(alice.email)
  await page.getByLabel(en.account.password, { exact: true }).fill(password)
  await page.keyboard.press('Enter')
  await page.waitForURL('**/settings/profile')
})

test('an answer that was sent to another browser, or is used, lets nobody in and says so', async () => {
  const mina = known()
  const thief = openBrowser(origin)
  const { url } = await thief.trpc.gateway.oidc.begin.mutate({ provider: 'company', locale: 'en' })
  const page = await phone()
  await page.goto(url)
  await sayThere(page, mina)
  await page.getByText(words.refused('Company')).waitFor()
  expect(await isSignedIn(page)).toBe(false)
  expect(new URL(page.url()).search).toBe('')
})

test('the second factor is asked for after the provider, and again where who it is has to be proved', async () => {
  const mina = known()
  const page = await phone()
  await page.goto('/sign-in?next=/settings/security')
  await page.getByRole('button', { name: words.continueWith('Company') }).click()
  await sayThere(page, mina)
  const places = page.getByRole('region', { name: en.settings.sessions })
  await places.getByText(sessions.byProvider('Company')).waitFor()
  const own = openBrowser(origin)
  for (const { name, value } of await page.context().cookies(origin)) own.jar.set(name, value)
  const who = await own.trpc.gateway.session.who.query()
  const uid = who?.user.id ?? ''

  // What is on screen waits until the provider has said who it is.
  await ageSessions(system.redisUrl, uid)
  const section = page.getByRole('region', { name: tokens.title })
  const makeToken = async (name: string) => {
    await section.getByRole('button', { name: tokens.make }).click()
    const form = page.getByRole('dialog', { name: tokens.make })
    await form.getByLabel(tokens.name).fill(name)
    await form.getByRole('button', { name: tokens.make }).click()
  }
  const proof = page.getByRole('dialog', { name: factor.confirmTitle })
  const openProof = async () => {
    const opened = page.context().waitForEvent('page')
    await proof.getByRole('button', { name: words.confirmBy('Company') }).click()
    return opened
  }
  await makeToken('First')
  await proof.waitFor()
  expect(await proof.getByLabel(factor.password).count()).toBe(0)
  expect(await accessibilityOf(page)).toEqual([])
  await sayThere(await openProof(), mina)
  await page.getByText(tokens.onlyNow).waitFor()
  await page.getByRole('button', { name: tokens.done }).click()

  const { codeOf } = await turnFactorOn(own)
  for (const [name, value] of own.jar)
    await page.context().addCookies([{ name, value, url: origin }])
  await ageSessions(system.redisUrl, uid)
  await page.reload()
  await makeToken('Second')
  const popup = await openProof()
  await sayThere(popup, mina)
  await popup.getByText(words.codeLead).waitFor()
  await popup.getByLabel(factor.code).fill('000000')
  await popup.keyboard.press('Enter')
  await popup.getByText(en.errors.wrongCode).waitFor()
  await popup.getByLabel(factor.code).fill(codeOf(1))
  await popup.keyboard.press('Enter')
  await page.getByText(tokens.onlyNow).waitFor()

  const elsewhere = await phone()
  await elsewhere.goto('/sign-in')
  await elsewhere.getByRole('button', { name: words.continueWith('Company') }).click()
  await sayThere(elsewhere, mina)
  await elsewhere.getByRole('heading', { name: factor.stepTitle }).waitFor()
  expect(await isSignedIn(elsewhere)).toBe(false)
})

test('somebody connects an account by hand and takes it away', async () => {
  const bob = await system.colleague(alice, 'Bob')
  const account = known({ email_verified: false })
  const { page } = await signedIn(bob, origin)
  await page.goto('/settings/security')
  const section = page.getByRole('region', { name: words.title })
  await section.getByText(words.none).waitFor()
  await section.getByRole('button', { name: words.connect('Company') }).click()
  await sayThere(page, account)
  await section.getByText(account.email).waitFor()
  expect(await accessibilityOf(page)).toEqual([])
  await section.getByRole('button', { name: words.removeOf('Company') }).click()
  await page.getByRole('dialog').getByRole('button', { name: words.remove }).click()
  await section.getByText(words.none).waitFor()
})
