import { expect, test } from '@jest/globals'
import { fc } from '../../testing/property.ts'
import { DESCRIPTION_MAX } from '../limits.ts'
import { projectOf, type Someone } from '../testing/start-task-service.ts'
import { startTaskTest } from '../testing/task-test.ts'
import { EXCERPT_MAX, type Replaced, shortened, textBefore } from './long-texts.ts'

const { system, alice } = await startTaskTest()

test('what the log keeps of a long text gives back the one before', () => {
  const text = fc.string({ unit: 'grapheme', maxLength: 30 })
  fc.assert(
    fc.property(text, text, text, text, (head, one, other, tail) => {
      const long = '가'.repeat(EXCERPT_MAX + 1)
      const [was, is] = [`${head}${one}${tail}${long}`, `${head}${other}${tail}${long}`]
      const { replaced, changes } = shortened({ description: [was, is] })
      expect(replaced && textBefore(is, replaced.description as Replaced)).toBe(was)
      for (const side of changes.description ?? [])
        expect([...String(side)].length).toBeLessThanOrEqual(EXCERPT_MAX)
    }),
  )
  expect(shortened({ title: ['a', 'b'] })).toEqual({ changes: { title: ['a', 'b'] } })
})

test.each([
  [1_500, ''],
  [420, 'That paragraph sta'],
])('what follows a change of %i characters stands on both sides or on neither', (size, tail) => {
  const [head, gone, next] = ['a'.repeat(300), 'b'.repeat(size), 'That paragraph stays. '.repeat(9)]
  const texts: [string, string] = [head + gone + next, head + next]
  const { description } = shortened({ description: texts }).changes
  const start = `…${head.slice(-60)}`
  const shown = gone.slice(0, EXCERPT_MAX - start.length - 1)
  expect(description).toEqual([`${start}${shown}${tail}…`, `${start}${tail}…`])
  expect(shortened({ description: texts.toReversed() }).changes.description).toEqual(
    description.toReversed(),
  )
})

test('a hundred changes of the longest description make a short activity, and each text is kept', async () => {
  const { workspaceId } = alice
  const { id: projectId } = await projectOf(alice, 'LONG')
  const made = await alice.calls.tasks.create.mutate({ projectId, title: 'Long' })
  const { id } = made
  const texts = Array.from({ length: 100 }, (_, nth) =>
    `${nth} `.padEnd(DESCRIPTION_MAX, '한글문서'),
  )
  let { version } = made
  for (const description of texts)
    ({ version } = await alice.calls.tasks.change.mutate({ id, version, description }))

  const activity = JSON.stringify(
    await alice.calls.activity.list.query({ workspaceId, taskId: id, limit: 100 }),
  )
  expect(Buffer.byteLength(activity)).toBeLessThan(400_000)
  const page = JSON.stringify(await system.gateway.events.pull.query({ after: 0, limit: 500 }))
  expect(Buffer.byteLength(page)).toBeLessThan(400_000)

  const { rows } = await system.rows.query<{ replaced: { description: Replaced } }>(
    `select replaced from "Event" where "taskId" = $1 and type = 'task.updated' order by id desc`,
    [id],
  )
  let text = texts.at(-1) ?? ''
  const earlier = rows.map(({ replaced }) => {
    text = textBefore(text, replaced.description)
    return text
  })
  expect(earlier.reverse()).toEqual(['', ...texts.slice(0, -1)])
  const kept = await system.rows.query(
    `select sum(pg_column_size(e.*))::int as bytes from "Event" e where "taskId" = $1`,
    [id],
  )
  expect(kept.rows[0].bytes).toBeLessThan(1_000_000)
})

test('what the log shows of a long text is where it changed', async () => {
  const { workspaceId } = alice
  const { id: projectId } = await projectOf(alice, 'WHERE')
  const long = '가나다라 '.repeat(400)
  const { id, version } = await alice.calls.tasks.create.mutate({ projectId, title: 'Where' })
  const first = await alice.calls.tasks.change.mutate({ id, version, description: `${long}끝` })
  const second = { id, version: first.version, description: `${long}다른 끝` }
  await alice.calls.tasks.change.mutate(second)
  const { items } = await alice.calls.activity.list.query({ workspaceId, taskId: id })
  const sides = items[0]?.changes.description as [string, string]
  expect(sides[0]).toMatch(/^….*라 끝$/)
  expect(sides[1]).toMatch(/^….*라 다른 끝$/)
})

test('the activity names what a task is part of, and the task of a relation, to those alone who see it', async () => {
  const { workspaceId } = alice
  const bob = await system.person('Bob')
  await system.join(alice, bob, 'member')
  const { id: projectId } = await projectOf(alice, 'PART')
  const hidden = await projectOf(alice, 'HIDE', 'private')
  const { tasks, relations } = alice.calls
  const { id: other } = await tasks.create.mutate({ projectId: hidden.id, title: 'Hidden' })
  const { id: parentId } = await tasks.create.mutate({ projectId, title: 'Whole' })
  const { id, version } = await tasks.create.mutate({ projectId, title: 'Part' })
  await tasks.change.mutate({ id, version, parentId })
  await relations.create.mutate({ taskId: id, otherId: other, kind: 'blocks', side: 'in' })
  const named = async ({ calls }: Someone) =>
    (await calls.activity.list.query({ workspaceId, taskId: id })).items
      .slice(0, 2)
      .map((item) => Object.values(item.named ?? {}))
  expect(await named(alice)).toEqual([
    [{ key: 'HIDE-1', side: 'in' }],
    [{ key: 'PART-1', side: null }],
  ])
  expect(await named(bob)).toEqual([[], [{ key: 'PART-1', side: null }]])
})

test('a relation is told from the side of each of its tasks, also when it is gone', async () => {
  const { workspaceId } = alice
  const bob = await system.person('Ben')
  await system.join(alice, bob, 'member')
  const { id: projectId } = await projectOf(alice, 'SIDE')
  const hidden = await projectOf(alice, 'COVER', 'private')
  const { tasks, relations } = alice.calls
  const { id } = await tasks.create.mutate({ projectId, title: 'First' })
  const { id: otherId } = await tasks.create.mutate({ projectId: hidden.id, title: 'Then' })
  const relation = await relations.create.mutate({ taskId: id, otherId, kind: 'blocks' })
  await relations.delete.mutate({ taskId: id, id: relation.id })
  const told = async ({ calls }: Someone, taskId: string) =>
    (await calls.activity.list.query({ workspaceId, taskId })).items
      .slice(0, 2)
      .map(({ changes, named }) => [changes.side, named?.[relation.id] ?? null])
  expect(await told(alice, id)).toEqual([
    [['out', null], { key: 'COVER-1', side: 'out' }],
    [[null, 'out'], { key: 'COVER-1', side: 'out' }],
  ])
  expect(await told(alice, otherId)).toEqual([
    [['in', null], { key: 'SIDE-1', side: 'in' }],
    [[null, 'in'], { key: 'SIDE-1', side: 'in' }],
  ])
  expect(await told(bob, id)).toEqual([
    [['out', null], null],
    [[null, 'out'], null],
  ])
})

test('events of an older release are shown as short, and without the text of comments', async () => {
  const { workspaceId } = alice
  const { id: projectId } = await projectOf(alice, 'OLDER')
  const { id } = await alice.calls.tasks.create.mutate({ projectId, title: 'Older' })
  const write = (type: string, changes: object) =>
    system.rows.query(
      `insert into "Event" ("workspaceId", "projectId", "taskId", "actorId", "actionId", type, changes)
       values ($1, $2, $3, $4, gen_random_uuid(), $5, $6)`,
      [workspaceId, projectId, id, alice.id, type, changes],
    )
  await write('task.updated', {
    description: ['나'.repeat(20_000), '다'.repeat(20_000)],
    dueDate: [null, '2026-12-01'],
  })
  await write('comment.created', { id: [null, id], text: [null, 'token=abc123'] })
  await write('comment.edited', { id: [id, id], text: ['token=abc123', 'x'] })
  const shown = await alice.calls.activity.list.query({ workspaceId, taskId: id })
  expect(shown.items.slice(0, 3).map(({ changes }) => changes)).toEqual([
    { id: [id, id] },
    { id: [null, id] },
    { description: ['나'.repeat(500), '다'.repeat(500)], dueDate: [null, '2026-12-01'] },
  ])
  const pulled = await system.gateway.events.pull.query({ after: 0, limit: 500 })
  for (const answer of [shown, pulled]) expect(JSON.stringify(answer)).not.toContain('abc123')
})

test('what was deleted or replaced in a comment is in no answer and nowhere in the log', async () => {
  const { workspaceId } = alice
  const { id: projectId } = await projectOf(alice, 'HUSH')
  const { id: taskId } = await alice.calls.tasks.create.mutate({ projectId, title: 'Hush' })
  const { comments, activity, search, tasks } = alice.calls
  const [first, second] = [
    await comments.create.mutate({ taskId, text: 'token=first' }),
    await comments.create.mutate({ taskId, text: 'token=second' }),
  ]
  await comments.update.mutate({ taskId, id: first.id, text: 'nothing' })
  await comments.delete.mutate({ taskId, id: second.id })
  const answers = [
    await comments.list.query({ taskId }),
    await activity.list.query({ workspaceId, taskId }),
    await activity.list.query({ workspaceId }),
    await search.find.query({ workspaceId, text: 'token' }),
    await tasks.get.query({ workspaceId, key: 'HUSH-1' }),
    await system.gateway.events.pull.query({ after: 0, limit: 500 }),
    await system.gateway.events.visible.query({ after: 0, userIds: [alice.id] }),
    (await system.rows.query('select * from "Event"')).rows,
  ]
  for (const answer of answers) expect(JSON.stringify(answer)).not.toMatch(/token=(first|second)/)
})
