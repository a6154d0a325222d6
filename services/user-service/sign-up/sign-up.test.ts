import { randomBytes } from 'node:crypto'
import { expect, test } from '@jest/globals'
import { password, refusalOf, startUserService } from '../testing/start-user-service.ts'
import { startUserTest } from '../testing/user-test.ts'

const LIMIT = 5
const users = await startUserTest({ SIGN_UPS_PER_HOUR: String(LIMIT) })

/** Part of the addresses of this run: counts outlive it in Redis. */
const run = randomBytes(2).toString('hex')
let count = 0
function signUp(
  ip: string | undefined,
  more: { email?: string; password?: string } = {},
  at = users,
) {
  count += 1
  const email = `sign-up.${count}.${run}@taskmate.example`
  return at.gateway.accounts.create.mutate({
    ...{ name: 'Mina', email, password, locale: 'ko', ...more },
    ...(ip !== undefined && { ip }),
  })
}
const hashes = () => users.metric('password_hashes_total')

test('one household makes five accounts an hour, then it is told the limit and the wait', async () => {
  const before = await hashes()
  const answers = await Promise.all(
    Array.from({ length: 3 * LIMIT }, (_, nth) =>
      signUp(`2001:db8:${run}:1::${nth + 1}`).then(() => 'made', refusalIn),
    ),
  )
  const made = answers.filter((answer) => answer === 'made').length
  expect(made).toBeGreaterThanOrEqual(LIMIT)
  // A Redis that takes too long hands the count to this process: at most one more allowance, on a busy machine.
  expect(made).toBeLessThanOrEqual(2 * LIMIT)
  const refused = answers.filter((answer) => answer !== 'made')
  for (const answer of refused)
    expect(answer).toMatchObject({
      code: 'TOO_MANY_REQUESTS',
      reason: 'sign_ups',
      limit: LIMIT,
      message: 'Too many new accounts from this address: at most 5 an hour',
      retryAfterSeconds: expect.any(Number),
    })
  expect(await hashes()).toBe(before + made)
  await signUp(`2001:db8:${run}:2::1`)
})

const refusalIn = ({ message, data }: { message: string; data: object }) => ({ message, ...data })

test('asking which e-mail addresses are taken counts, a password that is refused does not', async () => {
  const { user } = await signUp(`2001:db8:${run}:3::1`)
  const from = `2001:db8:${run}:4::1`
  for (let nth = 0; nth < LIMIT; nth += 1) {
    expect(await refusalOf(signUp(from, { password: 'password' }))).toMatchObject({
      code: 'BAD_REQUEST',
    })
    expect(await refusalOf(signUp(from, { email: user.email }))).toMatchObject({ code: 'CONFLICT' })
  }
  expect(await refusalOf(signUp(from, { email: user.email }))).toMatchObject({
    code: 'TOO_MANY_REQUESTS',
  })
})

test('a gateway that tells no address is one household; without Redis it is counted in memory', async () => {
  const alone = await startUserService({
    SIGN_UPS_PER_HOUR: String(LIMIT),
    REDIS_URL: 'redis://127.0.0.1:1',
  })
  const codes = await Promise.all(
    Array.from({ length: LIMIT + 2 }, () =>
      signUp(undefined, {}, alone).then(
        () => 'made',
        (error) => error.data?.code,
      ),
    ),
  )
  expect(codes.filter((code) => code === 'TOO_MANY_REQUESTS')).toHaveLength(2)
  await alone.close()
})
