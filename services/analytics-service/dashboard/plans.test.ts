import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { type TemporaryDatabase, temporaryDatabase } from '../../testing/database.ts'
import { buffersOf, explained, nodesOf } from '../../testing/explain.ts'
import { clientOf } from '../../testing/postgres.ts'
import { POINTS_MAX } from '../contract.ts'
import { dashboardStatement } from './dashboard-statement.ts'
import { lastDays } from './days.ts'
import { summarySql } from './summary.ts'

let database: TemporaryDatabase
let db: ReturnType<typeof clientOf>
beforeAll(async () => {
  database = await temporaryDatabase('analytics')
  db = clientOf(database.env, database.env.DATABASE_NAME)
  await db.connect()
})
afterAll(async () => {
  await db.end()
  await database.close()
})

const uuid = (word: string) => `md5('${word}')::uuid`
const person = `${uuid('person')}`

/** A workspace of its own with one project; tasks come in over 200 days, one in five is completed. */
async function grown(word: string, tasks: number) {
  const project = uuid(word)
  await db.query(`
    insert into "Workspace" (id) values (${project});
    insert into "Member" ("workspaceId", "userId", role) values (${project}, ${person}, 'member');
    insert into "Project" (id, "workspaceId", visibility) values (${project}, ${project}, 'open');
    insert into "Status" (id, "projectId", name, "group", rank)
      select md5('${word}' || n)::uuid, ${project}, 'Status ' || n, (array['backlog','unstarted','started','completed','cancelled'])[n + 1], n
        from generate_series(0, 4) n;
    insert into "TaskFact" (id, "projectId", key, title, "statusId", "dueDate", "createdAt", "startedAt", "completedAt")
      select gen_random_uuid(), ${project}, 'A-' || n, 'Task ' || n, md5('${word}' || status)::uuid,
             case when status < 3 then to_char(now() + (abs(hashtext('due' || n)) % 60 - 30) * interval '1 day', 'YYYY-MM-DD') end,
             created, case when status = 3 then created + interval '1 hour' end,
             case when status = 3 then created + abs(hashtext('took' || n)) % 300 * interval '1 hour' end
        from (select n, abs(hashtext('status' || n)) % 5 as status,
                     now() - abs(hashtext('age' || n)) % (200 * 86400) * interval '1 second' as created
                from generate_series(1, ${tasks}) n) made;`)
}

async function plansOf(word: string) {
  const { rows } = await db.query<{ project: string; person: string }>(
    `select ${uuid(word)} as project, ${person} as person`,
  )
  const [ids] = rows
  if (!ids) throw new Error('no ids')
  const { dates, begins } = lastDays(84, new Date(), 'Asia/Seoul')
  const days = [
    `{${dates.join()}}`,
    `{${begins.map((begin) => JSON.stringify(begin.toISOString())).join()}}`,
  ]
  const now = new Date().toISOString()
  return {
    project: await explained(db, dashboardStatement, [
      ...[ids.person, ids.project, ids.project, ...days, '{}'],
    ]),
    workspace: await explained(db, dashboardStatement, [
      ...[ids.person, ids.project, null, ...days, '{}'],
    ]),
    summary: await explained(db, summarySql, [ids.person, ids.project, now, '{}']),
  }
}

/** Large tables that a report must not read whole. */
const large = ['TaskFact', 'QuarterCount']

test('reports read days, statuses and the tasks that they show, however many tasks a project has', async () => {
  await grown('small', 1000)
  await grown('large', 100_000)
  for (const table of ['TaskFact', 'StatusCount', 'QuarterCount', 'Status', 'Project', 'Member'])
    await db.query(`vacuum analyze "${table}"`)
  const [before, after] = [await plansOf('small'), await plansOf('large')]
  for (const name of ['project', 'workspace', 'summary'] as const) {
    const scanned = nodesOf(after[name])
      .filter((node) => node['Node Type'] === 'Seq Scan')
      .map((node) => node['Relation Name'] ?? '')
      .filter((table) => large.includes(table))
    // The tasks that are shown one by one stand anywhere in their table.
    const most = 2 * buffersOf(before[name]) + 100 + (name === 'summary' ? 0 : POINTS_MAX)
    expect({ name, scanned, isDear: buffersOf(after[name]) > most }).toEqual({
      ...{ name, scanned: [], isDear: false },
    })
  }
})
