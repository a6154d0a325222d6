import { randomBytes, randomUUID } from 'node:crypto'
import { expect, test } from '@jest/globals'
import { pollUntil } from '../../chassis/poll-until.ts'
import { startService } from '../../testing/host/start-service.ts'
import { startUserService } from '../testing/start-user-service.ts'
import { createFactorKeys, factorEnv } from './factor-keys.ts'

const keyNamed = (name: string) => `${name}:${randomBytes(32).toString('base64')}`
const [first, second] = [keyNamed('first'), keyNamed('second')]
const keysOf = (...keys: string[]) =>
  createFactorKeys(factorEnv.parse({ FACTOR_KEYS: keys.join(',') }))
const secret = randomBytes(20)

test('what one key has encrypted is read beside a newer one, and by nobody else', () => {
  const mina = randomUUID()
  const sealed = keysOf(first).seal(mina, secret)
  expect(sealed).not.toContain(secret.toString('base64').slice(0, 8))
  const both = keysOf(second, first)
  expect(both.open(mina, sealed)).toEqual(secret)
  expect([both.isOld(sealed), both.isOld(both.seal(mina, secret))]).toEqual([true, false])
  // The same secret twice does not look the same.
  expect(both.seal(mina, secret)).not.toBe(both.seal(mina, secret))

  expect(() => both.open(randomUUID(), sealed)).toThrow()
  const other = sealed.replace(/.{4}$/, (end) => (end === 'AAA=' ? 'AAB=' : 'AAA='))
  expect(() => both.open(mina, other)).toThrow()
  expect(() => both.open(mina, sealed.slice(0, 20))).toThrow()
  expect(() => keysOf(second).open(mina, sealed)).toThrow('FACTOR_KEYS has no key first')
})

test('a key is a name and 32 bytes in base64', () => {
  for (const bad of ['first', 'first:short', `:${first.slice(6)}`, `${first},`, `a b${first}`])
    expect(factorEnv.safeParse({ FACTOR_KEYS: bad }).success).toBe(false)
})

test('a service that starts with a new key encrypts by it what another has encrypted', async () => {
  const users = await startUserService({ FACTOR_KEYS: first })
  const mina = await users.person('Mina')
  const put = (text: string) =>
    users.rows.query('insert into "Totp" ("userId", secret) values ($1, $2)', [mina.id, text])
  await put(keysOf(first).seal(mina.id, secret))
  const stored = async () =>
    (await users.rows.query<{ secret: string }>('select secret from "Totp"')).rows[0]?.secret ?? ''
  const next = await startService('user-service', {
    ...users.env,
    ...factorEnv.parse({ FACTOR_KEYS: `${second},${first}` }),
  })
  await pollUntil(async () => (await stored()).startsWith('second:'))
  expect(keysOf(second).open(mina.id, await stored())).toEqual(secret)
  await next.close()
  await users.close()
})
