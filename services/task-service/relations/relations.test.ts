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
