import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from '@jest/globals'
import type pg from 'pg'
import * as analytics from './analytics-service/router.ts'
import { pollUntil } from './chassis/poll-until.ts'
import * as file from './file-service/router.ts'
import type { Person } from './frontend-service/testing/people.ts'
import { type System, startSystem } from './frontend-service/testing/test-system.ts'
import * as task from './task-service/router.ts'
import { clientOf } from './testing/postgres.ts'
import * as user from './user-service/router.ts'

/** 200 subtasks with the longest titles, people and labels are the most. */
const BOUND_BYTES = 600 * 1024

let system: System
let alice: Person
let databases: pg.Client[]
/** Places with as much in them, and as long, as the contracts allow. */
let places: {
  workspaceId: string
  projectId: string
  taskId: string
  actionId: string
  webhookId: string
  teamId: string
}

beforeAll(async () => {
  system = await startSystem()
  alice = await system.person('Alice')
  databases = system.databases.map((env) => clientOf(env, env.DATABASE_NAME))
  for (const database of databases) await database.connect()
  places = await fill()
})
afterAll(async () => {
  for (const database of databases ?? []) await database.end()
  await system?.close()
})

/** Four bytes a character, the most that UTF-8 has. */
const long = (characters: number) => '😀'.repeat(characters)

async function fill() {
  const [users, tasks, figures, files] = databases
  const { workspaceId, trpc } = alice
  const made = { workspaceId, key: 'LONG', name: long(80) }
  const { id: projectId } = await trpc.task.projects.create.mutate(made)
  await trpc.task.projects.update.mutate({ id: projectId, description: long(20_000) })
  const { id: taskId, version } = await trpc.task.tasks.create.mutate({
    projectId,
    title: long(200),
    description: long(20_000),
  })
  await trpc.task.tasks.close.mutate({ id: taskId, version })
  await pollUntil(async () => {
    const { totals } = await trpc.analytics.dashboard.get.query({ ...dashboard(), workspaceId })
    return totals.created === 1
  })
  const ids = 'array(select gen_random_uuid() from generate_series(1, 19))'
  await tasks?.query(
    `insert into "Status" (id, "projectId", name, "group", rank)
     select gen_random_uuid(), $1, n || repeat($2, 38), 'started', 100 + n from generate_series(1, 30 - (
       select count(*)::int from "Status" where "projectId" = $1)) n`,
    [projectId, '😀'],
  )
  await tasks?.query(
    `insert into "Label" (id, "projectId", name, color)
     select gen_random_uuid(), $1, n || repeat($2, 37), 'orange' from generate_series(1, 200) n`,
    [projectId, '😀'],
  )
  await tasks?.query(
    `insert into "View" (id, "projectId", name, kind, scope, q, "ownerId")
     select gen_random_uuid(), $1, repeat($2, 80), 'board', s.scope::"ViewScope", repeat($2, 2000), $3
       from generate_series(1, 30), (values ('private'), ('project')) s(scope)`,
    [projectId, '😀', alice.id],
  )
  await tasks?.query(
    `insert into "Task" (id, "projectId", number, title, "statusId", rank, "assigneeIds", "labelIds", "createdBy", "dueDate", "trashedAt")
     select gen_random_uuid(), $1, 1000 * (s.rank + 1) + n, repeat($2, 200), s.id, 'r' || s.rank || 'n' || n, ${ids} || $3::uuid, ${ids}, $3,
            (array['2020-01-01', '2026-11-28', '2026-11-30', '2027-06-01'])[least((n + 1) / 2, 4)], case when n > 60 then now() end
       from "Status" s, generate_series(1, 64) n where s."projectId" = $1`,
    [projectId, '😀', alice.id],
  )
  const others = `select id from "Task" where "projectId" = $2 and "trashedAt" is null and id <> $1`
  await tasks?.query(`update "Task" set "parentId" = $1 where id in (${others} limit 200)`, [
    taskId,
    projectId,
  ])
  await tasks?.query(
    `insert into "Relation" (id, "fromId", "toId", kind, "createdBy")
     select gen_random_uuid(), $1, id, 'blocks', $3 from (${others} limit 100) other`,
    [taskId, projectId, alice.id],
  )
  await tasks?.query(
    `insert into "Comment" (id, "taskId", "authorId", text)
     select gen_random_uuid(), $1, $2, repeat($3, 10000) from generate_series(1, 100)`,
    [taskId, alice.id, '😀'],
  )
  await tasks?.query(
    `insert into "Reaction" ("commentId", emoji, "userId")
     select id, emoji, gen_random_uuid() from "Comment", unnest(enum_range(null::"Emoji")) emoji, generate_series(1, 12)`,
  )
  const wide = (text: string, n: number) =>
    `to_jsonb(array[repeat('${text}', ${n}), repeat('${text}', ${n})])`
  await tasks?.query(
    `insert into "Event" ("workspaceId", "projectId", "taskId", "actorId", "actionId", type, changes)
     select $1, $2, $3, $4, gen_random_uuid(), 'task.updated',
            jsonb_build_object('title', ${wide('😀', 200)}, 'description', ${wide('😀', 500)})
       from generate_series(1, 200)`,
    [workspaceId, projectId, taskId, alice.id],
  )
  const actionId = randomUUID()
  await tasks?.query(
    `insert into "Event" ("workspaceId", "projectId", "taskId", "actorId", "actionId", type, changes)
     select $1, $2, t.id, $3, $4, 'task.updated', jsonb_build_object('title', ${wide('😀', 200)})
       from "Task" t where t."projectId" = $2 limit 1000`,
    [workspaceId, projectId, alice.id, actionId],
  )
  await figures?.query(
    `insert into "TaskFact" (id, "projectId", key, title, "statusId", "createdAt", "startedAt", "completedAt")
     select gen_random_uuid(), "projectId", 'LONG-1', title, "statusId", now() - interval '1 hour', now() - interval '1 hour', now()
       from "TaskFact", generate_series(1, 600)`,
  )
  await pollUntil(async () => (await files?.query('select from "Project"'))?.rowCount === 1)
  await files?.query(
    `insert into "File" (id, "projectId", name, category, state, "sizeBytes", "uploadedBy")
     select gen_random_uuid(), $1, repeat($2, 255), 'document', 'ready', 1, $3 from generate_series(1, 120)`,
    [projectId, '😀', alice.id],
  )
  await users?.query(
    `select audit_append(array[$1::uuid], 'workspace_renamed', $2::uuid, $2::uuid, 'session', '{}', '',
       jsonb_build_object('from', repeat($3, 80), 'to', repeat($3, 80), 'device', repeat($3, 150))::text, null)
       from generate_series(1, 100)`,
    [workspaceId, alice.id, '😀'],
  )
  const webhookId = randomUUID()
  await tasks?.query(
    `insert into "Webhook" (id, "projectId", url, target, secret, types, q, "ownerId", "sinceId", "sinceSeq", stopped)
     select case n when 1 then $2::uuid else gen_random_uuid() end, $1, 'https://example.com/' || repeat('x', 2028), 'example.com', '',
            array(select 'project_member.role_changed' from generate_series(1, 32)), repeat($4, 2000), $3, 0, 0, 'person'
       from generate_series(1, 20) n`,
    [projectId, webhookId, alice.id, '😀'],
  )
  await tasks?.query(
    `insert into "WebhookDelivery" (id, "webhookId", type, status, response)
     select gen_random_uuid(), $1, 'project_member.role_changed', 'parked', repeat($2, 256) from generate_series(1, 200)`,
    [webhookId, '😀'],
  )
  const teamId = randomUUID()
  await tasks?.query(
    `with team as (insert into "Team" (id, "workspaceId") values ($1, $2) returning id)
     insert into "ProjectTeam" ("projectId", "teamId", role, "givenById", "givenAt") select $3, id, 'commenter', $4, now() from team`,
    [teamId, workspaceId, projectId, alice.id],
  )
  return { workspaceId, projectId, taskId, actionId, webhookId, teamId }
}

const dashboard = () => ({ days: 84, timeZone: 'Asia/Seoul' }) as const

/** What is asked of each procedure that reads, for the longest answer that it can give. */
const longest = {
  user: {
    'me.get': () => undefined,
    'workspaces.list': () => undefined,
    'members.list': workspace,
    'members.deleted': workspace,
    'teams.list': workspace,
    'teams.get': null,
    'invitations.list': workspace,
    'audit.list': () => ({ ...workspace(), limit: 100 }),
    'audit.check': workspace,
    'factorPolicy.get': workspace,
    'operators.list': () => undefined,
  },
  task: {
    'projects.list': workspace,
    'projects.get': () => ({ ...workspace(), key: 'LONG' }),
    'views.list': project,
    'webhooks.list': project,
    'webhooks.deliveries': () => ({ ...project(), id: places.webhookId, limit: 100 }),
    'members.list': project,
    'projectTeams.list': project,
    'projectTeams.projects': () => ({ ...workspace(), teamId: places.teamId }),
    'taskGrants.list': () => ({ taskId: places.taskId }),
    'sharedTasks.list': workspace,
    'sharedTasks.get': () => ({ ...workspace(), key: 'LONG-1' }),
    'readers.ofProject': () => ({ ...project(), limit: 100 }),
    'readers.ofTask': () => ({ taskId: places.taskId, limit: 100 }),
    'readers.ifVisibility': () => ({ ...project(), visibility: 'private' }),
    'readers.ifMember': () => ({ ...project(), userId: alice.id }),
    'readers.ifTeam': () => ({ ...project(), teamId: alice.id }),
    'tasks.list': () => ({ ...project(), limit: 100 }),
    'tasks.board': project,
    'tasks.matching': project,
    'tasks.get': () => ({ ...workspace(), key: 'LONG-1' }),
    'tasks.getById': () => ({ id: places.taskId }),
    'tasks.trashed': project,
    'tasks.subtasks': () => ({ taskId: places.taskId }),
    'watchers.list': () => ({ taskId: places.taskId }),
    'relations.list': () => ({ taskId: places.taskId }),
    'comments.list': () => ({ taskId: places.taskId, limit: 100 }),
    'mine.get': () => ({ ...workspace(), today: '2026-11-28' }),
    'activity.list': () => ({ ...workspace(), limit: 100 }),
    'actions.list': () => ({ ...workspace(), limit: 100 }),
    'actions.tasks': () => ({ actionId: places.actionId, limit: 100 }),
    'actions.preview': () => ({ actionId: places.actionId }),
    'search.find': () => ({ ...workspace(), text: '😀' }),
  },
  analytics: { 'dashboard.get': () => ({ ...workspace(), ...dashboard() }) },
  file: {
    'files.list': () => ({ ...project(), limit: 100 }),
    'files.ofTask': () => ({ taskId: places.taskId, limit: 100 }),
    'files.get': null,
    'usage.get': project,
  },
} satisfies Record<string, Record<string, (() => unknown) | null>>

function workspace() {
  return { workspaceId: places.workspaceId }
}
function project() {
  return { projectId: places.projectId }
}

const routers = { user, task, analytics, file }
const asked: [string, (() => unknown) | null | undefined][] = Object.entries(routers).flatMap(
  ([short, { browserRouter }]) =>
    Object.entries(browserRouter._def.procedures as object)
      .filter(([, { _def }]) => _def.type === 'query')
      .map(([path]): [string, (() => unknown) | null | undefined] => [
        `${short}/${path}`,
        Object.entries<Record<string, (() => unknown) | null>>(longest).find(
          ([name]) => name === short,
        )?.[1][path],
      ]),
)

test.each(asked)('the longest answer of %s is bounded in bytes', async (path, input) => {
  if (input === null) return
  if (!input) throw new Error('Say here what gives its longest answer')
  const query = input() === undefined ? '' : `?input=${encodeURIComponent(JSON.stringify(input()))}`
  const answer = await alice.request(`/trpc/${path}${query}`)
  const body = await answer.text()
  expect([answer.status, body.slice(0, answer.ok ? 10 : 500)]).toEqual([200, '{"result":'])
  expect(Buffer.byteLength(body)).toBeLessThanOrEqual(BOUND_BYTES)
})

test('pages that end early miss nothing: comments, a column of the board, the activity', async () => {
  const { comments, tasks, activity } = alice.trpc.task
  const { taskId, projectId, workspaceId } = places
  const said = new Set<string>()
  for (let cursor: string | undefined, more = true; more; ) {
    const page = await comments.list.query({ taskId, limit: 100, ...(cursor && { cursor }) })
    expect(page.items.length).toBeGreaterThan(0)
    for (const { id } of page.items) said.add(id)
    cursor = page.nextCursor ?? undefined
    more = page.nextCursor !== null
  }
  expect(said.size).toBe(100)

  const column = (await tasks.board.query({ projectId })).columns.at(-1)
  const { statusId = '', nextCursor } = column ?? {}
  const seen = new Set(column?.tasks.map(({ id }) => id))
  expect(seen.size).toBeGreaterThan(0)
  for (let cursor = nextCursor; cursor; ) {
    const page = await tasks.list.query({ projectId, statusId, cursor, limit: 100 })
    for (const { id } of page.items) seen.add(id)
    cursor = page.nextCursor
  }
  expect(seen.size).toBe(60)

  const happened = new Set<number>()
  for (let before: number | null | undefined; before !== null; ) {
    const page = await activity.list.query({
      workspaceId,
      taskId,
      limit: 100,
      ...(before && { before }),
    })
    for (const { seq } of page.items) happened.add(seq)
    before = page.nextBefore
  }
  expect(happened.size).toBeGreaterThanOrEqual(200)
})
