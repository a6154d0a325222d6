import { generateKeyPairSync } from 'node:crypto'
import { expect, test } from '@jest/globals'
import { type JWTPayload, SignJWT, UnsecuredJWT } from 'jose'
import { pollUntil } from '../../chassis/poll-until.ts'
import { testSettings } from '../../testing/settings.ts'
import { createFactorKeys } from '../../user-service/factors/factor-keys.ts'
import { newState, nonceOf, verifierOf } from '../../user-service/oidc/states.ts'
import { refusalOf } from '../../user-service/testing/start-user-service.ts'
import { broughtBack, enter, refused, startOidcSystem, type Visitor } from '../testing/oidc.ts'
import { password } from '../testing/people.ts'

const { system, rows, provider, terse, elsewhere, known } = await startOidcSystem()

const finish = ({ trpc }: Visitor, answer: Awaited<ReturnType<typeof broughtBack>>) =>
  trpc.gateway.oidc.finish.mutate(answer)

const whoIs = async ({ trpc }: Visitor) => (await trpc.gateway.session.who.query())?.user.id ?? null

const countOf = async (table: 'User' | 'Identity' | 'Session') =>
  Number((await rows.query(`select count(*) from "${table}"`)).rows[0]?.count)

const HOUR = 3600
const otherKey = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey
const header = { alg: 'RS256', kid: 'first', typ: 'JWT' }

/** ID tokens that are none for us. */
const forgeries: Record<string, (claims: JWTPayload) => JWTPayload | Promise<string>> = {
  'of another issuer': (claims) => ({ ...claims, iss: 'https://evil.example' }),
  'for another client': (claims) => ({ ...claims, aud: 'another' }),
  'for several, of whom we are not the one that asked': (claims) => ({
    ...claims,
    aud: ['taskmate', 'another'],
    azp: 'another',
  }),
  'for another question': (claims) => ({ ...claims, nonce: 'another' }),
  'for no question': ({ nonce: _, ...claims }) => claims,
  'that has expired': (claims) => ({ ...claims, exp: Number(claims.iat) - 60 }),
  'of a clock that is an hour ahead': ({ iat = 0, exp = 0, ...claims }) => ({
    ...{ ...claims, iat: iat + HOUR, exp: exp + HOUR },
  }),
  'of a clock that is an hour behind': ({ iat = 0, exp = 0, ...claims }) => ({
    ...{ ...claims, iat: iat - HOUR, exp: exp + HOUR },
  }),
  'that means nobody': ({ sub: _, ...claims }) => claims,
  'signed by another key': (claims) =>
    new SignJWT(claims).setProtectedHeader(header).sign(otherKey),
  'that is not signed': async (claims) => new UnsecuredJWT(claims).encode(),
  'signed by a secret that is no secret': (claims) =>
    new SignJWT(claims).setProtectedHeader({ alg: 'HS256' }).sign(Buffer.alloc(32)),
}

test.each(Object.keys(forgeries))('an ID token %s lets nobody in', async (name) => {
  const users = await countOf('User')
  const browser = elsewhere()
  const answer = await broughtBack(browser, known())
  provider.state.forge = forgeries[name]
  const refusal = await refusalOf(finish(browser, answer)).finally(() => {
    provider.state.forge = undefined
  })
  expect({ ...refusal, requestId: '' }).toEqual({
    ...{ ...refused, httpStatus: 400, path: 'oidc.finish', requestId: '' },
    message: 'This answer of the provider is not accepted',
  })
  expect(browser.jar.has('sid')).toBe(false)
  expect(await countOf('User')).toBe(users)
})

const keys = createFactorKeys(testSettings)

/** What may come back to a browser and was not sent to it. */
const attacks: Record<
  string,
  (browser: Visitor, answer: Awaited<ReturnType<typeof broughtBack>>) => Promise<typeof answer>
> = {
  'named as of another provider': async (_, answer) => ({ ...answer, iss: terse.issuer }),
  'that does not say of which provider it is': async (_, { iss: _iss, ...answer }) => answer,
  'at the address of another provider': async (_, answer) => ({ ...answer, provider: 'terse' }),
  'at the address of no provider': async (_, answer) => ({ ...answer, provider: 'none' }),
  'with a state of its own': async (_, answer) => ({ ...answer, state: 'a state' }),
  'with a state that was changed': async (_, answer) => ({
    ...answer,
    state: `${answer.state.slice(0, -2)}${answer.state.endsWith('AA') ? 'BB' : 'AA'}`,
  }),
  'with the state of another browser': async (_, answer) => {
    const { state } = await broughtBack(elsewhere(), known())
    return { ...answer, state }
  },
  'that another browser was sent': async () => broughtBack(elsewhere(), known()),
  'with a code that another browser was sent': async (_, answer) => {
    const { code = '' } = await broughtBack(elsewhere(), known())
    return { ...answer, code }
  },
  'with a code of its own': async (_, answer) => ({ ...answer, code: 'a code' }),
  'without a code': async (_, { code: _code, ...answer }) => answer,
  'too late': async (browser) => {
    const secret = browser.jar.get('oidc') ?? ''
    const asked = { provider: 'company', for: 'sign-in', locale: 'en' } as const
    const state = newState(keys, secret, asked, Date.now() - 600_000)
    return { provider: 'company', state, code: 'a code' }
  },
  'that a session asked for which is another': async (browser) => {
    const mina = await system.person('Mina')
    const secret = browser.jar.get('oidc') ?? ''
    const { url } = await mina.trpc.gateway.identities.link.mutate({
      ...{ provider: 'company', locale: 'en' },
    })
    const { state = '', code = '', iss = '' } = await browser.visit(url, known().sub)
    // As if it had been asked for in this browser.
    browser.jar.set('oidc', mina.jar.get('oidc') ?? secret)
    return { provider: 'company', state, code, iss }
  },
}

test.each(Object.keys(attacks))('an answer %s lets nobody in', async (name) => {
  const browser = elsewhere()
  const answer = await broughtBack(browser, known())
  const forged = await attacks[name]?.(browser, answer)
  if (!forged) throw new Error(name)
  const [users, connected] = [await countOf('User'), await countOf('Identity')]
  expect({ ...(await refusalOf(finish(browser, forged))), requestId: '' }).toEqual({
    ...{ ...refused, httpStatus: 400, path: 'oidc.finish', requestId: '' },
    message: 'This answer of the provider is not accepted',
  })
  expect(browser.jar.has('sid')).toBe(false)
  expect([await countOf('User'), await countOf('Identity')]).toEqual([users, connected])
})

test('the verifier stays with us, and no answer or address says it', async () => {
  const browser = elsewhere()
  const { url } = await browser.trpc.gateway.oidc.begin.mutate({
    ...{ provider: 'company', locale: 'en', next: '/w/secret-place' },
  })
  const asked = new URL(url).searchParams
  expect(asked.get('code_challenge_method')).toBe('S256')
  const [secret, state] = [browser.jar.get('oidc') ?? '', asked.get('state') ?? '']
  expect(asked.get('nonce')).toBe(nonceOf(secret, state))
  for (const hidden of [secret, verifierOf(secret, state), 'secret-place'])
    expect(decodeURIComponent(url)).not.toContain(hidden)
  expect(Buffer.from(state, 'base64url').toString()).not.toContain('secret-place')
})

test('of 20 who bring one answer at once, one is let in', async () => {
  const browser = elsewhere()
  const answer = await broughtBack(browser, known())
  const before = await countOf('Session')
  const done = await Promise.allSettled(Array.from({ length: 20 }, () => finish(browser, answer)))
  const [entered] = done.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []))
  expect(done.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
  expect(await countOf('Session')).toBe(before + 1)
  expect(await whoIs(browser)).toBe(entered?.user?.id)
  expect(await refusalOf(finish(browser, answer))).toMatchObject(refused)
})

test('a code that was used is refused, also with a state of its own', async () => {
  const browser = elsewhere()
  const account = known()
  const { code = '' } = await enterBy(browser, account)
  const fresh = await broughtBack(browser, account)
  expect(await refusalOf(finish(browser, { ...fresh, code }))).toMatchObject(refused)
})

test('two tabs that go to a provider at once both come back, to one account', async () => {
  const browser = elsewhere()
  const account = known()
  const [one, two] = [await broughtBack(browser, account), await broughtBack(browser, account)]
  const secret = browser.jar.get('oidc') ?? ''
  const first = await finish(browser, one)
  browser.jar.set('oidc', secret)
  expect((await finish(browser, two)).user?.id).toBe(first.user?.id)

  const other = known()
  const tabs = [elsewhere(), elsewhere()]
  const answers = await Promise.all(tabs.map((tab) => broughtBack(tab, other)))
  const ids = await Promise.all(
    tabs.map(async (tab, nth) => (await finish(tab, answers[nth] ?? one)).user?.id),
  )
  expect(new Set(ids).size).toBe(1)
})

test.each([
  ['//evil.example/path'],
  ['https://evil.example'],
  ['/\\evil.example'],
  ['/\t/evil.example'],
  ['\\\\evil.example'],
  ['javascript:alert(1)'],
  ['https://tasks.example.com@evil.example'],
])('nobody is led to %j afterwards', async (next) => {
  const done = await enter(elsewhere(), known(), { next })
  expect(done.next ?? '/').toMatch(/^\/(%20|$)/)
})

test('a disabled account is refused as a foreign answer is, also while the provider answers', async () => {
  const account = known()
  const { user } = await enter(elsewhere(), account)
  const browser = elsewhere()
  const answer = await broughtBack(browser, account)
  const holder = await rows.connect()
  try {
    await holder.query('begin')
    await holder.query('update "User" set "disabledAt" = now() where id = $1', [user?.id])
    const late = refusalOf(finish(browser, answer))
    await pollUntil(
      async () =>
        (
          await rows.query(`select 1 from pg_stat_activity where wait_event_type = 'Lock'
          and datname = current_database()`)
        ).rowCount,
    )
    await holder.query('commit')
    expect(await late).toMatchObject(refused)
  } finally {
    holder.release()
  }
  expect(await refusalOf(enter(elsewhere(), account))).toMatchObject(refused)
  // Nor does another account at the provider get in by the same address.
  const twin = known({ email: account.email })
  expect(await refusalOf(enter(elsewhere(), twin))).toMatchObject({ reason: 'oidc_by_hand' })
})

test('who brings too many that are none has to wait, and others have not', async () => {
  const browser = elsewhere()
  const { state } = await broughtBack(browser, known())
  const guess = () => refusalOf(finish(browser, { provider: 'company', state, code: 'a guess' }))
  for (let tries = 0; tries < 50; tries += 1) expect(await guess()).toMatchObject(refused)
  expect(await guess()).toMatchObject({ code: 'TOO_MANY_REQUESTS' })
  await enter(elsewhere(), known())
})

test.each(['hangs up', 'fails', 'talks nonsense', 'says nothing'] as const)(
  'a provider that %s costs its own button, and says so',
  async (mood) => {
    const mina = await system.person('Mina')
    const browser = elsewhere()
    const answer = await broughtBack(browser, known())
    provider.state.mood = mood
    try {
      expect(await refusalOf(finish(browser, answer))).toMatchObject({
        ...{ code: 'BAD_GATEWAY', reason: 'oidc_away' },
      })
      const another = elsewhere()
      const account = known({}, terse)
      await enter(another, account, { provider: 'terse' })
      const { session } = elsewhere().trpc.gateway
      await session.signIn.mutate({ email: mina.email, password })
    } finally {
      provider.state.mood = 'answers'
    }
    await enter(browser, known())
  },
)

async function enterBy(browser: Visitor, account: { sub: string }) {
  const answer = await broughtBack(browser, account)
  await finish(browser, answer)
  return answer
}
