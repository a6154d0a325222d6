import { afterAll, beforeAll, expect, test } from '@jest/globals'
import type pg from 'pg'
import * as analytics from './analytics-service/router.ts'
import { pollUntil } from './chassis/poll-until.ts'
import * as file from './file-service/router.ts'
import { scopeOf } from './frontend-service/gateway/scopes.ts'
import { gatewayRouter } from './frontend-service/router.ts'
import { newBotOf, newTokenOf, program as programAt } from './frontend-service/testing/api-token.ts'
import { type Person, password } from './frontend-service/testing/people.ts'
import { type System, startSystem } from './frontend-service/testing/test-system.ts'
import * as task from './task-service/router.ts'
import { clientOf } from './testing/postgres.ts'
import { type Scope, scopes } from './user-service/contract.ts'
import * as user from './user-service/router.ts'
import { refusalOf } from './user-service/testing/start-user-service.ts'

let system: System
let alice: Person
let users: pg.Client
let projectId: string
beforeAll(async () => {
  system = await startSystem({ all: { TRUSTED_PROXIES: '127.0.0.1' } })
  alice = await system.person('Alice')
  const [env] = system.databases
  if (!env) throw new Error('user-service has a database')
  users = clientOf(env, env.DATABASE_NAME)
  await users.connect()
  const { workspaceId } = alice
  const project = { workspaceId, key: 'WEB', name: 'Web' }
  projectId = (await alice.trpc.task.projects.create.mutate(project)).id
})
afterAll(async () => {
  await users?.end()
  await system?.close()
})

const program = (token: string, url = system.url) => programAt(url, token)
const programOf = async (person: Person, ...some: Scope[]) =>
  program((await newTokenOf(person, some.length > 0 ? { scopes: some } : {})).token)
const statusOf = async (token: string, url = system.url) =>
  (await program(token, url).request('/trpc/user/me.get')).status

const routers = {
  ...{ user: user.browserRouter, task: task.browserRouter, file: file.browserRouter },
  ...{ analytics: analytics.browserRouter, gateway: gatewayRouter },
}

test('each procedure of each router is in a scope, or out of reach of every token', () => {
  const found = Object.entries(routers).flatMap(([service, { _def }]) =>
    Object.entries(_def.procedures).map(([path, procedure]) => {
      const isRead = (procedure as { _def: { type: string } })._def.type === 'query'
      return [`${service}/${path}`, scopeOf(service, path, isRead)] as const
    }),
  )
  expect(found.filter(([, scope]) => scope === undefined)).toEqual([])
  const reached = new Set(found.map(([, scope]) => scope))
  expect(scopes.filter((scope) => !reached.has(scope))).toEqual([])
  // Whoever adds a procedure here decides about it: what is not in this list can be reached by a token.
  expect(found.flatMap(([path, scope]) => (scope === null ? [path] : [])).sort()).toEqual(
    [
      ...['session.who', 'session.signUp', 'session.signIn', 'session.signOut', 'home.get'],
      ...['sessions.list', 'sessions.revoke', 'sessions.revokeOthers', 'password.change'],
      ...['password.isByMail', 'password.forgotten', 'password.recover', 'password.check'],
      ...['people.recoveryLink', 'pages.report', 'address.get', 'address.prove', 'address.change'],
      ...['apiTokens.list', 'apiTokens.create', 'apiTokens.revoke', 'live.events'],
      ...['invitations.preview', 'invitations.accept', 'people.disable', 'people.enable'],
      ...['session.confirm', 'session.prove', 'people.removeFactor', 'people.withFactor'],
      ...['factor.get', 'factor.start', 'factor.confirm', 'factor.renewCodes', 'factor.turnOff'],
      ...['passkeys.list', 'passkeys.start', 'passkeys.add', 'passkeys.rename'],
      ...['account.deletion', 'passkeys.remove', 'passkeySignIns.ask', 'passkeySignIns.enter'],
      ...['passkeySignIns.finish', 'passkeySignIns.prove', 'oidc.providers', 'oidc.begin'],
      ...['oidc.beginProof', 'oidc.finish', 'oidc.prove', 'identities.list', 'account.delete'],
      ...['identities.link', 'identities.remove', 'address.keep', 'address.check', 'address.use'],
      'operations.get',
      ...['bots.list', 'bots.create', 'bots.rename', 'bots.disable', 'bots.enable', 'bots.delete'],
    ]
      .map((path) => `gateway/${path}`)
      .concat(
        ['create', 'update', 'delete', 'close', 'restore']
          .map((name) => `workspaces.${name}`)
          .concat(['members.changeRole', 'members.remove', 'factorPolicy.get', 'factorPolicy.set'])
          .concat(['teams.create', 'teams.rename', 'teams.delete'])
          .concat(['teams.addMember', 'teams.removeMember', 'teams.tellAgain'])
          .concat(['me.update', 'invitations.list', 'invitations.create', 'invitations.revoke'])
          .concat(['operators.list', 'operators.add', 'operators.remove'])
          .map((path) => `user/${path}`),
      )
      .sort(),
  )
})

test('a token does what its scopes name and nothing else, each scope by each procedure', async () => {
  const { workspaceId, trpc } = alice
  const { id: taskId } = await trpc.task.tasks.create.mutate({ projectId, title: 'A task' })
  const bob = await system.colleague(alice, 'Bob')
  type Client = Person['trpc']
  const calls: Record<Scope, (client: Client) => Promise<unknown>> = {
    'tasks:read': ({ task }) => task.tasks.list.query({ projectId }),
    'tasks:write': ({ task }) => task.tasks.create.mutate({ projectId, title: 'One more' }),
    'projects:read': ({ task }) => task.projects.list.query({ workspaceId }),
    'projects:write': ({ task }) => task.projects.update.mutate({ id: projectId, name: 'Site' }),
    'comments:read': ({ task }) => task.comments.list.query({ taskId }),
    'comments:write': ({ task }) => task.comments.create.mutate({ taskId, text: 'Hello' }),
    'files:read': ({ file }) => file.files.list.query({ projectId }),
    'files:write': ({ file }) =>
      file.uploads.create.mutate({ projectId, name: 'a.txt', sizeBytes: 1 }),
    'members:read': ({ user }) => user.members.list.query({ workspaceId }),
    'members:write': ({ task }) =>
      task.members.add.mutate({ projectId, userId: bob.id, role: 'member' }),
    'webhooks:read': ({ task }) => task.webhooks.list.query({ projectId }),
    'webhooks:write': ({ task }) =>
      task.webhooks.create.mutate({
        ...{ projectId, url: 'https://example.com/hook', types: ['task.created'] },
      }),
    'activity:read': ({ task }) => task.activity.list.query({ workspaceId }),
    'reports:read': ({ analytics }) =>
      analytics.dashboard.get.query({ workspaceId, days: 7, timeZone: 'Asia/Seoul' }),
    'audit:read': ({ user }) => user.audit.list.query({ workspaceId }),
    'account:read': ({ user }) => user.me.get.query(),
  }
  await pollUntil(() =>
    calls['reports:read'](trpc).then(
      () => true,
      () => false,
    ),
  )
  for (const own of scopes) {
    const { trpc: client } = await programOf(alice, own)
    for (const [asked, call] of Object.entries(calls))
      if (asked === own) await call(client)
      else
        expect(await refusalOf(call(client))).toMatchObject({
          ...{ code: 'FORBIDDEN', reason: 'scope' },
          message: `This API token lacks the scope ${asked}`,
        })
  }
  const reader = await programOf(alice, 'tasks:read')
  const batch = await reader.request('/trpc/task/tasks.list,comments.list?batch=1&input=%7B%7D')
  expect([batch.status, await batch.text()]).toEqual([
    403,
    expect.stringContaining('comments:read'),
  ])
  const disguised = await reader.request('/trpc/task/tasks.trash')
  expect(disguised.status).toBe(405)
})

const json = { 'content-type': 'application/json' }

test('no token opens a session, makes or widens a token, or decides who gets in', async () => {
  const own = await programOf(alice)
  const { workspaceId } = alice
  const input = encodeURIComponent(JSON.stringify({ workspaceId }))
  const session = { email: alice.email, password }
  const calls: [string, object?][] = [
    ['/trpc/gateway/session.who'],
    ['/trpc/gateway/session.signIn', session],
    ['/trpc/gateway/session.signIn?batch=1', { 0: session }],
    ['/trpc/gateway/people.companions,session.who?batch=1&input=%7B%7D'],
    ['/trpc/gateway/sessions.list'],
    ['/trpc/gateway/apiTokens.list'],
    ['/trpc/gateway/apiTokens.create', { password }],
    ['/trpc/gateway/bots.create', { name: 'Bot' }],
    ['/trpc/gateway/session.confirm', { code: '000000' }],
    ['/trpc/gateway/session.prove', { password }],
    ['/trpc/gateway/factor.get'],
    ['/trpc/gateway/factor.start', {}],
    ['/trpc/gateway/factor.turnOff', { password, code: '000000' }],
    ['/trpc/gateway/passkeys.list'],
    ['/trpc/gateway/passkeys.start', {}],
    ['/trpc/gateway/passkeySignIns.ask', { for: 'proof' }],
    ['/trpc/gateway/password.change', { current: password, next: 'another good one' }],
    ['/trpc/gateway/invitations.accept', {}],
    ['/trpc/gateway/people.disable', {}],
    [`/trpc/gateway/home.get?input=${input}`],
    [`/trpc/gateway/live.events?input=${input}`],
    ['/trpc/user/invitations.create', { workspaceId, role: 'owner' }],
    ['/trpc/user/workspaces.delete', { id: workspaceId }],
    ['/trpc/user/members.changeRole', {}],
    ['/trpc/user/me.update', { name: 'Mallory' }],
    ['/api/v1/auth/verify'],
  ]
  for (const [path, body] of calls) {
    const answer = await own.request(path, {
      ...(body && { method: 'POST', body: JSON.stringify(body), headers: json }),
    })
    expect(`${path} ${answer.status}`).toBe(`${path} 403`)
    expect(await answer.text()).toMatch(/No API token may do this/)
    expect(answer.headers.getSetCookie()).toEqual([])
  }
  for (const way of ['people.companions/session.who', 'people.companions%2Csession.who'])
    expect((await own.request(`/trpc/gateway/${way}?batch=1&input=%7B%7D`)).status).toBe(404)
  expect(await own.trpc.gateway.people.companions.query({ workspaceId })).toEqual([
    expect.objectContaining({ userId: alice.id }),
    expect.anything(),
  ])
  expect(own.jar.size).toBe(0)
})

test('what is no token, or no longer one, is answered alike on all paths', async () => {
  const { token, id } = await newTokenOf(alice)
  const revoked = await newTokenOf(alice)
  await alice.trpc.gateway.apiTokens.revoke.mutate({ id: revoked.id })
  const wrong = [
    ...[revoked.token, token.slice(0, -1), `${token}0`, `tm_${'0'.repeat(49)}`, 'tm_', ''],
    ...[
      'eyJhbGciOiJub25lIn0.e30.',
      alice.jar.get('sid') ?? '',
      `${token.slice(0, 10)}x${token.slice(11)}`,
    ],
  ]
  await users.query(`update "ApiToken" set "expiresAt" = now() where id = $1`, [id])
  await pollUntil(async () => (await statusOf(token)) === 401)
  const paths = [
    '/trpc/user/me.get',
    '/trpc/gateway/people.companions',
    '/trpc/gateway/people.companions?batch=1&input=%7B%7D',
    '/trpc/gateway/session.who',
    '/files/01900000-0000-7000-8000-000000000000/content',
  ]
  for (const text of [token, ...wrong])
    for (const path of paths) {
      const headers = { 'x-request-id': 'of-the-test', cookie: alice.cookie() }
      const answer = await program(text).request(path, { headers })
      expect(answer.headers.get('www-authenticate')).toBe('Bearer')
      expect([answer.status, answer.headers.getSetCookie(), await answer.json()]).toEqual([
        ...[401, []],
        {
          error: {
            code: -32001,
            message: 'This API token is not valid',
            data: { code: 'UNAUTHORIZED', httpStatus: 401, requestId: 'of-the-test' },
          },
        },
      ])
    }
})

test('a token ends in every gateway with its revocation, a new password and its closed account', async () => {
  const second = await system.startGateway()
  const everywhere = (token: string) =>
    Promise.all([system.url, second.url].map((url) => statusOf(token, url)))
  const bob = await system.colleague(alice, 'Bob')
  const endings = [
    (id: string) => bob.trpc.gateway.apiTokens.revoke.mutate({ id }),
    () => bob.trpc.gateway.password.change.mutate({ current: password, next: `${password} 2` }),
    () =>
      alice.trpc.gateway.people.disable.mutate({
        ...{ workspaceId: alice.workspaceId, userId: bob.id },
      }),
  ]
  for (const [nth, end] of endings.entries()) {
    const known = { password: nth === 2 ? `${password} 2` : password }
    const { token, id } = await newTokenOf(bob, known)
    const bot = await newBotOf(bob, 'Bot', known)
    expect(await everywhere(token)).toEqual([200, 200])
    expect(await everywhere(bot.token)).toEqual([200, 200])
    // Other sessions end with an epoch too, and tokens live on.
    await bob.trpc.gateway.sessions.revokeOthers.mutate()
    expect(await everywhere(token)).toEqual([200, 200])
    await end(id)
    expect(await everywhere(token)).toEqual([401, 401])
    await alice.trpc.gateway.people.enable.mutate({
      ...{ workspaceId: alice.workspaceId, userId: bob.id },
    })
    expect(await everywhere(token)).toEqual([401, 401])
    // One that is revoked takes no other along; what ends all ends those of bots, for good.
    expect(await everywhere(bot.token)).toEqual(nth === 0 ? [200, 200] : [401, 401])
  }
  await second.close()
})

test('beside a token no cookie counts, and without one our pages alone change things', async () => {
  const bob = await system.colleague(alice, 'Bob')
  const own = await programOf(bob)
  const whose = async (headers: Record<string, string>) => {
    const answer = await own.request('/trpc/user/me.get', { headers })
    return ((await answer.json()) as { result: { data: { id: string } } }).result.data.id
  }
  expect(await whose({ cookie: alice.cookie() })).toBe(bob.id)
  const title = JSON.stringify({ projectId, title: 'By a program' })
  const create = (headers: Record<string, string>) =>
    fetch(`${system.url}/trpc/task/tasks.create`, {
      ...{ method: 'POST', body: title },
      headers: { ...json, cookie: alice.cookie(), ...headers },
    }).then(({ status }) => status)
  const { token } = await newTokenOf(bob)
  expect(await create({ authorization: `Bearer ${token}` })).toBe(200)
  expect(await create({ authorization: `bearer ${token}`, origin: 'https://x.example' })).toBe(200)
  expect(await create({ authorization: `Bearer ${token}`, 'content-type': 'text/plain' })).toBe(415)
  expect(await create({})).toBe(403)
  expect(await create({ authorization: 'Basic YTpi' })).toBe(403)
})
