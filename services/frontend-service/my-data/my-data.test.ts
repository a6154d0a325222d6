import { open } from 'node:fs/promises'
import { join } from 'node:path'
import { buffer } from 'node:stream/consumers'
import { afterAll, beforeAll, expect, test } from '@jest/globals'
import type pg from 'pg'
import { pollUntil } from '../../chassis/poll-until.ts'
import { clientOf } from '../../testing/postgres.ts'
import { newTokenOf, program } from '../testing/api-token.ts'
import { openBrowser } from '../testing/browser.ts'
import {
  askFor as ask,
  asked,
  contentsOf,
  exportOf,
  exportTeam,
  readUntil,
  unread,
  uploaded,
} from '../testing/my-data.ts'
import { turnFactorOn } from '../testing/second-factor.ts'
import { ageSessions } from '../testing/stale-sessions.ts'
import { type System, startSystem } from '../testing/test-system.ts'

let system: System
let tasks: pg.Client
let files: pg.Client
beforeAll(async () => {
  system = await startSystem()
  const [, task, , file] = system.databases.map((env) => clientOf(env, env.DATABASE_NAME))
  if (!task || !file) throw new Error('there are four databases')
  tasks = task
  files = file
  await Promise.all([tasks.connect(), files.connect()])
})
afterAll(async () => {
  await Promise.all([tasks.end(), files.end()])
  await system.close()
})

const team = () => exportTeam(system)

test('an export has the account, what its owner did with tasks, and the files byte by byte', async () => {
  const { alice, bob, workspaceId, projectId, taskOf } = await team()
  const { trpc } = bob
  await trpc.user.me.update.mutate({ theme: 'dark', timeZone: 'Europe/Berlin' })
  await newTokenOf(bob, { name: 'For scripts', scopes: ['tasks:read'] })
  const made = await taskOf(bob, '만든 작업', { description: 'With "quotes"\nand lines' })
  const assigned = await taskOf(alice, 'Assigned', { assigneeIds: [bob.id] })
  const watched = await taskOf(alice, 'Watched')
  await trpc.task.watchers.set.mutate({ projectId, ids: [watched.id], isWatching: true })
  await taskOf(alice, 'Of nobody else')
  const said = await trpc.task.comments.create.mutate({ taskId: assigned.id, text: '내가 쓴 말' })
  const inside = { taskId: made.id, text: 'Between us', isInternal: true }
  const internal = await trpc.task.comments.create.mutate(inside)
  await alice.trpc.task.comments.create.mutate({ taskId: made.id, text: 'Said by Alice' })
  const view = await trpc.task.views.create.mutate({
    ...{ projectId, name: 'Mine', kind: 'list', scope: 'private', q: 'assignee:me' },
  })
  const bytes = Buffer.from(Uint8Array.from({ length: 300_000 }, (_, nth) => nth % 251))
  const plan = await uploaded(bob, { projectId, name: '../배너 시안.bin' }, bytes)
  const empty = await uploaded(bob, { projectId, name: 'empty.txt' }, Buffer.alloc(0))
  await uploaded(alice, { projectId, name: 'of-alice.txt' }, Buffer.from('Bytes of Alice'))

  const data = await exportOf(bob)
  expect(data.readMe).toMatch(/내 데이터[\s\S]*account\.json[\s\S]*What TaskMate keeps about you/)
  expect(data.account).toMatchObject({
    ...{ id: bob.id, name: 'Bob', email: bob.email, authenticatorApp: null, formerAddresses: [] },
    settings: { locale: 'en', theme: 'dark', timeZone: 'Europe/Berlin', density: 'compact' },
    passwordChangedAt: expect.any(String),
  })
  expect(data.list('sessions')).toMatchObject([{ endedAt: null, byPasskey: false }])
  expect(data.list('api-tokens')).toMatchObject([{ name: 'For scripts', scopes: ['tasks:read'] }])
  expect(data.list('memberships')).toMatchObject([{ id: workspaceId, role: 'member' }])
  expect(data.list('membership-history')).toMatchObject([
    { type: 'member.joined', workspaceId, role: 'member' },
  ])
  expect(data.list('invitations')).toMatchObject([{ workspaceId, isForMe: true, email: null }])
  expect(data.list('audit-log')).toEqual([])
  const mine = { isCreatedByMe: false, isAssignedToMe: false, isWatched: true }
  expect(data.list('tasks')).toMatchObject([
    { id: made.id, ...mine, isCreatedByMe: true, description: 'With "quotes"\nand lines' },
    { id: assigned.id, key: assigned.key, ...mine, isAssignedToMe: true, title: 'Assigned' },
    {
      id: watched.id,
      ...mine,
      projectName: 'Web',
      workspaceId,
      statusGroup: 'unstarted',
      createdAt: watched.createdAt,
    },
  ])
  expect(data.list('comments')).toMatchObject([
    {
      id: said.id,
      taskId: assigned.id,
      taskKey: assigned.key,
      text: '내가 쓴 말',
      isInternal: false,
    },
    { id: internal.id, taskTitle: '만든 작업', text: 'Between us', isInternal: true },
  ])
  expect(data.list('views')).toMatchObject([{ id: view.id, name: 'Mine', q: 'assignee:me' }])
  expect(data.list('watching')).toMatchObject([{ id: watched.id, isWatching: true }])
  expect(data.list('history').map(({ type }) => type)).toEqual(
    expect.arrayContaining(['task.created', 'watcher.added', 'comment.created']),
  )
  expect(data.list('history').find(({ type }) => type === 'task.created')).toMatchObject({
    ...{ taskId: made.id, taskKey: made.key, isReadable: true },
    changes: { title: [null, '만든 작업'] },
  })
  const [first, second, ...others] = data.list('files')
  expect(first).toMatchObject({ id: plan, path: `files/${plan}-.._배너 시안.bin`, reason: null })
  expect(data.bytes(first?.path)).toEqual(bytes)
  expect([second?.id, data.bytes(second?.path)]).toEqual([empty, Buffer.alloc(0)])
  expect([others, data.list('left-out')]).toEqual([[], []])
  for (const foreign of ['Said by Alice', 'Bytes of Alice', 'Of nobody else', alice.email])
    expect(data.all).not.toContain(foreign)
  expect(data.all).not.toMatch(/passwordHash|tokenHash|"secret"|publicKey|\$argon2/)

  const log = await alice.trpc.user.audit.list.query({ workspaceId, kind: 'data_exported' })
  expect(log.items).toMatchObject([
    { event: 'sensitive_read', actor: { id: bob.id }, via: 'session', address: '127.0.0.0/24' },
  ])
  const hers = await exportOf(alice)
  const places = hers.list('audit-log').map((entry) => entry.workspaceId)
  expect(new Set(places)).toEqual(new Set([workspaceId]))
  expect(hers.list('audit-log').map(({ kind }) => kind)).toContain('workspace_created')
  expect(hers.list('audit-log').map(({ kind }) => kind)).not.toContain('token_made')
})

test('lists of many pages have every row once, however much of others lies between', async () => {
  const { alice, bob, workspaceId, projectId, taskOf } = await team()
  const { id: taskId } = await taskOf(bob, 'First')
  await tasks.query(
    `insert into "Task" (id, "projectId", number, title, "statusId", rank, "createdBy")
     select gen_random_uuid(), "projectId", 10 + n, 'Task ' || n, "statusId", 'x' || n, case when n > 2050 then $2::uuid else $3 end
       from "Task", generate_series(1, 2300) n where id = $1`,
    [taskId, bob.id, alice.id],
  )
  await tasks.query(
    `insert into "Comment" (id, "taskId", "authorId", text)
     select gen_random_uuid(), $1, case when n % 2 = 0 then $2::uuid else $3 end, 'Comment ' || n from generate_series(1, 500) n`,
    [taskId, bob.id, alice.id],
  )
  const end = await tasks.query(
    `select max(seq)::int as seq, (select max(place)::int from "Event" where "workspaceId" = $1) as place from "Event"`,
    [workspaceId],
  )
  await tasks.query(
    `insert into "Event" ("workspaceId", "projectId", "taskId", "actorId", "actionId", type, changes, seq, place)
     select $1, $2, $3, case when n > 2100 then $4::uuid else $5 end, gen_random_uuid(), 'task.updated', '{}', $6::int + n, $7::int + n
       from generate_series(1, 2400) n`,
    [workspaceId, projectId, taskId, bob.id, alice.id, end.rows[0].seq, end.rows[0].place],
  )
  const data = await exportOf(bob)
  const numbers = data.list('tasks').map(({ number }) => number)
  expect(numbers).toEqual([1, ...Array.from({ length: 250 }, (_, nth) => 2061 + nth)])
  expect(new Set(data.list('comments').map(({ id }) => id)).size).toBe(250)
  expect(data.list('comments')).toHaveLength(250)
  const updates = data.list('history').filter(({ type }) => type === 'task.updated')
  expect(new Set(updates.map(({ seq }) => seq)).size).toBe(300)
  expect(updates).toHaveLength(300)
})

test('of a workspace that somebody left there are their own words and bare facts, and nothing of others', async () => {
  const { alice, bob, workspaceId, projectId, taskOf } = await team()
  const { id: taskId } = await taskOf(bob, 'Secret plan')
  await bob.trpc.task.comments.create.mutate({ taskId, text: 'What I said' })
  const fileId = await uploaded(bob, { projectId, name: 'draft.txt' }, Buffer.from('Confidential'))
  await bob.trpc.file.files.rename.mutate({ id: fileId, name: 'design.txt' })
  const ours = { name: 'Ours', kind: 'list', scope: 'project', q: 'status:open' } as const
  await bob.trpc.task.views.create.mutate({ projectId, ...ours })
  await alice.trpc.user.members.remove.mutate({ workspaceId, userId: bob.id })
  await pollUntil(async () => (await bob.request(`/files/${fileId}/content`)).status === 404)
  await alice.trpc.file.files.rename.mutate({ id: fileId, name: 'renamed behind his back.txt' })
  const data = await exportOf(bob)
  for (const none of ['memberships', 'tasks']) expect(data.list(none)).toEqual([])
  const moves = data.list('membership-history').map(({ type }) => type)
  expect(moves).toEqual(['member.joined', 'member.removed'])
  expect(data.list('comments')).toMatchObject([
    { taskId, workspaceId, taskKey: null, taskTitle: null, text: 'What I said' },
  ])
  expect(data.list('views').map(({ name }) => name)).toEqual([null])
  expect(data.list('history').find(({ type }) => type === 'task.created')).toMatchObject({
    ...{ taskId, isReadable: false, taskKey: null, changes: null },
  })
  expect(data.list('files')).toMatchObject([
    { id: fileId, name: 'design.txt', path: null, reason: 'no_access' },
  ])
  expect(data.list('left-out')).toEqual([{ id: fileId, name: 'design.txt', reason: 'no_access' }])
  expect(data.all).not.toMatch(/Secret plan|Confidential|behind his back/)
})

test('a workspace that requires a second factor gives not even own words to who has none', async () => {
  const { alice, bob, workspaceId, projectId, taskOf } = await team()
  const { id: taskId } = await taskOf(bob, 'Secret plan')
  await bob.trpc.task.comments.create.mutate({ taskId, text: 'What I said' })
  const fileId = await uploaded(bob, { projectId, name: 'Plan.txt' }, Buffer.from('Plan'))
  await turnFactorOn(alice)
  await alice.trpc.user.factorPolicy.set.mutate({ workspaceId, isRequired: true })
  await pollUntil(async () => (await bob.request(`/files/${fileId}/content`)).status !== 200)
  const closed = await exportOf(bob)
  expect(closed.list('comments')).toMatchObject([{ taskId, text: null }])
  expect(closed.all).not.toMatch(/Secret plan|What I said|Plan.txt/)
  await turnFactorOn(bob)
  expect((await exportOf(bob)).list('comments')).toMatchObject([{ text: 'What I said' }])
})

test('a session alone gets it, from our own page, and with a fresh proof', async () => {
  const dora = await system.person('Dora')
  const { token } = await newTokenOf(dora)
  const refusalOf = async (answer: Response) => ({
    status: answer.status,
    reason: JSON.parse(await answer.text()).error.data.reason,
  })
  const read = await dora.request('/my-data')
  expect(await refusalOf(read)).toEqual({ status: 404, reason: undefined })
  const none = openBrowser(system.url)
  expect((await refusalOf(await ask(none))).status).toBe(401)
  const byToken = await program(system.url, token).request('/my-data', asked)
  expect(await refusalOf(byToken)).toEqual({ status: 403, reason: 'token' })
  const foreign = { ...asked.headers, 'sec-fetch-site': 'cross-site' }
  expect(
    (await refusalOf(await dora.request('/my-data', { ...asked, headers: foreign }))).status,
  ).toBe(403)
  await ageSessions(system.redisUrl, dora.id)
  expect(await refusalOf(await ask(dora))).toEqual({ status: 403, reason: 'REAUTH_REQUIRED' })
  const { items } = await dora.trpc.user.audit.list.query({
    ...{ workspaceId: dora.workspaceId, kind: 'data_exported' },
  })
  expect(items).toEqual([])
})

/** More than all that lies between file-service and a reader can hold. */
const LONG = 60_000_000

test('one is on its way at a time; what is deleted meanwhile is named in it', async () => {
  const { bob, projectId } = await team()
  await uploaded(bob, { projectId, name: 'long.bin' }, Buffer.alloc(LONG))
  const gone = await uploaded(bob, { projectId, name: 'gone.txt' }, Buffer.from('Gone meanwhile'))
  const slow = await unread(bob)
  expect(slow.statusCode).toBe(200)
  const second = await ask(bob)
  expect([second.status, second.headers.get('retry-after')]).toEqual([503, '10'])
  expect(JSON.parse(await second.text()).error.data).toMatchObject({
    reason: 'export_under_way',
    limit: 1,
  })
  const begun = await readUntil(slow, 'long.bin')
  await bob.trpc.file.files.trash.mutate({ id: gone })
  const data = await contentsOf(Buffer.concat([begun, await buffer(slow)]))
  expect(data.list('left-out')).toEqual([{ id: gone, name: 'gone.txt', reason: 'gone' }])
  expect(data.names.filter((name) => name.includes(gone))).toEqual([])
  expect((await ask(bob)).status).toBe(200)
})

test('a reader who goes away ends it, and so does the end of the session', async () => {
  const { bob, projectId } = await team()
  await uploaded(bob, { projectId, name: 'long.bin' }, Buffer.alloc(LONG))
  await uploaded(bob, { projectId, name: 'next.txt' }, Buffer.from('Next'))
  const left = await unread(bob)
  expect((await ask(bob)).status).toBe(503)
  left.destroy()
  const again = await pollUntil(() => unread(bob), {
    isEnough: ({ statusCode }) => statusCode === 200,
  })
  await readUntil(again, 'long.bin')
  await bob.trpc.gateway.session.signOut.mutate()
  await expect(buffer(again)).rejects.toThrow()
})

test('a file that is damaged from its beginning is named; one that breaks off breaks the download', async () => {
  const { bob, projectId } = await team()
  const id = await uploaded(bob, { projectId, name: 'long.bin' }, Buffer.alloc(1_000_000))
  const flip = async (position: number) => {
    const found = await files.query('select "storageKey" from "File" where id = $1', [id])
    const file = await open(join(system.filesFolder, found.rows[0].storageKey), 'r+')
    await file.write(Buffer.from([7]), 0, 1, position)
    await file.close()
  }
  await flip(900_000)
  const broken = await ask(bob)
  expect(broken.status).toBe(200)
  await expect(broken.arrayBuffer()).rejects.toThrow()
  await flip(10)
  expect((await exportOf(bob)).list('left-out')).toEqual([
    { id, name: 'long.bin', reason: 'damaged' },
  ])
})

test('where a service is away the download is broken off', async () => {
  const { bob } = await team()
  const nowhere = await system.startGateway({ TASK_SERVICE_URL: 'http://127.0.0.1:9' })
  const elsewhere = openBrowser(nowhere.url)
  for (const [name, value] of bob.jar) elsewhere.jar.set(name, value)
  const broken = await ask(elsewhere)
  expect(broken.status).toBe(200)
  await expect(broken.arrayBuffer()).rejects.toThrow()
  await nowhere.close()
})
