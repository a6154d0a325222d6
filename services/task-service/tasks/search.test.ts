import { afterAll, beforeAll, expect, test } from '@jest/globals'
import {
  projectOf,
  type Someone,
  type Started,
  startTaskService,
} from '../testing/start-task-service.ts'

let system: Started
let alice: Someone

beforeAll(async () => {
  system = await startTaskService()
  alice = await system.person('Alice')
})
afterAll(() => system.close())

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
  for (const text of [
    '회의',
    '의록',
    '회의록',
    '정리',
    '록 정',
    '회',
    '정',
    '회의록 정리',
    'WORD-1',
  ])
    expect([text, await found(text)]).toEqual([text, [title]])
  for (const text of ['의회', '록', '회정', '%%', '__'])
    expect([text, await found(text)]).toEqual([text, []])
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
