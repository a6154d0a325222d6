import { expect, test } from '@jest/globals'
import { pollUntil } from '../../chassis/poll-until.ts'
import { startService } from '../../testing/host/start-service.ts'
import { projectOf } from '../testing/start-task-service.ts'
import { startTaskTest } from '../testing/task-test.ts'
import { PURGED_AT_ONCE } from './purge.ts'

const { system, alice } = await startTaskTest(undefined, { TRASH_DAYS: '20' })

const soon = () => new Date(Date.now() + 60_000).toISOString()

/** Tasks of a project in the trash. */
async function trashed(projectId: string, count: number, someone = alice) {
  const ids: string[] = []
  for (let nth = 0; nth < count; nth += 1) {
    const title = `Marker${nth}`
    const { id } = await someone.calls.tasks.create.mutate({ projectId, title })
    await someone.calls.tasks.trash.mutate({ id })
    ids.push(id)
  }
  return ids
}

const outcome = (call: Promise<unknown>) =>
  call.then(
    () => 'OK',
    (error) => `${error.data?.code}${/role (\w+)$/.exec(error.message)?.[0] ?? ''}`,
  )

const eventsOf = async (projectId: string, type: string) =>
  (
    await system.rows.query<{ taskId: string; via: string; actorId: string | null }>(
      'select "taskId", via, "actorId" from "Event" where "projectId" = $1 and type = $2',
      [projectId, type],
    )
  ).rows

test('owners and admins delete for good and empty the trash; the others hear which role it takes', async () => {
  const { id: projectId } = await projectOf(alice, 'ROLES')
  const refused = 'FORBIDDENrole admin'
  const expected = {
    ...{ admin: 'OK', member: refused, commenter: refused, viewer: refused },
    guest: 'NOT_FOUND',
  }
  for (const [role, right] of Object.entries(expected)) {
    const someone = await system.person(role)
    await system.join(alice, someone, role as keyof typeof expected)
    const [id = '', other = ''] = await trashed(projectId, 2)
    const { tasks } = someone.calls
    expect(await outcome(tasks.purge.mutate({ id }))).toBe(right)
    expect(await outcome(tasks.emptyTrash.mutate({ projectId, until: soon() }))).toBe(right)
    const { rowCount } = await system.rows.query('select from "Task" where id = $1', [other])
    expect(rowCount).toBe(right === 'OK' ? 0 : 1)
  }
  const mallory = await system.person('Mallory')
  const [id = ''] = await trashed(projectId, 1)
  expect(await outcome(mallory.calls.tasks.purge.mutate({ id }))).toBe('NOT_FOUND')
  const all = { projectId, until: soon() }
  expect(await outcome(mallory.calls.tasks.emptyTrash.mutate(all))).toBe('NOT_FOUND')
  expect(await outcome(alice.calls.tasks.purge.mutate({ id }))).toBe('OK')
})

test('only what is in the trash can be deleted for good, and afterwards nothing can be done to it', async () => {
  const { id: projectId, statuses } = await projectOf(alice, 'ONLY')
  const { tasks, comments } = alice.calls
  const { id } = await tasks.create.mutate({ projectId, title: 'Kept' })
  expect(await outcome(tasks.purge.mutate({ id }))).toBe('CONFLICT')
  await tasks.trash.mutate({ id })
  const [shown] = await tasks.trashed.query({ projectId })
  const days = (Date.parse(shown?.purgedAt ?? '') - Date.parse(shown?.trashedAt ?? '')) / 86_400_000
  expect(days).toBe(20)
  await tasks.purge.mutate({ id })
  const statusId = statuses[0]?.id ?? ''
  for (const call of [
    tasks.restore.mutate({ id }),
    tasks.purge.mutate({ id }),
    tasks.change.mutate({ id, version: 1, title: 'Again' }),
    tasks.move.mutate({ id, statusId }),
    comments.create.mutate({ taskId: id, text: 'Late' }),
    comments.list.query({ taskId: id }),
    tasks.get.query({ workspaceId: alice.workspaceId, key: 'ONLY-1' }),
  ])
    expect(await outcome(call)).toBe('NOT_FOUND')
  const next = await tasks.create.mutate({ projectId, title: 'Next' })
  expect(next.key).toBe('ONLY-2')
  const { items } = await alice.calls.activity.list.query({
    workspaceId: alice.workspaceId,
    projectId,
  })
  expect(items.map(({ type, taskKey, taskTitle }) => [type, taskKey, taskTitle])).toEqual(
    expect.arrayContaining([
      ['task.created', 'ONLY-2', 'Next'],
      ['task.purged', 'ONLY-1', null],
      ['task.trashed', 'ONLY-1', null],
      ['task.created', 'ONLY-1', null],
    ]),
  )
})

test('emptying goes on in batches, and leaves what was thrown away after the person looked', async () => {
  const { id: projectId } = await projectOf(alice, 'EMPTY')
  const [sample = ''] = await trashed(projectId, 1)
  await system.rows.query(
    `insert into "Task" (id, "projectId", number, title, "statusId", rank, "createdBy", "trashedAt")
     select gen_random_uuid(), "projectId", 1000 + n, 'Marker', "statusId", 'x' || n, "createdBy", "trashedAt" - n * interval '1 s'
       from "Task", generate_series(1, ${PURGED_AT_ONCE}) n where id = $1`,
    [sample],
  )
  const [newest] = await alice.calls.tasks.trashed.query({ projectId, limit: 1 })
  await trashed(projectId, 1)
  const until = newest?.trashedAt ?? ''
  const empty = () => alice.calls.tasks.emptyTrash.mutate({ projectId, until })
  expect(await empty()).toEqual({ purged: PURGED_AT_ONCE, left: 1 })
  expect(await empty()).toEqual({ purged: 1, left: 0 })
  expect(await alice.calls.tasks.trashed.query({ projectId })).toHaveLength(1)
  expect(await eventsOf(projectId, 'task.purged')).toHaveLength(PURGED_AT_ONCE + 1)
})

test('deleting for good, restoring, commenting and noting a file at once: one wins, and nothing of a deleted task stays', async () => {
  const { id: projectId } = await projectOf(alice, 'RACE')
  const ids = await trashed(projectId, 12)
  const context = { userId: alice.id, requestId: 'race-of-the-trash' }
  const { tasks, comments } = alice.calls
  const ends = await Promise.all(
    ids.map(async (id) => {
      const old = await comments.create.mutate({ taskId: id, text: 'Marker' })
      const file = { projectId, taskId: id, fileId: id, name: 'Marker.txt' }
      const [purge, restore, ...others] = await Promise.all([
        outcome(tasks.purge.mutate({ id })),
        outcome(tasks.restore.mutate({ id })),
        outcome(comments.create.mutate({ taskId: id, text: 'Marker' })),
        outcome(comments.delete.mutate({ taskId: id, id: old.id })),
        outcome(system.gateway.files.note.mutate({ type: 'file.ready', ...file }, { context })),
      ])
      for (const one of others) expect(['OK', 'NOT_FOUND']).toContain(one)
      return { id, purge, restore }
    }),
  )
  for (const { id, purge, restore } of ends) {
    expect([purge, restore]).toEqual(purge === 'OK' ? ['OK', 'NOT_FOUND'] : ['CONFLICT', 'OK'])
    const { rows } = await system.rows.query(
      `select (select count(*)::int from "Task" where id = $1) as tasks,
              (select count(*)::int from "Comment" where "taskId" = $1) as comments,
              (select count(*)::int from "Event" where "taskId" = $1 and changes::text ~ 'Marker') as texts`,
      [id],
    )
    if (purge === 'OK') expect(rows[0]).toEqual({ tasks: 0, comments: 0, texts: 0 })
    else expect(rows[0].tasks).toBe(1)
  }
})

test('what was in the trash for its time goes by itself, once, whatever the number of replicas', async () => {
  const second = await startService('task-service', system.env)
  try {
    const { id: projectId } = await projectOf(alice, 'OLD')
    const [sample = '', young = ''] = await trashed(projectId, 2)
    await system.rows.query(
      `insert into "Task" (id, "projectId", number, title, "statusId", rank, "createdBy", "trashedAt")
       select gen_random_uuid(), "projectId", 1000 + n, 'Marker', "statusId", 'x' || n, "createdBy", now() - interval '21 days'
         from "Task", generate_series(1, 250) n where id = $1`,
      [sample],
    )
    await alice.calls.projects.archive.mutate({ id: projectId })
    await system.rows.query(
      `update "Task" set "trashedAt" = now() - interval '19 days' where id = $1`,
      [young],
    )
    const left = async () =>
      (await system.rows.query('select id from "Task" where "projectId" = $1', [projectId]))
        .rowCount
    await pollUntil(async () => (await left()) === 2)
    const events = await eventsOf(projectId, 'task.purged')
    expect(new Set(events.map(({ taskId }) => taskId)).size).toBe(250)
    expect(events).toHaveLength(250)
    expect(events[0]).toMatchObject({ via: 'system', actorId: null })
  } finally {
    await second.close()
  }
})
