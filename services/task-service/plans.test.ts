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
import { grow } from './testing/big-project.ts'
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
  await grow({ db, ...place, userId: alice.id }, 2, 1000)
  const small = await plans()
  await grow({ db, ...place, userId: alice.id }, 1001, 100_000)
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
  ['parent:BIG-76,BIG-1', /^Task_parentId_idx$/],
  ['parent:none', /^Task_board_idx$/],
  ['is:blocked', /^Task_blocked_idx$/],
  ['-is:blocked', /^Task_board_idx$/],
  ['has:subtask', /^Task_parts_idx$/],
  ['has:file', /^Task_files_idx$/],
  ['has:checklist | key:GONE-7', /^Task_board_idx$/],
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
