import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals'
import { pollUntil } from '../../chassis/poll-until.ts'
import { startMailServer, tokenIn } from '../testing/mail-server.ts'
import {
  password,
  refusalOf,
  type Started,
  startUserService,
} from '../testing/start-user-service.ts'

const mail = await startMailServer()
const origin = 'https://tasks.example.com'
let users: Started
beforeAll(async () => {
  users = await startUserService({
    ...{ SMTP_URL: mail.url, MAIL_FROM: 'TaskMate <tasks@example.com>', PUBLIC_ORIGIN: origin },
    RECOVERIES_PER_HOUR: '1000000',
  })
})
beforeEach(() => {
  mail.state.mood = 'takes'
})
afterAll(async () => {
  await users.close()
  await mail.close()
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
  expect(await waiting()).toEqual([])
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

test('used, replaced, expired and invented links look alike, and those of a changed password or a disabled account', async () => {
  const mina = await users.person('Mina')
  await ask(mina.email)
  const first = await newestToken(mina.email)
  await ask(mina.email)
  const second = await newestToken(mina.email, 2)
  expect(await refusalOf(use(first))).toMatchObject(linkGone)
  await users.rows.query(`update "Recovery" set "expiresAt" = now() where "userId" = $1`, [mina.id])
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
  await pollUntil(async () => (await waiting()).length === 0, { complaint: 'letters still wait' })
  expect(await mail.lettersTo(mina.email, 5)).toHaveLength(5)
})

test('whether an address has an account makes no difference to the answer', async () => {
  const mina = await users.person('Mina')
  const before = mail.letters.length
  expect([await ask(mina.email), await ask('nobody@taskmate.example')]).toEqual([null, null])
  await mail.lettersTo(mina.email)
  await pollUntil(async () => (await waiting()).length === 0, { complaint: 'letters still wait' })
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

test('a name writes no header and no markup', async () => {
  const mina = await users.person('<img src=x onerror=alert(1)> & "Mina"', {
    email: 'markup@taskmate.example',
  })
  await ask(mina.email)
  const [letter] = await mail.lettersTo(mina.email)
  expect(letter?.html).not.toContain('<img')
  expect(letter?.html).toContain('&lt;img src=x onerror=alert(1)&gt; &amp; &quot;Mina&quot;')
  expect(letter?.text).toContain('Hello <img src=x onerror=alert(1)> & "Mina",')
})

test.each(['refuses', 'dies'] as const)(
  'a letter is kept and sent later where the mail server %s',
  async (mood) => {
    const mina = await users.person('Mina')
    const tried = mail.state.tried
    mail.state.mood = mood
    await ask(mina.email)
    await pollUntil(() => mail.state.tried > tried, { complaint: 'nothing was tried' })
    await pollUntil(async () => (await waiting()).some(({ failure }) => failure), {
      complaint: 'no failure is kept',
    })
    expect(await waiting()).toMatchObject([{ email: mina.email, attempts: 1 }])
    mail.state.mood = 'takes'
    await users.rows.query('update "Letter" set "dueAt" = now()')
    // Whatever comes next wakes it.
    await ask('nobody@taskmate.example')
    expect(await newestToken(mina.email)).toHaveLength(43)
  },
)

test('a letter that was tried often enough is given up', async () => {
  const mina = await users.person('Mina')
  mail.state.mood = 'refuses'
  await ask(mina.email)
  for (let attempt = 1; attempt <= 4; attempt += 1) {
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

test('an address that asks too often is told, an account that gets too many letters is not', async () => {
  const mina = await users.person('Mina')
  for (let nth = 0; nth < 7; nth += 1) expect(await ask(mina.email)).toBeNull()
  await mail.lettersTo(mina.email, 5)
  await pollUntil(async () => (await waiting()).every(({ email }) => email !== mina.email), {
    complaint: 'letters still wait',
  })
  expect(await mail.lettersTo(mina.email, 5)).toHaveLength(5)
})

test('without a mail server nobody is sent letters, and who manages an account makes a link for it', async () => {
  const plain = await startUserService()
  const [owner, bob] = [await plain.person('Alice'), await plain.person('Bob')]
  const workspaceId = (await owner.calls.workspaces.list.query())[0]?.id ?? ''
  expect(await plain.gateway.recovery.isByMail.query()).toBe(false)
  expect(await refusalOf(plain.gateway.recovery.ask.mutate({ email: bob.email }))).toMatchObject({
    ...{ code: 'BAD_REQUEST', reason: 'no_mail' },
  })
  const linkFor = (userId: string, by: string) =>
    plain.asking(by).recovery.link.mutate({ workspaceId, userId })
  const invited = await owner.calls.invitations.create.mutate({ workspaceId, role: 'admin' })
  const carol = await plain.person('Carol', { invitation: invited.token })
  const { token } = await linkFor(carol.id, owner.id)
  await plain.gateway.recovery.use.mutate({ token, next })
  await plain.gateway.sessions.create.mutate({ email: carol.email, password: next, ...device })

  expect(await refusalOf(linkFor(bob.id, owner.id))).toMatchObject({ code: 'NOT_FOUND' })
  expect(await refusalOf(linkFor(owner.id, carol.id))).toMatchObject({ code: 'FORBIDDEN' })
  // Bob has a workspace of his own, which Alice does not manage.
  const again = await owner.calls.invitations.create.mutate({ workspaceId, role: 'member' })
  await plain.gateway.invitations.accept.mutate({ userId: bob.id, token: again.token })
  expect(await refusalOf(linkFor(bob.id, owner.id))).toMatchObject({ reason: 'elsewhere' })
  expect(
    await refusalOf(users.asking(owner.id).recovery.link.mutate({ workspaceId, userId: bob.id })),
  ).toMatchObject({
    reason: 'by_mail',
  })
  await plain.close()
})
