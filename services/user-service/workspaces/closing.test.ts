import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { pollUntil } from '../../chassis/poll-until.ts'
import type { Role } from '../contract.ts'
import { CLOSINGS_A_DAY } from '../limits.ts'
import { startMailServer } from '../testing/mail-server.ts'
import {
  refusalOf,
  type Someone,
  type Started,
  startUserService,
} from '../testing/start-user-service.ts'

let users: Started
let mail: Awaited<ReturnType<typeof startMailServer>>
beforeAll(async () => {
  mail = await startMailServer()
  users = await startUserService({
    ...{ SMTP_URL: mail.url, PUBLIC_ORIGIN: 'https://tasks.example.com' },
    WORKSPACE_GRACE_DAYS: '10',
  })
})
afterAll(async () => {
  await users.close()
  await mail.close()
})

const nowhere = '01900000-0000-7000-8000-000000000000'
const closedTo = { code: 'FORBIDDEN', httpStatus: 403, reason: 'workspace_closed' }

/** A workspace with somebody of each role, the first of whom owns it. */
async function team(...present: Role[]) {
  const owner = await users.person('Alice')
  const [workspace] = await owner.calls.workspaces.list.query()
  if (!workspace) throw new Error('a workspace')
  const { id, name, slug } = workspace
  const others: Someone[] = []
  for (const role of present) {
    const { token } = await owner.calls.invitations.create.mutate({ workspaceId: id, role })
    others.push(await users.person(role, { invitation: token }))
  }
  return { owner, others, id, name, slug, close: () => closed(owner, { id, name }) }
}

const closed = ({ calls }: Someone, workspace: { id: string; name: string }) =>
  calls.workspaces.close.mutate(workspace)
const restored = ({ calls }: Someone, id: string) => calls.workspaces.restore.mutate({ id })
const seen = async ({ calls }: Someone, id: string) =>
  (await calls.workspaces.list.query()).find((one) => one.id === id)

/** What the feed says of a workspace, oldest first. */
async function told(id: string) {
  const { rows } = await users.rows.query<{ type: string; data: { isClosed?: boolean } }>(
    `select type, data from "Event" where data->>'workspaceId' = $1 order by id`,
    [id],
  )
  return rows.map(({ type, data: { isClosed } }) =>
    isClosed === undefined ? type : `${type} ${isClosed ? 'closed' : 'restored'}`,
  )
}

test('a closed workspace is open to none of its people, who see whose doing it is, until an owner restores it', async () => {
  const { owner, others, id, name, slug, close } = await team('owner', 'admin', 'member', 'guest')
  const [second, admin, member, guest] = others as [Someone, Someone, Someone, Someone]
  const { token } = await owner.calls.invitations.create.mutate({ workspaceId: id, role: 'member' })
  const late = await users.person('Late')
  expect(await seen(member, id)).toMatchObject({ closed: null, graceDays: 10 })
  const { deleteAt } = await close()

  const calls = ({ calls: { workspaces, members, invitations, audit, factorPolicy } }: Someone) => [
    workspaces.update.mutate({ id, name: 'Mine now' }),
    members.list.query({ workspaceId: id }),
    members.deleted.query({ workspaceId: id }),
    members.changeRole.mutate({ workspaceId: id, userId: guest.id, role: 'viewer' }),
    members.remove.mutate({ workspaceId: id, userId: guest.id }),
    invitations.list.query({ workspaceId: id }),
    invitations.create.mutate({ workspaceId: id, role: 'viewer' }),
    invitations.revoke.mutate({ workspaceId: id, id: nowhere }),
    audit.list.query({ workspaceId: id }),
    audit.check.query({ workspaceId: id }),
    factorPolicy.get.query({ workspaceId: id }),
    factorPolicy.set.mutate({ workspaceId: id, isRequired: true }),
  ]
  for (const someone of [owner, second, admin])
    for (const refusal of await Promise.all(calls(someone).map(refusalOf)))
      expect(refusal).toMatchObject(closedTo)
  for (const call of [
    users.asking(owner.id).disabling.disable.mutate({ workspaceId: id, userId: member.id }),
    users.asking(owner.id).auditLog.page.query({ workspaceId: id }),
  ])
    expect(await refusalOf(call)).toMatchObject(closedTo)

  const by = { id: owner.id, name: owner.name }
  const at = expect.any(String)
  for (const someone of [owner, second, admin, member])
    expect(await seen(someone, id)).toMatchObject({ closed: { at, deleteAt, by } })
  expect(await seen(guest, id)).toMatchObject({ closed: { at, deleteAt, by: null } })
  const accepted = () => users.gateway.invitations.accept.mutate({ userId: late.id, token })
  for (const call of [accepted(), users.gateway.invitations.preview.query({ token })])
    expect(await refusalOf(call)).toMatchObject({ code: 'NOT_FOUND' })
  // Nor by the release before, which knows of no closed workspaces.
  await expect(
    users.rows.query(
      `insert into "Membership" ("workspaceId", "userId", role) values ($1, $2, 'member')`,
      [id, late.id],
    ),
  ).rejects.toThrow('The workspace is closed')

  expect(await restored(second, id)).toEqual({ id, slug, name })
  expect(await seen(owner, id)).toMatchObject({ closed: null, role: 'owner' })
  expect(await owner.calls.members.list.query({ workspaceId: id })).toHaveLength(5)
  await accepted()
  const { items } = await owner.calls.audit.list.query({ workspaceId: id })
  expect(items.slice(1, 3)).toMatchObject([
    { kind: 'workspace_restored', actor: { id: second.id } },
    { kind: 'workspace_closed', actor: { id: owner.id }, facts: { deleteAt } },
  ])
  expect(await owner.calls.audit.check.query({ workspaceId: id })).toMatchObject({ broken: null })
  const all = (type: string) => Array(5).fill(type)
  expect((await told(id)).slice(-11)).toEqual([
    ...all('member.suspended closed'),
    ...all('member.resumed restored'),
    'member.joined',
  ])
})

test('only an owner deletes it, by typing its name, and only an owner restores it; of others it does not exist', async () => {
  const { owner, others, id, name } = await team('admin', 'member')
  const stranger = await users.person('Stranger')
  const needsOwner = { code: 'FORBIDDEN', message: 'This needs the role owner' }
  for (const someone of others) {
    expect(await refusalOf(closed(someone, { id, name }))).toMatchObject(needsOwner)
    expect(await refusalOf(restored(someone, id))).toMatchObject(needsOwner)
  }
  for (const call of [closed(stranger, { id, name }), restored(stranger, id)])
    expect(await refusalOf(call)).toMatchObject({ code: 'NOT_FOUND' })
  for (const call of [closed(owner, { id: nowhere, name }), restored(owner, nowhere)])
    expect(await refusalOf(call)).toMatchObject({ code: 'NOT_FOUND' })
  expect(await refusalOf(closed(owner, { id, name: `${name}!` }))).toMatchObject({
    ...{ code: 'BAD_REQUEST', fields: { name: 'is not the name of the workspace' } },
  })
  expect(await seen(owner, id)).toMatchObject({ closed: null })
  await closed(owner, { id, name })
  for (const someone of others)
    expect(await refusalOf(restored(someone, id))).toMatchObject(needsOwner)
})

test('each owner reads by letter that it is closed, by whom and until when, and that it is open again', async () => {
  const { owner, others, id, name, slug, close } = await team('owner', 'admin')
  const [second, admin] = others as [Someone, Someone]
  await users.rows.query(`update "User" set locale = 'ko' where id = $1`, [second.id])
  const before = await seen(owner, id)
  const { deleteAt } = await close()
  await close()
  const day = new Intl.DateTimeFormat('en', { dateStyle: 'long', timeZone: 'Asia/Seoul' })
  for (const [someone, words] of [
    [owner, day.format(new Date(deleteAt ?? 0))],
    [second, '님이'],
  ] as const) {
    const letters = await mail.lettersTo(someone.email)
    expect(letters).toHaveLength(1)
    expect(letters[0]?.text).toContain(words)
    expect(letters[0]?.text).toContain(name)
    expect(letters[0]?.text).toContain(`https://tasks.example.com/w/${slug}/home`)
  }
  await restored(second, id)
  await restored(second, id)
  const [, again] = await mail.lettersTo(owner.email, 2)
  expect(again?.subject).toBe('A TaskMate workspace is open again')
  await mail.lettersTo(second.email, 2)
  const toAdmin = mail.letters.filter(({ to }) => to?.some((one) => one.address === admin.email))
  expect(toAdmin).toEqual([])
  const { items } = await owner.calls.audit.list.query({ workspaceId: id })
  expect(items.slice(0, 2).map(({ kind }) => kind)).toEqual([
    ...(['workspace_restored', 'workspace_closed'] as const),
  ])
  expect(await seen(owner, id)).toEqual(before)
})

test('of two owners at once, one who deletes and one who keeps it, both are done one after the other', async () => {
  const { owner, others, id, name } = await team('owner')
  const [second] = others as [Someone]
  for (let round = 0; round < 10; round += 1) {
    await Promise.all([closed(owner, { id, name }), restored(second, id)])
    const isClosed = (await seen(owner, id))?.closed !== null
    const last = (await told(id)).at(-1)
    if (isClosed) expect(last).toBe('member.suspended closed')
    else expect(last).not.toBe('member.suspended closed')
    if (isClosed) await restored(owner, id)
    const { items } = await owner.calls.audit.list.query({ workspaceId: id, limit: 100 })
    const turns = items.map(({ kind }) => kind).filter((kind) => /_(closed|restored)$/.test(kind))
    // Newest first, in turns.
    expect(turns).toEqual(
      turns.map((_, nth) => (nth % 2 === 0 ? 'workspace_restored' : 'workspace_closed')),
    )
  }
  await Promise.all([closed(owner, { id, name }), closed(second, { id, name })])
  expect((await told(id)).filter((one) => one === 'member.suspended closed').length % 2).toBe(0)
})

test('a workspace is closed so often in a day and no more, for each time brings its owners a letter', async () => {
  const { owner, id, close } = await team()
  for (let nth = 0; nth < CLOSINGS_A_DAY; nth += 1) await close().then(() => restored(owner, id))
  expect(await refusalOf(close())).toMatchObject({ code: 'BAD_REQUEST', limit: CLOSINGS_A_DAY })
})

test('who leaves a closed workspace is gone, but for its last owner, and comes back with nobody', async () => {
  const { owner, others, id, close } = await team('member')
  const [member] = others as [Someone]
  await close()
  const leave = (someone: Someone) =>
    someone.calls.members.remove.mutate({ workspaceId: id, userId: someone.id })
  expect(await refusalOf(leave(owner))).toMatchObject({ code: 'CONFLICT' })
  await leave(member)
  expect(await seen(member, id)).toBeUndefined()
  await restored(owner, id)
  expect(await seen(member, id)).toBeUndefined()
})

test('after its grace it is deleted, with its audit log and what names it; one that is restored in time stays', async () => {
  const { others, id, close } = await team('member', 'guest')
  const [member] = others as [Someone]
  const kept = await team('member')
  await close()
  await kept.close()
  const due = (one: string) =>
    users.rows.query(`update "Workspace" set "deleteAt" = now() where id = $1`, [one])
  await restored(kept.owner, kept.id)
  // What still waits to be sent and names it.
  mail.state.mood = 'refuses'
  const about = { userId: member.id, workspaceId: id, projectKey: 'WEB' }
  await users.gateway.notices.webhook.mutate({ ...about, kind: 'webhook_parked' })
  await due(id)
  // Whoever closes one has the others looked through.
  await (await team()).close()
  await pollUntil(async () => (await seen(member, id)) === undefined)
  const removed = Array(3).fill('member.removed')
  expect((await told(id)).slice(-4)).toEqual([...removed, 'workspace.deleted'])
  const left = async (one: string) => {
    const { rows } = await users.rows.query<{ count: number }>(
      `select (select count(*) from "AuditEntry" where "workspaceId" = $1)::int
            + (select count(*) from "AuditHead" where "workspaceId" = $1)::int
            + (select count(*) from "AuditDetail" where "workspaceId" = $1)::int
            + (select count(*) from "Letter" where "workspaceId" = $1)::int
            + (select count(*) from "DeletedWorkspace" where "workspaceId" = $1)::int
            + (select count(*) from "Event" where data->>'workspaceId' = $1::text and data->>'name' <> '')::int as count`,
      [one],
    )
    return rows[0]?.count
  }
  await pollUntil(async () => (await left(id)) === 0)
  const letters = await users.rows.query(`select from "Letter" where kind = 'webhook_parked'`)
  expect(letters.rowCount).toBe(0)
  mail.state.mood = 'takes'
  expect(await left(kept.id)).toBeGreaterThan(0)
  expect(await seen(kept.owner, kept.id)).toMatchObject({ closed: null })
  await expect(users.rows.query('select audit_forget($1, 1)', [kept.id])).rejects.toThrow(
    'The workspace is still there',
  )
})

test('whoever looks at their workspaces while these end sees them or not, and no error', async () => {
  const owner = await users.person('Owner')
  const ids: string[] = []
  for (let nth = 0; nth < 12; nth += 1) {
    const { id } = await owner.calls.workspaces.create.mutate({ name: `Ends ${nth}` })
    await owner.calls.workspaces.close.mutate({ id, name: `Ends ${nth}` })
    ids.push(id)
  }
  await users.rows.query('update "Workspace" set "deleteAt" = now() where id = any($1)', [ids])
  await (await team()).close()
  const look = () =>
    pollUntil(async () => (await owner.calls.workspaces.list.query()).length === 1, { everyMs: 0 })
  await Promise.all([look(), look(), look(), look()])
})

test('a purge that died in the middle goes on with what is left', async () => {
  const { owner, id, close } = await team('member')
  for (let nth = 0; nth < 5; nth += 1)
    await owner.calls.workspaces.update.mutate({ id, name: `Name ${nth}` })
  expect((await owner.calls.audit.list.query({ workspaceId: id })).items.length).toBeGreaterThan(5)
  // It was deleted, and two entries of its log were gone, when its process died.
  await users.rows.query('delete from "Workspace" where id = $1', [id])
  await users.rows.query('select audit_forget($1, 2)', [id])
  await users.rows.query('insert into "DeletedWorkspace" ("workspaceId", "byId") values ($1, $2)', [
    ...[id, owner.id],
  ])
  expect(await refusalOf(close())).toMatchObject({ code: 'NOT_FOUND' })
  const other = await team()
  await other.close()
  await users.rows.query(`update "Workspace" set "deleteAt" = now() where id = $1`, [other.id])
  await (await team()).close()
  await pollUntil(async () => {
    const { rows } = await users.rows.query(
      `select from "AuditHead" where "workspaceId" = $1
       union all select from "DeletedWorkspace" where "workspaceId" = $1`,
      [id],
    )
    return rows.length === 0
  })
})
