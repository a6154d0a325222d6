import { beforeEach, expect, test } from '@jest/globals'
import { pollUntil } from '../../chassis/poll-until.ts'
import { tokenIn } from '../testing/mail-server.ts'
import { password, refusalOf, startUserService } from '../testing/start-user-service.ts'
import { origin, startMailedUserTest } from '../testing/user-test.ts'

const { users, mail } = await startMailedUserTest({ MAIL_FROM: 'TaskMate <tasks@example.com>' })
beforeEach(() => {
  mail.state.mood = 'takes'
})

const next = 'another horse battery'
const device = { ip: '127.0.0.1', userAgent: 'test' }
const ask = (email: string) => users.gateway.recovery.ask.mutate({ email })
const use = (token: string, to = next) => users.gateway.recovery.use.mutate({ token, next: to })
const signIn = (email: string, typed: string) =>
  users.gateway.sessions.create.mutate({ email, password: typed, ...device })
const waiting = async () =>
  (
    await users.rows.query<{ email: string; attempts: number; failure: string }>(
      'select * from "Letter"',
    )
  ).rows
const nothingWaits = () =>
  pollUntil(async () => (await waiting()).length === 0, { complaint: 'letters still wait' })
const linkGone = { code: 'NOT_FOUND', message: 'This link is no longer valid' }

/** The secret of the newest link that somebody was sent. */
async function newestToken(email: string, count = 1) {
  const letter = (await mail.lettersTo(email, count)).at(-1)
  return letter ? tokenIn(letter) : ''
}

test('a letter in the own language brings a link that sets a password once and ends all sessions', async () => {
  const [mina, bob] = [await users.person('Mina'), await users.person('Bob')]
  await users.rows.query(`update "User" set locale = 'ko' where id = $1`, [mina.id])
  await signIn(mina.email, password)
  await Promise.all([ask(mina.email.toUpperCase()), ask(bob.email)])
  const [letter] = await mail.lettersTo(mina.email)
  expect(letter).toMatchObject({
    from: { name: 'TaskMate', address: 'tasks@example.com' },
    subject: 'TaskMate 비밀번호 다시 정하기',
  })
  expect(letter?.text).toContain(
    `Mina님, 안녕하세요.\n\n아래 링크에서 새 비밀번호를 정할 수 있습니다.\n${origin}/recover/`,
  )
  expect((await mail.lettersTo(bob.email))[0]?.subject).toBe('Set a new password for TaskMate')

  const token = await newestToken(mina.email)
  expect(JSON.stringify(await waiting())).not.toContain(token)
  const { rows } = await users.rows.query('select * from "Recovery"')
  expect(JSON.stringify(rows)).not.toContain(token)
  expect(await use(token)).toEqual({ userId: mina.id, epoch: 1 })
  expect(await users.gateway.sessions.list.query({ userId: mina.id })).toEqual([])
  await signIn(mina.email, next)
  expect(await refusalOf(signIn(mina.email, password))).toMatchObject({ code: 'UNAUTHORIZED' })
  expect(await refusalOf(use(token))).toMatchObject(linkGone)
  const told = (await mail.lettersTo(mina.email, 2))[1]
  expect(told?.subject).toBe('TaskMate 비밀번호가 바뀌었습니다')
  // The server has a letter before its row is deleted.
  await nothingWaits()
})

test('of 50 uses of one link at once one succeeds', async () => {
  const mina = await users.person('Mina')
  await ask(mina.email)
  const token = await newestToken(mina.email)
  const answers = await Promise.allSettled(
    Array.from({ length: 50 }, (_, nth) => use(token, `${next} ${nth}`)),
  )
  expect(answers.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
})

test('used, expired and invented links look alike, and those of a changed password or a disabled account', async () => {
  const mina = await users.person('Mina')
  await ask(mina.email)
  const first = await newestToken(mina.email)
  await users.rows.query(`update "Recovery" set "expiresAt" = now() where "userId" = $1`, [mina.id])
  expect(await refusalOf(use(first))).toMatchObject(linkGone)
  await ask(mina.email)
  const second = await newestToken(mina.email, 2)
  await users.rows.query(`update "Credential" set "changedAt" = now() where "userId" = $1`, [
    mina.id,
  ])
  expect(await refusalOf(use(second))).toMatchObject(linkGone)
  expect(await refusalOf(use('A'.repeat(43)))).toMatchObject(linkGone)

  await ask(mina.email)
  const third = await newestToken(mina.email, 3)
  const { id } = await signIn(mina.email, password).then(({ sessionId }) => ({ id: sessionId }))
  await users.gateway.passwords.change.mutate({
    ...{ userId: mina.id, current: password, next, keepSessionId: id, epoch: 0 },
  })
  expect(await refusalOf(use(third))).toMatchObject(linkGone)

  await ask(mina.email)
  const fourth = await newestToken(mina.email, 5)
  await users.rows.query('update "User" set "disabledAt" = now() where id = $1', [mina.id])
  expect(await refusalOf(use(fourth))).toMatchObject(linkGone)
  await ask(mina.email)
  await nothingWaits()
  expect(await mail.lettersTo(mina.email, 5)).toHaveLength(5)
})

test('a link says whether it works, before and after it was used, and nothing changes by that', async () => {
  const mina = await users.person('Mina')
  await ask(mina.email)
  const token = await newestToken(mina.email)
  const check = () => users.gateway.recovery.check.mutate({ token })
  expect(await check()).toBeNull()
  expect((await signIn(mina.email, password)).epoch).toBe(0)
  expect(await check()).toBeNull()
  await use(token)
  expect(await refusalOf(check())).toMatchObject(linkGone)
})

test('who does not use a link after all signs in as before', async () => {
  const mina = await users.person('Mina')
  await ask(mina.email)
  const token = await newestToken(mina.email)
  expect(await users.gateway.recovery.begin.mutate({ token, next })).toEqual({
    ...{ userId: mina.id, epoch: 1 },
  })
  // A session of an epoch that Redis has heard the end of would be dead at once.
  expect((await signIn(mina.email, password)).epoch).toBe(1)
  expect((await use(token)).epoch).toBe(2)
})

test('asking again ends no link that is on its way; the use of one ends all', async () => {
  const mina = await users.person('Mina')
  for (let nth = 1; nth <= 3; nth += 1) {
    await ask(mina.email)
    await mail.lettersTo(mina.email, nth)
  }
  const [first, second, third] = (await mail.lettersTo(mina.email, 3)).map(tokenIn)
  await use(second ?? '')
  expect(await refusalOf(use(first ?? ''))).toMatchObject(linkGone)
  expect(await refusalOf(use(third ?? ''))).toMatchObject(linkGone)
})

test('a kind of letter that only the next release knows is left to it', async () => {
  const kept = `insert into "Letter" (id, kind, email) values (gen_random_uuid(), 'news', 'a@b.example')`
  await users.rows.query(kept)
  const mina = await users.person('Mina')
  await ask(mina.email)
  await mail.lettersTo(mina.email)
  await pollUntil(async () => (await waiting()).length === 1, {
    complaint: 'its letter still waits',
  })
  expect(await waiting()).toMatchObject([{ email: 'a@b.example', attempts: 0 }])
  await users.rows.query('delete from "Letter"')
})

test('whether an address has an account makes no difference to the answer', async () => {
  const mina = await users.person('Mina')
  const before = mail.letters.length
  expect([await ask(mina.email), await ask('nobody@taskmate.example')]).toEqual([null, null])
  await mail.lettersTo(mina.email)
  await nothingWaits()
  expect(mail.letters.length).toBe(before + 1)
})

test.each([
  ['an array', ['a@taskmate.example']],
  ['an object', { not: '' }],
  ['two addresses', 'a@taskmate.example,b@taskmate.example'],
  ['a header', 'a@taskmate.example\r\nBcc: b@taskmate.example'],
])('%s is no address, and brings no letter', async (_what, email) => {
  const sent = mail.state.tried
  const asked = users.gateway.recovery.ask.mutate({ email: JSON.parse(JSON.stringify(email)) })
  expect(await refusalOf(asked)).toMatchObject({ code: 'BAD_REQUEST' })
  expect(mail.state.tried).toBe(sent)
})

test.each([
  ['"Mina" & Co', '&quot;Mina&quot; &amp; Co'],
  ["O'Neil", 'O'],
])('the name %s stands in the letter as it is', async (name, html) => {
  const someone = await users.person(name, { email: `n${name.length}@taskmate.example` })
  await ask(someone.email)
  const [letter] = await mail.lettersTo(someone.email)
  expect(letter?.html).toContain(`<p>Hello ${html}`)
  expect(letter?.text).toContain(`Hello ${name},`)
})

test.each(['Locked, see https://evil.example/x', 'evil.example', 'Mina\u202E'])(
  'the name %j, which a stranger chose, is left out of the letter',
  async (name) => {
    const email = `stranger${name.length}@taskmate.example`
    await users.person(name, { email })
    await ask(email)
    const [letter] = await mail.lettersTo(email)
    expect(letter?.text).toMatch(/^Hello,\n/)
    expect(`${letter?.html} ${letter?.text}`).not.toContain('evil')
  },
)

test('a name writes no header and no markup', async () => {
  const mina = await users.person('<img src=x onerror=alert(1)> & "Mina"', {
    email: 'markup@taskmate.example',
  })
  await ask(mina.email)
  const [letter] = await mail.lettersTo(mina.email)
  expect(letter?.html).not.toMatch(/<img|onerror|Mina/)
  expect(letter?.text).toMatch(/^Hello,\n/)
})

/** Somebody whose letter of the sign-up has come. */
async function settled(name: string) {
  const made = await users.person(name)
  await mail.proofsTo(made.email)
  await nothingWaits()
  return made
}

test.each(['refuses', 'dies'] as const)(
  'a letter is kept and sent later where the mail server %s',
  async (mood) => {
    const mina = await settled('Mina')
    const tried = mail.state.tried
    mail.state.mood = mood
    await ask(mina.email)
    await pollUntil(() => mail.state.tried > tried, { complaint: 'nothing was tried' })
    await pollUntil(async () => (await waiting()).some(({ failure }) => failure), {
      complaint: 'no failure is kept',
    })
    const hers = (await waiting()).filter(({ email }) => email === mina.email)
    expect(hers).toMatchObject([{ attempts: 1 }])
    mail.state.mood = 'takes'
    await users.rows.query('update "Letter" set "dueAt" = now()')
    // Whatever comes next wakes it.
    await ask('nobody@taskmate.example')
    expect(await newestToken(mina.email)).toHaveLength(43)
  },
)

test('a letter that was tried often enough is given up', async () => {
  const mina = await settled('Mina')
  mail.state.mood = 'refuses'
  await ask(mina.email)
  for (let attempt = 1; attempt <= 7; attempt += 1) {
    await pollUntil(
      async () => (await waiting())[0]?.attempts === attempt && (await waiting())[0]?.failure,
      {
        complaint: `attempt ${attempt}`,
      },
    )
    await users.rows.query(`update "Letter" set "dueAt" = now(), failure = null`)
    await ask('nobody@taskmate.example')
  }
  await pollUntil(
    async () =>
      (await users.rows.query('select 1 from "Letter" where "parkedAt" is not null')).rowCount ===
      1,
    { complaint: 'not given up' },
  )
})

test('an account gets no more letters than links that can live, and nobody is told', async () => {
  const mina = await users.person('Mina')
  for (let nth = 0; nth < 7; nth += 1) expect(await ask(mina.email)).toBeNull()
  await mail.lettersTo(mina.email, 5)
  await pollUntil(async () => (await waiting()).every(({ email }) => email !== mina.email), {
    complaint: 'letters still wait',
  })
  expect(await mail.lettersTo(mina.email, 5)).toHaveLength(5)
})

test('an address that asks too often is told', async () => {
  const strict = await startUserService({
    ...{ SMTP_URL: mail.url, PUBLIC_ORIGIN: origin, RECOVERIES_PER_HOUR: '2' },
  })
  const from = (ip: string, nth: number) =>
    strict.gateway.recovery.ask.mutate({ email: `nobody${nth}@taskmate.example`, ip })
  await from('2001:db8:51:1::1', 1)
  await from('2001:db8:51:1::2', 2)
  expect(await refusalOf(from('2001:db8:51:1::3', 3))).toMatchObject({
    ...{ code: 'TOO_MANY_REQUESTS', reason: 'recoveries', limit: 2 },
    retryAfterSeconds: expect.any(Number),
  })
  expect(await from('2001:db8:51:2::1', 4)).toBeNull()
  await strict.close()
})
