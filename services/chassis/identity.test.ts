import { createPrivateKey, createPublicKey, generateKeyPairSync } from 'node:crypto'
import { afterEach, expect, jest, test } from '@jest/globals'
import { decodeJwt, SignJWT } from 'jose'
import { processEnv } from './env.ts'
import { createSigner, createVerifier, derivedSecret } from './identity.ts'

const common = { TASKMATE_ENV: 'test', PORT: 0, HOST: '127.0.0.1' }
const development = processEnv.parse({ ...common, RAILS_MASTER_KEY: 'a master key for tests' })
const alice = '01900000-0000-7000-8000-00000000000a'

afterEach(() => {
  jest.useRealTimers()
})

const signed = async (
  env = development,
  audience: 'task-service' | 'user-service' = 'task-service',
) => `Bearer ${await createSigner(env, 'frontend-service')(audience, alice)}`

test('a token names caller, callee and user, and lives a minute', async () => {
  const token = await createSigner(development, 'frontend-service')('task-service', alice)
  const { iat = 0, exp = 0, ...claims } = decodeJwt(token)
  expect(claims).toEqual({ iss: 'frontend-service', aud: 'task-service', sub: alice })
  expect(exp - iat).toBe(60)
})

test('a token that is made while a second ends lives no longer', async () => {
  const { Date: Clock } = globalThis
  let now = Clock.now()
  const tick = () => {
    now += 700
    return now
  }
  globalThis.Date = class extends Clock {
    constructor() {
      super(tick())
    }
    static override now = tick
  } as DateConstructor
  const sign = createSigner(development, 'frontend-service')
  const tokens = []
  for (const userId of [alice, null]) tokens.push(await sign('task-service', userId))
  globalThis.Date = Clock
  for (const { iat = 0, exp = 0 } of tokens.map(decodeJwt)) expect(exp - iat).toBe(60)
})

test('the callee learns who calls, and for whom', async () => {
  const verify = createVerifier(development, 'task-service')
  expect(await verify(await signed())).toEqual({
    ...{ caller: 'frontend-service', user: { id: alice }, isService: false },
  })
  const own = await createSigner(development, 'frontend-service')('task-service', null)
  expect(await verify(`Bearer ${own}`)).toEqual({
    ...{ caller: 'frontend-service', user: null, isService: true },
  })
  const asking = await createSigner(development, 'frontend-service')(
    'task-service',
    alice,
    'service',
  )
  expect(await verify(`Bearer ${asking}`)).toEqual({
    ...{ caller: 'frontend-service', user: { id: alice }, isService: true },
  })
})

test('only who is meant, from callers of the catalogue, is let in', async () => {
  expect(await createVerifier(development, 'user-service')(await signed())).toBeNull()
  const files = await createSigner(development, 'file-service')('user-service', alice)
  expect(await createVerifier(development, 'user-service')(`Bearer ${files}`)).toBeNull()
  const others = processEnv.parse({ ...common, RAILS_MASTER_KEY: 'another master key' })
  expect(await createVerifier(development, 'task-service')(await signed(others))).toBeNull()
  const verify = createVerifier(development, 'task-service')
  for (const nothing of [
    undefined,
    '',
    'Bearer ',
    'Bearer x',
    'Basic abc',
    (await signed()).toLowerCase(),
  ])
    expect(await verify(nothing)).toBeNull()
})

test('it is told why a token was refused', async () => {
  jest.useFakeTimers({ doNotFake: ['nextTick', 'setImmediate', 'queueMicrotask'] })
  const reasons: string[] = []
  const note = (reason: string) => reasons.push(reason)
  const [verify, elsewhere] = (['task-service', 'user-service'] as const).map((service) =>
    createVerifier(development, service),
  )
  const token = await signed()
  await elsewhere?.(token, note)
  await verify?.('Bearer x', note)
  await verify?.(token, note)
  jest.setSystemTime(Date.now() + 66_000)
  await verify?.(token, note)
  await verify?.(token, note)
  expect(reasons).toEqual([
    'Its aud is wrong',
    'No caller that is known here signed it',
    'It has expired',
    'It has expired',
  ])
})

test('a token that was good is refused when its minute is over, remembered or not', async () => {
  jest.useFakeTimers({ doNotFake: ['nextTick', 'setImmediate', 'queueMicrotask'] })
  const verify = createVerifier(development, 'task-service')
  const token = await signed()
  expect(await verify(token)).not.toBeNull()
  jest.setSystemTime(Date.now() + 64_000)
  expect(await verify(token)).not.toBeNull()
  jest.setSystemTime(Date.now() + 2_000)
  expect(await verify(token)).toBeNull()
  expect(await createVerifier(development, 'task-service')(token)).toBeNull()
})

test.each([
  ['a day', 86_400],
  ['61 seconds', 61],
])('a token that says it lives for %s is refused', async (_, seconds) => {
  const now = Math.floor(Date.now() / 1000)
  const seed = derivedSecret(development.RAILS_MASTER_KEY ?? '', 'identity:frontend-service')
  const prefix = Buffer.from('302e020100300506032b657004220420', 'hex')
  const key = createPrivateKey({
    ...{ key: Buffer.concat([prefix, seed]), format: 'der', type: 'pkcs8' },
  } as const)
  const claims = { iss: 'frontend-service', aud: 'task-service', sub: alice, iat: now }
  const token = (exp: number) =>
    new SignJWT({ ...claims, exp }).setProtectedHeader({ alg: 'EdDSA' }).sign(key)
  const verify = createVerifier(development, 'task-service')
  expect(await verify(`Bearer ${await token(now + 60)}`)).not.toBeNull()
  expect(await verify(`Bearer ${await token(now + seconds)}`)).toBeNull()
})

test('one token serves a user and audience for half a minute, then a new one is made', async () => {
  jest.useFakeTimers({ doNotFake: ['nextTick', 'setImmediate', 'queueMicrotask'] })
  const sign = createSigner(development, 'frontend-service')
  const first = await sign('task-service', alice)
  jest.setSystemTime(Date.now() + 29_000)
  expect(await sign('task-service', alice)).toBe(first)
  expect(await sign('task-service', null)).not.toBe(first)
  expect(await sign('user-service', alice)).not.toBe(first)
  jest.setSystemTime(Date.now() + 2_000)
  expect(await sign('task-service', alice)).not.toBe(first)
})

test('keys can be changed without refusing anyone: old and new, then new only', async () => {
  const [old, next] = [keyPair(), keyPair()]
  const knowing = (...keys: string[]) =>
    createVerifier(
      processEnv.parse({
        ...common,
        RAILS_MASTER_KEY: '',
        IDENTITY_PRIVATE_KEY: old.secret,
        IDENTITY_PUBLIC_KEYS: JSON.stringify({ 'frontend-service': keys }),
      }),
      'task-service',
    )
  const by = (secret: string) =>
    signed(
      processEnv.parse({ ...common, TASKMATE_ENV: 'production', IDENTITY_PRIVATE_KEY: secret }),
    )
  const overlap = knowing(old.open, next.open)
  expect(await overlap(await by(old.secret))).toMatchObject({ user: { id: alice } })
  expect(await overlap(await by(next.secret))).toMatchObject({ user: { id: alice } })
  expect(await knowing(next.open)(await by(old.secret))).toBeNull()
})

test('derived secrets differ by purpose and by master key', () => {
  const secrets = [
    derivedSecret('one master key', 'session'),
    derivedSecret('one master key', 'identity:user-service'),
    derivedSecret('another master key', 'session'),
  ]
  expect(new Set(secrets.map((secret) => secret.toString('hex'))).size).toBe(3)
  expect(derivedSecret('one master key', 'session')).toEqual(secrets[0])
})

function keyPair() {
  const { privateKey } = generateKeyPairSync('ed25519')
  return {
    secret: privateKey.export({ format: 'der', type: 'pkcs8' }).toString('base64'),
    open: createPublicKey(privateKey).export({ format: 'der', type: 'spki' }).toString('base64'),
  }
}
