import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { refusalOf } from '../../user-service/testing/start-user-service.ts'
import {
  projectOf,
  type Someone,
  type Started,
  startTaskService,
} from '../testing/start-task-service.ts'

let system: Started
let alice: Someone
/** Members of the project. */
let insiders: Someone[]
/** A commenter, a viewer, and guests with whom the project is shared, one of them as a member. */
let outsiders: Someone[]
let projectId: string
let taskId: string
let parentId: string
let id: string
const today = '2026-11-29'

beforeAll(async () => {
  system = await startTaskService()
  alice = await system.person('Alice')
  const mina = await system.person('Mina')
  await system.join(alice, mina, 'member')
  insiders = [alice, mina]
  outsiders = []
  projectId = (await projectOf(alice, 'IN')).id
  for (const role of ['commenter', 'viewer'] as const) {
    const person = await system.person(role)
    await system.join(alice, person, role)
    outsiders.push(person)
  }
  for (const role of ['viewer', 'member'] as const) {
    const guest = await system.person(`guest-${role}`)
    await system.join(alice, guest, 'guest')
    await alice.calls.members.add.mutate({ projectId, userId: guest.id, role })
    outsiders.push(guest)
  }
  const everybody = [...insiders, ...outsiders].map((person) => person.id)
  const { tasks, comments } = alice.calls
  parentId = (await tasks.create.mutate({ projectId, title: 'Whole' })).id
  const task = { projectId, title: 'Talk', parentId, assigneeIds: everybody.slice(2) }
  taskId = (await tasks.create.mutate(task)).id
  await comments.create.mutate({ taskId, text: 'For everybody' })
  const secret = { taskId, text: 'Between us', isInternal: true }
  const made = await mina.calls.comments.create.mutate(secret)
  expect(made.isInternal).toBe(true)
  id = made.id
  await alice.calls.comments.react.mutate({ taskId, id, emoji: 'eyes', on: true })
  await mina.calls.comments.update.mutate({ taskId, id, text: 'Still between us' })
})
afterAll(() => system.close())

const newest = (wanted: string) => ({
  workspaceId: alice.workspaceId,
  limit: 100,
  ...asked(wanted),
})
const asked = (wanted: string) =>
  wanted === 'task' ? { taskId } : wanted === 'project' ? { projectId } : {}

/** Everything that tells of comments, as somebody gets it. */
async function told({ calls, id: userId }: Someone) {
  const { workspaceId } = alice
  const { items } = await calls.comments.list.query({ taskId })
  const rows = [
    ...(await calls.tasks.list.query({ projectId })).items,
    ...(await calls.tasks.board.query({ projectId })).columns.flatMap(({ tasks }) => tasks),
    ...(await calls.tasks.board.query({ projectId, groupBy: 'priority' })).columns.flatMap(
      ({ tasks }) => tasks,
    ),
    ...(await calls.tasks.subtasks.query({ taskId: parentId })).items,
    await calls.tasks.get.query({ workspaceId, key: 'IN-2' }),
    ...(await calls.mine.get.query({ workspaceId, today })).later,
  ]
  const events = [
    ...(await calls.activity.list.query(newest('workspace'))).items,
    ...(await calls.activity.list.query(newest('project'))).items,
    ...(await calls.activity.list.query(newest('task'))).items,
  ]
  const live = await system.gateway.events.visible.query({
    after: 0,
    limit: 500,
    userIds: [userId],
  })
  const since = await system.gateway.events.since.query({
    workspaceId,
    userId,
    after: 0,
    limit: 500,
  })
  const spoken = (list: { type: string }[]) =>
    list.filter(({ type }) => /^(comment|reaction)\./.test(type)).length
  return {
    texts: items.map(({ text }) => text),
    counts: [...new Set(rows.filter(({ key }) => key === 'IN-2').map((row) => row.commentCount))],
    activity: spoken(events),
    live: spoken(live.events),
    since: spoken(since.events),
    watches: (await calls.watchers.list.query({ taskId })).includes(insiders[1]?.id ?? ''),
    watched: (await calls.tasks.list.query({ projectId, q: `watcher:${insiders[1]?.id}` })).items
      .length,
  }
}

test('members read internal comments and all that follows from them', async () => {
  for (const insider of insiders)
    expect(await told(insider)).toEqual({
      texts: ['For everybody', 'Still between us'],
      counts: [2],
      // In each of three lists: two comments and an edit.
      activity: 9,
      live: 4,
      since: 4,
      watches: true,
      watched: 1,
    })
})

test('commenters, viewers and guests of any role learn nothing of an internal comment', async () => {
  for (const outsider of outsiders)
    expect(await told(outsider)).toEqual({
      texts: ['For everybody'],
      counts: [1],
      activity: 3,
      live: 1,
      since: 1,
      watches: false,
      watched: 0,
    })
  const { workspaceId } = alice
  for (const { id: userId } of outsiders.slice(2))
    expect(await system.gateway.companions.list.query({ workspaceId, userId })).not.toContain(
      insiders[1]?.id,
    )
})

test('a task on which only members have spoken has no comments for others, in the trash neither', async () => {
  const { id: quiet } = await alice.calls.tasks.create.mutate({ projectId, title: 'Quiet' })
  await alice.calls.comments.create.mutate({ taskId: quiet, text: 'Hush', isInternal: true })
  const found = async ({ calls }: Someone) => {
    const { items } = await calls.tasks.list.query({ projectId, q: 'has:comment' })
    return items.map(({ title }) => title).sort()
  }
  for (const insider of insiders) expect(await found(insider)).toEqual(['Quiet', 'Talk'])
  for (const outsider of outsiders) expect(await found(outsider)).toEqual(['Talk'])

  await alice.calls.tasks.trash.mutate({ id: quiet })
  const counted = async ({ calls }: Someone) =>
    (await calls.tasks.trashed.query({ projectId })).map((task) => task.commentCount)
  for (const insider of insiders) expect(await counted(insider)).toEqual([1])
  for (const outsider of outsiders) expect(await counted(outsider)).toEqual([0])
})

test('what is said internally, and a reaction, change no task: neither a conflict nor undo tells of them', async () => {
  const guest = outsiders[3]
  if (!guest) throw new Error('a guest who is a member of the project')
  const { tasks, comments } = guest.calls
  const task = await tasks.create.mutate({ projectId, title: 'Made by a guest' })
  const { version } = await tasks.change.mutate({ id: task.id, version: 1, title: 'Changed' })
  await alice.calls.comments.create.mutate({
    taskId: task.id,
    text: 'Between us',
    isInternal: true,
  })
  const said = await comments.create.mutate({ taskId: task.id, text: 'For everybody' })
  await alice.calls.comments.react.mutate({ taskId: task.id, id: said.id, emoji: 'eyes', on: true })
  await expect(
    tasks.change.mutate({ id: task.id, version: version - 1, title: 'Late' }),
  ).rejects.toMatchObject({ data: { conflict: { by: guest.id } } })
  const { items } = await guest.calls.actions.list.query({ workspaceId: alice.workspaceId })
  const created = items.find(({ type }) => type === 'task.created')
  const undone = { actionId: created?.undo ?? '' }
  expect(await guest.calls.actions.preview.query(undone)).toMatchObject({ left: [] })
  expect(await guest.calls.actions.undo.mutate(undone)).toMatchObject({ changed: 1, left: [] })
})

test('others cannot write, edit, delete or react to an internal comment', async () => {
  const [commenter, , , guest] = outsiders
  for (const one of [commenter, guest]) {
    const { comments } = one?.calls ?? alice.calls
    const refusals = {
      create: comments.create.mutate({ taskId, text: 'Mine', isInternal: true }),
      update: comments.update.mutate({ taskId, id, text: 'Changed' }),
      delete: comments.delete.mutate({ taskId, id }),
      react: comments.react.mutate({ taskId, id, emoji: 'heart', on: true }),
    }
    const codes = Object.entries(refusals).map(async ([name, call]) => [
      ...[name, (await refusalOf(call)).code],
    ])
    expect(Object.fromEntries(await Promise.all(codes))).toEqual({
      ...{ create: 'FORBIDDEN', update: 'NOT_FOUND', delete: 'NOT_FOUND', react: 'NOT_FOUND' },
    })
  }
})

test('pages go through both kinds in the order in which they were written', async () => {
  const { tasks, comments } = alice.calls
  const { id: mixed } = await tasks.create.mutate({ projectId, title: 'Mixed' })
  for (let nth = 1; nth <= 7; nth += 1)
    await comments.create.mutate({ taskId: mixed, text: `${nth}`, isInternal: nth % 2 === 0 })
  const read = async ({ calls }: Someone) => {
    const texts: string[][] = []
    for (let cursor: string | undefined, more = true; more; ) {
      const page = await calls.comments.list.query({
        ...{ taskId: mixed, limit: 3, ...(cursor && { cursor }) },
      })
      texts.unshift(page.items.map(({ text }) => text))
      cursor = page.nextCursor ?? undefined
      more = page.nextCursor !== null
    }
    return texts
  }
  expect(await read(alice)).toEqual([['1'], ['2', '3', '4'], ['5', '6', '7']])
  for (const outsider of outsiders) expect(await read(outsider)).toEqual([['1'], ['3', '5', '7']])
})

test('who is a member no longer reads none, and a deleted task takes them with it', async () => {
  const nora = await system.person('Nora')
  await system.join(alice, nora, 'viewer')
  await alice.calls.members.add.mutate({ projectId, userId: nora.id, role: 'member' })
  const count = async () => (await nora.calls.comments.list.query({ taskId })).items.length
  expect(await count()).toBe(2)
  await alice.calls.members.changeRole.mutate({ projectId, userId: nora.id, role: 'commenter' })
  expect(await count()).toBe(1)
  await alice.calls.comments.delete.mutate({ taskId, id })
  const { commentCount } = await alice.calls.tasks.get.query({
    ...{ workspaceId: alice.workspaceId, key: 'IN-2' },
  })
  expect(commentCount).toBe(1)
  await alice.calls.tasks.trash.mutate({ id: taskId })
  await alice.calls.tasks.purge.mutate({ id: taskId })
  const { rowCount } = await system.rows.query('select from "Comment" where id = $1', [id])
  expect(rowCount).toBe(0)
})
