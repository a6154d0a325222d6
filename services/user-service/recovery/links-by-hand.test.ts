import { expect, test } from '@jest/globals'
import type { Role } from '../contract.ts'
import { refusalOf, type Someone } from '../testing/start-user-service.ts'
import { startUserTest } from '../testing/user-test.ts'

const plain = await startUserTest()
const owner = await plain.person('Alice')
const workspaceId = (await owner.calls.workspaces.list.query())[0]?.id ?? ''

const next = 'another horse battery'
const device = { ip: '127.0.0.1', userAgent: 'test' }
const linkGone = { code: 'NOT_FOUND', message: 'This link is no longer valid' }
const invitationFor = (role: Role) => owner.calls.invitations.create.mutate({ workspaceId, role })
const joined = async (name: string, role: Role) =>
  plain.person(name, { invitation: (await invitationFor(role)).token })
const linkFor = (userId: string, by: string) =>
  plain.asking(by).recovery.link.mutate({ workspaceId, userId })
const use = (token: string) => plain.gateway.recovery.use.mutate({ token, next })
const roleOf = (userId: string, role: Role) =>
  owner.calls.members.changeRole.mutate({ workspaceId, userId, role })

test('without a mail server nobody is sent letters, and who manages an account makes a link for it', async () => {
  expect(await plain.gateway.recovery.isByMail.query()).toBe(false)
  const bob = await plain.person('Bob')
  expect(await refusalOf(plain.gateway.recovery.ask.mutate({ email: bob.email }))).toMatchObject({
    ...{ code: 'BAD_REQUEST', reason: 'no_mail' },
  })
  const carol = await joined('Carol', 'admin')
  await use((await linkFor(carol.id, owner.id)).token)
  await plain.gateway.sessions.create.mutate({ email: carol.email, password: next, ...device })
  // The link was in other hands: it says nothing of her address.
  const proved = 'select 1 from "User" where "emailProvedAt" is not null'
  expect((await plain.rows.query(proved)).rowCount).toBe(0)
  expect(await refusalOf(linkFor(bob.id, owner.id))).toMatchObject({ code: 'NOT_FOUND' })
  expect(await refusalOf(linkFor(owner.id, carol.id))).toMatchObject({ code: 'FORBIDDEN' })
  expect(await refusalOf(linkFor(owner.id, owner.id))).toMatchObject({ code: 'BAD_REQUEST' })
  // Bob has a workspace of his own, which Alice does not manage.
  const { token } = await invitationFor('member')
  await plain.gateway.invitations.accept.mutate({ userId: bob.id, token })
  expect(await refusalOf(linkFor(bob.id, owner.id))).toMatchObject({ reason: 'elsewhere' })
})

interface Made {
  readonly admin: Someone
  readonly member: Someone
}

/** What ends the right of an admin to make a link for a member. */
const endings: Record<string, (made: Made) => Promise<unknown>> = {
  'the person gets a workspace of their own': ({ member }) =>
    member.calls.workspaces.create.mutate({ name: 'Elsewhere' }),
  'the person becomes an owner': ({ member }) => roleOf(member.id, 'owner'),
  // Alice is one: hers was the first account.
  'the person becomes an operator': ({ member: { email } }) =>
    owner.calls.operators.add.mutate({ email }),
  'the maker was a viewer in between': async ({ admin }) => {
    await roleOf(admin.id, 'viewer')
    await roleOf(admin.id, 'admin')
  },
  'the maker was removed': ({ admin }) =>
    owner.calls.members.remove.mutate({ workspaceId, userId: admin.id }),
  'the maker was disabled': ({ admin }) =>
    plain.asking(owner.id).disabling.disable.mutate({ workspaceId, userId: admin.id }),
  'the person was disabled in between': async ({ member: { id: userId } }) => {
    const { disabling } = plain.asking(owner.id)
    await disabling.disable.mutate({ workspaceId, userId })
    await disabling.enable.mutate({ workspaceId, userId })
  },
}

test.each(Object.entries(endings))('a link is dead once %s', async (_how, end) => {
  const made = { admin: await joined('Admin', 'admin'), member: await joined('Member', 'member') }
  const { token } = await linkFor(made.member.id, made.admin.id)
  await end(made)
  expect(await refusalOf(use(token))).toMatchObject(linkGone)
  const { email } = made.member
  const guess = plain.gateway.sessions.create.mutate({ email, password: next, ...device })
  expect(await refusalOf(guess)).toMatchObject({ code: 'UNAUTHORIZED' })
})
