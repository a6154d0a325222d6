import { createPrivateKey, createPublicKey, generateKeyPairSync } from 'node:crypto'
import { expect, test } from '@jest/globals'
import { SignJWT, UnsecuredJWT } from 'jose'
import { derivedSecret } from '../chassis/identity.ts'
import { refusalOf, startUserService } from './testing/start-user-service.ts'
import { startUserTest } from './testing/user-test.ts'

const users = await startUserTest()
const alice = await users.person('Alice')

const asked = (path: string, headers: Record<string, string> = {}) =>
  fetch(`${users.url}${path}`, { headers })
const verify = '/api/v1/auth/verify'

test('the identity of a signed-in user is verified over plain HTTP', async () => {
  const authorization = `Bearer ${await users.sign('user-service', alice.id)}`
  const answer = await asked(verify, { authorization })
  expect([answer.status, await answer.json()]).toEqual([200, { user: { id: alice.id } }])
  const service = `Bearer ${await users.sign('user-service', null)}`
  expect((await asked(verify, { authorization: service })).status).toBe(401)
  const stranger = `Bearer ${await users.sign('user-service', '01900000-0000-7000-8000-000000000000')}`
  expect((await asked(verify, { authorization: stranger })).status).toBe(401)
})

/** Twelve ways to come without a right to. */
async function wrongHeaders(): Promise<[string, Record<string, string>][]> {
  const bearer = (token: string) => ({ authorization: `Bearer ${token}` })
  const now = Math.floor(Date.now() / 1000)
  const claims = {
    iss: 'frontend-service',
    aud: 'user-service',
    sub: alice.id,
    iat: now,
    exp: now + 60,
  }
  const right = await users.sign('user-service', alice.id)
  const key = keyOf('frontend-service')
  const signed = (changes: object, by = key) =>
    new SignJWT({ ...claims, ...changes }).setProtectedHeader({ alg: 'EdDSA' }).sign(by)
  const publicKey = createPublicKey(key).export({ format: 'der', type: 'spki' })
  const hmac = new SignJWT(claims).setProtectedHeader({ alg: 'HS256' }).sign(publicKey)
  const foreign = right.replace(/\..*\./, `.${(await signed({ sub: 'bob' })).split('.')[1]}.`)
  expect((await asked(verify, bearer(await signed({})))).status).toBe(200)
  return [
    ['no token', {}],
    ['another scheme', { authorization: `Basic ${right}` }],
    ['alg none', bearer(new UnsecuredJWT(claims).encode())],
    ['an HMAC over the public key', bearer(await hmac)],
    ["a stranger's key", bearer(await signed({}, generateKeyPairSync('ed25519').privateKey))],
    ['claims that were not signed', bearer(foreign)],
    ['another audience', bearer(await signed({ aud: 'task-service' }))],
    [
      'a caller the catalogue does not allow',
      bearer(await signed({ iss: 'file-service' }, keyOf('file-service'))),
    ],
    ["another caller's name", bearer(await signed({}, keyOf('task-service')))],
    ['expired', bearer(await signed({ iat: now - 50, exp: now - 10 }))],
    [
      'older than a minute, whatever it says',
      bearer(await signed({ iat: now - 70, exp: now + 600 })),
    ],
    ['forged headers', { 'x-user-id': alice.id, 'x-internal': '1', 'x-forwarded-user': alice.id }],
  ]
}

/** A service's development key, derived as the service itself does. */
function keyOf(service: string) {
  const seed = derivedSecret(users.env.RAILS_MASTER_KEY ?? '', `identity:${service}`)
  const prefix = Buffer.from('302e020100300506032b657004220420', 'hex')
  return createPrivateKey({ key: Buffer.concat([prefix, seed]), format: 'der', type: 'pkcs8' })
}

test('without a valid identity nothing is answered and no handler runs', async () => {
  const input = encodeURIComponent(JSON.stringify({ userId: alice.id }))
  const paths = [
    '/trpc/me.get',
    '/trpc/workspaces.list',
    `/internal/who.get?input=${input}`,
    verify,
  ]
  const handled = () => users.metric('trpc_procedure_duration_seconds_count', 'code="OK"')
  const before = await handled()
  expect(before).toBeGreaterThan(0)
  const wrong = await wrongHeaders()
  expect(wrong).toHaveLength(12)
  for (const [name, headers] of wrong)
    for (const path of paths)
      expect([name, path, (await asked(path, headers)).status]).toEqual([name, path, 401])
  expect(await handled()).toBe(before)
})

test("what is for other services is not at the browser's address", async () => {
  const authorization = `Bearer ${await users.sign('user-service', alice.id)}`
  for (const path of ['/trpc/who.get', '/trpc/feed.pull', '/trpc/../internal/%2e%2e/who.get'])
    expect((await asked(path, { authorization })).status).toBe(404)
})

test('without its database the service says so and stays up', async () => {
  const alone = await startUserService({ POSTGRES_PORT: '1' })
  const email = 'alice@taskmate.example'
  const device = { ip: '127.0.0.1', userAgent: '' }
  const signIn = alone.gateway.sessions.create.mutate({ email, password: 'a guess', ...device })
  expect(await refusalOf(signIn)).toMatchObject({
    code: 'SERVICE_UNAVAILABLE',
    retryAfterSeconds: 2,
  })
  const authorization = `Bearer ${await alone.sign('user-service', alice.id)}`
  const statuses = [['/up'], ['/up/ready'], [verify, { authorization }]].map(([path, headers]) =>
    fetch(`${alone.url}${path}`, { headers: headers as Record<string, string> }),
  )
  expect((await Promise.all(statuses)).map(({ status }) => status)).toEqual([200, 503, 503])
  await alone.close()
})
