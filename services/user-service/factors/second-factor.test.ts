import { expect, test } from '@jest/globals'
import { authenticator } from '../testing/authenticator.ts'
import { secondSteps, signInOver, wrongCode } from '../testing/second-steps.ts'
import { password, refusalOf } from '../testing/start-user-service.ts'
import { startMailedUserTest } from '../testing/user-test.ts'

const { users, mail } = await startMailedUserTest()

const { device, begin, stepOf, finish, signIn, forgetSteps, withFactor } = secondSteps(() => users)

test('a factor counts once a code has proved it, and every door asks for it from then on', async () => {
  const mina = await users.person('Mina')
  const first = await begin(mina)
  const other = await begin(mina)
  const session = {
    ...{ userId: mina.id, sessionId: first.opened?.sessionId ?? '', epoch: 0 },
  }
  const { factors } = users.gateway
  const started = await factors.start.mutate(session)
  expect(started.uri).toBe(
    `otpauth://totp/TaskMate:${encodeURIComponent(mina.email)}?issuer=TaskMate&secret=${started.secret}&algorithm=SHA1&digits=6&period=30`,
  )
  expect(await refusalOf(factors.confirm.mutate({ ...session, code: '000000' }))).toMatchObject(
    wrongCode,
  )
  expect(await factors.get.query({ userId: mina.id })).toEqual({ onSince: null, codesLeft: 0 })
  expect((await begin(mina)).opened).not.toBeNull()

  const codeOf = authenticator(started.secret)
  const confirmed = await factors.confirm.mutate({ ...session, code: codeOf() })
  expect(new Set(confirmed.codes).size).toBe(10)
  expect(await factors.get.query({ userId: mina.id })).toEqual({
    ...{ onSince: expect.any(String), codesLeft: 10 },
  })
  // The session that proved it is the only one left.
  expect(await users.gateway.sessions.list.query({ userId: mina.id })).toEqual([
    expect.objectContaining({ id: session.sessionId }),
  ])
  expect(confirmed.epoch).toBe((other.opened?.epoch ?? 0) + 1)

  const { rows } = await users.rows.query(
    'select t.*, c.hash from "Totp" t join "RecoveryCode" c using ("userId") where "userId" = $1',
    [mina.id],
  )
  const stored = JSON.stringify(rows)
  for (const secret of [started.secret, ...confirmed.codes, ...confirmed.codes.map(plain)])
    expect(stored).not.toContain(secret)
  expect(await begin(mina)).toMatchObject({ user: null, opened: null })
  const direct = { email: mina.email, password, ...device() }
  expect(await refusalOf(users.gateway.sessions.create.mutate(direct))).toMatchObject({
    ...{ code: 'FORBIDDEN', reason: 'second_factor' },
  })
  const unasked = { userId: mina.id, ...device() }
  expect(await refusalOf(users.gateway.sessions.open.mutate(unasked))).toMatchObject({
    reason: 'second_factor',
  })
  // A release that knows nothing of all this, as after a rollback.
  await expect(
    users.rows.query(
      `insert into "Session" (id, "userId", ip, "userAgent") values (gen_random_uuid(), $1, '', '')`,
      [mina.id],
    ),
  ).rejects.toThrow('This account asks for a second factor')
  const [letter] = await mail.lettersTo(mina.email)
  expect(letter?.subject).toBe('The second factor of your TaskMate account is on')
})

const plain = (code: string) => code.replaceAll('-', '')

test('a code of the app and a recovery code sign in, however they are written, once each', async () => {
  const mina = await withFactor('Mina')
  const next = mina.codeOf(1)
  const { user } = await signIn(mina, `${next.slice(0, 3)} ${next.slice(3)}`)
  expect(user.id).toBe(mina.id)
  expect(await refusalOf(signIn(mina, next))).toMatchObject(wrongCode)
  // A step before the one that was used is over, too.
  expect(await refusalOf(signIn(mina, mina.codeOf()))).toMatchObject(wrongCode)
  const [code = ''] = mina.codes
  await signIn(mina, plain(code).toUpperCase())
  expect(await refusalOf(signIn(mina, code))).toMatchObject(wrongCode)
  expect(await users.gateway.factors.get.query({ userId: mina.id })).toMatchObject({ codesLeft: 9 })
  const letters = await mail.lettersTo(mina.email, 2)
  expect(letters.map(({ subject }) => subject)).toContain(
    'A recovery code of your TaskMate account was used',
  )
  await forgetSteps(mina)
  expect(await refusalOf(signIn(mina, mina.codeOf(3)))).toMatchObject(wrongCode)
  expect(await refusalOf(signIn(mina, mina.codeOf(-3)))).toMatchObject(wrongCode)
  await signIn(mina, mina.codeOf(1))
})

test('the second step is the browser’s that took the first, once, and within 5 minutes', async () => {
  const mina = await withFactor('Mina')
  const token = await stepOf(mina)
  expect(JSON.stringify((await users.rows.query('select * from "SignIn"')).rows)).not.toContain(
    token,
  )
  expect(await refusalOf(finish(`${token.slice(0, -2)}AA`, mina.codeOf(1)))).toMatchObject(
    signInOver,
  )
  await finish(token, mina.codeOf(1))
  await forgetSteps(mina)
  expect(await refusalOf(finish(token, mina.codeOf()))).toMatchObject(signInOver)
  const late = await stepOf(mina)
  await users.rows.query(`update "SignIn" set "expiresAt" = now() where "userId" = $1`, [mina.id])
  expect(await refusalOf(finish(late, mina.codeOf()))).toMatchObject({ ...signInOver, limit: 5 })
  // What ends all sessions ends what has half begun.
  const ended = await stepOf(mina)
  await users.rows.query('update "User" set epoch = epoch + 1 where id = $1', [mina.id])
  expect(await refusalOf(finish(ended, mina.codeOf()))).toMatchObject(signInOver)
})

test.each(['a code of the app', 'a recovery code'])(
  'of 20 uses of %s at once one wins',
  async (kind) => {
    const mina = await withFactor('Mina')
    const code = kind === 'a recovery code' ? (mina.codes[0] ?? '') : mina.codeOf(1)
    const tokens: string[] = []
    for (let nth = 0; nth < 20; nth += 1) tokens.push(await stepOf(mina))
    const answers = await Promise.allSettled(tokens.map((token) => finish(token, code)))
    expect(answers.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    const { rows } = await users.rows.query(
      'select count(*)::int from "Session" where "userId" = $1 and "withFactor"',
      [mina.id],
    )
    expect(rows).toEqual([{ count: 1 }])
  },
)

test('of 20 uses of one second step at once one wins', async () => {
  const mina = await withFactor('Mina')
  const token = await stepOf(mina)
  const codes = [mina.codeOf(1), ...mina.codes]
  const answers = await Promise.allSettled(
    Array.from({ length: 20 }, (_, nth) => finish(token, codes[nth % codes.length] ?? '')),
  )
  expect(answers.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
})

test('a new password leaves the factor, and the sign-in after it asks for the code', async () => {
  const mina = await withFactor('Mina')
  const next = 'another horse battery'
  await users.gateway.passwords.change.mutate({
    ...{ userId: mina.id, keepSessionId: mina.session.sessionId, epoch: mina.session.epoch },
    ...{ current: password, next },
  })
  const { token, opened } = await begin(mina, next)
  expect(opened).toBeNull()
  await finish(token ?? '', mina.codeOf(1))
})

test('codes are made anew, and password and code together turn the factor off', async () => {
  const mina = await withFactor('Mina')
  const { factors } = users.gateway
  const { codes } = await factors.renewCodes.mutate(mina.session)
  expect(await refusalOf(signIn(mina, mina.codes[0] ?? ''))).toMatchObject(wrongCode)
  await signIn(mina, codes[0] ?? '')

  const off = (wanted: { password?: string; code?: string }) =>
    factors.turnOff.mutate({ ...mina.session, password, code: mina.codeOf(1), ...wanted })
  expect(await refusalOf(off({ password: 'not this one' }))).toMatchObject({
    fields: { password: 'This is not your password' },
  })
  expect(await refusalOf(off({ code: '000000' }))).toMatchObject(wrongCode)
  await off({})
  expect((await begin(mina)).opened).not.toBeNull()
  expect(await factors.get.query({ userId: mina.id })).toEqual({ onSince: null, codesLeft: 0 })
  expect(await refusalOf(factors.renewCodes.mutate(mina.session))).toMatchObject({
    ...{ code: 'CONFLICT', reason: 'factor_off' },
  })
  const letters = await mail.lettersTo(mina.email, 4)
  const subjects = letters.map(({ subject }) => subject)
  expect(letters.find(({ text }) => text?.includes('from your own account'))).toBeDefined()
  expect(subjects).toContain('The second factor of your TaskMate account is off')
  expect(subjects).toContain('New recovery codes for TaskMate')
})

test('somebody who is signed in proves password and code again, and no code twice', async () => {
  const mina = await withFactor('Mina')
  const prove = (wanted: { password?: string; code?: string }) =>
    users.gateway.signIns.prove.mutate({ ...mina.session, password, ...wanted })
  expect(await refusalOf(prove({ password: 'not this one' }))).toMatchObject({
    fields: { password: 'This is not your password' },
  })
  expect(await refusalOf(prove({}))).toMatchObject(wrongCode)
  const code = mina.codeOf(1)
  await prove({ code })
  expect(await refusalOf(prove({ code }))).toMatchObject(wrongCode)
  const bob = await users.person('Bob')
  const { opened } = await begin(bob)
  const session = { userId: bob.id, sessionId: opened?.sessionId ?? '', epoch: 0 }
  await users.gateway.signIns.prove.mutate({ ...session, password })
})

test('who manages the account takes a lost factor away and ends the sessions; others cannot', async () => {
  const owner = await users.person('Owner')
  const workspaceId = (await owner.calls.workspaces.list.query())[0]?.id ?? ''
  const invited = async (role: 'admin' | 'member') =>
    (await owner.calls.invitations.create.mutate({ workspaceId, role })).token
  const member = await withFactor('Member', await invited('member'))
  const colleague = await users.person('Colleague', { invitation: await invited('member') })
  const admin = await users.person('Admin', { invitation: await invited('admin') })
  const remove = (by: string, userId: string) =>
    users.asking(by).factors.remove.mutate({ workspaceId, userId })
  const among = (by: string) => users.asking(by).factors.among.query({ workspaceId })

  expect(await among(admin.id)).toEqual([member.id])
  expect(await among(colleague.id)).toEqual([])
  expect(await refusalOf(remove(colleague.id, member.id))).toMatchObject({ code: 'FORBIDDEN' })
  expect(await refusalOf(remove(admin.id, owner.id))).toMatchObject({ code: 'FORBIDDEN' })
  const stranger = await withFactor('Stranger')
  expect(await refusalOf(remove(admin.id, stranger.id))).toMatchObject({ code: 'NOT_FOUND' })

  const { epoch } = await remove(admin.id, member.id)
  expect(epoch).toBe(member.session.epoch + 1)
  expect(await users.gateway.sessions.list.query({ userId: member.id })).toEqual([])
  expect((await begin(member)).opened).not.toBeNull()
  // Told twice, where the gateway could not end the sessions the first time.
  expect(await remove(admin.id, member.id)).toEqual({ userId: member.id, epoch })
  const told = (await mail.lettersTo(member.email, 2)).filter(({ subject }) =>
    subject?.startsWith('An admin turned off the second factor'),
  )
  expect(told.map(({ text }) => text)).toEqual([
    expect.stringContaining('Admin, an admin of your workspace, turned it off'),
  ])
})
