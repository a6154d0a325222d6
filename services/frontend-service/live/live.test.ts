import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from '@jest/globals'
import pg from 'pg'
import { pollUntil } from '../../chassis/poll-until.ts'
import { openStream } from '../testing/open-stream.ts'
import type { Person } from '../testing/people.ts'
import { type System, startSystem } from '../testing/test-system.ts'

let system: System
let alice: Person
let bob: Person
let projectId: string
beforeAll(async () => {
  system = await startSystem()
  alice = await system.person('Alice')
  bob = await system.colleague(alice, 'Bob')
  const project = { workspaceId: alice.workspaceId, key: 'WEB', name: 'Web' }
  projectId = (await alice.trpc.task.projects.create.mutate(project)).id
})
afterAll(() => system.close())

const add = (title: string) => alice.trpc.task.tasks.create.mutate({ projectId, title })
const lastSeq = async () => (await alice.trpc.task.tasks.list.query({ projectId })).seq

/** A stream of the workspace of Alice unless told. */
const open = (person: Person, after?: number, url = system.url, workspaceId = alice.workspaceId) =>
  openStream(person, { workspaceId, after, url })

test('what one does, the other sees, through another gateway too', async () => {
  const second = await system.startGateway()
  const from = await lastSeq()
  const viewers = [open(alice, from), open(bob, from, second.url)]
  const task = await add('Seen by two')
  for (const viewer of viewers) {
    await viewer.until(() => viewer.events.some(({ taskId }) => taskId === task.id))
    const seen = viewer.events.filter(({ taskId }) => taskId === task.id)
    expect(seen).toMatchObject([{ type: 'task.created', projectId, actorId: alice.id }])
    viewer.stop()
  }
  await second.close()
})

test('cut streams go on where they were: nothing lost, nothing doubled, in order', async () => {
  const from = await lastSeq()
  const seen: number[] = []
  let writing = true
  let written = 0
  const writer = (async () => {
    for (; writing; written += 1) await add(`Task ${written}`)
  })()
  while (seen.length < 60 && written < 1000) {
    const viewer = open(bob, seen.at(-1) ?? from)
    await viewer.until(() => viewer.events.length >= 8)
    viewer.stop()
    await viewer.ended
    seen.push(...viewer.events.map(({ seq }) => seq))
    await new Promise((resolve) => setTimeout(resolve, Math.random() * 150))
  }
  writing = false
  await writer
  const last = open(bob, seen.at(-1))
  await last.until(() => seen.length + last.events.length >= written)
  last.stop()
  seen.push(...last.events.map(({ seq }) => seq))
  expect(seen).toEqual(Array.from({ length: written }, (_, index) => from + 1 + index))
})

test('the numbers of events count those of the workspace, whatever others do', async () => {
  const zoe = await system.person('Zoe')
  const { workspaceId } = zoe
  const project = await zoe.trpc.task.projects.create.mutate({
    workspaceId,
    key: 'OWN',
    name: 'Own',
  })
  const seqOf = async () => (await zoe.trpc.task.tasks.list.query({ projectId: project.id })).seq
  await zoe.trpc.task.activity.list.query({ workspaceId })
  const begin = await seqOf()
  const viewer = open(zoe, begin, system.url, workspaceId)
  await viewer.connected
  for (const title of ['One', 'Two', 'Three']) await add(title)
  await zoe.trpc.task.tasks.create.mutate({ projectId: project.id, title: 'Own' })
  await viewer.until(() => viewer.events.length > 0)
  expect(viewer.events).toMatchObject([{ seq: begin + 1, type: 'task.created' }])
  viewer.stop()
  const { items } = await zoe.trpc.task.activity.list.query({ workspaceId, limit: 100 })
  expect(items[0]?.seq).toBe(begin + 1)
  expect(await seqOf()).toBe(begin + 1)
})

test('too far behind, or ahead of the log: one resync, then on', async () => {
  const newest = await lastSeq()
  const { POSTGRES_HOST, POSTGRES_PORT, POSTGRES_USER, DATABASE_PASSWORD, DATABASE_NAME } =
    system.taskDatabase ?? {}
  const rows = new pg.Client({
    host: POSTGRES_HOST,
    port: Number(POSTGRES_PORT),
    user: POSTGRES_USER,
    password: DATABASE_PASSWORD,
    database: DATABASE_NAME,
  })
  await rows.connect()
  await rows.query(
    `insert into "Event" (type, "workspaceId", "projectId", "actorId", via, "actionId", changes, at)
     select type, "workspaceId", "projectId", "actorId", via, "actionId", changes, at
       from "Event", generate_series(1, 501) where place = $1 and "workspaceId" = $2`,
    [newest, alice.workspaceId],
  )
  await rows.end()
  await pollUntil(lastSeq, { isEnough: (seq) => seq >= newest + 501 })
  for (const after of [newest, newest + 5000]) {
    const viewer = open(alice, after)
    await viewer.until(() => viewer.events.length > 0)
    const task = await add('After the resync')
    await viewer.until(() => viewer.events.length > 1)
    expect(viewer.events[0]).toMatchObject({ type: 'resync', taskId: null })
    expect(viewer.events[1]).toMatchObject({ type: 'task.created', taskId: task.id })
    expect(viewer.events).toHaveLength(2)
    viewer.stop()
  }
})

test('who is not a member sees nothing, and who is removed nothing more', async () => {
  const mallory = await system.person('Mallory')
  const carol = await system.colleague(alice, 'Carol')
  // task-service has heard of her once she sees the project.
  expect(
    await carol.trpc.task.projects.list.query({ workspaceId: alice.workspaceId }),
  ).toHaveLength(1)
  const from = await lastSeq()
  const [inside, member] = [open(carol, from), open(alice, from)]
  const outside = [
    open(mallory, from),
    open(mallory),
    open(alice, 0, system.url, randomUUID()),
    open(alice, undefined, system.url, randomUUID()),
  ]
  await inside.connected
  for (const { answered, ended } of outside) {
    await ended
    expect(answered.status).toBe(404)
  }
  await add('While she was there')
  await inside.until(() => inside.events.some(({ type }) => type === 'task.created'))
  expect(inside.events.at(-1)).toMatchObject({ type: 'task.created' })
  const { workspaceId } = alice
  await alice.trpc.user.members.remove.mutate({ workspaceId, userId: carol.id })
  await inside.until(() => inside.events.some(({ type }) => type === 'gone'))
  expect(inside.events.at(-1)).toMatchObject({ type: 'gone' })
  const task = await add('After she left')
  await member.until(() => member.events.some(({ taskId }) => taskId === task.id))
  expect(inside.events.some(({ taskId }) => taskId === task.id)).toBe(false)
  for (const { events } of outside) expect(events).toEqual([])
  for (const viewer of [inside, member]) viewer.stop()
})

test('a stream ends with its session, and when the gateway drains it can go on elsewhere', async () => {
  const dan = await system.colleague(alice, 'Dan')
  const signedOut = open(dan)
  await signedOut.connected
  await dan.trpc.gateway.session.signOut.mutate()
  await signedOut.ended
  expect(signedOut.kinds.at(-1)).toBe('serialized-error')

  const second = await system.startGateway()
  const viewer = open(bob, await lastSeq(), second.url)
  await add('Before the end')
  await viewer.until(() => viewer.events.length > 0)
  await second.close()
  await viewer.ended
  // `return` would tell the client that all is done; silence makes it connect again.
  expect(viewer.kinds).not.toContain('return')
})

test('without nudges events come from the log', async () => {
  const gateway = await system.startGateway({ REDIS_URL: '' })
  const eve = await system.person('Eve', undefined, gateway.url)
  const { workspaceId } = eve
  const make = (key: string) =>
    eve.trpc.task.projects.create.mutate({ workspaceId, key, name: key })
  const { id } = await make('FIRST')
  const { seq } = await eve.trpc.task.tasks.list.query({ projectId: id })
  const viewer = open(eve, seq, gateway.url, workspaceId)
  await make('SLOW')
  await viewer.until(() => viewer.events.some(({ type }) => type === 'project.created'))
  expect(viewer.events.map(({ type }) => type)).toContain('project.created')
  viewer.stop()
  await gateway.close()
})
