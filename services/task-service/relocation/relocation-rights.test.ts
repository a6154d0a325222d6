import { afterAll, expect, test } from '@jest/globals'
import { projectOf } from '../testing/start-task-service.ts'
import { startTwoProjects } from '../testing/two-projects.ts'

const { system, alice, bob, pair, taskIn, relocate, get } = await startTwoProjects()
afterAll(() => system.close())

const refusedAs = (code: string) => ({ data: { code } })

test('it takes members on both sides; what one does not see is not found', async () => {
  const roles = ['viewer', 'commenter', 'member', 'admin', 'owner'] as const
  const guest = await system.person('Gil')
  await system.join(alice, guest, 'guest')
  let nth = 0
  for (const here of [null, ...roles])
    for (const there of [null, ...roles]) {
      if (here !== 'member' && there !== 'member' && here !== there) continue
      nth += 1
      const source = await projectOf(alice, `HERE${nth}`, 'private')
      const target = await projectOf(alice, `THERE${nth}`, 'private')
      const { id } = await taskIn(source.id)
      const { members } = alice.calls
      if (here) await members.add.mutate({ projectId: source.id, userId: guest.id, role: here })
      if (there) await members.add.mutate({ projectId: target.id, userId: guest.id, role: there })
      const outcome = relocate(source.id, target.id, [id], guest).then(
        ({ moved }) => moved,
        (error) => error.data.code,
      )
      const weak = ['viewer', 'commenter']
      const expected =
        here === null
          ? 'NOT_FOUND'
          : weak.includes(here)
            ? 'FORBIDDEN'
            : there === null
              ? 'NOT_FOUND'
              : weak.includes(there)
                ? 'FORBIDDEN'
                : 1
      expect({ here, there, outcome: await outcome }).toEqual({ here, there, outcome: expected })
    }
  const { source, from } = await pair()
  const eve = await system.person('Eve')
  const elsewhere = await projectOf(eve, 'EVES')
  const { id } = await taskIn(source.id)
  await expect(relocate(source.id, elsewhere.id, [id])).rejects.toMatchObject(
    refusedAs('NOT_FOUND'),
  )
  await expect(relocate(elsewhere.id, source.id, [id])).rejects.toMatchObject(
    refusedAs('NOT_FOUND'),
  )
  expect(
    await eve.calls.tasks.get
      .query({ workspaceId: alice.workspaceId, key: `${from}-1` })
      .catch((error) => error.data.code),
  ).toBe('NOT_FOUND')
})

test('an archived project takes and gives no tasks; what is in the trash stays, and is named', async () => {
  const { source, target } = await pair()
  const [task, thrown] = [await taskIn(source.id), await taskIn(source.id)]
  await alice.calls.tasks.trash.mutate({ id: thrown.id })
  const refused = relocate(source.id, target.id, [task.id, thrown.id])
  await expect(refused).rejects.toMatchObject({
    data: { code: 'CONFLICT', reason: 'refused', refused: [{ id: thrown.id, reason: 'in_trash' }] },
  })
  await alice.calls.projects.archive.mutate({ id: target.id })
  await expect(relocate(source.id, target.id, [task.id])).rejects.toMatchObject({
    data: { code: 'CONFLICT', reason: 'archived' },
  })
})

test('readers of one project learn nothing of the other by its activity', async () => {
  const { source, target, from, to } = await pair('private')
  const { id } = await taskIn(source.id, { title: 'Before' })
  await relocate(source.id, target.id, [id])
  const { version } = await get(`${to}-1`)
  await alice.calls.tasks.change.mutate({ id, version, title: 'Secret' })
  await expect(get(`${from}-1`, bob)).rejects.toMatchObject(refusedAs('NOT_FOUND'))
  const asked = { workspaceId: alice.workspaceId, projectId: source.id }
  const theirs = await bob.calls.activity.list.query(asked)
  expect(theirs.items[0]).toMatchObject({ type: 'task.moved_out', taskKey: `${from}-1` })
  expect(JSON.stringify(theirs)).not.toMatch(new RegExp(`Secret|${to}|${target.id}`))
  const mine = await alice.calls.activity.list.query(asked)
  expect(mine.items[0]).toMatchObject({ taskKey: `${to}-1`, taskTitle: 'Secret' })
})

test('readers of the project that a task has come to learn only its old key of the other', async () => {
  const { source, target, from } = await pair()
  await alice.calls.projects.update.mutate({ id: source.id, visibility: 'private' })
  const carol = await system.person('Carol')
  await system.join(alice, carol, 'guest')
  await alice.calls.members.add.mutate({ projectId: source.id, userId: carol.id, role: 'member' })
  const { id } = await taskIn(source.id, { assigneeIds: [carol.id] })
  await alice.calls.projects.update.mutate({ id: target.id, visibility: 'private' })
  await alice.calls.members.add.mutate({ projectId: target.id, userId: bob.id, role: 'viewer' })
  await relocate(source.id, target.id, [id])
  const read = async (who: typeof alice) => {
    const asked = { workspaceId: alice.workspaceId, projectId: target.id }
    const { items } = await who.calls.activity.list.query(asked)
    return JSON.stringify(items.find(({ type }) => type === 'task.moved_in')?.changes)
  }
  expect(await read(alice)).toContain(carol.id)
  const theirs = await read(bob)
  expect(theirs).toContain(`${from}-1`)
  expect(theirs).not.toMatch(new RegExp(`${carol.id}|${source.id}`))
})

test('opposite moves, deletions, archiving and changes at once end well for everybody', async () => {
  const { source, target } = await pair()
  const tasks = await Promise.all(Array.from({ length: 12 }, () => taskIn(source.id)))
  const ids = tasks.map(({ id }) => id)
  await relocate(source.id, target.id, ids.slice(6))
  const { tasks: calls, projects, comments } = alice.calls
  const acts = [
    ...[0, 1, 2].map(() => relocate(source.id, target.id, ids.slice(0, 6))),
    ...[0, 1, 2].map(() => relocate(target.id, source.id, ids.slice(6), bob)),
    ...[0, 1, 2].map(() => relocate(target.id, source.id, ids.slice(0, 6), bob)),
    ...ids.map((id) => comments.create.mutate({ taskId: id, text: 'At once' })),
    ...ids.slice(0, 3).map((id) => calls.close.mutate({ id })),
    ...ids.slice(9).map((id) => calls.trash.mutate({ id })),
    projects.archive.mutate({ id: target.id }),
  ]
  const ends = await Promise.allSettled(acts)
  const codes = ends.flatMap((end) => (end.status === 'rejected' ? [end.reason.data?.code] : []))
  expect(new Set(codes)).toEqual(new Set([...codes].filter((code) => code === 'CONFLICT')))
  const { rows } = await system.rows.query(
    `select count(*)::int as tasks, count(distinct (t."projectId", t.number))::int as keys,
            count(*) filter (where s."projectId" <> t."projectId")::int as strayed
       from "Task" t join "Status" s on s.id = t."statusId" where t.id = any($1::uuid[])`,
    [ids],
  )
  expect(rows[0]).toEqual({ tasks: 12, keys: 12, strayed: 0 })
  // What is said of a task is said where it was at that moment.
  const { rows: misplaced } = await system.rows.query(
    `select e.type from "Event" e, lateral (
       select n."projectId" from "Event" n where n."taskId" = e."taskId" and n.id < e.id
          and n.type in ('task.created', 'task.moved_in') order by n.id desc limit 1) last
      where e."taskId" = any($1::uuid[]) and e.type <> 'task.moved_in' and e."projectId" <> last."projectId"`,
    [ids],
  )
  expect(misplaced).toEqual([])
})

test('a move that is repeated with its key moves nothing more, and answers the same', async () => {
  const { source, target, to } = await pair()
  const [task, thrown] = [await taskIn(source.id), await taskIn(source.id)]
  await alice.calls.tasks.trash.mutate({ id: thrown.id })
  const { create } = alice.calls.relocations
  const request = {
    ...{ projectId: source.id, targetId: target.id, ids: [task.id, thrown.id] },
    ...{ skipRefused: true, idempotencyKey: 'move-once' },
  }
  const answers = await Promise.all([create.mutate(request), create.mutate(request)])
  const actionId = answers[0].actionId ?? ''
  for (const answer of answers)
    expect(answer).toMatchObject({
      ...{ actionId, moved: 1, tasks: [{ id: task.id, key: `${to}-1` }] },
      refused: [{ id: thrown.id, reason: 'in_trash' }],
    })
  await expect(create.mutate({ ...request, ids: [task.id] })).rejects.toMatchObject(
    refusedAs('UNPROCESSABLE_CONTENT'),
  )
  expect(await alice.calls.actions.undo.mutate({ actionId })).toMatchObject({ changed: 1 })
})
