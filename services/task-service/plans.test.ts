import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { newsSql } from '../chassis/feed/feed.ts'
import { buffersOf, explained, nodesOf, type Plan } from '../testing/explain.ts'
import { clientOf } from '../testing/postgres.ts'
import { readersSql } from './access/readers.ts'
import { commentsSql } from './comments/comments.ts'
import { activitySql } from './events/activity.ts'
import { pulledSql, visibleEventsSql } from './events/events-router.ts'
import { redactFilesSql } from './events/redact.ts'
import { filterIn } from './filter/filter.ts'
import { sharedTaskSql } from './grants/shared-tasks.ts'
import { groupedSql } from './lists/grouped.ts'
import { type BoardFilter, boardSql, type ListFilter, listSql } from './lists/lists.ts'
import { matchingSql } from './lists/matching.ts'
import { ownHistorySql } from './personal-data/history.ts'
import { ownCommentsSql } from './personal-data/sections.ts'
import { ownTasksSql } from './personal-data/tasks.ts'
import { projectsSql } from './projects/projects.ts'
import { relatedSql } from './relations/relations.ts'
import { treeSql } from './tasks/duplicate.ts'
import { homeSql } from './tasks/home.ts'
import { mineSql, mineValues } from './tasks/mine.ts'
import { searchSql, searchValues } from './tasks/search.ts'
import { subtasksSql } from './tasks/subtasks.ts'
import {
  projectOf,
  type Someone,
  type Started,
  startTaskService,
} from './testing/start-task-service.ts'
import { actsSql } from './undo/history.ts'
import { watchersSql } from './watchers/watchers.ts'

let system: Started
/** A connection without the service's time limits. */
let db: ReturnType<typeof clientOf>
let alice: Someone
let place: Record<'workspaceId' | 'projectId' | 'statusId' | 'taskId', string>

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

/** Of 20 other workspaces with 200 projects. Their events are the newest: whoever looks for those of a quiet workspace in the
 *  whole log passes them all. Most projects are small: whoever takes a project's size from that reads the large one whole. */
const OTHER_EVENTS = 20_000
const OTHER_TASKS = 900
const otherProject = `md5('project' || n % 200)::uuid`

/** Tasks, events and comments with the numbers `from` to `count`; one in ten is part of another one, one in 50 of the first 1,000 is Alice's. Each column
 *  comes from a hash of its own: remainders would go together, and a filter on two of them find nothing. */
async function grow(from: number, count: number) {
  const { workspaceId, projectId, taskId } = place
  // Indexes are made when the rows are there, and rows that are right by themselves are not checked one by one.
  const { rows: indexes } = await db.query<{ name: string; definition: string }>(
    `select indexrelid::regclass::text as name, pg_get_indexdef(indexrelid) as definition
       from pg_index where indrelid in ('"Task"'::regclass, '"Event"'::regclass, '"Comment"'::regclass) and not indisprimary`,
  )
  await db.query(`set session_replication_role = replica; set maintenance_work_mem = '128MB'`)
  await db.query(indexes.map(({ name }) => `drop index ${name}`).join(';'))
  const title = `'Task ' || n || ' ' || left(md5(n::text), 12)`
  await db.query(
    `insert into "Task" (id, "projectId", number, title, "statusId", rank, "assigneeIds", "labelIds", "createdBy", "dueDate", "parentId")
     select md5('task' || n)::uuid, $1::uuid, n, ${title},
            (array(select id from "Status" where "projectId" = $1 order by rank))[1 + abs(hashtext('status' || n)) % 6],
            'f' || lpad(n::text, 6, '0'), array[case when n <= 1000 and abs(hashtext('who' || n)) % 50 = 0 then $2 else gen_random_uuid() end],
            '{}'::uuid[], $2, case when abs(hashtext('due' || n)) % 2 = 0 then '2026-11-' || 10 + abs(hashtext('day' || n)) % 20 end,
            case when n < 10 then $5::uuid when n % 10 = 0 then md5('task' || n - 1)::uuid end
       from generate_series($3::int, $4::int) n
     union all
     select gen_random_uuid(), ${otherProject}, n, ${title}, gen_random_uuid(), 'f' || n, array[gen_random_uuid()], '{}'::uuid[], $2, null, null
       from generate_series($3::int, $3::int + ${OTHER_TASKS}) n`,
    [projectId, alice.id, from, count, taskId],
  )
  await logged(
    `select $1::uuid, $2::uuid, id, case when number % 50 = 0 then $5::uuid end
       from "Task" where "projectId" = $2 and number between $3 and $4`,
    [workspaceId, projectId, from, count, alice.id],
  )
  await db.query(
    `insert into "Comment" (id, "taskId", "authorId", text)
     select gen_random_uuid(), id, case when number % 1000 = 0 then $1 else gen_random_uuid() end, 'Comment' from "Task" where number between $2 and $3 and number % 10 = 0`,
    [alice.id, from, count],
  )
  await logged(
    `select md5('workspace' || n % 20)::uuid, ${otherProject}, gen_random_uuid(), null::uuid from generate_series(1, $1::int) n`,
    [OTHER_EVENTS],
  )
  for (const { definition } of indexes) await db.query(definition)
  for (const table of ['Task', 'Event', 'Comment', 'Status', 'Project', 'Member'])
    await db.query(`vacuum analyze "${table}"`)
}

/** Events of workspace, project, task and person, with their places in the log. */
const logged = (places: string, values: unknown[]) =>
  db.query(
    `insert into "Event" ("workspaceId", "projectId", "taskId", "actorId", "actionId", type, changes, seq, place)
     select of.*, gen_random_uuid(), 'task.updated', '{}', ${next}, ${next}
       from (${places}) of ("workspaceId", "projectId", "taskId", "actorId")`,
    values,
  )

const next = '(select coalesce(max(seq), 0) from "Event") + row_number() over ()'
type Statement = [name: string, text: string, index: RegExp, values: unknown[]]

/** Each hot statement, the index that has to carry it, and what it is asked. */
const statements = (): Statement[] => {
  const { workspaceId, projectId, statusId, taskId } = place
  const tasks = { projectId, limit: 50 }
  const cursor = { rank: 'f000100', version: 1, id: taskId }
  const logOf = (scope: string) => [workspaceId, alice.id, scope, null, 30]
  const mine = mineValues(
    { user: alice, now: new Date('2026-11-25T03:00:00Z') },
    { workspaceId, today: '2026-11-25', timeZone: 'Asia/Seoul' },
  )
  const searched = (text: string) => [workspaceId, alice.id, ...searchValues(text)]
  return [
    listed('list', /^Task_(list_idx|projectId_rank_key)$/, tasks),
    listed('next page', /^Task_(list_idx|projectId_rank_key)$/, { ...tasks, cursor }),
    listed('open tasks', /^Task_(list_idx|projectId_rank_key)$/, { ...tasks, open: true }),
    listed('of a status', /^Task_board_idx$/, { ...tasks, statusId }),
    listed('of a person', /^Task_assignees_idx$/, { ...tasks, assigneeId: alice.id }),
    listed('some by id', /^Task_pkey$/, { ...tasks, ids: [taskId] }),
    ['task with its parts', treeSql, /^Task_parentId_idx$/, [taskId]],
    ['watchers', watchersSql, /^Comment_taskId_id_idx$/, [taskId, alice.id]],
    ['relations', relatedSql, /^Relation_fromId_toId_kind_key$/, [taskId, alice.id]],
    ['subtasks', subtasksSql, /^Task_parentId_idx$/, [taskId, alice.id]],
    ['projects', projectsSql, /^Task_board_idx$/, [workspaceId, alice.id]],
    columns('board', /^Task_board_idx$/, { projectId }),
    columns('board of a person', /^Task_assignees_idx$/, { projectId, assigneeId: alice.id }),
    ['mine', mineSql, /^Task_assignees_idx$/, mine],
    ['home, its tasks', homeSql, /^Task_assignees_idx$/, mine],
    ['home, its log', homeSql, /^Event_workspaceId_place_key$/, mine],
    ['search', searchSql, /^Task_pairs_idx$/, searched('abc12')],
    ['two letters', searchSql, /^Task_pairs_idx$/, searched('ab')],
    ['a Korean word', searchSql, /^Task_pairs_idx$/, searched('회의')],
    ['the key of a project', searchSql, /^Task_projectId_number_key$/, searched('BIG')],
    ['a beginning of keys', searchSql, /^Task_projectId_number_key$/, searched('BIG-1')],
    ['activity', activitySql('workspace'), /^Event_workspaceId_place_key$/, logOf(workspaceId)],
    ['of a project', activitySql('project'), /^Event_projectId_place_idx$/, logOf(projectId)],
    ['of a task', activitySql('task'), /^Event_taskId_seq_idx$/, logOf(taskId)],
    ['own acts', actsSql, /^Event_own_idx$/, [workspaceId, alice.id, null, 30]],
    [
      'own history',
      ownHistorySql,
      /^Event_workspaceId_place_key$/,
      [alice.id, workspaceId, 0, 100],
    ],
    ['own comments', ownCommentsSql, /^Comment_own_idx$/, [alice.id, null, 1]],
    ['own tasks', ownTasksSql, /^Task_projectId_number_key$/, [alice.id, projectId, 0, 100]],
    ['pull', pulledSql, /^Event_seq_key$/, [400, 100]],
    ['visible', visibleEventsSql, /^Event_seq_key$/, [400, 100, `{${alice.id}}`]],
    ['news', newsSql, /^Event_seq_key$/, [1_000_000]],
    ['readers', readersSql('task'), /^Event_grants_idx$/, readersOf(taskId)],
    ['files of purged tasks', redactFilesSql, /^Event_file_idx$/, [[taskId]]],
    ['shared', sharedTaskSql, /^Task_projectId_number_key$/, [workspaceId, alice.id, 'BIG', 1]],
    ['comments', commentsSql, /^Comment_taskId_id_idx$/, [taskId, null, 50, alice.id]],
  ]
}

const listed = (name: string, index: RegExp, filter: ListFilter): Statement => {
  const { text, values } = listSql(alice.id, filter)
  return [name, text, index, values]
}
const columns = (name: string, index: RegExp, filter: BoardFilter): Statement => {
  const { text, values } = boardSql(alice.id, filter)
  return [name, text, index, values]
}

const readersOf = (place: string) => [place, alice.id, 50, 'owner', nobody, null, false]
const nobody = '00000000-0000-0000-0000-000000000000'

/** The plans of all statements, made for any values: so the connections of services are set. */
async function plans() {
  const found = new Map<string, { index: RegExp; plan: Plan }>()
  for (const [name, text, index, values] of statements())
    found.set(name, { index, plan: await explained(db, text, values) })
  return found
}

/** What is wrong with a plan: the index that it lacks, tables read whole, sorts of more than 1,000 rows. */
function faultsOf({ index, plan }: { index: RegExp; plan: Plan }) {
  const nodes = nodesOf(plan)
  const isCarried = nodes.some((node) => index.test(node['Index Name'] ?? ''))
  const scanned = nodes
    .filter((node) => node['Node Type'] === 'Seq Scan')
    .map((node) => node['Relation Name'])
    .filter((table) => table === 'Task' || table === 'Event' || table === 'Comment')
  const sorted = nodes
    .filter((node) => node['Node Type'] === 'Sort')
    .flatMap((node) => node.Plans ?? [])
    .filter((node) => node['Actual Rows'] > 1000)
  return [
    ...(isCarried ? [] : [`without ${index}`]),
    ...scanned.map((table) => `reads all of ${table}`),
    ...sorted.map((node) => `sorts ${node['Actual Rows']} rows`),
  ]
}

/** 8 KiB buffers that a statement may read in the small project. */
const MOST = 2000

test('the hot statements cost the same in a project of 1,000 and of 100,000 tasks', async () => {
  await grow(2, 1000)
  const small = await plans()
  await grow(1001, 100_000)
  const faults = [...(await plans())].flatMap(([name, found]) => {
    const [before = 0, after] = [small.get(name)?.plan, found.plan].map(
      (plan) => plan && buffersOf(plan),
    )
    const isDear = before > MOST || (after ?? 0) > 2 * before + 100
    return [...faultsOf(found), ...(isDear ? [`${before}, then ${after} buffers`] : [])].map(
      (fault) => `${name}: ${fault}`,
    )
  })
  expect(faults).toEqual([])
})

/** Filters as people write them, and the index that carries their list. */
const filters: [q: string, index: RegExp][] = [
  ['status:open', /^Task_board_idx$/],
  ['due<+7d', /^Task_board_idx$/],
  ['is:overdue', /^Task_board_idx$/],
  ['label:none p:none', /^Task_board_idx$/],
  ['assignee:me', /^Task_assignees_idx$/],
  ['status:open due<+7d (p:none | p:urgent) assignee:me sort:due', /^Task_assignees_idx$/],
  ['watcher:me', /^Task_board_idx$/],
  ['-assignee:me', /^Task_board_idx$/],
  ['abc12', /^Task_board_idx$/],
  ['회의 | has:comment', /^Task_board_idx$/],
  ['key:BIG-77,BIG-99999', /^Task_projectId_number_key$/],
  ['created>-2w -completed:none', /^Task_board_idx$/],
  ['is:trashed', /^Task_hidden_idx$/],
  ['is:archived assignee:none', /^Task_hidden_idx$/],
  ['sort:due', /^Task_due_time_idx$/],
  ['status:open sort:due', /^Task_due_time_idx$/],
  ['sort:-updated,title', /^Task_board_idx$/],
]

/** Those that are asked for in groups too. */
const grouped = ['status:open', 'abc12', 'status:open sort:due']
const asking = { today: '2026-11-25', timeZone: 'Asia/Seoul', groupBy: 'status' } as const
/** 8 KiB buffers of a project that is read once. */
const ALL = 20_000

test('a filter reads a project of 100,000 tasks by an index and at most once, and a board its columns or its groups', async () => {
  const { projectId, statusId } = place
  const faults: string[] = []
  for (const [q, index] of filters) {
    const asked = { ...asking, projectId, q }
    const context = { user: { id: alice.id }, pool: system.rows, pullMembers: async () => 0 }
    const filter = await filterIn({ ...context, ...noCall }, asked)
    const list = { projectId, limit: 50 }
    for (const [name, { text, values }] of Object.entries({
      list: listSql(alice.id, list, filter),
      column: listSql(alice.id, { ...list, statusId }, filter),
      board: boardSql(alice.id, { projectId }, filter),
      all: matchingSql(alice.id, projectId, filter),
      ...Object.fromEntries(
        (grouped.includes(q) ? (['priority', 'assignee', 'due', 'none'] as const) : []).map(
          (groupBy) => [
            `by ${groupBy}`,
            groupedSql(
              alice.id,
              { projectId, groupBy, today: '2026-11-25', timeZone: 'UTC' },
              filter,
            ),
          ],
        ),
      ),
    })) {
      const plan = await explained(db, text, values)
      const isScanned = faultsOf({ index, plan }).some((fault) => fault.startsWith('reads all'))
      if (isScanned) faults.push(`${q}: ${name} scans`)
      if (buffersOf(plan) > ALL) faults.push(`${q}: ${name} reads ${buffersOf(plan)} buffers`)
      if (name === 'list' && nodesOf(plan).every((node) => !index.test(node['Index Name'] ?? '')))
        faults.push(`${q}: without ${index}`)
    }
  }
  expect(faults).toEqual([])
})

/** What only names of people need. */
const noCall = {
  ...{ directory: async () => [], now: new Date() },
  ...{ requestId: '', deadline: { at: 0 }, traceparent: '' },
}
