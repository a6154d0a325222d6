import { expect, test } from '@jest/globals'
import { pollUntil } from '../../chassis/poll-until.ts'
import { type Browser, openBrowser, ownPage } from '../testing/browser.ts'
import { startMailedSystem } from '../testing/mailed-system.ts'
import { ask, enter as enterByPasskey, withPasskey } from '../testing/passkeys.ts'
import { password } from '../testing/people.ts'
import { turnFactorOn } from '../testing/second-factor.ts'

const { system, mail, rows, elsewhere } = await startMailedSystem()

const firefox = 'Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:145.0) Gecko/20100101 Firefox/145.0'
const computer = () => openBrowser(system.url, { ...ownPage, 'user-agent': firefox })
const signIn = ({ trpc }: Browser, email: string) =>
  trpc.gateway.session.signIn.mutate({ email, password })

/** The letters about new devices, once all have gone out. */
async function lettersTo(email: string) {
  await pollUntil(async () => (await rows.query('select from "Letter"')).rowCount === 0)
  return mail.signInsTo(email, 0)
}

test('a sign-in in another browser brings one letter, the next ones there and those where somebody signed up none', async () => {
  const alice = await system.person('Alice')
  await alice.trpc.gateway.session.signOut.mutate()
  await signIn(alice, alice.email)
  expect(await lettersTo(alice.email)).toEqual([])
  const other = computer()
  for (let nth = 0; nth < 3; nth += 1) {
    await signIn(other, alice.email)
    await other.trpc.gateway.session.signOut.mutate()
  }
  const [letter, ...more] = await lettersTo(alice.email)
  expect(more).toEqual([])
  const year = new Date().getFullYear()
  expect(letter?.subject).toBe('A new device signed in to your TaskMate account')
  expect(letter?.text).toMatch(
    new RegExp(`Firefox on Windows signed in to your account on \\w+ \\d+, ${year} at .*GMT\\+9`),
  )
  expect(letter?.text).toContain('/settings/security')
  expect(letter?.html).toContain('Firefox on Windows')

  // The same browser is news to whoever else signs in there, in their own language.
  const bob = await system.person('Bob')
  await bob.trpc.user.me.update.mutate({ locale: 'ko' })
  await signIn(other, bob.email)
  const [korean] = await lettersTo(bob.email)
  expect(korean?.text).toMatch(
    new RegExp(`${year}년 .*에 Windows의 Firefox에서 내 계정에 로그인했습니다`),
  )
  await signIn(other, alice.email)
  expect(await lettersTo(alice.email)).toHaveLength(1)
})

test('a browser that was thrown out with all others is news again when somebody signs in there', async () => {
  const alice = await system.person('Alice')
  const intruder = elsewhere()
  await signIn(intruder, alice.email)
  expect(await lettersTo(alice.email)).toHaveLength(1)
  await alice.trpc.gateway.sessions.revokeOthers.mutate()
  await signIn(intruder, alice.email)
  expect(await lettersTo(alice.email)).toHaveLength(2)
})

test('by whom a browser was signed in stands in a cookie that scripts do not see and nobody can write', async () => {
  const alice = await system.person('Alice')
  const cookie = async (browser: Browser) => {
    const answer = await browser.request('/trpc/gateway/session.signIn', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ email: alice.email, password }),
    })
    return answer.headers.getSetCookie().find((line) => line.startsWith('devices=')) ?? ''
  }
  expect(await cookie(computer())).toMatch(
    /^devices=[^;]+; Max-Age=34560000; Path=\/; Expires=[^;]+; HttpOnly; SameSite=Strict$/,
  )
  const forger = computer()
  forger.jar.set('devices', `${alice.id}.forged`)
  await cookie(forger)
  expect(await lettersTo(alice.email)).toHaveLength(2)
})

test('whoever signs in again and again as if each browser were new sends five letters in an hour; one of which there was none is news still', async () => {
  const alice = await system.person('Alice')
  for (let nth = 0; nth < 5; nth += 1) await signIn(elsewhere(), alice.email)
  const sixth = elsewhere()
  for (let nth = 0; nth < 2; nth += 1) await signIn(sixth, alice.email)
  expect(await lettersTo(alice.email)).toHaveLength(5)
  await rows.query(
    `update "Session" set "toldAt" = "toldAt" - interval '1 hour' where "userId" = $1`,
    [alice.id],
  )
  for (let nth = 0; nth < 2; nth += 1) await signIn(sixth, alice.email)
  expect(await lettersTo(alice.email)).toHaveLength(6)
})

test('with a second factor the letter comes after both steps, and after a passkey as well', async () => {
  const alice = await system.person('Alice')
  const { codes } = await turnFactorOn(alice)
  const other = elsewhere()
  await signIn(other, alice.email)
  expect(await lettersTo(alice.email)).toEqual([])
  await other.trpc.gateway.session.confirm.mutate({ code: codes[0] ?? '' })
  expect(await lettersTo(alice.email)).toHaveLength(1)

  const bob = await system.person('Bob')
  const { soft } = await withPasskey(bob)
  const phone = elsewhere()
  for (let nth = 0; nth < 2; nth += 1) await enterByPasskey(phone, soft.sign(await ask(phone)))
  expect(await lettersTo(bob.email)).toHaveLength(1)
})
