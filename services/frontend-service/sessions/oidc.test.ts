import { expect, test } from '@jest/globals'
import { refusalOf } from '../../user-service/testing/start-user-service.ts'
import { broughtBack, enter, refused, startOidcSystem, type Visitor } from '../testing/oidc.ts'
import { type Person, password } from '../testing/people.ts'
import { turnFactorOn } from '../testing/second-factor.ts'
import { ageSessions } from '../testing/stale-sessions.ts'

const { system, mail, rows, provider, terse, elsewhere, known } = await startOidcSystem()

const whoIs = async ({ trpc }: Pick<Visitor, 'trpc'>) =>
  (await trpc.gateway.session.who.query())?.user.id ?? null

const proveAddressOf = ({ id }: Pick<Person, 'id'>) =>
  rows.query('update "User" set "ownerProvedAt" = now() where id = $1', [id])

const countOf = async (table: 'User' | 'Identity' | 'Session') =>
  Number((await rows.query(`select count(*) from "${table}"`)).rows[0]?.count)

/** Somebody who signed up by the provider, in a browser of theirs. */
async function newcomer(changes: object = {}) {
  const account = known(changes)
  const browser = elsewhere()
  const { user } = await enter(browser, account)
  if (!user) throw new Error('nobody is in')
  return { ...browser, account, user, id: user.id }
}

test('who comes for the first time gets an account without a password, and by the same door later', async () => {
  const account = known({ name: '  Mina   Kim\u0007 ' })
  const browser = elsewhere()
  const done = await enter(browser, account, { next: '/settings/security?a=b#c', locale: 'ko' })
  expect(done).toMatchObject({ for: 'sign-in', next: '/settings/security?a=b#c' })
  expect(done.user).toMatchObject({ email: account.email, locale: 'ko' })
  const who = await browser.trpc.gateway.session.who.query()
  expect(who?.workspaces).toMatchObject([{ role: 'owner' }])
  const { rows: made } = await rows.query(
    'select "emailProvedAt" is not null proved, (select count(*) from "Credential" c where c."userId" = u.id)::int passwords from "User" u where id = $1',
    [done.user?.id],
  )
  expect(made).toEqual([{ proved: true, passwords: 0 }])
  expect([...browser.jar.keys()].sort()).toEqual(['devices', 'sid'])

  const again = elsewhere()
  expect((await enter(again, { sub: account.sub })).user?.id).toBe(done.user?.id)
  // Whoever they are is `sub`: another address there changes nothing here.
  known({ ...account, email: `moved-${account.email}` })
  expect((await enter(elsewhere(), account)).user?.id).toBe(done.user?.id)
  const sessions = await again.trpc.gateway.sessions.list.query()
  expect(sessions.map(({ provider }) => provider)).toEqual(['Company', 'Company', 'Company'])
  expect(sessions.filter(({ current }) => current)).toHaveLength(1)
})

test('an address that only the user information endpoint tells will do', async () => {
  const account = known()
  terse.knows(account)
  const { user } = await enter(elsewhere(), account, { provider: 'terse' })
  expect(user).toMatchObject({ email: account.email, name: account.name })
})

test('who was invited joins the workspace that invited them', async () => {
  const owner = await system.person('Owner')
  const { workspaceId } = owner
  const { token: invitation } = await owner.trpc.user.invitations.create.mutate({
    ...{ workspaceId, role: 'member' },
  })
  const browser = elsewhere()
  await enter(browser, known(), { invitation })
  const who = await browser.trpc.gateway.session.who.query()
  expect(who?.workspaces).toMatchObject([{ id: workspaceId, role: 'member' }])

  const forAnother = await owner.trpc.user.invitations.create.mutate({
    ...{ workspaceId, role: 'member', email: 'somebody.else@company.example' },
  })
  const [users, stranger] = [await countOf('User'), known()]
  for (const token of [forAnother.token, invitation])
    expect(await refusalOf(enter(elsewhere(), stranger, { invitation: token }))).toMatchObject({
      code: expect.stringMatching(/FORBIDDEN|NOT_FOUND/),
    })
  expect(await countOf('User')).toBe(users)
})

test.each([
  ['says no', false],
  ['says nothing', undefined],
  ['says it as a text', 'true'],
  ['says it as a number', 1],
])('a provider that %s of whether the address is proved lets nobody in', async (_, proved) => {
  const mina = await system.person('Mina')
  await proveAddressOf(mina)
  for (const email of [mina.email, undefined]) {
    const account = known({ email_verified: proved, ...(email && { email }) })
    const browser = elsewhere()
    expect(await refusalOf(enter(browser, account))).toMatchObject({ reason: 'oidc_unproved' })
    expect(await whoIs(browser)).toBeNull()
  }
})

test('an account is connected by its address where both sides have proved it, and its owner is told', async () => {
  const mina = await system.person('Mina')
  const account = known({ email: mina.email.toUpperCase() })
  const before = await countOf('Identity')
  expect(await refusalOf(enter(elsewhere(), account))).toMatchObject({ reason: 'oidc_by_hand' })
  expect(await countOf('Identity')).toBe(before)

  await proveAddressOf(mina)
  const browser = elsewhere()
  expect((await enter(browser, account)).user?.id).toBe(mina.id)
  expect(await whoIs(browser)).toBe(mina.id)
  const [letter] = await mail.lettersTo(mina.email)
  expect(letter?.subject).toBe('An account was connected to your TaskMate account')
})

test('a second factor is asked for after the provider, and the session is of that provider', async () => {
  const mina = await newcomer()
  const { codeOf } = await turnFactorOn(mina)
  const browser = elsewhere()
  expect(await enter(browser, mina.account)).toMatchObject({ user: null, needsCode: true })
  expect(await whoIs(browser)).toBeNull()
  expect([...browser.jar.keys()].sort()).toEqual(['oidc', 'step'])
  const { user } = await browser.trpc.gateway.session.confirm.mutate({ code: codeOf(1) })
  expect(user.id).toBe(mina.id)
  const [session] = await browser.trpc.gateway.sessions.list.query()
  expect(session).toMatchObject({ provider: 'Company', current: true })
})

test('the session that the browser had is gone after it', async () => {
  const alice = await system.person('Alice')
  const browser = elsewhere()
  await browser.trpc.gateway.session.signIn.mutate({ email: alice.email, password })
  const before = browser.cookie()
  const { user } = await enter(browser, known())
  expect(await whoIs(browser)).toBe(user?.id)
  const old = await browser.request('/api/v1/auth/verify', { headers: { cookie: before } })
  expect(old.status).toBe(401)
})

test('who has no password says again who they are by the provider', async () => {
  const mina = await newcomer()
  const { oidc: own, identities, apiTokens } = mina.trpc.gateway
  const proof = async () => {
    const { url } = await own.beginProof.mutate({ provider: 'company', locale: 'en' })
    expect(url).toMatch(/prompt=login/)
    const { state = '', code = '', iss = '' } = await mina.visit(url, mina.account.sub)
    return own.finish.mutate({ provider: 'company', state, code, iss })
  }
  const token = { name: 'Report', scopes: ['tasks:read' as const], expiresAt: inADay() }
  await ageSessions(system.redisUrl, mina.id)
  expect(await refusalOf(apiTokens.create.mutate(token))).toMatchObject(reauth)
  expect(await proof()).toMatchObject({ for: 'proof', outcome: 'proved', needsCode: false })
  await apiTokens.create.mutate(token)

  const { codeOf } = await turnFactorOn(mina)
  await ageSessions(system.redisUrl, mina.id)
  expect(await proof()).toMatchObject({ outcome: 'proved', needsCode: true })
  // The provider alone is not all that signing in asks for.
  expect(await refusalOf(apiTokens.create.mutate(token))).toMatchObject(reauth)
  expect(await refusalOf(own.prove.mutate({ code: '000000' }))).toMatchObject({
    issues: [{ code: 'wrong_code' }],
  })
  await own.prove.mutate({ code: codeOf(1) })
  await apiTokens.create.mutate({ ...token, name: 'Another' })
  expect((await identities.list.query()).hasPassword).toBe(false)
})

test('a provider that did not ask again, or means somebody else, proves nothing', async () => {
  const mina = await newcomer()
  const other = known()
  const { oidc: own } = mina.trpc.gateway
  const begin = () => own.beginProof.mutate({ provider: 'company', locale: 'en' })
  const back = async (sub: string, visit = mina.visit) => {
    const { state = '', code = '', iss = '' } = await visit((await begin()).url, sub)
    return own.finish.mutate({ provider: 'company', state, code, iss })
  }
  await ageSessions(system.redisUrl, mina.id)
  expect(await refusalOf(back(other.sub, elsewhere().visit))).toMatchObject(refused)
  provider.state.forge = (claims) => ({ ...claims, auth_time: Number(claims.auth_time) - 3600 })
  expect(await refusalOf(back(mina.account.sub))).toMatchObject(refused)
  provider.state.forge = ({ auth_time: _, ...claims }) => claims
  expect(await refusalOf(back(mina.account.sub))).toMatchObject({ reason: 'oidc_no_auth_time' })
  provider.state.forge = undefined
  expect(await refusalOf(mina.trpc.gateway.factor.start.mutate())).toMatchObject(reauth)
})

test('an account is connected by hand by who is signed in and has proved it lately', async () => {
  const mina = await system.person('Mina')
  const account = known({ email: 'private@elsewhere.example', email_verified: false })
  const browser = elsewhere()
  await browser.trpc.gateway.session.signIn.mutate({ email: mina.email, password })
  const { identities } = browser.trpc.gateway
  const link = async () => {
    const { url } = await identities.link.mutate({ provider: 'company', locale: 'en' })
    const { state = '', code = '', iss = '' } = await browser.visit(url, account.sub)
    return browser.trpc.gateway.oidc.finish.mutate({ provider: 'company', state, code, iss })
  }
  await ageSessions(system.redisUrl, mina.id)
  expect(await refusalOf(link())).toMatchObject(reauth)
  await browser.trpc.gateway.session.prove.mutate({ password })
  expect(await link()).toMatchObject({ for: 'link', outcome: 'linked' })
  expect(await identities.list.query()).toMatchObject({
    ...{ hasPassword: true, identities: [{ provider: 'Company', label: account.email }] },
  })
  expect((await enter(elsewhere(), account)).user?.id).toBe(mina.id)
  expect(await refusalOf(link())).toMatchObject({ code: 'CONFLICT', reason: 'identity_known' })

  const [own] = (await identities.list.query()).identities
  await identities.remove.mutate({ id: own?.id ?? '' })
  expect(await identities.list.query()).toMatchObject({ identities: [] })
  const subjects = (await mail.lettersTo(mina.email, 2)).map(({ subject }) => subject)
  expect(subjects).toEqual([
    'An account was connected to your TaskMate account',
    'An account was disconnected from your TaskMate account',
  ])
  expect(await refusalOf(enter(elsewhere(), account))).toMatchObject({ reason: 'oidc_unproved' })
})

test('the last way in is not taken away', async () => {
  const mina = await newcomer()
  const { identities, password: own } = mina.trpc.gateway
  const [only] = (await identities.list.query()).identities
  const remove = () => identities.remove.mutate({ id: only?.id ?? '' })
  expect(await refusalOf(remove())).toMatchObject({ code: 'CONFLICT', reason: 'last_way_in' })
  expect((await identities.list.query()).identities).toHaveLength(1)

  await own.forgotten.mutate({ email: mina.account.email })
  const [letter] = await mail.lettersTo(mina.account.email)
  const token = /\/recover\/([\w-]{43})/.exec(letter?.text ?? '')?.[1] ?? ''
  await own.recover.mutate({ token, next: password })
  const browser = elsewhere()
  await browser.trpc.gateway.session.signIn.mutate({ email: mina.account.email, password })
  await browser.trpc.gateway.identities.remove.mutate({ id: only?.id ?? '' })
  expect(await browser.trpc.gateway.identities.list.query()).toMatchObject({ identities: [] })
})

test('who has no password turns the second factor off by the provider and a code', async () => {
  const mina = await newcomer()
  const { codeOf } = await turnFactorOn(mina)
  await ageSessions(system.redisUrl, mina.id)
  const turnOff = (code: string) => mina.trpc.gateway.factor.turnOff.mutate({ code })
  expect(await refusalOf(turnOff(codeOf(1)))).toMatchObject(reauth)
  const { oidc: own } = mina.trpc.gateway
  const { url } = await own.beginProof.mutate({ provider: 'company', locale: 'en' })
  const { state = '', code = '', iss = '' } = await mina.visit(url, mina.account.sub)
  await own.finish.mutate({ provider: 'company', state, code, iss })
  await own.prove.mutate({ code: codeOf(1) })
  expect(await refusalOf(turnOff('000000'))).toMatchObject({ issues: [{ code: 'wrong_code' }] })
  const bob = await system.person('Bob')
  expect(await refusalOf(bob.trpc.gateway.factor.turnOff.mutate({ code: '000000' }))).toMatchObject(
    { issues: [{ path: 'password', code: 'wrong' }] },
  )
})

test('who signs out is out at once, and is sent to the provider by which they came', async () => {
  const { trpc, jar, account, id } = await newcomer()
  const [stored] = (await rows.query('select * from "Session" where "userId" = $1', [id])).rows
  // An ID token says who somebody is: nobody reads it in the database.
  expect(JSON.stringify(stored)).not.toContain('eyJ')
  const { next } = await trpc.gateway.session.signOut.mutate()
  expect([...jar.keys()]).toEqual(['devices'])
  const url = new URL(next ?? '')
  expect(url.origin).toBe(provider.issuer)
  expect(Object.fromEntries(url.searchParams)).toEqual({
    ...{ client_id: 'taskmate', post_logout_redirect_uri: 'https://tasks.example.com/sign-in' },
    id_token_hint: expect.stringMatching(/^eyJ/),
  })
  const kept = await rows.query('select "idToken" from "Session" where "userId" = $1', [id])
  expect(kept.rows).toEqual([{ idToken: null }])

  provider.state.mood = 'hangs up'
  const browser = elsewhere()
  const alice = await system.person('Alice')
  await browser.trpc.gateway.session.signIn.mutate({ email: alice.email, password })
  expect(await browser.trpc.gateway.session.signOut.mutate()).toEqual({ next: null })
  provider.state.mood = 'answers'
  expect((await enter(browser, account)).user?.id).toBe(id)
})

test('who goes back from the provider is told so, and is where they were', async () => {
  const browser = elsewhere()
  const answer = await broughtBack(browser, { sub: '' }, { next: '/projects' })
  expect(answer.error).toBe('access_denied')
  expect(await browser.trpc.gateway.oidc.finish.mutate(answer)).toMatchObject({
    ...{ outcome: 'cancelled', for: 'sign-in', next: '/projects', user: null },
  })
})

const reauth = { code: 'FORBIDDEN', reason: 'REAUTH_REQUIRED' }
const inADay = () => new Date(Date.now() + 86_400_000).toISOString()
