import { expect, test } from '@jest/globals'
import { fc } from '../../testing/property.ts'
import { refusalOf } from '../../user-service/testing/start-user-service.ts'
import { COMPLETED_AT_ONCE, SUBTASK_LEVELS_MAX, SUBTASKS_MAX } from '../limits.ts'
import { projectOf } from '../testing/start-task-service.ts'
import { startTaskTest } from '../testing/task-test.ts'

const { system, alice } = await startTaskTest()

/** A project and a way to make tasks in it. */
async function begin(key: string, someone = alice) {
  const { id: projectId, statuses } = await projectOf(someone, key)
  const { tasks } = someone.calls
  const make = (title: string, parentId?: string) =>
    tasks.create.mutate({ projectId, title, ...(parentId && { parentId }) })
  const under = async (id: string, parentId: string | null) => {
    const [row] = (await tasks.list.query({ projectId, ids: [id] })).items
    return tasks.change.mutate({ id, version: row?.version ?? 1, parentId })
  }
  const rowOf = async (id: string) =>
    (await tasks.list.query({ projectId, ids: [id] })).items.find((row) => row.id === id)
  const at = (task: { key: string }) =>
    tasks.get.query({ workspaceId: someone.workspaceId, key: task.key })
  const statusOf = (group: string) => statuses.find((one) => one.group === group)?.id ?? ''
  return { projectId, tasks, make, under, rowOf, at, statusOf }
}

test('a task has parts, which say what they are part of, and every list says how far they are', async () => {
  const { projectId, tasks, make, rowOf, at, statusOf } = await begin('PARTS')
  const top = await make('Top')
  expect(top).toMatchObject({ parentId: null, subtasks: null })
  const [one, two, three] = [
    await make('One', top.id),
    await make('Two', top.id),
    await make('Three', top.id),
  ]
  const [deep, deeper] = [await make('Deep', three.id), await make('Deeper', three.id)]
  expect(one.parentId).toBe(top.id)

  const seen = async () => {
    const row = await rowOf(top.id)
    const board = await tasks.board.query({ projectId })
    const onBoard = board.columns.flatMap((column) => column.tasks).find(({ id }) => id === top.id)
    const { progress } = await tasks.subtasks.query({ taskId: top.id })
    const own = (await at(top)).subtasks
    expect([onBoard?.subtasks, progress, own]).toEqual([
      row?.subtasks,
      row?.subtasks,
      row?.subtasks,
    ])
    return row?.subtasks
  }
  expect(await seen()).toEqual({ done: 0, all: 4, open: 5 })
  await tasks.close.mutate({ id: one.id })
  await tasks.close.mutate({ id: deep.id })
  await tasks.move.mutate({ id: two.id, statusId: statusOf('cancelled') })
  // Three is no leaf: it counts by its own parts.
  expect(await seen()).toEqual({ done: 2, all: 3, open: 2 })
  const moved = await tasks.move.mutate({ id: top.id, statusId: statusOf('started') })
  expect(moved.subtasks).toEqual({ done: 2, all: 3, open: 2 })

  const { items } = await tasks.subtasks.query({ taskId: top.id })
  expect(items.map(({ title }) => title)).toEqual(['One', 'Two', 'Three'])
  expect((await at(deeper)).ancestors.map(({ key }) => key)).toEqual(['PARTS-1', 'PARTS-4'])

  const events = await alice.calls.activity.list.query({
    workspaceId: alice.workspaceId,
    taskId: one.id,
  })
  expect(events.items.at(-1)?.changes).toMatchObject({ parentId: [null, top.id] })
})

test('a task in the trash leaves its parts at the top, takes them back, and loses them when it is deleted', async () => {
  const { tasks, make, rowOf, at } = await begin('TRASH')
  const top = await make('Top')
  const middle = await make('Middle', top.id)
  const leaf = await make('Leaf', middle.id)
  const keys = async () => (await at(leaf)).ancestors.map(({ key }) => key)
  await tasks.trash.mutate({ id: middle.id })
  expect(await keys()).toEqual([])
  expect((await rowOf(top.id))?.subtasks).toBeNull()
  expect(await rowOf(leaf.id)).toMatchObject({ title: 'Leaf' })
  const back = await tasks.restore.mutate({ id: middle.id })
  expect(back.subtasks).toEqual({ done: 0, all: 1, open: 1 })
  expect(await keys()).toEqual([top.key, middle.key])
  await tasks.trash.mutate({ id: middle.id })
  await tasks.purge.mutate({ id: middle.id })
  expect(await keys()).toEqual([])
  expect((await rowOf(leaf.id))?.parentId).toBeNull()
})

test('no task becomes part of itself, whatever lies between, and the refusal names the way', async () => {
  const { make, under, tasks, at } = await begin('WEB')
  const top = await make('Top')
  const middle = await make('Middle', top.id)
  const leaf = await make('Leaf', middle.id)
  expect(await refusalOf(under(top.id, leaf.id))).toMatchObject({
    ...{ code: 'CONFLICT', reason: 'circle', circle: ['WEB-3', 'WEB-2', 'WEB-1'] },
    message: 'WEB-3 is already part of WEB-1 through WEB-2',
  })
  expect(await refusalOf(under(top.id, middle.id))).toMatchObject({
    message: 'WEB-2 is already part of WEB-1',
  })
  expect(await refusalOf(under(top.id, top.id))).toMatchObject({
    message: 'WEB-1 cannot be part of itself',
  })
  // An id is the same in upper case.
  const { version } = await at(top)
  for (const parentId of [top.id, leaf.id]) {
    const asked = { id: top.id.toUpperCase(), version, parentId }
    expect(await refusalOf(tasks.change.mutate(asked))).toMatchObject({ reason: 'circle' })
  }
  // What is in the trash may come back.
  await tasks.trash.mutate({ id: middle.id })
  expect(await refusalOf(under(top.id, leaf.id))).toMatchObject({ reason: 'circle' })
})

test('a parent is a task of the same project that is not in the trash', async () => {
  const { make, under, tasks } = await begin('SAME')
  const other = await begin('OTHER')
  const [task, far, gone] = [await make('Task'), await other.make('Far'), await make('Gone')]
  await tasks.trash.mutate({ id: gone.id })
  for (const parentId of [far.id, gone.id, '0192f0c4-0000-7000-8000-000000000000'])
    for (const call of [() => under(task.id, parentId), () => make('New', parentId)])
      expect(await refusalOf(call())).toMatchObject({
        code: 'BAD_REQUEST',
        fields: { parentId: 'must be a task of this project' },
      })
})

test('levels and parts have their limits, and the refusal names them', async () => {
  const { projectId, make, under } = await begin('DEEP')
  let last = await make('Level 0')
  const first = last
  for (let level = 1; level <= SUBTASK_LEVELS_MAX; level += 1)
    last = await make(`Level ${level}`, last.id)
  const deep = { code: 'BAD_REQUEST', reason: 'deep', limit: SUBTASK_LEVELS_MAX }
  expect(await refusalOf(make('Too deep', last.id))).toMatchObject(deep)
  const above = await make('Above')
  expect(await refusalOf(under(first.id, above.id))).toMatchObject(deep)
  expect(await refusalOf(under(above.id, last.id))).toMatchObject(deep)

  await system.rows.query(
    `insert into "Task" (id, "projectId", number, title, "statusId", rank, "createdBy", "parentId")
     select gen_random_uuid(), "projectId", 1000 + n, 'Part', "statusId", 'x' || n, "createdBy", id
       from "Task", generate_series(1, ${SUBTASKS_MAX - 1}) n where id = $1`,
    [above.id],
  )
  const loose = await make('Loose')
  const made = await Promise.allSettled([
    ...['One', 'Two', 'Three'].map((title) => make(title, above.id)),
    under(loose.id, above.id),
  ])
  const full = { code: 'BAD_REQUEST', reason: 'full', limit: SUBTASKS_MAX }
  const refused = made.flatMap((one) => (one.status === 'rejected' ? [one.reason.data] : []))
  expect(refused).toEqual([full, full, full].map((facts) => expect.objectContaining(facts)))
  const { rows } = await system.rows.query(
    'select count(*)::int from "Task" where "projectId" = $1 and "parentId" = $2',
    [projectId, above.id],
  )
  expect(rows[0].count).toBe(SUBTASKS_MAX)
})

test('completing a task leaves its parts as they are, or completes the open ones too in one act', async () => {
  const { tasks, make, rowOf, at, statusOf } = await begin('DONE')
  const top = await make('Top')
  const [open, cancelled] = [await make('Open', top.id), await make('Cancelled', top.id)]
  const deep = await make('Deep', open.id)
  await tasks.move.mutate({ id: cancelled.id, statusId: statusOf('cancelled') })
  await tasks.close.mutate({ id: top.id })
  expect((await at(deep)).completedAt).toBeNull()
  await tasks.reopen.mutate({ id: top.id })
  const { version } = await at(top)
  const stale = tasks.close.mutate({ id: top.id, version: version - 1, subtasks: 'complete' })
  expect(await refusalOf(stale)).toMatchObject({ code: 'CONFLICT', conflict: { version } })
  const row = await tasks.close.mutate({ id: top.id, subtasks: 'complete' })
  expect(row).toMatchObject({ statusId: statusOf('completed'), version: version + 1 })
  expect((await rowOf(cancelled.id))?.statusId).toBe(statusOf('cancelled'))
  const { rows } = await system.rows.query(
    `select count(*)::int as events, count(distinct "actionId")::int as acts from "Event"
      where type = 'task.closed' and "taskId" = any($1) and at = $2`,
    [[top.id, open.id, deep.id], row.updatedAt],
  )
  expect(rows[0]).toEqual({ events: 3, acts: 1 })
  await alice.calls.actions.undo.mutate({ actionId: row.actionId ?? '' })
  for (const task of [top, open, deep])
    expect(await rowOf(task.id)).toMatchObject({
      ...{ statusId: statusOf('unstarted'), rank: task.rank, completedAt: null },
    })
})

test('a task that is moved to where it is done takes its open parts along, in one act', async () => {
  const { tasks, make, rowOf, statusOf } = await begin('DROP')
  const [done, top] = [await make('Done'), await make('Top')]
  const part = await make('Part', top.id)
  await tasks.close.mutate({ id: done.id })
  const drop = (group: string) =>
    tasks.move.mutate({
      ...{ id: top.id, statusId: statusOf(group), beforeId: done.id, subtasks: 'complete' },
    })
  expect(await refusalOf(drop('started'))).toMatchObject({
    ...{ code: 'BAD_REQUEST', fields: { subtasks: expect.any(String) } },
  })
  const [row, twin] = await Promise.all([drop('completed'), drop('completed')])
  expect(row.rank < done.rank).toBe(true)
  const statusId = statusOf('completed')
  expect(await rowOf(top.id)).toMatchObject({ statusId, rank: row.rank })
  expect(await rowOf(part.id)).toMatchObject({ statusId, completedAt: expect.any(String) })
  const acts = [row, twin].flatMap(({ actionId }) => actionId ?? [])
  for (const actionId of acts.reverse()) await alice.calls.actions.undo.mutate({ actionId })
  for (const task of [top, part])
    expect(await rowOf(task.id)).toMatchObject({
      ...{ statusId: statusOf('unstarted'), rank: task.rank, completedAt: null },
    })
})

test('undoing puts a task back under what it was part of, unless that would be a circle', async () => {
  const { make, under, rowOf } = await begin('UNDO')
  const [top, other] = [await make('Top'), await make('Other')]
  const part = await make('Part', top.id)
  const undo = ({ actionId }: { actionId: string | null }) =>
    alice.calls.actions.undo.mutate({ actionId: actionId ?? '' })
  expect(await undo(await under(part.id, other.id))).toMatchObject({ left: [] })
  expect((await rowOf(part.id))?.parentId).toBe(top.id)
  const taken = await under(part.id, null)
  await under(top.id, part.id)
  expect(await undo(taken)).toMatchObject({
    ...{ changed: 0, left: [{ taskId: part.id, field: 'parentId', reason: 'unknown' }] },
  })
  expect((await rowOf(part.id))?.parentId).toBeNull()
})

test('whatever is put under whatever at the same time, there is never a circle', async () => {
  const { projectId, make, under } = await begin('RANDOM')
  const made: string[] = []
  for (let nth = 0; nth < 6; nth += 1) made.push((await make(`Task ${nth}`)).id)
  const place = fc.tuple(fc.nat(5), fc.option(fc.nat(5)))
  await fc.assert(
    fc.asyncProperty(fc.array(place, { minLength: 4, maxLength: 8 }), async (places) => {
      await Promise.allSettled(
        places.map(([task, parent]) =>
          under(made[task] ?? '', parent === null ? null : (made[parent] ?? '')),
        ),
      )
      const { rows } = await system.rows.query(
        `select max(a.depth)::int as depth from "Task" t, task_ancestors(t.id) a where t."projectId" = $1`,
        [projectId],
      )
      expect(rows[0].depth).toBeLessThanOrEqual(SUBTASK_LEVELS_MAX)
    }),
    { numRuns: 5 },
  )
})

test('parts of a task that a filter does not find any more stay as they are, with it', async () => {
  const { projectId, tasks, make, rowOf, statusOf } = await begin('LEFT')
  const [found, left] = [await make('Found'), await make('Left')]
  const [done, open] = [await make('Done too', found.id), await make('Open still', left.id)]
  const { changed, refused } = await tasks.changeMany.mutate({
    ...{ projectId, ids: [found.id, left.id], filter: { q: '"Found"' }, skipRefused: true },
    change: { statusId: statusOf('completed'), withSubtasks: true },
  })
  expect([changed, refused.map(({ id }) => id)]).toEqual([2, [left.id]])
  expect((await rowOf(done.id))?.completedAt).not.toBeNull()
  expect((await rowOf(open.id))?.completedAt).toBeNull()
})

test('as many tasks are completed at once as the limit says, and one more is refused by it', async () => {
  const { projectId, tasks, make, rowOf, statusOf } = await begin('LIMIT')
  const { id } = await make('Top')
  const add = (from: number, to: number) =>
    system.rows.query(
      `insert into "Task" (id, "projectId", number, title, "statusId", rank, "createdBy", "parentId")
       select gen_random_uuid(), $1, 100 + n, 'Part', $2, rank_of(100 + n), $3, $4 from generate_series($5::int, $6::int) n`,
      [projectId, statusOf('unstarted'), alice.id, id, from, to],
    )
  await add(1, COMPLETED_AT_ONCE)
  const close = () => tasks.close.mutate({ id, subtasks: 'complete' })
  expect(await refusalOf(close())).toMatchObject({
    ...{ code: 'BAD_REQUEST', reason: 'too_many_tasks', limit: COMPLETED_AT_ONCE },
  })
  await system.rows.query('delete from "Task" where "projectId" = $1 and number = 101', [projectId])
  await close()
  expect((await rowOf(id))?.subtasks).toMatchObject({ open: 0 })
})
