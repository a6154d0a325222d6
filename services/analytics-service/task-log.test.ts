import { spawn } from 'node:child_process'
import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { pollUntil } from '../chassis/poll-until.ts'
import { type Observatory, startObservatory } from './observatory.ts'
import { recomputed } from './recomputation.ts'
import { startOver } from './start-over.ts'

let observatory: Observatory
let alice: Awaited<ReturnType<Observatory['founder']>>
let projectId: string
beforeAll(async () => {
  observatory = await startObservatory()
  alice = await observatory.founder('Alice')
  const { workspaceId } = alice
  const about = { workspaceId, key: 'WEB', name: 'Web' }
  projectId = (await alice.tasks.projects.create.mutate(about)).id
})
afterAll(() => observatory.close())

const asked = () => ({ projectId, days: 28 as const, timeZone: 'Asia/Seoul' })
const shown = async () => {
  const { workspaceId } = alice
  const { asOf, ...figures } = await observatory
    .dashboardOf(alice)
    .query({ workspaceId, ...asked() })
  return figures
}
const work = async (count: number) => {
  const { tasks } = alice.tasks
  for (let done = 0; done < count; done++) {
    const { id } = await tasks.create.mutate({ projectId, title: `Task ${done}` })
    if (done % 2 === 0) await tasks.close.mutate({ id })
  }
}

test('a consumer that is killed in the middle loses nothing and counts nothing twice', async () => {
  await observatory.stop()
  await work(30)
  // More than one page, so that there is a middle to be killed in.
  await observatory.log.query(
    `insert into "Event" ("workspaceId", "projectId", "taskId", "actionId", type, changes)
     select "workspaceId", "projectId", "taskId", "actionId", 'task.updated', jsonb_build_object('title', jsonb_build_array('', 'Title ' || n))
       from "Event", generate_series(1, 18) n where type = 'task.created' order by n, id`,
  )
  const child = spawn(process.execPath, ['--import', 'tsx', 'services/analytics-service/main.ts'], {
    stdio: 'ignore',
    env: { ...process.env, ...textOf(observatory.env) },
  })
  await pollUntil(observatory.cursor, { everyMs: 5 })
  child.kill('SIGKILL')
  await new Promise((resolve) => child.once('exit', resolve))
  const reached = await observatory.cursor()

  await Promise.all([observatory.restart(), work(10)])
  await observatory.upToDate()
  expect(await observatory.cursor()).toBeGreaterThan(reached)
  expect(await shown()).toEqual(await recomputed(observatory.log, asked()))
})

test('emptied and read again from the beginning, the figures are the same', async () => {
  const before = await shown()
  await startOver(observatory.rows)
  await observatory.upToDate()
  expect(await shown()).toEqual(before)
})

test('an event that nobody understands is set aside with an alarm, and later ones flow', async () => {
  await observatory.log.query(
    `insert into "Event" ("workspaceId", "projectId", "taskId", "actionId", type, changes)
     select "workspaceId", "projectId", gen_random_uuid(), "actionId", 'task.created', '{"title": [null, 7]}'
       from "Event" where type = 'task.created' limit 1`,
  )
  const before = await shown()
  await alice.tasks.tasks.create.mutate({ projectId, title: 'After the broken one' })
  await observatory.upToDate()
  expect((await shown()).totals.open).toBe(before.totals.open + 1)
  expect(await observatory.metric('events_parked_total')).toBe(1)
  const { rows } = await observatory.rows.query('select seq, event, error from "ParkedEvent"')
  expect(rows).toEqual([
    {
      seq: expect.any(String),
      event: expect.objectContaining({ type: 'task.created' }),
      error: expect.stringContaining('title'),
    },
  ])
})

const textOf = (env: object) =>
  Object.fromEntries(
    Object.entries(env).flatMap(([name, value]) =>
      value === undefined ? [] : [[name, String(value)]],
    ),
  )
