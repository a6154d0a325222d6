import { randomBytes, randomUUID } from 'node:crypto'
import { afterAll, expect, test } from '@jest/globals'
import { addressPrefix } from '../../chassis/client.ts'
import { pollUntil } from '../../chassis/poll-until.ts'
import { workspaceOf } from '../testing/admins.ts'
import { secondSteps } from '../testing/second-steps.ts'
import {
  password,
  refusalOf,
  type Someone,
  startUserService,
} from '../testing/start-user-service.ts'

const users = await startUserService()
const { owner, workspaceId, inviteBy, joined } = await workspaceOf(users)
const { begin, stepOf, finish, withFactor, device } = secondSteps(() => users)
afterAll(() => users.close())

type Filter = Omit<Parameters<Someone['calls']['audit']['list']['query']>[0], 'workspaceId'>
const listed = async (filter: Filter = {}, reader = owner) =>
  (await reader.calls.audit.list.query({ workspaceId, limit: 100, ...filter })).items
const kindsOf = async (userId: string) => (await listed({ userId })).map(({ kind }) => kind)

const refused = (call: Promise<unknown>) => refusalOf(call).then(({ code }) => code)

test('what somebody does with their account stands in the log of their workspace, newest first', async () => {
  const invitation = (await inviteBy(owner, 'member')).token
  const mina = await withFactor('Mina', invitation)
  const { session } = mina
  const { gateway } = users
  const token = { name: '=Report', scopes: ['tasks:read' as const], expiresAt: inAnHour() }
  const { id } = await gateway.apiTokens.create.mutate({ ...session, ...token })
  await gateway.apiTokens.revoke.mutate({ userId: mina.id, id })
  await gateway.apiTokens.revoke.mutate({ userId: mina.id, id })
  await refusalOf(finish(await stepOf(mina), '000000'))
  await pollUntil(async () => (await kindsOf(mina.id))[0] === 'sign_in_failed')
  const [code = ''] = mina.codes
  const { opened } = await finish(await stepOf(mina), code)
  const { sessionId: keepId, epoch } = opened
  const { epoch: next } = await gateway.sessions.endOthers.mutate({
    ...{ userId: mina.id, keepId, epoch },
  })
  // Nothing is left to end: nothing is written down.
  await gateway.sessions.endOthers.mutate({
    ...{ userId: mina.id, keepId, epoch: next },
  })
  expect(await kindsOf(mina.id)).toEqual([
    ...(['signed_out_elsewhere', 'sign_in', 'sign_in_failed'] as const),
    ...(['token_revoked', 'token_made', 'factor_on', 'sign_in', 'invitation_accepted'] as const),
  ])
  const [made] = await listed({ userId: mina.id, kind: 'token_made' })
  expect(made).toMatchObject({
    ...{ kind: 'token_made', event: 'authn_token_created', via: 'session', isErased: false },
    ...{ actor: { id: mina.id, name: 'Mina' }, subject: { id: mina.id, name: 'Mina' } },
    ...{ facts: { madeTokenId: id, scopes: 'tasks:read' }, texts: { name: '=Report' } },
  })
  const [signedIn, , first] = await listed({ userId: mina.id, kind: 'sign_in' })
  expect(signedIn).toMatchObject({ facts: { way: 'factor' }, device: 'Firefox', via: 'sign_in' })
  expect(signedIn?.address).toMatch(/^2001:db8:[\da-f]+::\/48$/)
  expect(first).toBeUndefined()
})

test('what admins do to others says to whom, and what was refused is not there', async () => {
  const bob = await joined('member')
  const target = { workspaceId, userId: bob.id }
  const { members, invitations, workspaces } = owner.calls
  await members.changeRole.mutate({ ...target, role: 'viewer' })
  await users.asking(owner.id).disabling.disable.mutate(target)
  await users.asking(owner.id).disabling.disable.mutate(target)
  await users.asking(owner.id).disabling.enable.mutate(target)
  await users.asking(owner.id).recovery.link.mutate(target)
  await members.remove.mutate(target)
  expect((await listed({ userId: bob.id })).map(({ kind, facts }) => [kind, facts])).toEqual([
    ['member_removed', { role: 'viewer' }],
    ['recovery_link_made', { workspaceId }],
    ['member_enabled', {}],
    ['member_disabled', {}],
    ['role_changed', { from: 'member', to: 'viewer' }],
    ['invitation_accepted', expect.objectContaining({ role: 'member', invitedById: owner.id })],
  ])
  const invited = await invitations.create.mutate({
    ...{ workspaceId, role: 'guest', email: 'guest@taskmate.example' },
  })
  await invitations.revoke.mutate({ workspaceId, id: invited.id })
  await workspaces.update.mutate({ id: workspaceId, name: 'Renamed' })
  const [renamed, revoked, made] = await listed({ userId: owner.id })
  expect(renamed).toMatchObject({ kind: 'workspace_renamed', texts: { to: 'Renamed' } })
  expect(revoked).toMatchObject({ facts: { invitationId: invited.id } })
  expect(made).toMatchObject({ texts: { email: 'guest@taskmate.example' }, subject: null })
  const before = await listed()
  expect(await refused(members.remove.mutate({ workspaceId, userId: owner.id }))).toBe('CONFLICT')
  expect(await listed()).toEqual(before)
})

test('wrong passwords are written down where the account belongs, the first at once and those of a minute together', async () => {
  const bob = await joined('member')
  const tries = () => begin(bob, 'a wrong password')
  const filter = { userId: bob.id, kind: 'sign_in_failed' } as const
  expect(await refused(tries())).toBe('UNAUTHORIZED')
  await pollUntil(async () => (await listed(filter)).length === 1)
  for (let nth = 1; nth < 9; nth += 1) expect(await refused(tries())).toBe('UNAUTHORIZED')
  await counted(bob, 8)
  expect(await listed(filter)).toHaveLength(1)
  await aMinuteLater(bob)
  expect(await refused(tries())).toBe('UNAUTHORIZED')
  expect(await refused(tries())).toBe('TOO_MANY_REQUESTS')
  await pollUntil(async () => sumOf(await listed(filter)) === 10)
  // The last one is told with those before it, or by itself where the service has told of them in the meantime.
  const told = await listed(filter)
  expect(told.length).toBeLessThanOrEqual(3)
  const facts = { step: 'password', attempts: 1 }
  expect(told.at(-1)).toMatchObject({ actor: null, facts, via: 'sign_in' })
  expect(await triesOf(bob)).toEqual([{ count: 0 }])
  await aMinuteLater(bob)
})

test('attempts of a minute are counted by the networks that they came from, whoever comes last', async () => {
  const bob = await joined('member')
  const addressOf = () => `2001:db8:${randomBytes(2).toString('hex')}::1`
  const [home, abroad] = [addressOf(), addressOf()]
  const tries = async (ip: string) => {
    const typed = { email: bob.email, password: 'a wrong password', userAgent: 'Firefox' }
    expect(await refused(users.gateway.signIns.begin.mutate({ ...typed, ip }))).toBe('UNAUTHORIZED')
  }
  const filter = { userId: bob.id, kind: 'sign_in_failed' } as const
  await tries(home)
  await pollUntil(async () => (await listed(filter)).length === 1)
  for (const ip of [abroad, abroad, abroad, home]) await tries(ip)
  await counted(bob, 4)
  await aMinuteLater(bob)
  await tries(home)
  await pollUntil(async () => sumOf(await listed(filter)) === 6)
  const told = await listed(filter)
  expect(sumOf(told.filter(({ address }) => address === addressPrefix(abroad)))).toBe(3)
  expect(told.at(-1)).toMatchObject({ address: addressPrefix(home), facts: { attempts: 1 } })
})

test('refused proofs of who one is are in the log, whatever asks for them; what nobody repeats is told by itself', async () => {
  const mina = await withFactor('Mina', (await inviteBy(owner, 'member')).token)
  const { userId, sessionId, epoch } = mina.session
  const { signIns, factors, passwords, apiTokens } = users.gateway
  const session = { userId, sessionId, epoch, ip: device().ip }
  const wrong = 'a wrong password'
  const filter = { userId, kind: 'proof_refused' } as const
  expect(await refused(signIns.prove.mutate({ ...session, password: wrong }))).toBe('BAD_REQUEST')
  await pollUntil(async () => (await listed(filter)).length === 1)
  const wanted = { name: 'Report', scopes: ['tasks:read' as const], expiresAt: inAnHour() }
  const next = 'a good new password'
  const changing = { userId, epoch, keepSessionId: sessionId, ip: session.ip }
  for (const proof of [
    () => apiTokens.create.mutate({ ...session, ...wanted, password: wrong }),
    () => factors.turnOff.mutate({ ...session, password: wrong, code: '000000' }),
    () => passwords.change.mutate({ ...changing, current: wrong, next }),
    () => signIns.prove.mutate({ ...session, password, code: '000000' }),
    () => factors.turnOff.mutate({ ...session, password, code: '000000' }),
  ])
    expect(await refused(proof())).toBe('BAD_REQUEST')
  await counted(mina, 4)
  await aMinuteLater(mina)
  await pollUntil(async () => (await listed(filter)).length === 4)
  const told = (await listed(filter)).map(({ facts }) => `${facts.step} ${facts.attempts}`)
  expect(told.sort()).toEqual(['code 1', 'code 1', 'password 1', 'password 3'])
  expect((await listed(filter))[0]).toMatchObject({ actor: null, via: 'session' })
  // Where nothing came after the last entry, nothing is kept: those of the test before.
  const old = `select from "FailedTry" where since < now() - interval '1 minute'`
  await pollUntil(async () => (await users.rows.query(old)).rowCount === 0)
})

test('ending one of one’s own sessions is written down once, as signing out or as another device', async () => {
  const bob = await joined('member')
  const here = (await begin(bob)).opened?.sessionId ?? ''
  const there = (await begin(bob)).opened?.sessionId ?? ''
  const { end } = users.gateway.sessions
  for (const id of [there, there, here]) await end.mutate({ userId: bob.id, id, inSession: here })
  expect((await listed({ userId: bob.id })).slice(0, 3)).toMatchObject([
    { kind: 'signed_out', facts: { sessionId: here }, actor: { id: bob.id } },
    { kind: 'session_ended', facts: { sessionId: there } },
    { kind: 'sign_in', facts: { sessionId: there } },
  ])
})

const sumOf = (told: readonly { facts: { attempts?: unknown } }[]) =>
  told.reduce((sum, { facts }) => sum + Number(facts.attempts), 0)
const triesOf = async ({ id }: Pick<Someone, 'id'>) =>
  (await users.rows.query('select count from "FailedTry" where "userId" = $1', [id])).rows
/** Until so many attempts wait for an entry. */
const counted = (person: Pick<Someone, 'id'>, sum: number) =>
  pollUntil(async () => (await triesOf(person)).reduce((all, { count }) => all + count, 0) === sum)
const aMinuteLater = ({ id }: Pick<Someone, 'id'>) =>
  users.rows.query(
    `update "FailedTry" set since = since - interval '1 minute' where "userId" = $1`,
    [id],
  )

test('owners and admins read it, by pages and by filters; for others there is no such workspace', async () => {
  const admin = await joined('admin')
  const others = [await joined('member'), await joined('guest'), await users.person('Stranger')]
  for (const reader of others) {
    const calls = [
      reader.calls.audit.list.query({ workspaceId }),
      reader.calls.audit.check.query({ workspaceId }),
      users.asking(reader.id).auditLog.page.query({ workspaceId }),
    ]
    expect(await Promise.all(calls.map(refused))).toEqual(['NOT_FOUND', 'NOT_FOUND', 'NOT_FOUND'])
  }
  const all = await listed({}, admin)
  expect(all.length).toBeGreaterThan(20)
  const paged = []
  for (let cursor: number | undefined, page = 0; page < 20; page += 1) {
    const { items, nextCursor } = await admin.calls.audit.list.query({
      ...{ workspaceId, limit: 7, ...(cursor && { cursor }) },
    })
    paged.push(...items)
    if (nextCursor === null) break
    cursor = nextCursor
  }
  expect(paged).toEqual(all)
  const middle = all[10]
  if (!middle) throw new Error('there are more')
  expect(await listed({ from: middle.at })).toEqual(all.filter(({ at }) => at >= middle.at))
  expect(await listed({ until: middle.at })).toEqual(all.filter(({ at }) => at < middle.at))
  expect(await refused(listed({ limit: 101 }))).toBe('BAD_REQUEST')
})

test('an admin who is disabled reads no further page', async () => {
  const admin = await joined('admin')
  const page = () => users.asking(admin.id).auditLog.page.query({ workspaceId, limit: 1 })
  expect((await page()).items).toHaveLength(1)
  await users.asking(owner.id).disabling.disable.mutate({ workspaceId, userId: admin.id })
  expect(await refused(page())).toBe('NOT_FOUND')
})

test('places that no log has are refused, and break no chain', async () => {
  const { list, check } = owner.calls.audit
  expect(await refused(list.query({ workspaceId, cursor: 2 ** 31 }))).toBe('BAD_REQUEST')
  expect(await refused(check.query({ workspaceId, after: 2 ** 31 }))).toBe('BAD_REQUEST')
  const { last } = await check.query({ workspaceId })
  expect(await refusalOf(check.query({ workspaceId, after: last.seq + 1 }))).toMatchObject({
    ...{ code: 'BAD_REQUEST', message: `The log ends at entry ${last.seq}` },
  })
})

test('into the log of a workspace that goes at this moment nothing is written, for it would stay for good', async () => {
  const gone = await users.person('Gone')
  const [place] = await gone.calls.workspaces.list.query()
  const purge = await users.rows.connect()
  await purge.query('begin')
  await purge.query('delete from "Workspace" where id = $1', [place?.id])
  let isOver = false
  const telling = users.gateway.auditLog.tellWebhook
    .mutate({
      ...{ id: randomUUID(), at: new Date().toISOString(), kind: 'made' as const },
      ...{ workspaceId: place?.id ?? '', projectId: randomUUID(), webhookId: randomUUID() },
      target: 'example.com',
      ...{ actorId: gone.id, tokenId: null, network: '', facts: {} },
    })
    .finally(() => {
      isOver = true
    })
  const waits = `select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`
  await pollUntil(async () => isOver || (await users.rows.query(waits)).rowCount)
  await purge.query('commit')
  purge.release()
  await telling
  const { rowCount } = await users.rows.query(
    `select from "AuditEntry" where "workspaceId" = $1 and kind = 'webhook_made'`,
    [place?.id],
  )
  expect(rowCount).toBe(0)
})

test('a token is revoked while nobody else is at the account, which may be going with its tokens', async () => {
  const { session, id: userId } = await withFactor('Nora', (await inviteBy(owner, 'member')).token)
  const wanted = { name: 'Report', scopes: ['tasks:read' as const], expiresAt: inAnHour() }
  const { id } = await users.gateway.apiTokens.create.mutate({ ...session, ...wanted })
  const holder = await users.rows.connect()
  await holder.query('begin')
  await holder.query('select from "User" where id = $1 for no key update', [userId])
  let isOver = false
  const revoked = refused(users.gateway.apiTokens.revoke.mutate({ userId, id })).finally(() => {
    isOver = true
  })
  const waits = `select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`
  await pollUntil(async () => isOver || (await users.rows.query(waits)).rowCount)
  await holder.query('delete from "ApiToken" where id = $1', [id])
  await holder.query('commit')
  holder.release()
  expect(await revoked).toBe('NOT_FOUND')
})

test('of an address the network is kept', () => {
  expect(addressPrefix('203.0.113.77')).toBe('203.0.113.0/24')
  expect(addressPrefix('::ffff:203.0.113.77')).toBe('203.0.113.0/24')
  expect(addressPrefix('2001:db8:12:3456::1')).toBe('2001:db8:12::/48')
  expect(addressPrefix(addressPrefix('2001:db8:12:3456::1'))).toBe('2001:db8:12::/48')
  expect(addressPrefix('somewhere')).toBe('')
})

const inAnHour = () => new Date(Date.now() + 3_600_000).toISOString()
