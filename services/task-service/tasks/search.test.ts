import { expect, test } from '@jest/globals'
import { projectOf } from '../testing/start-task-service.ts'
import { startTaskTest } from '../testing/task-test.ts'

const { system, alice } = await startTaskTest()

const found = async (text: string) => {
  const { workspaceId } = alice
  return (await alice.calls.search.find.query({ workspaceId, text })).tasks.map(
    ({ title }) => title,
  )
}

test('a word of two syllables is found, however many tasks came later', async () => {
  const { id: projectId } = await projectOf(alice, 'WORD')
  const title = '회의록 정리'
  await alice.calls.tasks.create.mutate({ projectId, title })
  await system.rows.query(
    `insert into "Task" (id, "projectId", number, title, "statusId", rank, "assigneeIds", "labelIds", "createdBy", "updatedAt")
     select uuid_v7(now()), t."projectId", n, 'Another ' || n, t."statusId", rank_of(n), '{}', '{}', t."createdBy", now() + n * interval '1 ms'
       from "Task" t, generate_series(2, 1200) n where t."projectId" = $1`,
    [projectId],
  )
  for (const text of ['회의', '의록', '회의록', '정리', '록 정', '회', '정', '회의록 정리'])
    expect([text, await found(text)]).toEqual([text, [title]])
  for (const text of ['의회', '록', '회정', '%%', '__'])
    expect([text, await found(text)]).toEqual([text, []])
  expect((await found('WORD-1'))[0]).toBe(title)
  // Of what more have than are looked at, the newest 20.
  const many = await found('an')
  expect(many).toHaveLength(20)
  expect(new Set(many.map((one) => Number(one.split(' ')[1]) > 1100))).toEqual(new Set([true]))
  expect(await found('Another 17')).toContain('Another 17')
})

test('letters of any script and case are found, and only in the own project', async () => {
  const { id: projectId } = await projectOf(alice, 'CASE')
  for (const title of ['ÄRGER im Büro', 'Ω', 'A👩‍👩‍👧B', 'x'])
    await alice.calls.tasks.create.mutate({ projectId, title })
  expect(await found('är')).toEqual(['ÄRGER im Büro'])
  expect(await found('BÜ')).toEqual(['ÄRGER im Büro'])
  expect(await found('ω')).toEqual(['Ω'])
  expect(await found('👩')).toEqual([])
  expect(await found('a👩')).toEqual(['A👩‍👩‍👧B'])
  const bob = await system.person('Bob')
  const { workspaceId } = bob
  expect((await bob.calls.search.find.query({ workspaceId, text: 'är' })).tasks).toEqual([])
})

test('the beginning of a key finds the tasks whose key goes on so, and the key of a project its newest', async () => {
  const { id: projectId } = await projectOf(alice, 'KEY')
  const { id } = await alice.calls.tasks.create.mutate({ projectId, title: 'About key-1' })
  await system.rows.query(
    `insert into "Task" (id, "projectId", number, title, "statusId", rank, "assigneeIds", "labelIds", "createdBy", "updatedAt", "trashedAt")
     select uuid_v7(now()), t."projectId", n, 'N', t."statusId", rank_of(n), '{}', '{}', t."createdBy", now(), case when n = 11 then now() end
       from "Task" t, unnest(array[2, 10, 11, 12, 100, 109, 123, 1000, 20000]) n where t.id = $1`,
    [id],
  )
  const keys = async (text: string, someone = alice) => {
    const { tasks } = await someone.calls.search.find.query({
      ...{ workspaceId: alice.workspaceId, text },
    })
    return tasks.map(({ key }) => Number(/^KEY-(\d+)$/.exec(key)?.[1]))
  }
  // Task 1 has the words in its title too and stands once; 11 is in the trash.
  expect(await keys('KEY-1')).toEqual([1, 10, 12, 100, 109, 123, 1000])
  expect(await keys('key-1')).toEqual(await keys('KEY-1'))
  expect(await keys('KEY-12')).toEqual([12, 123])
  expect(await keys('KEY-2')).toEqual([2, 20000])
  expect(await keys('KEY-3')).toEqual([])
  expect(await keys('KEY-0')).toEqual([])
  // Titles come before what is only in the project.
  for (const text of ['KEY', 'KEY-'])
    expect(await keys(text)).toEqual([1, 20000, 1000, 123, 109, 100, 12, 10, 2])

  const bob = await system.person('Bob')
  await system.join(alice, bob, 'guest')
  for (const text of ['KEY-1', 'KEY']) expect(await keys(text, bob)).toEqual([])
})

test('within a project all that match are found there, however many do so elsewhere', async () => {
  const { workspaceId } = alice
  const [here, elsewhere] = [await projectOf(alice, 'HERE'), await projectOf(alice, 'THERE')]
  await alice.calls.tasks.create.mutate({ projectId: here.id, title: 'Quarter' })
  const tasks = Array.from({ length: 21 }, (_, nth) => ({ title: `Quarter ${nth}` }))
  await alice.calls.tasks.createMany.mutate({ projectId: elsewhere.id, tasks })
  const keys = async (text: string, someone = alice) => {
    const input = { workspaceId, text, projectId: here.id }
    return (await someone.calls.search.find.query(input)).tasks.map(({ key }) => key)
  }
  expect(await found('quarter')).not.toContain('Quarter')
  expect(await keys('quarter')).toEqual(['HERE-1'])
  // Also by the key of a task of the other one, and by the key of that project.
  expect(await keys('THERE-1')).toEqual([])
  expect(await keys('THERE')).toEqual([])
  const bob = await system.person('Bob')
  await system.join(alice, bob, 'guest')
  expect(await keys('quarter', bob)).toEqual([])
})

test('what is archived is found and says so', async () => {
  const { workspaceId } = alice
  const { id: projectId } = await projectOf(alice, 'PAST')
  const make = (title: string) => alice.calls.tasks.create.mutate({ projectId, title })
  const [kept] = [await make('Yesteryear kept'), await make('Yesteryear open')]
  await alice.calls.tasks.close.mutate({ id: kept.id })
  await alice.calls.tasks.changeMany.mutate({
    projectId,
    ids: [kept.id],
    change: { archived: true },
  })
  const marks = async (text: string) =>
    (await alice.calls.search.find.query({ workspaceId, text })).tasks
      .map(({ key, isArchived }) => [key, isArchived])
      .sort()
  for (const text of ['yesteryear', 'PAST'])
    expect(await marks(text)).toEqual([
      ['PAST-1', true],
      ['PAST-2', false],
    ])
})
