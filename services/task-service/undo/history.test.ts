import { randomUUID } from 'node:crypto'
import { expect, test } from '@jest/globals'
import { projectOf, type Someone } from '../testing/start-task-service.ts'
import { startTaskTest } from '../testing/task-test.ts'

const { system, alice, bob } = await startTaskTest({ bob: 'member' })

let made = 0

async function filled(owner = alice, visibility: 'open' | 'private' = 'open') {
  made += 1
  const key = `HIST${made}`
  const place = { ...owner, workspaceId: alice.workspaceId }
  const { id: projectId } = await projectOf(place, key, visibility)
  const { tasks } = await owner.calls.tasks.createMany.mutate({
    projectId,
    tasks: ['One', 'Two', 'Three'].map((title) => ({ title })),
  })
  const ids = tasks.map(({ id }) => id)
  return { projectId, key, ids, id: ids[0] ?? '' }
}

const historyOf = ({ calls }: Someone, page: { cursor?: string; limit?: number } = {}) =>
  calls.actions.list.query({ workspaceId: alice.workspaceId, ...page })

const many = (projectId: string, ids: string[], change: object) =>
  alice.calls.tasks.changeMany.mutate({ projectId, ids, change })

test('own acts stand newest first, each once however many tasks it changed; those of others do not', async () => {
  const { projectId, key, ids, id } = await filled()
  await many(projectId, ids, { dueDate: '2026-12-04', priority: 'high' })
  await bob.calls.tasks.close.mutate({ id })
  await alice.calls.comments.create.mutate({ taskId: id, text: 'A word' })
  const { items } = await historyOf(alice)
  expect(items.slice(0, 4)).toMatchObject([
    { type: 'comment.created', tasks: 1, taskKey: `${key}-1`, taskTitle: 'One', undo: null },
    {
      ...{ type: 'task.updated', tasks: 3, projectKey: key, undoneAt: null },
      changes: { dueDate: [null, '2026-12-04'], priority: ['none', 'high'] },
    },
    { type: 'task.created', tasks: 3, undo: items[2]?.id },
    { type: 'project.created', projectName: key, undo: null },
  ])
})

test('an act that gave tasks different values names the fields, not one of the values', async () => {
  const { projectId, ids } = await filled()
  const days = ['2026-12-04', '2026-12-05', '2026-12-06']
  await alice.calls.tasks.changeEach.mutate({
    ...{ projectId, ids },
    parts: [
      ...days.map((dueDate, place) => ({ places: [place], dueDate })),
      { places: [0, 1, 2], priority: 'high' },
    ],
  })
  const newest = async () => (await historyOf(alice, { limit: 1 })).items[0]
  expect(await newest()).toMatchObject({ tasks: 3, differing: ['dueDate'] })
  await many(projectId, ids, { dueDate: '2026-12-24' })
  expect(await newest()).toMatchObject({ tasks: 3, differing: null })
})

test('an act that is taken back says when, from whatever browser, and its button does it once more', async () => {
  const { projectId, ids } = await filled()
  const { actionId } = await many(projectId, ids, { priority: 'urgent' })
  const newest = async () => (await historyOf(alice, { limit: 1 })).items[0]
  for (let round = 0; round < 3; round += 1) {
    const done = await newest()
    expect(done).toMatchObject({ id: actionId, undoneAt: null, undo: expect.any(String) })
    await alice.calls.actions.undo.mutate({ actionId: done?.undo ?? '' })
    const undone = await newest()
    expect(undone).toMatchObject({ id: actionId, undoneAt: expect.any(String) })
    const again = await alice.calls.actions.undo.mutate({ actionId: undone?.undo ?? '' })
    expect(again).toMatchObject({ changed: 3, left: [] })
    expect(again.tasks.map(({ priority }) => priority)).toEqual(['urgent', 'urgent', 'urgent'])
  }
  await expect(bob.calls.actions.preview.query({ actionId: actionId ?? '' })).rejects.toThrow()
})

test('a preview says what undo would leave alone, and changes nothing', async () => {
  const { projectId, ids, id } = await filled()
  const { actionId } = await many(projectId, ids, { dueDate: '2026-12-04' })
  const { version } = await alice.calls.tasks.get.query({
    ...{ workspaceId: alice.workspaceId, key: `HIST${made}-1` },
  })
  await bob.calls.tasks.change.mutate({ id, version, dueDate: '2026-12-07' })
  const events = async () => (await system.rows.query('select count(*) from "Event"')).rows[0].count
  const before = await events()
  const preview = await alice.calls.actions.preview.query({ actionId: actionId ?? '' })
  expect(preview).toMatchObject({ tasks: 3, changed: 2, leftTasks: 1 })
  const left = { taskId: id, field: 'dueDate', yours: '2026-12-04', theirs: '2026-12-07' }
  expect(preview.left).toMatchObject([{ ...left, by: bob.id }])
  expect(await events()).toBe(before)
  const undone = await alice.calls.actions.undo.mutate({ actionId: actionId ?? '' })
  const foretold = preview.left.map(({ title: _, ...one }) => one)
  expect(undone).toMatchObject({ changed: preview.changed, left: foretold })
})

test('pages follow each other, also through acts whose events stand between each other', async () => {
  const zoe = await system.person('Zoe')
  const { id: projectId } = await projectOf(zoe, 'PAGES')
  const acts = Array.from({ length: 5 }, () => randomUUID())
  const order = [0, 1, 0, 2, 1, 3, 3, 0, 4].map((nth) => acts[nth])
  await system.rows.query(
    `insert into "Event" ("workspaceId", "projectId", "actorId", "actionId", type, changes)
     select $1, $2, $3, act, 'project.updated', '{}' from unnest($4::uuid[]) act`,
    [zoe.workspaceId, projectId, zoe.id, order],
  )
  const seen: string[] = []
  for (let cursor: string | undefined, more = true; more; ) {
    const { workspaceId } = zoe
    const page = await zoe.calls.actions.list.query({
      ...{ workspaceId, limit: 2, ...(cursor && { cursor }) },
    })
    seen.push(...page.items.map(({ id }) => id))
    cursor = page.nextCursor ?? undefined
    more = page.nextCursor !== null
  }
  expect(seen.slice(0, -1)).toEqual(acts.toReversed())
  expect(seen).toHaveLength(acts.length + 1)
})

test('acts in a project that one does not see any more are not named, and the pages go on', async () => {
  const { projectId, key } = await filled(alice, 'private')
  await alice.calls.members.add.mutate({ projectId, userId: bob.id, role: 'member' })
  const secret = await bob.calls.tasks.create.mutate({ projectId, title: 'Secret' })
  const actionId = secret.actionId ?? ''
  expect((await historyOf(bob)).items[0]).toMatchObject({ taskTitle: 'Secret' })
  await alice.calls.members.remove.mutate({ projectId, userId: bob.id })
  const [first, second] = [await historyOf(bob, { limit: 1 }), await historyOf(bob)]
  expect(first).toEqual({ items: [], nextCursor: actionId })
  expect(JSON.stringify(second)).not.toContain(key)
  for (const ask of [bob.calls.actions.preview, bob.calls.actions.tasks])
    await expect(ask.query({ actionId })).rejects.toMatchObject({ data: { code: 'NOT_FOUND' } })
  await expect(historyOf(await system.person('Eve'))).rejects.toMatchObject({
    data: { code: 'NOT_FOUND' },
  })
})

test('a task that was moved where one does not see it any more stands as it was', async () => {
  const { projectId, key, id } = await filled()
  const hidden = await filled(alice, 'private')
  await alice.calls.members.add.mutate({
    ...{ projectId: hidden.projectId, userId: bob.id, role: 'member' },
  })
  const place = { projectId, targetId: hidden.projectId, ids: [id] }
  await bob.calls.relocations.create.mutate(place)
  const [seen] = (await historyOf(bob)).items
  expect(seen).toMatchObject({ type: 'task.moved_in', taskKey: `${hidden.key}-4` })
  await alice.calls.members.remove.mutate({ projectId: hidden.projectId, userId: bob.id })
  await alice.calls.tasks.change.mutate({ id, version: 2, title: 'Secret' })
  const [left] = (await historyOf(bob)).items
  expect(left).toMatchObject({ id: seen?.id, type: 'task.moved_out', taskKey: `${key}-1` })
  expect(JSON.stringify(left)).not.toMatch(new RegExp(`Secret|${hidden.key}`))
})

test('the tasks of a large act come in pages; what is older than thirty days cannot be undone', async () => {
  const { projectId, ids } = await filled()
  const { actionId } = await many(projectId, ids, { priority: 'low' })
  const { tasks } = alice.calls.actions
  const first = await tasks.query({ actionId: actionId ?? '', limit: 2 })
  expect(first.nextCursor).toBe(2)
  const rest = await tasks.query({ actionId: actionId ?? '', limit: 2, cursor: 2 })
  expect(rest.nextCursor).toBeNull()
  const titles = [...first.items, ...rest.items].map(({ taskTitle }) => taskTitle)
  expect(titles.sort()).toEqual(['One', 'Three', 'Two'])
  await system.rows.query(`update "Event" set at = at - interval '31 days' where "actionId" = $1`, [
    actionId,
  ])
  const old = (await historyOf(alice)).items.find((act) => act.id === actionId)
  expect(old).toMatchObject({ undo: null, undoneAt: null })
})
