import { expect, test } from '@jest/globals'
import { refusalOf } from '../../user-service/testing/start-user-service.ts'
import { projectOf } from '../testing/start-task-service.ts'
import { startTaskTest } from '../testing/task-test.ts'

const { system, alice, bob } = await startTaskTest({ bob: 'member' })

type Kind = 'blocks' | 'relates' | 'duplicates'

/** A project with tasks of these numbers. */
async function filled(key: string, count: number, visibility: 'open' | 'private' = 'open') {
  const { id: projectId } = await projectOf(alice, key, visibility)
  const ids: string[] = []
  for (let nth = 1; nth <= count; nth += 1)
    ids.push((await alice.calls.tasks.create.mutate({ projectId, title: `Task ${nth}` })).id)
  const rowOf = async (id: string) =>
    (await alice.calls.tasks.list.query({ projectId, ids: [id] })).items[0]
  return { projectId, ids, rowOf }
}

const relate = (taskId = '', otherId = '', kind: Kind = 'blocks', who = alice) =>
  who.calls.relations.create.mutate({ taskId, otherId, kind })

const seen = async (taskId = '', who = alice) =>
  (await who.calls.relations.list.query({ taskId })).map(
    ({ kind, side, task }) => `${kind} ${side} ${task.key}`,
  )

test('a relation is made once and shown at both tasks, and what waits says so', async () => {
  const { ids, rowOf } = await filled('BOTH', 3)
  const [a = '', b = '', c = ''] = ids
  const { id } = await relate(a, b)
  expect(await relate(a, b)).toEqual({ id })
  const other = { taskId: b, otherId: a, kind: 'blocks', side: 'in' } as const
  expect(await alice.calls.relations.create.mutate(other)).toEqual({ id })
  const { id: related } = await relate(b, c, 'relates')
  expect(await relate(c, b, 'relates')).toEqual({ id: related })
  await relate(c, a, 'duplicates')
  expect(await seen(a)).toEqual(['blocks out BOTH-2', 'duplicates in BOTH-3'])
  expect(await seen(b)).toEqual(['blocks in BOTH-1', 'relates out BOTH-3'])
  expect(await seen(c)).toEqual(['relates in BOTH-2', 'duplicates out BOTH-1'])
  expect((await rowOf(b))?.blockers).toEqual({ ids: [a], open: 1 })
  expect((await rowOf(a))?.blockers).toBeNull()
  await alice.calls.tasks.close.mutate({ id: a })
  expect((await rowOf(b))?.blockers).toEqual({ ids: [a], open: 0 })
  await alice.calls.tasks.reopen.mutate({ id: a })
  await alice.calls.tasks.trash.mutate({ id: a })
  expect((await rowOf(b))?.blockers).toBeNull()
  expect(await seen(b)).toEqual(['relates out BOTH-3'])
  await alice.calls.tasks.restore.mutate({ id: a })
  expect((await rowOf(b))?.blockers).toEqual({ ids: [a], open: 1 })
  await alice.calls.relations.delete.mutate({ taskId: b, id })
  expect(await seen(a)).toEqual(['duplicates in BOTH-3'])
  for (const taskId of [a, b]) {
    const { items } = await alice.calls.activity.list.query({
      ...{ workspaceId: alice.workspaceId, taskId },
    })
    const types = items.map(({ type }) => type).filter((type) => type.startsWith('relation.'))
    expect(types).toContain('relation.deleted')
    expect(types.filter((type) => type === 'relation.created')).toHaveLength(2)
  }
  await alice.calls.tasks.trash.mutate({ id: a })
  await alice.calls.tasks.purge.mutate({ id: a })
  const { rows } = await system.rows.query(
    'select from "Relation" where $1 in ("fromId", "toId")',
    [a],
  )
  expect(rows).toEqual([])
})

test('nothing waits for itself, whatever lies between, and the refusal names the way', async () => {
  const { ids } = await filled('WEB', 3)
  const [a, b, c] = ids
  await relate(a, b)
  await relate(b, c)
  expect(await refusalOf(relate(c, a))).toMatchObject({
    ...{ code: 'CONFLICT', reason: 'circle', circle: ['WEB-1', 'WEB-2', 'WEB-3'] },
    message: 'WEB-3 already waits for WEB-1 through WEB-2',
  })
  expect(await refusalOf(relate(b, a))).toMatchObject({
    message: 'WEB-2 already waits for WEB-1',
  })
  expect(await refusalOf(relate(a, a))).toMatchObject({ code: 'CONFLICT', reason: 'circle' })
  // Others may stand in a circle.
  await relate(c, a, 'relates')
  const both = await Promise.allSettled(
    [1, 2, 3].map((nth) => relate(ids[nth % 3], ids[(nth + 1) % 3])),
  )
  expect(both.filter(({ status }) => status === 'rejected')).toHaveLength(1)
})

test('a task of another project is related, and shown to those only who may see it', async () => {
  const open = await filled('OPEN', 1)
  const hidden = await filled('HIDE', 2, 'private')
  const [task = ''] = open.ids
  const [far = '', next = ''] = hidden.ids
  await relate(far, task)
  expect(await seen(task)).toEqual(['blocks in HIDE-1'])
  expect(await seen(task, bob)).toEqual([])
  expect((await open.rowOf(task))?.blockers).toEqual({ ids: [far], open: 1 })
  const { tasks, mine } = bob.calls
  const { projectId } = open
  const { workspaceId } = alice
  const day = { workspaceId, today: '2026-11-28' }
  const { version } = await tasks.get.query({ workspaceId, key: 'OPEN-1' })
  const answers = [
    await tasks.change.mutate({ id: task, version, assigneeIds: [bob.id] }),
    await tasks.get.query({ workspaceId, key: 'OPEN-1' }),
    await tasks.list.query({ projectId }),
    await tasks.board.query({ projectId }),
    await mine.get.query(day),
    await tasks.close.mutate({ id: task }),
    await tasks.reopen.mutate({ id: task }),
    await tasks.close.mutate({ id: task, subtasks: 'complete' }),
    await tasks.changeMany.mutate({ projectId, ids: [task], change: { priority: 'high' } }),
    await tasks.trash.mutate({ id: task }),
    await tasks.restore.mutate({ id: task }),
  ]
  for (const answer of answers) expect(JSON.stringify(answer)).toContain(task)
  for (const answer of answers) expect(JSON.stringify(answer)).not.toContain(far)
  expect(JSON.stringify(answers)).not.toMatch(/"blockers":\{/)
  const missing = { code: 'BAD_REQUEST', fields: { otherId: 'must be a task of this workspace' } }
  expect(await refusalOf(relate(task, next, 'relates', bob))).toMatchObject(missing)
  const nobody = '0192f0c4-0000-7000-8000-000000000000'
  expect(await refusalOf(relate(task, nobody, 'relates', bob))).toMatchObject(missing)
  expect(await refusalOf(seen(far, bob))).toMatchObject({ code: 'NOT_FOUND' })
  // The way leads through what the person may not see: it is not named.
  const { ids } = await filled('SIDE', 1)
  await relate(ids[0], far)
  const refusal = await refusalOf(relate(task, ids[0], 'blocks', bob))
  expect(refusal).toMatchObject({ code: 'CONFLICT', circle: ['SIDE-1', 'OPEN-1'] })
  expect(JSON.stringify(refusal)).not.toContain('HIDE')
  const viewer = await system.person('Viewer')
  await system.join(alice, viewer, 'viewer')
  expect(await refusalOf(relate(task, ids[0], 'relates', viewer))).toMatchObject({
    ...{ code: 'FORBIDDEN', message: 'This needs the role member' },
  })
})

/** Titles of what a filter finds. */
const found = async (projectId: string, q: string, who = alice) =>
  (await who.calls.tasks.list.query({ projectId, q })).items.map(({ title }) => title)

test('a filter finds what waits for an open task, as far as the reader sees that one', async () => {
  const { projectId, ids, rowOf } = await filled('WAIT', 4)
  const hidden = await filled('UNSEEN', 1, 'private')
  const [a = '', b = '', c = '', d = ''] = ids
  const { id } = await relate(a, b)
  await relate(b, c, 'relates')
  await relate(hidden.ids[0], d)
  const blocked = ['is:blocked', '조건:막힘']
  for (const q of blocked) expect(await found(projectId, q)).toEqual(['Task 2', 'Task 4'])
  expect(await found(projectId, '-is:blocked')).toEqual(['Task 1', 'Task 3'])
  expect(await found(projectId, 'is:blocked', bob)).toEqual(['Task 2'])
  expect(await found(projectId, '-is:blocked | 1', bob)).toEqual(['Task 1', 'Task 3', 'Task 4'])
  // It says what the rows say, whatever becomes of the task that blocks.
  const { tasks, relations } = alice.calls
  const acts: [act: () => Promise<unknown>, isBlocked: boolean][] = [
    [() => tasks.close.mutate({ id: a }), false],
    [() => tasks.reopen.mutate({ id: a }), true],
    [() => tasks.trash.mutate({ id: a }), false],
    [() => tasks.restore.mutate({ id: a }), true],
    [() => relations.delete.mutate({ taskId: b, id }), false],
    [() => relate(a, b), true],
    [() => tasks.close.mutate({ id: b }), true],
  ]
  for (const [act, isBlocked] of acts) {
    await act()
    const row = await rowOf(b)
    expect([(row?.blockers?.open ?? 0) > 0, await found(projectId, 'is:blocked key:2')]).toEqual([
      ...[isBlocked, isBlocked ? ['Task 2'] : []],
    ])
  }
})

test('a filter finds the parts of tasks by the keys of these, and what has parts', async () => {
  const { projectId, ids } = await filled('PARTS', 3)
  const [one = '', two = ''] = ids
  const { tasks } = alice.calls
  const part = async (title: string, parentId: string) =>
    (await tasks.create.mutate({ projectId, title, parentId })).id
  const first = await part('A', one)
  await part('B', two)
  await part('Deep', first)
  for (const q of ['parent:PARTS-1', '상위:1', '상위작업:parts-1', 'parent:1,999,OTHER-7'])
    expect(await found(projectId, q)).toEqual(['A'])
  expect(await found(projectId, 'parent:1,2')).toEqual(['A', 'B'])
  expect(await found(projectId, 'parent:none')).toEqual(['Task 1', 'Task 2', 'Task 3'])
  expect(await found(projectId, '상위:없음,4')).toEqual(['Task 1', 'Task 2', 'Task 3', 'Deep'])
  expect(await found(projectId, '-parent:none -parent:2')).toEqual(['A', 'Deep'])
  expect(await found(projectId, 'parent:999')).toEqual([])
  expect(await found(projectId, '-parent:999 p:none key:1,4')).toEqual(['Task 1', 'A'])
  const divided = ['has:subtask', '있음:하위작업', 'has:subtasks']
  for (const q of divided) expect(await found(projectId, q)).toEqual(['Task 1', 'Task 2', 'A'])
  expect(await found(projectId, '-has:subtask')).toEqual(['Task 3', 'B', 'Deep'])
  await tasks.trash.mutate({ id: first })
  expect(await found(projectId, 'has:subtask')).toEqual(['Task 2'])
  expect(await found(projectId, 'is:trashed parent:1')).toEqual(['A'])
})

test('what came from another project is found by its key there, and so are its parts', async () => {
  const [from, to] = [await filled('FROM', 2), await filled('TO', 1)]
  const [moved = ''] = from.ids
  const { tasks, relocations } = alice.calls
  await tasks.create.mutate({ projectId: from.projectId, title: 'Part', parentId: moved })
  const way = { projectId: from.projectId, targetId: to.projectId, ids: [moved] }
  await relocations.create.mutate(way)
  expect(await found(to.projectId, 'key:FROM-1')).toEqual(['Task 1'])
  expect(await found(to.projectId, 'key:FROM-1,FROM-2,1')).toHaveLength(2)
  expect(await found(to.projectId, 'parent:FROM-1')).toEqual(['Part'])
  expect(await found(from.projectId, 'key:FROM-1,TO-2 | parent:FROM-1')).toEqual([])
})
