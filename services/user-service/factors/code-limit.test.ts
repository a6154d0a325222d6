import { afterAll, expect, test } from '@jest/globals'
import { Redis } from 'ioredis'
import { digest } from '../../chassis/identity.ts'
import { pollUntil } from '../../chassis/poll-until.ts'
import { tokenIn } from '../testing/mail-server.ts'
import { secondSteps, signInOver, wrongCode } from '../testing/second-steps.ts'
import { refusalOf, type Someone } from '../testing/start-user-service.ts'
import { startMailedUserTest } from '../testing/user-test.ts'

const { users, mail } = await startMailedUserTest()
const redis = new Redis(users.env.REDIS_URL)
afterAll(() => redis.disconnect())

const { device, begin, stepOf, finish, signIn, forgetSteps, withFactor } = secondSteps(() => users)

const tooMany = (limit: number, time: string) => ({
  ...{ code: 'TOO_MANY_REQUESTS', reason: 'codes', limit },
  message: `Too many codes were tried: at most ${limit} in ${time}`,
})
/** As if the sign-in window were over. */
const endWindow = ({ id }: Someone) => redis.del(`tries:code:account:${digest(id)}`)

/** Wrong codes from as many addresses, by somebody who knows the password; answers their half sign-in. */
async function guessed(person: Someone, times: number) {
  const token = await stepOf(person)
  for (let nth = 1; nth <= times; nth += 1)
    expect(await refusalOf(finish(token, '000000'))).toMatchObject(wrongCode)
  return token
}

test('after 10 wrong codes an account is closed for a while, whatever the password says in between', async () => {
  const [mina, bob] = [await withFactor('Mina'), await withFactor('Bob')]
  for (let nth = 1; nth <= 10; nth += 1)
    expect(await refusalOf(signIn(mina, '000000'))).toMatchObject(wrongCode)
  const refused = await refusalOf(signIn(mina, mina.codeOf(1)))
  expect(refused).toMatchObject(tooMany(10, '15 minutes'))
  expect(refused.retryAfterSeconds).toBeGreaterThan(0)
  await signIn(bob, bob.codeOf(1))
})

test('codes that are refused unread do not count against the address they come from', async () => {
  const mina = await withFactor('Mina')
  const token = await guessed(mina, 10)
  const home = device()
  for (let nth = 1; nth <= 51; nth += 1)
    expect(await refusalOf(finish(token, mina.codeOf(1), home))).toMatchObject({ limit: 10 })
  await endWindow(mina)
  await finish(token, mina.codeOf(1), home)
})

test('a recovery code opens an account that guesses of app codes have closed', async () => {
  const mina = await withFactor('Mina')
  const token = await guessed(mina, 10)
  expect(await refusalOf(finish(token, mina.codeOf(1)))).toMatchObject({ limit: 10 })
  await finish(token, mina.codes[0] ?? '')
  // It gives nobody more guesses of app codes.
  expect(await refusalOf(signIn(mina, mina.codeOf(1)))).toMatchObject({ limit: 10 })
})

test('wrong recovery codes count against their address alone', async () => {
  const mina = await withFactor('Mina')
  const token = await stepOf(mina)
  const away = device()
  for (let nth = 1; nth <= 50; nth += 1)
    expect(await refusalOf(finish(token, '0'.repeat(16), away))).toMatchObject(wrongCode)
  expect(await refusalOf(finish(token, mina.codes[0] ?? '', away))).toMatchObject(
    tooMany(50, '15 minutes'),
  )
  await finish(token, mina.codeOf(1))
})

test('after 50 wrong codes in a day no code of the app counts, from whatever address; a right one in between gives no more', async () => {
  const mina = await withFactor('Mina')
  for (let window = 1; window <= 4; window += 1) {
    await guessed(mina, 10)
    await endWindow(mina)
  }
  await guessed(mina, 9)
  await signIn(mina, mina.codeOf(1))
  const token = await guessed(mina, 1)
  await forgetSteps(mina)
  const refused = await refusalOf(finish(token, mina.codeOf()))
  expect(refused).toMatchObject(tooMany(50, 'a day'))
  expect(refused.retryAfterSeconds).toBeGreaterThan(900)
  await finish(token, mina.codes[0] ?? '')
})

test('a new password by a link begins the counts of codes of the account anew', async () => {
  const mina = await withFactor('Mina')
  for (let window = 1; window <= 4; window += 1) {
    await guessed(mina, 10)
    await endWindow(mina)
  }
  const token = await guessed(mina, 10)
  await users.gateway.recovery.ask.mutate({ email: mina.email })
  // After those of the factor and of the guesses.
  const link = (await mail.lettersTo(mina.email, 3)).map(tokenIn).find((found) => found) ?? ''
  const next = 'another horse battery'
  await users.gateway.recovery.use.mutate({ token: link, next })
  // Who knew the former password has begun a sign-in that is over: it counts against nobody.
  const late = await Promise.all(
    Array.from({ length: 30 }, () => refusalOf(finish(token, '000000'))),
  )
  for (const refusal of late) expect(refusal).toMatchObject(signInOver)
  const { token: own } = await begin(mina, next)
  await finish(own ?? '', mina.codeOf(1))
})

test.each([
  ['en', 'Wrong codes for your TaskMate account', 'a new password'],
  ['ko', 'TaskMate 로그인 코드가 여러 번 틀렸습니다', '새 비밀번호'],
])(
  'a letter in %s tells once in a while that somebody guesses codes',
  async (locale, subject, end) => {
    const mina = await withFactor('Mina')
    await users.rows.query('update "User" set locale = $2 where id = $1', [mina.id, locale])
    const warnings = () =>
      mail.letters.filter((one) => one.to?.[0]?.address === mina.email && one.subject === subject)
    await guessed(mina, 9)
    await finish(await stepOf(mina), mina.codeOf(1))
    await guessed(mina, 9)
    await nothingWaitsFor(mina)
    expect(warnings()).toHaveLength(0)
    const token = await guessed(mina, 1)
    await pollUntil(() => warnings().length > 0, { complaint: 'nobody is warned' })
    expect(warnings()[0]?.text).toContain(end)
    expect(await refusalOf(finish(token, '000000'))).toMatchObject({ limit: 10 })
    await endWindow(mina)
    await guessed(mina, 10)
    await nothingWaitsFor(mina)
    expect(warnings()).toHaveLength(1)
  },
)

test('wrong codes while a factor is set up bring no letter', async () => {
  const mina = await users.person('Mina')
  const { opened } = await begin(mina)
  const { sessionId, epoch } = opened ?? { sessionId: '', epoch: 0 }
  const session = { userId: mina.id, sessionId, epoch }
  await users.gateway.factors.start.mutate(session)
  for (let nth = 1; nth <= 10; nth += 1)
    expect(
      await refusalOf(
        users.gateway.factors.confirm.mutate({ ...session, ip: device().ip, code: '000000' }),
      ),
    ).toMatchObject(wrongCode)
  await nothingWaitsFor(mina)
  expect(mail.letters.filter(({ to }) => to?.[0]?.address === mina.email)).toEqual([])
})

const nothingWaitsFor = ({ email }: Someone) =>
  pollUntil(
    async () =>
      (await users.rows.query('select 1 from "Letter" where email = $1', [email])).rowCount === 0,
    { complaint: 'letters still wait' },
  )
