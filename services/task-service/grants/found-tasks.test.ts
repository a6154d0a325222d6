import { expect, test } from '@jest/globals'
import { buffersOf, explained, nodesOf } from '../../testing/explain.ts'
import { clientOf } from '../../testing/postgres.ts'
import { searchSql, searchValues } from '../tasks/search.ts'
import { sharingOf } from '../testing/shared-place.ts'
import type { Someone } from '../testing/start-task-service.ts'
import { startTaskTest } from '../testing/task-test.ts'
import { sharedTasksSql } from './shared-tasks.ts'

const { system, alice, gil, mina, admin, outsider } = await startTaskTest({
  ...{ gil: 'guest', mina: 'member', admin: 'member', outsider: 'none' },
} as const)
const { workspaceId } = alice
const { newPlace, give, take } = sharingOf(alice, admin)

const find = ({ calls }: Someone, text: string, projectId?: string) =>
  calls.search.find.query({ workspaceId, text, projectId })
const titlesOf = async (someone: Someone, text: string) =>
  (await find(someone, text)).shared?.map(({ title }) => title)

/** Another task of the project, given to nobody. */
const beside = ({ projectId }: { projectId: string }, title: string) =>
  alice.calls.tasks.create.mutate({ projectId, title })

test('a search finds what somebody was given alone by its key and its title, and nothing else of its project', async () => {
  const at = await newPlace()
  const { projectId, taskId, key } = at
  await beside(at, 'Shared with nobody')
  await beside(at, 'Hidden words')
  const internal = { taskId, text: 'Shared among us', isInternal: true }
  await alice.calls.comments.create.mutate(internal)
  for (const reader of [gil, mina]) {
    expect(await find(reader, 'share')).toEqual({ tasks: [], shared: [] })
    await give(at, reader, 'viewer')
    const [projectKey] = key.split('-')
    for (const text of ['share', 'SHARED', 'are', key, key.toLowerCase(), `${projectKey}-`])
      expect([text, await find(reader, text)]).toEqual([
        text,
        {
          tasks: [],
          shared: [
            ...[{ id: taskId, key, title: 'Shared', isArchived: false }].map((task) => ({
              ...task,
              status: { name: expect.any(String), group: expect.any(String) },
            })),
          ],
        },
      ])
    for (const text of ['hidden', 'among', `${projectKey}-2`, '%%', '__', 'Backlog'])
      expect([text, await titlesOf(reader, text)]).toEqual([text, []])
    // Of one project they are not: that is asked by who sees it.
    expect(await find(reader, 'share', projectId)).toEqual({ tasks: [], shared: [] })
  }
  // Who sees the project has it among the others.
  const own = await find(admin, 'shared')
  expect(own.tasks.map(({ title }) => title)).toContain('Shared')
  expect(own.shared).toEqual([])
  await expect(find(outsider, 'share')).rejects.toMatchObject({ data: { code: 'NOT_FOUND' } })
})

test('what was taken back, thrown away, moved or opened is not found as something alone any more', async () => {
  const rest = await titlesOf(gil, 'shared')
  const found = async () => ((await titlesOf(gil, 'shared'))?.length ?? 0) - (rest?.length ?? 0)
  const at = await newPlace()
  const { taskId, projectId } = at
  await give(at, gil)
  expect(await found()).toBe(1)
  await take(at, gil)
  expect(await found()).toBe(0)
  await give(at, gil)
  await alice.calls.tasks.trash.mutate({ id: taskId })
  expect(await found()).toBe(0)
  await alice.calls.tasks.restore.mutate({ id: taskId })
  expect(await found()).toBe(1)
  // Where its project is archived it is read still.
  await alice.calls.projects.archive.mutate({ id: projectId })
  expect(await found()).toBe(1)
  await alice.calls.projects.unarchive.mutate({ id: projectId })
  await alice.calls.members.add.mutate({ projectId, userId: gil.id, role: 'viewer' })
  expect(await found()).toBe(0)
  expect((await find(gil, 'shared')).tasks.map(({ id }) => id)).toContain(taskId)
  await alice.calls.members.remove.mutate({ projectId, userId: gil.id })
  expect(await found()).toBe(0)
  const [from, to] = [await newPlace(), await newPlace()]
  await give(from, gil)
  expect(await found()).toBe(1)
  await alice.calls.relocations.create.mutate({
    ...{ projectId: from.projectId, targetId: to.projectId, ids: [from.taskId] },
  })
  expect(await found()).toBe(0)
})

test('keys come before titles, and there are at most twenty', async () => {
  const kim = await system.person('Kim')
  await system.join(alice, kim, 'guest')
  const places = [await newPlace(), await newPlace()]
  for (const at of places) await give(at, kim)
  const [first, second] = places.map(({ key }) => key)
  const { projectId, taskId } = places[1] ?? (await newPlace())
  const { version } = await alice.calls.tasks.getById.query({ id: taskId })
  await alice.calls.tasks.change.mutate({ id: taskId, version, title: `After ${first}` })
  const keys = async (text: string) => (await find(kim, text)).shared?.map(({ key }) => key)
  expect(await keys(first ?? '')).toEqual([first, second])
  const { tasks } = await alice.calls.tasks.createMany.mutate({
    projectId,
    tasks: Array.from({ length: 21 }, (_, nth) => ({ title: `Quarter ${nth}` })),
  })
  for (const { id } of tasks)
    await alice.calls.taskGrants.set.mutate({ taskId: id, userId: kim.id, role: 'viewer' })
  expect(await keys('quarter')).toHaveLength(20)
})

test('what somebody has alone is read by its index, however many there are of others', async () => {
  const db = clientOf(system.database.env, system.database.env.DATABASE_NAME)
  await db.connect()
  const { projectId } = await newPlace()
  const values = [workspaceId, gil.id]
  const statements = [
    { text: sharedTasksSql, values },
    { text: searchSql, values: [...values, ...searchValues('none of it')] },
    { text: searchSql, values: [...values, ...searchValues('PRIV')] },
  ]
  // Rows that are right by themselves are not checked one by one.
  await db.query(`set session_replication_role = replica`)
  const grow = async (from: number, to: number) => {
    await db.query(
      `with made as (insert into "Task" (id, "projectId", number, title, "statusId", rank, "createdBy")
         select gen_random_uuid(), "projectId", n, 'Task ' || n, "statusId", 'f' || lpad(n::text, 6, '0'), "createdBy"
           from (select * from "Task" where "projectId" = $1 limit 1) t, generate_series($2::int, $3::int) n returning id)
       insert into "TaskGrant" ("taskId", "userId", "workspaceId", "projectId", role, "givenById", "givenAt")
       select id, gen_random_uuid(), $4, $1, 'viewer', $5, now() from made`,
      [projectId, from, to, workspaceId, alice.id],
    )
    for (const table of ['Task', 'TaskGrant', 'Project', 'Member', 'Status'])
      await db.query(`vacuum analyze "${table}"`)
  }
  const plans = async () => {
    const found = []
    for (const { text, values } of statements) found.push(await explained(db, text, values))
    return found
  }
  await grow(1000, 1100)
  const small = await plans()
  await grow(2000, 22_000)
  for (const [nth, plan] of (await plans()).entries()) {
    const nodes = nodesOf(plan)
    expect(nodes.map((node) => node['Index Name'])).toContain('TaskGrant_workspaceId_userId_idx')
    const whole = nodes.filter((node) => node['Node Type'] === 'Seq Scan')
    const tables = whole.map((node) => node['Relation Name'])
    expect(tables.filter((name) => name === 'Task' || name === 'TaskGrant')).toEqual([])
    expect(buffersOf(plan)).toBeLessThanOrEqual(2 * buffersOf(small[nth] ?? plan) + 100)
  }
  await db.end()
})
