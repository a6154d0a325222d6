import { spawn } from 'node:child_process'
import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { pollUntil } from '../../chassis/poll-until.ts'
import { type AnalyticsTeam, startAnalyticsTeam } from '../testing/analytics-team.ts'
import { expectedDashboard } from '../testing/dashboard-oracle.ts'
import { replay } from './replay.ts'

let team: AnalyticsTeam
let alice: Awaited<ReturnType<AnalyticsTeam['founder']>>
let projectId: string
beforeAll(async () => {
  team = await startAnalyticsTeam()
  alice = await team.founder('Alice')
  const { workspaceId } = alice
  const about = { workspaceId, key: 'WEB', name: 'Web' }
  projectId = (await alice.tasks.projects.create.mutate(about)).id
})
afterAll(() => team.close())

const asked = () => ({ projectId, days: 28 as const, timeZone: 'Asia/Seoul' })
const shown = async () => {
  const { workspaceId } = alice
  const { asOf, ...figures } = await team.dashboardOf(alice).query({ workspaceId, ...asked() })
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
  await team.stop()
  await work(30)
  // More than one page, so that there is a middle to be killed in.
  await team.log.query(
    `insert into "Event" ("workspaceId", "projectId", "taskId", "actionId", type, changes)
     select "workspaceId", "projectId", "taskId", "actionId", 'task.updated', jsonb_build_object('title', jsonb_build_array('', 'Title ' || n))
       from "Event", generate_series(1, 18) n where type = 'task.created' order by n, id`,
  )
  const child = spawn(process.execPath, ['--import', 'tsx', 'services/analytics-service/main.ts'], {
    stdio: 'ignore',
    env: { ...process.env, ...textOf(team.env) },
  })
  await pollUntil(team.cursor, { everyMs: 5 })
  child.kill('SIGKILL')
  await new Promise((resolve) => child.once('exit', resolve))
  const reached = await team.cursor()

  await Promise.all([team.restart(), work(10)])
  await team.upToDate()
  expect(await team.cursor()).toBeGreaterThan(reached)
  expect(await shown()).toEqual(await expectedDashboard(team.log, asked()))
})

test('emptied and read again from the beginning, the figures are the same', async () => {
  const before = await shown()
  await replay(team.rows)
  await team.upToDate()
  expect(await shown()).toEqual(before)
})

test('an event that nobody understands is set aside with an alarm, and later ones flow', async () => {
  await team.log.query(
    `insert into "Event" ("workspaceId", "projectId", "taskId", "actionId", type, changes)
     select "workspaceId", "projectId", gen_random_uuid(), "actionId", 'task.created', '{"title": [null, 7]}'
       from "Event" where type = 'task.created' limit 1`,
  )
  const before = await shown()
  await alice.tasks.tasks.create.mutate({ projectId, title: 'After the broken one' })
  await team.upToDate()
  expect((await shown()).totals.open).toBe(before.totals.open + 1)
  expect(await team.metric('events_parked_total')).toBe(1)
  const { rows } = await team.rows.query('select seq, event, error from "ParkedEvent"')
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
