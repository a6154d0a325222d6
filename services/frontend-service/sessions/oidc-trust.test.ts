import { expect, test } from '@jest/globals'
import { profileOf } from '../../user-service/oidc/check-answer.ts'
import { refusalOf } from '../../user-service/testing/start-user-service.ts'
import { broughtBack, enter, refused, startOidcSystem, type Visitor } from '../testing/oidc.ts'
import { ageSessions } from '../testing/stale-sessions.ts'

const { system, rows, provider, terse, elsewhere, known } = await startOidcSystem()
const reauth = { code: 'FORBIDDEN', reason: 'REAUTH_REQUIRED' }
const DAY = 86_400

type Forge = NonNullable<typeof provider.state.forge>

/** While a provider says something else than it should. */
async function saying<T>(forge: Forge, work: () => Promise<T>, at = provider) {
  at.state.forge = forge
  return work().finally(() => {
    at.state.forge = undefined
  })
}

/** Begins something in a session and comes back from the provider; what is to be finished. */
async function backFrom({ trpc, visit }: Visitor, what: 'proof' | 'link', sub: string) {
  const asked = { provider: what === 'proof' ? 'company' : 'terse', locale: 'en' } as const
  const { oidc, identities } = trpc.gateway
  const { url } = await (what === 'proof' ? oidc.beginProof : identities.link).mutate(asked)
  const { state = '', code = '', iss = '' } = await visit(url, sub)
  return () => oidc.finish.mutate({ provider: asked.provider, state, code, iss })
}

const dangerous = ({ trpc }: Visitor) => trpc.gateway.passkeys.start.mutate()

test('whom a provider lets in without a question is as lately proved as it says, and otherwise not', async () => {
  const account = known()
  const browser = elsewhere()
  await enter(browser, account)
  await dangerous(browser)
  // '' would press Cancel: nobody is asked anything.
  const silently = (forge: Forge) => saying(forge, () => enter(browser, { sub: '' }))
  await silently((claims) => ({ ...claims, auth_time: Number(claims.iat) - 2 * DAY }))
  expect(await refusalOf(dangerous(browser))).toMatchObject(reauth)
  await silently(({ auth_time: _, ...claims }) => claims)
  expect(await refusalOf(dangerous(browser))).toMatchObject(reauth)
  await silently((claims) => claims)
  await dangerous(browser)
})

test('a sign-in at the provider before the question proves nothing', async () => {
  const account = known()
  const browser = elsewhere()
  await enter(browser, account)
  const finish = await backFrom(browser, 'proof', account.sub)
  const early: Forge = (claims) => ({ ...claims, auth_time: Number(claims.iat) - 100 })
  expect(await refusalOf(saying(early, finish))).toMatchObject(refused)
})

test('a connection waits until who asked for it has said again who they are, and is finished then', async () => {
  const browser = elsewhere()
  const account = known()
  const { user } = await enter(browser, account)
  const finish = await backFrom(browser, 'link', known({}, terse).sub)
  await ageSessions(system.redisUrl, user?.id ?? '')
  expect(await refusalOf(finish())).toMatchObject(reauth)
  await (await backFrom(browser, 'proof', account.sub))()
  expect(await finish()).toMatchObject({ outcome: 'linked' })
})

test('an address is believed only with a proof of the same document', async () => {
  const account = known({ email_verified: false }, terse)
  const verified: Forge = (claims) => ({ ...claims, email_verified: true, xms_edov: true })
  const asked = { provider: 'terse' }
  expect(
    await refusalOf(saying(verified, () => enter(elsewhere(), account, asked), terse)),
  ).toMatchObject({ reason: 'oidc_unproved' })
})

test.each([
  ['https://login.microsoftonline.com/tenant/v2.0', { xms_edov: true }, true],
  ['https://login.microsoftonline.com/tenant/v2.0', { xms_edov: '0' }, false],
  ['https://login.microsoftonline.com/tenant/v2.0', { xms_edov: 1, email_verified: false }, false],
  ['https://login.microsoftonline.com.evil.example', { xms_edov: true }, false],
  ['https://id.example', { email_verified: 'true' }, false],
  ['https://id.example', { email_verified: true }, true],
])('of %s the claims %j prove an address: %s', (issuer, claims, isProved) => {
  expect(profileOf(issuer, { email: 'mina@company.example', ...claims })).toMatchObject({
    isProved,
  })
})

test.each([['/.//evil.example'], ['/a/..//evil.example/x'], ['/%2e//evil.example']])(
  'nobody is led to what is left of %s',
  async (next) => {
    const done = await enter(elsewhere(), known(), { next })
    expect(done.next ?? '/').toMatch(/^\/(?![/\\])/)
  },
)

test('who was at a page with a long address comes back, if not to it', async () => {
  const far = `/w/x?q=${'가'.repeat(300)}`
  expect(await enter(elsewhere(), known(), { next: far })).toMatchObject({ next: null })
  const near = `/w/x?q=${'a'.repeat(480)}`
  expect(await enter(elsewhere(), known(), { next: near })).toMatchObject({ next: near })
})

test('errors that a browser invents write nothing, and are not endless', async () => {
  const browser = elsewhere()
  const { state } = await broughtBack(browser, { sub: '' })
  const invent = () =>
    refusalOf(
      browser.trpc.gateway.oidc.finish.mutate({ provider: 'company', state, error: 'made up' }),
    )
  const written = () => rows.query('select count(*) from "UsedChallenge"')
  const before = (await written()).rows
  for (let tries = 0; tries < 50; tries += 1)
    expect(await invent()).toMatchObject({ reason: 'oidc_away' })
  expect(await invent()).toMatchObject({ code: 'TOO_MANY_REQUESTS' })
  expect((await written()).rows).toEqual(before)
})

test('no other page hears of the address of one that has a secret in it', async () => {
  const browser = elsewhere()
  for (const path of ['/oidc/company?code=x', '/recover/x', '/address/x'])
    expect((await browser.request(path)).headers.get('referrer-policy')).toBe('no-referrer')
  expect((await browser.request('/sign-in')).headers.get('referrer-policy')).toBe('same-origin')
})
