import { afterAll, beforeAll, expect, test } from '@jest/globals'
import {
  password,
  refusalOf,
  type Started,
  startUserService,
} from '../testing/start-user-service.ts'

let users: Started
beforeAll(async () => {
  users = await startUserService({ PASSWORD_MEMORY_KIB: '19456' })
})
afterAll(() => users.close())

const device = { ip: '127.0.0.1', userAgent: 'test' }
const account = (email: string, changes = {}) =>
  users.gateway.accounts.create.mutate({ name: 'Mina', email, password, locale: 'ko', ...changes })

test('a new account founds a workspace and owns it', async () => {
  const { user, epoch } = await account('mina@taskmate.example', {
    name: '  Mina\u0301  ',
    workspaceName: 'Haneul Studio',
    timeZone: 'Europe/Oslo',
  })
  expect(epoch).toBe(0)
  expect(user).toMatchObject({ name: 'Min\u00e1', locale: 'ko', timeZone: 'Europe/Oslo' })
  const workspaces = [
    {
      ...{ id: expect.any(String), slug: 'haneul-studio', name: 'Haneul Studio', role: 'owner' },
      ...{ factorRequired: false, needsFactor: false, closed: null, graceDays: 14 },
    },
  ]
  expect(await users.gateway.who.get.query({ userId: user.id })).toEqual({
    user,
    epoch,
    // The first account of all.
    isOperator: true,
    workspaces,
  })
})

test('workspaces of the same name get addresses of their own, Korean names too', async () => {
  const slugOf = async (name: string, workspaceName?: string) => {
    const person = await users.person(name)
    const created =
      workspaceName && (await person.calls.workspaces.create.mutate({ name: workspaceName }))
    return created ? created.slug : (await person.calls.workspaces.list.query())[0]?.slug
  }
  expect(await slugOf('Sua', 'Design Team')).toBe('design-team')
  expect(await slugOf('Sua', 'Design  Team!')).toMatch(/^design-team-[0-9a-f]{8}$/)
  expect(await slugOf('김지은')).toMatch(/^w-[0-9a-f]{8}$/)
  expect(await slugOf('Sua', 'Settings')).toMatch(/^settings-[0-9a-f]{8}$/)
})

test('50 sign-ups at once with one address, in any case and form, make one account', async () => {
  const forms = [
    'josé@taskmate.example',
    'JOSÉ@TaskMate.example',
    'jose\u0301@taskmate.example',
    ' JOSE\u0301@taskmate.EXAMPLE ',
  ]
  const answers = await Promise.allSettled(
    Array.from({ length: 50 }, (_, nth) =>
      account(forms[nth % forms.length] ?? '', { ip: `2001:db8:50:${nth}::1` }),
    ),
  )
  expect(answers.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
  for (const answer of answers)
    if (answer.status === 'rejected')
      expect(['CONFLICT', 'TOO_MANY_REQUESTS']).toContain(answer.reason.data.code)
  expect(await refusalOf(account(forms[0] ?? ''))).toMatchObject({
    ...{ code: 'CONFLICT', fields: { email: 'is taken' } },
  })
  const { rows } = await users.rows.query(`select email from "User" where email like 'jos%'`)
  expect(rows).toEqual([{ email: 'josé@taskmate.example' }])
})

test.each([
  ['1234567', 'must have at least 8 characters'],
  ['한국어비밀번호', 'must have at least 8 characters'],
  ['🙂'.repeat(7), 'must have at least 8 characters'],
  ['x'.repeat(129), 'must have at most 128 characters'],
  ['x'.repeat(200), 'must have at most 128 characters'],
  ['broken \ud800 half', 'contains a broken character'],
  ['nul \u0000 inside', 'contains a broken character'],
  ...[
    'password',
    'PassWord',
    'qwertyuiop',
    '12345678',
    'iloveyou',
    'trustno1',
    'Football',
    '1q2w3e4r',
    'starwars',
    'taskmate',
    'TaskMate2026',
    'taskmate2026',
    '!taskmate!',
    '2026taskmate',
    'task-mate-1',
    'taskmatetaskmate',
  ].map((common) => [common, 'This password is among the most used; pick another']),
])('the password %j is refused', async (refused, message) => {
  expect(await refusalOf(account('policy@taskmate.example', { password: refused }))).toMatchObject({
    code: 'BAD_REQUEST',
    fields: { password: message },
  })
})

test('any other password of 8 to 128 characters is taken whole', async () => {
  const long = 'b'.repeat(100)
  const good = [
    'vk3-8hq2',
    'with  two blanks',
    ' leading and trailing ',
    '비밀번호는길어야한다',
    'ピカチュウピカチュウ',
    '🙂'.repeat(8),
    '🙂'.repeat(128),
    'x'.repeat(64),
    'y'.repeat(128),
    long,
    'tasks and mates',
  ]
  for (const [nth, taken] of good.entries()) {
    const email = `good${nth}@taskmate.example`
    await account(email, { password: taken })
    await users.gateway.sessions.create.mutate({ email, password: taken, ...device })
    const changed = `${[...taken].slice(0, -1).join('')}?`
    const guess = users.gateway.sessions.create.mutate({ email, password: changed, ...device })
    expect(await refusalOf(guess)).toMatchObject({ code: 'UNAUTHORIZED' })
  }
})

test('a password is the same however the keyboard composes it', async () => {
  const email = 'composed@taskmate.example'
  const typed = '비밀번호는길어야한다'
  await account(email, { password: typed.normalize('NFD') })
  for (const form of [typed.normalize('NFC'), typed.normalize('NFD')])
    await users.gateway.sessions.create.mutate({ email, password: form, ...device })
})

test('passwords are kept as argon2id with 19 MiB and two passes', async () => {
  const { rows } = await users.rows.query('select "passwordHash" from "Credential"')
  expect(rows.length).toBeGreaterThan(10)
  for (const { passwordHash } of rows)
    expect(passwordHash).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/)
})

test('keys that somebody has changed are kept, as many as there can be', async () => {
  const { me } = (await users.person('Alice')).calls
  expect((await me.get.query()).shortcuts).toEqual({ changed: {}, hasLetters: true })
  const shortcuts = { changed: { q: 'mod+j', 'g h': null }, hasLetters: false }
  await me.update.mutate({ shortcuts })
  expect((await me.get.query()).shortcuts).toEqual(shortcuts)
  const many = Object.fromEntries([...Array(101)].map((_, nth) => [`F${nth}`, 'x']))
  for (const changed of [many, { q: 'x'.repeat(41) }, { q: '' }, { q: 'a b c' }, { q: 'a\u0000' }])
    await expect(
      me.update.mutate({ shortcuts: { changed, hasLetters: true } }),
    ).rejects.toMatchObject({
      data: { code: 'BAD_REQUEST' },
    })
})

test('people see and change their own account', async () => {
  const alice = await users.person('Alice')
  const changed = await alice.calls.me.update.mutate({
    name: '이준호',
    theme: 'dark',
    locale: 'ko',
  })
  expect(changed).toMatchObject({ name: '이준호', theme: 'dark', locale: 'ko', density: 'compact' })
  expect(await alice.calls.me.get.query()).toEqual(changed)
  expect(Object.keys(changed).sort()).toEqual([
    'createdAt',
    'density',
    'email',
    'id',
    'locale',
    'name',
    'shortcuts',
    'theme',
    'timeZone',
  ])
})
