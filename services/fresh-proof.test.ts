import { afterAll, beforeAll, expect, test } from '@jest/globals'
import * as analytics from './analytics-service/router.ts'
import * as file from './file-service/router.ts'
import { proofs } from './frontend-service/gateway/fresh.ts'
import { operations } from './frontend-service/rest/operations.ts'
import { gatewayRouter } from './frontend-service/router.ts'
import { inDays, newTokenOf, program } from './frontend-service/testing/api-token.ts'
import { openBrowser } from './frontend-service/testing/browser.ts'
import { notTaken } from './frontend-service/testing/passkeys.ts'
import { type Person, password } from './frontend-service/testing/people.ts'
import { turnFactorOn } from './frontend-service/testing/second-factor.ts'
import { ageSessions } from './frontend-service/testing/stale-sessions.ts'
import { type System, startSystem } from './frontend-service/testing/test-system.ts'
import * as task from './task-service/router.ts'
import * as user from './user-service/router.ts'
import { place } from './user-service/testing/keys-to.ts'
import { softPasskey } from './user-service/testing/soft-passkey.ts'
import { refusalOf } from './user-service/testing/start-user-service.ts'

let system: System
beforeAll(async () => {
  system = await startSystem({ user: { PUBLIC_ORIGIN: place.origin } })
})
afterAll(() => system?.close())

const routers = {
  ...{ user: user.browserRouter, task: task.browserRouter, file: file.browserRouter },
  ...{ analytics: analytics.browserRouter, gateway: gatewayRouter },
}
const known = Object.entries(proofs).flatMap(([service, resources]) =>
  Object.entries(resources).flatMap(([resource, changes]) =>
    Object.entries(changes).map(([name, proof]) => ({
      path: `${service}/${resource}.${name}`,
      proof,
    })),
  ),
)
const withProof = (wanted: string) =>
  known.flatMap(({ path, proof }) => (proof === wanted ? [path] : []))

const age = ({ id }: Pick<Person, 'id'>) => ageSessions(system.redisUrl, id)

/** What a call without any input is answered. */
async function answerOf(browser: Pick<Person, 'request'>, path: string) {
  const headers = { 'content-type': 'application/json' }
  const answer = await browser.request(`/trpc/${path}`, { method: 'POST', headers, body: '{}' })
  const text = await answer.text()
  return { status: answer.status, text }
}
const reauth = { code: 'FORBIDDEN', reason: 'REAUTH_REQUIRED' }

test('each change of each router says which proof it needs', () => {
  const changing = Object.entries(routers).flatMap(([service, { _def }]) =>
    Object.entries(_def.procedures as object)
      .filter(([, procedure]) => procedure._def.type === 'mutation')
      .map(([path]) => `${service}/${path}`),
  )
  expect(known.map(({ path }) => path).sort()).toEqual(changing.sort())
  // Whoever adds a change here decides that a cookie that was taken must not be enough for it.
  expect(withProof('fresh').sort()).toEqual([
    ...['gateway/account.delete', 'gateway/address.change'],
    ...['gateway/apiTokens.create', 'gateway/bots.create', 'gateway/factor.confirm'],
    ...['gateway/factor.renewCodes', 'gateway/factor.start'],
    ...['gateway/identities.link', 'gateway/identities.remove'],
    ...['gateway/passkeys.add', 'gateway/passkeys.remove'],
    ...['gateway/passkeys.start', 'gateway/people.disable', 'gateway/people.enable'],
    ...['gateway/people.recoveryLink', 'gateway/people.removeFactor'],
    ...['gateway/sessions.revokeOthers', 'task/tasks.emptyTrash', 'task/tasks.purge'],
    ...['user/factorPolicy.set', 'user/invitations.create', 'user/members.changeRole'],
    ...['user/operators.add', 'user/operators.remove'],
    ...['user/teams.addMember', 'user/workspaces.close', 'user/workspaces.delete'],
  ])
})

test('a session that proved it long ago is asked for it before anything dangerous, and for nothing else', async () => {
  const mina = await system.person('Mina')
  await age(mina)
  for (const path of withProof('fresh')) {
    const { status, text } = await answerOf(mina, path)
    expect([path, status]).toEqual([path, 403])
    expect(text).toContain('REAUTH_REQUIRED')
    const batch = await answerOf(mina, `${path.replace('/', '/none.such,')}?batch=1`)
    expect(batch.text).toContain('REAUTH_REQUIRED')
  }
  const others = [...withProof('none'), ...withProof('own')]
  for (const path of others.filter((one) => !one.endsWith('signOut'))) {
    const { text } = await answerOf(mina, path)
    expect(`${path} ${text}`).not.toContain('REAUTH_REQUIRED')
  }
})

test('no other spelling of a call passes by what it needs', async () => {
  const mina = await system.person('Mina')
  await age(mina)
  for (const path of withProof('fresh')) {
    const [service = '', name = ''] = path.split('/')
    const spellings = [
      ...[`${service.toUpperCase()}/${name}`, `${service}//${name}`, `${service}/x/${name}`],
      ...[`${service}/-/${name}`, `${service}/${name.replace('.', '%2E')}`, `${service}/${name}/`],
      ...[`${service}/%${name.charCodeAt(0).toString(16)}${name.slice(1)}`, `${service}/./${name}`],
      ...[`${service}/none.such%2C${name}?batch=1`, `../TRPC/${path}`, `..//trpc/${path}`],
    ]
    for (const spelling of spellings) {
      const { status, text } = await answerOf(mina, spelling)
      expect([spelling, status]).toEqual([spelling, /REAUTH_REQUIRED/.test(text) ? 403 : 404])
    }
  }
})

test('a change that the table does not name goes to no backend: it is one of a release to come', async () => {
  const mina = await system.person('Mina')
  for (const path of ['user/workspaces.burn', 'user/workspaces.create,workspaces.burn?batch=1']) {
    const { status, text } = await answerOf(mina, path)
    expect([path, status]).toEqual([path, 404])
    expect(text).toContain('No such call')
  }
})

test('an API token does none of it, whatever its scopes are', async () => {
  const mina = await system.person('Mina')
  const { token } = await newTokenOf(mina)
  for (const path of withProof('fresh')) {
    const { status, text } = await answerOf(program(system.url, token), path)
    expect([path, status]).toEqual([path, 403])
    expect(text).toContain('No API token may do this')
  }
})

test('REST, which is for API tokens, offers none of it', () => {
  const offered = new Set<string>(Object.values(operations).map(({ calls }) => calls))
  expect(withProof('fresh').filter((path) => offered.has(path))).toEqual([])
})

test('what asks by itself refuses a wrong password, and a passkey that is none', async () => {
  const mina = await system.person('Mina')
  const { password: ownPassword, factor, session, passkeySignIns, oidc } = mina.trpc.gateway
  const wrong = 'not this one'
  const assertion = softPasskey(place).sign(await passkeySignIns.ask.mutate({ for: 'proof' }))
  const byPassword: Record<string, () => Promise<unknown>> = {
    'gateway/password.change': () =>
      ownPassword.change.mutate({ current: wrong, next: 'another good one' }),
    'gateway/factor.turnOff': () => factor.turnOff.mutate({ password: wrong, code: '000000' }),
    'gateway/session.prove': () => session.prove.mutate({ password: wrong }),
  }
  const byPasskey = 'gateway/passkeySignIns.prove'
  const others = [byPasskey, 'gateway/oidc.prove']
  expect([...Object.keys(byPassword), ...others].sort()).toEqual(withProof('own').sort())
  for (const call of Object.values(byPassword))
    expect(await refusalOf(call())).toMatchObject({ issues: [{ code: 'wrong' }] })
  expect(await refusalOf(passkeySignIns.prove.mutate({ assertion }))).toMatchObject(notTaken)
  // The code alone is nothing: the provider has to have said first who it is.
  expect(await refusalOf(oidc.prove.mutate({ code: '000000' }))).toMatchObject({
    reason: 'sign_in_over',
  })
})

test('who says it again goes on in the same session, with the second factor where there is one', async () => {
  const mina = await system.person('Mina')
  const other = openBrowser(system.url)
  await other.trpc.gateway.session.signIn.mutate({ email: mina.email, password })
  const invite = ({ trpc }: Pick<Person, 'trpc'>) =>
    trpc.user.invitations.create.mutate({ workspaceId: mina.workspaceId, role: 'member' })
  await age(mina)
  expect(await refusalOf(invite(mina))).toMatchObject(reauth)
  expect(
    await refusalOf(mina.trpc.gateway.session.prove.mutate({ password: 'not this one' })),
  ).toMatchObject({ code: 'BAD_REQUEST' })
  expect(await refusalOf(invite(mina))).toMatchObject(reauth)
  const cookie = mina.cookie()
  await mina.trpc.gateway.session.prove.mutate({ password })
  // Calls of the page that are on their way still count.
  expect(mina.cookie()).toBe(cookie)
  await invite(mina)
  // It is this session that proved it.
  expect(await refusalOf(invite(other))).toMatchObject(reauth)

  const { codeOf } = await turnFactorOn(mina)
  await age(mina)
  // Nor does the password alone make a new one, or up for the factor.
  const change = (current = password) =>
    mina.trpc.gateway.password.change.mutate({ current, next: 'another horse battery' })
  expect(await refusalOf(change())).toMatchObject(reauth)
  expect(await refusalOf(change('not this one'))).toMatchObject(reauth)
  const prove = (code?: string) =>
    mina.trpc.gateway.session.prove.mutate({ password, ...(code && { code }) })
  expect(await refusalOf(prove())).toMatchObject({ issues: [{ code: 'wrong_code' }] })
  expect(await refusalOf(invite(mina))).toMatchObject(reauth)
  await prove(codeOf(1))
  await invite(mina)
  await change()
  await age(mina)
  expect(await refusalOf(invite(mina))).toMatchObject(reauth)
})

test('without a second factor the password that is asked for is proof enough for a new one', async () => {
  const mina = await system.person('Mina')
  await age(mina)
  await mina.trpc.gateway.password.change.mutate({
    current: password,
    next: 'another horse battery',
  })
})

test('a token is made without a password by who has proved it lately', async () => {
  const mina = await system.person('Mina')
  const wanted = { name: 'Report', scopes: ['tasks:read' as const], expiresAt: inDays(1) }
  const create = () => mina.trpc.gateway.apiTokens.create.mutate(wanted)
  expect((await create()).token).toMatch(/^tm_/)
  await age(mina)
  expect(await refusalOf(create())).toMatchObject(reauth)
})
