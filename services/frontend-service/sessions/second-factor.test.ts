import { expect, test } from '@jest/globals'
import { sharedSystem } from '../../testing/host/shared-system.ts'
import { refusalOf } from '../../user-service/testing/start-user-service.ts'
import { openBrowser } from '../testing/browser.ts'
import { type Person, password } from '../testing/people.ts'
import { turnFactorOn } from '../testing/second-factor.ts'

const system = sharedSystem()

const wrongCode = { code: 'BAD_REQUEST', message: 'This code is not right, or was used' }
const signInOver = { code: 'UNAUTHORIZED', reason: 'sign_in_over' }

const halfSignedIn = async ({ email }: Person) => {
  const browser = openBrowser(system.url)
  const answer = await browser.trpc.gateway.session.signIn.mutate({ email, password })
  expect(answer).toEqual({ user: null, needsCode: true, hasPasskey: false })
  return browser
}

test('between password and code a browser is nobody, and after the code it is signed in', async () => {
  const mina = await system.person('Mina')
  const elsewhere = openBrowser(system.url)
  await elsewhere.trpc.gateway.session.signIn.mutate({ email: mina.email, password })
  const { codeOf, codes } = await turnFactorOn(mina)
  expect(codes).toHaveLength(10)
  // This browser goes on, the others have to prove it too.
  expect(await mina.trpc.gateway.session.who.query()).toMatchObject({ user: { id: mina.id } })
  expect(await elsewhere.trpc.gateway.session.who.query()).toBeNull()

  const browser = await halfSignedIn(mina)
  expect([...browser.jar.keys()]).toEqual(['step'])
  const { session, sessions } = browser.trpc.gateway
  expect(await session.who.query()).toBeNull()
  const statuses = await Promise.all(
    ['/trpc/user/me.get', '/api/v1/auth/verify', '/trpc/gateway/sessions.list'].map(
      async (path) => (await browser.request(path)).status,
    ),
  )
  expect(statuses).toEqual([401, 401, 401])
  expect(await refusalOf(session.prove.mutate({ password }))).toMatchObject({
    code: 'UNAUTHORIZED',
  })

  expect(await refusalOf(session.confirm.mutate({ code: '000000' }))).toMatchObject(wrongCode)
  expect(await refusalOf(session.confirm.mutate({ code: 'a code' }))).toMatchObject({
    ...{ code: 'BAD_REQUEST', issues: [{ path: 'code', code: 'invalid_format' }] },
  })
  const { user } = await session.confirm.mutate({ code: codeOf(1) })
  expect(user.id).toBe(mina.id)
  expect([...browser.jar.keys()]).toEqual(['sid'])
  expect(await sessions.list.query()).toHaveLength(2)
})

test('the code counts only in the browser that gave the password', async () => {
  const mina = await system.person('Mina')
  const { codeOf, codes } = await turnFactorOn(mina)
  await halfSignedIn(mina)
  const stranger = openBrowser(system.url)
  for (const step of [undefined, 'x', 'A'.repeat(43)]) {
    if (step) stranger.jar.set('step', step)
    const guess = stranger.trpc.gateway.session.confirm.mutate({ code: codeOf(1) })
    expect(await refusalOf(guess)).toMatchObject(signInOver)
  }
  const signedIn = openBrowser(system.url)
  await signedIn.trpc.gateway.session.signIn.mutate({
    ...{ email: (await system.person('Bob')).email, password },
  })
  const guess = signedIn.trpc.gateway.session.confirm.mutate({ code: codes[0] ?? '' })
  expect(await refusalOf(guess)).toMatchObject(signInOver)
})

test('the cookie of the second step is out of reach of scripts and other sites, and ends', async () => {
  const mina = await system.person('Mina')
  await turnFactorOn(mina)
  const answer = await openBrowser(system.url).request('/trpc/gateway/session.signIn', {
    ...{ method: 'POST', headers: { 'content-type': 'application/json' } },
    body: JSON.stringify({ email: mina.email, password }),
  })
  const [cookie = '', ...others] = answer.headers.getSetCookie()
  expect(others).toEqual([])
  for (const attribute of ['HttpOnly', 'SameSite=Strict', 'Path=/', 'Max-Age=300'])
    expect(cookie).toContain(attribute)
  expect(await answer.text()).not.toContain(/step=([^;]+)/.exec(cookie)?.[1])
})

test('an admin takes a lost factor away, which signs the person out everywhere', async () => {
  const owner = await system.person('Owner')
  const { workspaceId } = owner
  const member = await system.colleague(owner, 'Member')
  await turnFactorOn(member)
  const { people } = owner.trpc.gateway
  expect(await people.withFactor.query({ workspaceId })).toEqual([member.id])
  await people.removeFactor.mutate({ workspaceId, userId: member.id })
  expect(await member.trpc.gateway.session.who.query()).toBeNull()
  const again = openBrowser(system.url)
  expect(
    await again.trpc.gateway.session.signIn.mutate({ email: member.email, password }),
  ).toMatchObject({ needsCode: false, user: { id: member.id } })
})
