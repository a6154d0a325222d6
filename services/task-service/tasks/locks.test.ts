import { expect, test } from '@jest/globals'
import type { PoolClient } from 'pg'
import { pollUntil } from '../../chassis/poll-until.ts'
import { projectOf } from '../testing/start-task-service.ts'
import { startTaskTest } from '../testing/task-test.ts'

const { system, alice } = await startTaskTest()

let made = 0

/** Two tasks, in the order of their ids. */
async function filled() {
  made += 1
  const project = await projectOf(alice, `LOCK${made}`)
  const projectId = project.id
  const make = async () =>
    (await alice.calls.tasks.create.mutate({ projectId, title: 'A task' })).id
  const ids = [await make(), await make()].sort()
  const [one = '', other = ''] = ids
  const label = await alice.calls.labels.create.mutate({ projectId, name: 'One', color: 'red' })
  const started = project.statuses.find(({ group }) => group === 'started')?.id ?? ''
  return { projectId, ids, one, other, labelId: label.id, started }
}

/** Somebody else's transaction, open for as long as `during` runs. */
async function beside(during: (other: PoolClient) => Promise<void>) {
  const other = await system.rows.connect()
  try {
    await other.query('begin')
    await during(other)
    await other.query('commit')
  } finally {
    await other.query('rollback')
    other.release()
  }
}

const lock = (other: PoolClient, id: string, how = '') =>
  other.query(`select from "Task" where id = $1 for no key update ${how}`, [id])

const waiting = async () =>
  (
    await system.rows.query<{ count: number }>(
      `select count(*)::int from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`,
    )
  ).rows[0]?.count ?? 0

const untilWaiting = (count = 1) =>
  pollUntil(async () => (await waiting()) >= count, { complaint: 'nobody waits for a lock' })

test('a task that somebody moves to another status meanwhile is there for a change of many and for undo', async () => {
  const { projectId, ids, one, started } = await filled()
  const change = (priority: 'high' | 'low') =>
    alice.calls.tasks.changeMany.mutate({ projectId, ids, change: { priority } })
  const { actionId } = await change('high')
  const acts = [
    () => change('low'),
    () => alice.calls.actions.undo.mutate({ actionId: actionId ?? '' }),
  ]
  for (const act of acts.toReversed()) {
    const outcomes: Promise<unknown>[] = []
    await beside(async (other) => {
      await other.query(
        `update "Task" t set "statusId" = s.id from "Status" s
          where t.id = $1 and s."projectId" = $2 and s.id <> t."statusId" and (s.id = $3 or t."statusId" = $3)`,
        [one, projectId, started],
      )
      outcomes.push(
        act().then(
          ({ changed }) => ({ changed }),
          (error) => error.data,
        ),
      )
      await untilWaiting()
    })
    expect(await Promise.all(outcomes)).toEqual([{ changed: 2 }])
  }
})

test('many tasks are locked in the order of their ids, whatever else they are', async () => {
  const { projectId, ids, one, other: thrown } = await filled()
  await alice.calls.tasks.trash.mutate({ id: thrown })
  const outcomes: Promise<unknown>[] = []
  await beside(async (other) => {
    await lock(other, one)
    outcomes.push(
      alice.calls.tasks.changeMany.mutate({ projectId, ids, change: { trashed: false } }),
    )
    await untilWaiting()
    await lock(other, thrown, 'nowait')
  })
  expect(await Promise.all(outcomes)).toMatchObject([{ changed: 1 }])

  await alice.calls.tasks.trash.mutate({ id: thrown })
  await alice.calls.tasks.trash.mutate({ id: one })
  const until = new Date(Date.now() + 60_000).toISOString()
  const emptied: Promise<unknown>[] = []
  await beside(async (other) => {
    await lock(other, one)
    emptied.push(alice.calls.tasks.emptyTrash.mutate({ projectId, until }))
    await untilWaiting()
    await lock(other, thrown, 'nowait')
  })
  expect(await Promise.all(emptied)).toMatchObject([{ purged: 2, left: 0 }])
})

test('a change that loses a deadlock is done all the same', async () => {
  const { projectId, ids, one, other: second } = await filled()
  // Who notices the deadlock loses; mostly that is who waited first.
  for (let round = 0; round < 3; round += 1) {
    const priority = (['high', 'low', 'urgent'] as const)[round]
    const outcomes: Promise<unknown>[] = []
    await beside(async (other) => {
      await lock(other, second)
      outcomes.push(
        alice.calls.tasks.changeMany.mutate({ projectId, ids, change: { priority } }).then(
          ({ changed }) => ({ changed }),
          (error) => error.data,
        ),
      )
      await untilWaiting()
      await lock(other, one)
    }).catch((error: { code?: string }) => expect(error.code).toBe('40P01'))
    expect(await Promise.all(outcomes)).toEqual([{ changed: 2 }])
  }
})

test('a label that is deleted while a task gets it is on no task afterwards', async () => {
  const { projectId, one, labelId } = await filled()
  const outcomes: Promise<unknown>[] = []
  await beside(async (other) => {
    await lock(other, one)
    outcomes.push(alice.calls.tasks.change.mutate({ id: one, version: 1, labelIds: [labelId] }))
    await untilWaiting()
    let isDeleted = false
    const deletion = alice.calls.labels.delete.mutate({ projectId, id: labelId })
    outcomes.push(deletion.then(() => (isDeleted = true)))
    await pollUntil(async () => isDeleted || (await waiting()) >= 2, {
      complaint: 'the label is neither deleted nor waits',
    })
  })
  await Promise.all(outcomes)
  const { rows } = await system.rows.query('select "labelIds" from "Task" where id = $1', [one])
  expect(rows).toEqual([{ labelIds: [] }])
})

test.each([
  ['ranks are renewed', `update "Task" set rank = rank || 'V' where "projectId" = $1`],
  [
    'its new status comes to mean another thing',
    `update "Status" set "group" = 'started' where "projectId" = $1 and "group" = 'completed'`,
  ],
])('a task that is completed with its parts while %s is placed anew', async (_, sql) => {
  const { projectId, one, other: parentId } = await filled()
  const part = await alice.calls.tasks.create.mutate({ projectId, title: 'Part', parentId })
  const [before] = await rowsOf(projectId, parentId)
  let outcome: Promise<unknown> = Promise.resolve()
  await beside(async (other) => {
    // In the order of their ids: with one of them alone each would wait for the other, and either could lose.
    for (const id of [parentId, part.id].sort()) await lock(other, id)
    outcome = alice.calls.tasks.close.mutate({ id: parentId, subtasks: 'complete' }).then(
      ({ rank }) => ({ rank }),
      (error) => error.data.code,
    )
    await untilWaiting()
    await other.query(sql, [projectId])
  })
  await outcome
  const [after] = await rowsOf(projectId, parentId)
  const [{ isPlaced = false } = {}] = (
    await system.rows.query<{ isPlaced: boolean }>(
      `select (s."group" = 'completed') = (t."completedAt" is not null) as "isPlaced"
         from "Task" t join "Status" s on s.id = t."statusId" where t.id = $1`,
      [parentId],
    )
  ).rows
  expect(isPlaced).toBe(true)
  if (sql.includes('rank')) expect(after?.rank).toBe(`${before?.rank}V`)
  expect(one).not.toBe(parentId)
})

test('a task that is moved while its new status comes to mean another thing is as that status says', async () => {
  const { projectId, one, started } = await filled()
  let outcome: Promise<unknown> = Promise.resolve()
  await beside(async (other) => {
    await other.query('select from project_for_change($1, $2, true)', [projectId, alice.id])
    outcome = alice.calls.tasks.move.mutate({ id: one, statusId: started })
    await untilWaiting()
    await other.query(`update "Status" set "group" = 'completed' where id = $1`, [started])
  })
  expect(await outcome).toMatchObject({ statusId: started, completedAt: expect.any(String) })
})

const rowsOf = async (projectId: string, id: string) =>
  (
    await system.rows.query<{ rank: string }>(
      'select rank from "Task" where "projectId" = $1 and id = $2',
      [projectId, id],
    )
  ).rows
