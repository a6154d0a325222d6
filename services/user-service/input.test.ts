import { expect, test } from '@jest/globals'
import { refusalOf } from './testing/start-user-service.ts'
import { startUserTest } from './testing/user-test.ts'

const users = await startUserTest()
const alice = await users.person('Alice')

const post = async (path: string, input: unknown) => {
  const answer = await fetch(`${users.url}${path}`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      authorization: `Bearer ${await users.sign('user-service', alice.id, path.startsWith('/internal') ? 'service' : 'person')}`,
    },
    body: JSON.stringify(input),
  })
  const { error } = (await answer.json()) as {
    error?: { data: { fields?: Record<string, string> } }
  }
  return { status: answer.status, fields: error?.data.fields ?? {} }
}

const account = {
  name: 'Eve',
  email: 'eve@taskmate.example',
  password: 'correct horse battery',
  locale: 'en',
}

test.each([
  ['too long a name', { name: 'n'.repeat(201) }, 'name', 'must have at most 80 characters'],
  ['a blank name', { name: ' \n ' }, 'name', 'must not be empty'],
  ['NUL', { name: 'a\u0000b' }, 'name', 'must not contain a NUL character'],
  ['half a character', { name: 'a\ud83d' }, 'name', 'contains a broken character'],
  ['a number', { name: 7 }, 'name', 'expected string'],
  ['nothing', { name: null }, 'name', 'expected string'],
  ['a filter', { email: { contains: '' } }, 'email', 'expected string'],
  ['a list of addresses', { email: ['a@x.example', 'b@x.example'] }, 'email', 'expected string'],
  ['two addresses', { email: 'a@x.example,b@x.example' }, 'email', 'is not an e-mail address'],
  [
    'a line break',
    { email: 'a@x.example\r\nbcc: b@x.example' },
    'email',
    'is not an e-mail address',
  ],
  [
    'too long an address',
    { email: `${'a'.repeat(250)}@x.example` },
    'email',
    'must have at most 254 characters',
  ],
  ['an unknown language', { locale: 'fr' }, 'locale', 'expected one of "ko"|"en"'],
  ['an unknown zone', { timeZone: 'Mars/Base' }, 'timeZone', 'is not the name of a time zone'],
  ['a broken invitation', { invitation: "' or 1=1" }, 'invitation', 'is not an invitation'],
])('%s is refused by name', async (_, change, field, message) => {
  const { status, fields } = await post('/internal/accounts.create', { ...account, ...change })
  expect([status, Object.keys(fields)]).toEqual([400, [field]])
  expect(fields[field]).toContain(message)
})

test.each(['id', 'role', 'createdAt', 'isAdmin', 'epoch', 'disabledAt', 'passwordHash'])(
  'the field %s that nobody asked for is refused, not ignored',
  async (extra) => {
    for (const path of ['/trpc/me.update', '/trpc/workspaces.create']) {
      const { status, fields } = await post(path, { name: 'Alice', [extra]: 'x' })
      expect([status, Object.values(fields)]).toEqual([400, [expect.stringContaining(extra)]])
    }
  },
)

test('a prototype in the input reaches nothing', async () => {
  const input = JSON.parse('{"name": "Alice", "__proto__": {"role": "owner"}}')
  await post('/trpc/me.update', input)
  expect(Object.keys(await alice.calls.me.get.query())).not.toContain('role')
})

test('a refused field comes with what a translation needs', async () => {
  const wrong = {
    ...account,
    name: 'n'.repeat(81),
    password: 'short',
    email: 'nowhere',
    timeZone: 'Mars',
  }
  const { issues } = await refusalOf(
    users.gateway.accounts.create.mutate({ ...wrong, locale: 'en' }),
  )
  expect(issues).toEqual([
    { path: 'name', code: 'too_big', limit: 80 },
    { path: 'email', code: 'invalid_format', format: 'email' },
    { path: 'password', code: 'too_small', limit: 8 },
    { path: 'timeZone', code: 'invalid_format', format: 'time_zone' },
  ])
})
