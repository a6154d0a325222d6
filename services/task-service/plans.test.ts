import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { clientOf } from '../testing/postgres.ts'
import { activitySql } from './events/activity.ts'
import { pulledSql, visibleEventsSql } from './events/events-router.ts'
import { projectsSql } from './projects/projects.ts'
import { boardSql, listSql } from './tasks/lists.ts'
import { mineSql } from './tasks/mine.ts'
import { pairsOf, searchSql } from './tasks/search.ts'
import {
  patiently,
  projectOf,
  type Someone,
  type Started,
  startTaskService,
} from './testing/start-task-service.ts'

let system: Started
/** A connection without the service's time limits. */
let db: ReturnType<typeof clientOf>
let alice: Someone
let place: { workspaceId: string; projectId: string; statusId: string; taskId: string }

beforeAll(async () => {
  system = await startTaskService()
  db = clientOf(system.database.env, system.database.env.DATABASE_NAME)
  await db.connect()
  alice = await system.person('Alice')
  const { id: projectId, statuses } = await projectOf(alice, 'BIG')
  const { id: taskId } = await alice.calls.tasks.create.mutate({ projectId, title: 'The first' })
  const statusId = statuses[1]?.id ?? ''
  place = { workspaceId: alice.workspaceId, projectId, statusId, taskId }
})
afterAll(async () => {
  await db.end()
  await system.close()
})

/** Tasks, events and comments with the numbers `from` to `count`; one in 50 of the first 1,000 is Alice's. Each column
 *  comes from a hash of its own: remainders would go together, and a filter on two of them find nothing. */
async function grow(from: number, count: number) {
  const { workspaceId, projectId } = place
  await db.query(
    `insert into "Task" (id, "projectId", number, title, "statusId", rank, "assigneeIds", "labelIds", "createdBy", "dueDate")
     select gen_random_uuid(), $1, n, 'Task ' || n || ' ' || md5(n::text),
            (array(select id from "Status" where "projectId" = $1 order by rank))[1 + abs(hashtext('status' || n)) % 6],
            rank_of(n), array[case when n <= 1000 and abs(hashtext('who' || n)) % 50 = 0 then $2 else gen_random_uuid() end],
            '{}', $2, case when abs(hashtext('due' || n)) % 2 = 0 then '2026-11-' || 10 + abs(hashtext('day' || n)) % 20 end
       from generate_series($3::int, $4::int) n`,
    [projectId, alice.id, from, count],
  )
  await db.query(
    `insert into "Event" ("workspaceId", "projectId", "taskId", "actorId", "actionId", type, changes)
     select $1, $2, id, $3, gen_random_uuid(), 'task.updated', '{}' from "Task" where number between $4 and $5`,
    [workspaceId, projectId, alice.id, from, count],
  )
  await db.query(
    `insert into "Comment" (id, "taskId", "authorId", text)
     select gen_random_uuid(), id, $1, 'Comment' from "Task" where number between $2 and $3`,
    [alice.id, from, count],
  )
  // Each reader gives places to 5,000.
  for (let stamped = 0; stamped <= count - from; stamped += 5000)
    await patiently(() => system.gateway.events.pull.query({ after: 0, limit: 1 }))
  for (const table of ['Task', 'Event', 'Comment', 'Status', 'Project', 'Member'])
    await db.query(`vacuum analyze "${table}"`)
}

/** Each hot statement, the index that has to carry it, and what it is asked. */
const statements = (): [string, string, RegExp, unknown[]][] => {
  const { workspaceId, projectId, statusId, taskId } = place
  const list = [projectId, alice.id, 50]
  const log = [alice.id, null, 30, workspaceId, false]
  const searched = (text: string) => [
    ...[workspaceId, alice.id, `%${text}%`, text.toUpperCase()],
    `{${pairsOf(text)}}`,
  ]
  const anyLog = /^Event_(seq_key|projectId_seq_idx|workspaceId_seq_idx)$/
  return [
    ['list', listSql({}), /^Task_list_idx$/, list],
    ['next page', listSql({ cursor: '' }), /^Task_list_idx$/, [...list, 'e000A0', 1, taskId]],
    ['open tasks', listSql({ open: true }), /^Task_list_idx$/, list],
    ['of a status', listSql({ statusId }), /^Task_board_idx$/, [...list, statusId]],
    ['of a person', listSql({ assigneeId: '' }), /^Task_assignees_idx$/, [...list, alice.id]],
    ['some by id', listSql({ ids: [] }), /^Task_pkey$/, [...list, `{${taskId}}`]],
    ['projects', projectsSql, /^Task_board_idx$/, [workspaceId, alice.id]],
    ['board', boardSql(false), /^Task_board_idx$/, [projectId, alice.id]],
    ['board of a person', boardSql(true), /^Task_assignees_idx$/, [projectId, alice.id, alice.id]],
    ['mine', mineSql, /^Task_assignees_idx$/, [workspaceId, alice.id, '2026-11-25']],
    // The previous release searches by trigrams.
    ['search', searchSql, /^Task_(pairs|title)_idx$/, searched('abc12')],
    ['two letters', searchSql, /^Task_pairs_idx$/, searched('ab')],
    ['a Korean word', searchSql, /^Task_pairs_idx$/, searched('회의')],
    ['activity', activitySql('workspace'), anyLog, [workspaceId, ...log]],
    ['of a project', activitySql('project'), anyLog, [projectId, ...log]],
    ['of a task', activitySql('task'), /^Event_taskId_seq_idx$/, [taskId, ...log]],
    ['pull', pulledSql, /^Event_seq_key$/, [400, 100]],
    ['visible', visibleEventsSql, /^Event_seq_key$/, [400, 100, `{${alice.id}}`]],
    ['comments', comments, /^Comment_taskId_id_idx$/, [taskId]],
  ]
}

const comments = 'select * from "Comment" where "taskId" = $1 and "deletedAt" is null order by id'

interface Plan {
  readonly 'Node Type': string
  readonly 'Relation Name'?: string
  readonly 'Index Name'?: string
  readonly 'Actual Rows': number
  readonly 'Shared Hit Blocks': number
  readonly 'Shared Read Blocks': number
  readonly Plans?: readonly Plan[]
}

const nodesOf = (plan: Plan): Plan[] => [plan, ...(plan.Plans ?? []).flatMap(nodesOf)]

/** The plans of all statements, once made for these values and once for any: a prepared statement gets either. */
async function plans() {
  const found: [string, RegExp, Plan][] = []
  for (const mode of ['custom', 'generic'])
    for (const [name, text, index, values] of statements()) {
      await db.query(`set plan_cache_mode = force_${mode}_plan`)
      await db.query(`prepare looked_at as ${text}`)
      const literals = values.map((value) => (value === null ? 'null' : `'${value}'`)).join()
      const { rows } = await db.query(
        `explain (analyze, buffers, timing off, format json) execute looked_at(${literals})`,
      )
      await db.query('deallocate looked_at')
      found.push([`${name}, ${mode}`, index, rows[0]['QUERY PLAN'][0].Plan])
    }
  return found
}

const buffersOf = (plan: Plan) => plan['Shared Hit Blocks'] + plan['Shared Read Blocks']

test('the hot statements cost the same in a project of 1,000 and of 20,000 tasks', async () => {
  await grow(2, 1000)
  const small = new Map((await plans()).map(([name, , plan]) => [name, buffersOf(plan)]))
  await grow(1001, 20_000)
  for (const [name, index, plan] of await plans()) {
    const nodes = nodesOf(plan)
    const scanned = nodes
      .filter((node) => node['Node Type'] === 'Seq Scan')
      .map((node) => node['Relation Name'])
      .filter((table) => table === 'Task' || table === 'Event' || table === 'Comment')
    const sorted = nodes.filter(
      (node) => node['Node Type'] === 'Sort' && node['Actual Rows'] > 1000,
    )
    const carried = nodes.some((node) => index.test(node['Index Name'] ?? ''))
    const dear = buffersOf(plan) > 2 * (small.get(name) ?? 0) + 100 && buffersOf(plan)
    expect({ name, carried, scanned, sorted, dear }).toEqual({
      name,
      carried: true,
      scanned: [],
      sorted: [],
      dear: false,
    })
  }
})

test('both adapters give the same lists, equal to what single reads say', async () => {
  const { workspaceId, projectId } = place
  const ask = async (path: string, input: object, batch: boolean) => {
    const authorization = `Bearer ${await system.sign('task-service', alice.id)}`
    const text = JSON.stringify(batch ? { 0: input } : input)
    const query = `input=${encodeURIComponent(text)}${batch ? '&batch=1' : ''}`
    const answer = await fetch(`${system.url}/trpc/${path}?${query}`, {
      headers: { authorization },
    })
    const body: unknown = await answer.json()
    return batch ? [body].flat()[0] : body
  }
  const asked: [string, object][] = [
    ['tasks.list', { projectId, limit: 20 }],
    ['tasks.board', { projectId }],
    ['mine.get', { workspaceId, today: '2026-11-25' }],
    ['search.find', { workspaceId, text: 'task 17' }],
  ]
  for (const [path, input] of asked) {
    const plain = await ask(path, input, false)
    expect(plain).toHaveProperty('result.data')
    expect(await ask(path, input, true)).toEqual(plain)
  }
  const { items } = await alice.calls.tasks.list.query({ projectId, limit: 20 })
  for (const item of items.slice(0, 3))
    expect(await alice.calls.tasks.get.query({ workspaceId, key: item.key })).toMatchObject(item)
})
