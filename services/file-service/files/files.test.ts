import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { pollUntil } from '../../chassis/poll-until.ts'
import { whileNumbering } from '../../task-service/testing/numbering.ts'
import { refusalOf } from '../../user-service/testing/start-user-service.ts'
import { type FileTeam, startFileTeam } from '../testing/file-team.ts'

let team: FileTeam
let alice: ReturnType<FileTeam['signedIn']>
beforeAll(async () => {
  team = await startFileTeam()
  alice = team.signedIn(await team.founder('Alice'))
})
afterAll(() => team.close())

const projectOf = async (key: string) => {
  const { workspaceId } = alice
  return (await alice.tasks.projects.create.mutate({ workspaceId, key, name: key })).id
}
const uploaded = async (projectId: string, name: string, taskId?: string) =>
  (await alice.upload(Buffer.from(name), { projectId, name, ...(taskId && { taskId }) })).id
const names = async (filter: Parameters<typeof alice.files.files.list.query>[0]) =>
  (await alice.files.files.list.query(filter)).items.map(({ name }) => name)

test('files are listed newest first, by page and by category', async () => {
  const projectId = await projectOf('LIST')
  for (const name of ['1', '2', '3', '4', '5']) await uploaded(projectId, name)
  await alice.files.uploads.create.mutate({ projectId, name: 'never sent', sizeBytes: 1 })
  const first = await alice.files.files.list.query({ projectId, limit: 2 })
  expect(first.items.map(({ name }) => name)).toEqual(['5', '4'])
  const cursor = first.nextCursor ?? ''
  const rest = await alice.files.files.list.query({ projectId, cursor })
  expect(rest.items.map(({ name }) => name)).toEqual(['3', '2', '1'])
  expect(rest.nextCursor).toBeNull()
  const [three] = rest.items
  await alice.files.files.categorize.mutate({ id: three?.id ?? '', category: 'contract' })
  expect(await names({ projectId, category: 'contract' })).toEqual(['3'])
  expect(await names({ projectId, category: 'document' })).toHaveLength(4)
})

test('a file is for who was given a task alone, as long as that task shows it and is theirs', async () => {
  const projectId = await projectOf('ALONE')
  const { tasks, taskGrants } = alice.tasks
  const taskOf = async () => (await tasks.create.mutate({ projectId, title: 'A task' })).id
  const [taskId, otherId] = [await taskOf(), await taskOf()]
  const [shown, both, other, loose] = [
    await uploaded(projectId, 'shown', taskId),
    await uploaded(projectId, 'both', otherId),
    await uploaded(projectId, 'other', otherId),
    await uploaded(projectId, 'loose'),
  ]
  await alice.files.files.attach.mutate({ id: both, taskId })
  const gil = team.signedIn(await team.joined(alice, 'Gil', 'guest'))
  const listed = async () =>
    (await gil.files.files.ofTask.query({ taskId })).items.map(({ name }) => name)
  const statuses = async () =>
    Promise.all([shown, both, other, loose].map(async (id) => (await gil.download(id)).status))
  expect(await statuses()).toEqual([404, 404, 404, 404])
  await taskGrants.set.mutate({ taskId, userId: gil.id, role: 'viewer' })
  expect(await statuses()).toEqual([200, 200, 404, 404])
  expect(await listed()).toEqual(['both', 'shown'])
  const { items } = await gil.files.files.ofTask.query({ taskId })
  for (const hidden of [projectId, otherId]) expect(JSON.stringify(items)).not.toContain(hidden)
  for (const call of [
    gil.files.files.ofTask.query({ taskId: otherId }),
    gil.files.files.list.query({ projectId, taskId }),
    gil.files.files.get.query({ id: shown }),
    gil.files.files.trash.mutate({ id: shown }),
    gil.files.files.detach.mutate({ id: shown, taskId }),
    gil.files.uploads.create.mutate({ projectId, taskId, name: 'mine', sizeBytes: 1 }),
    gil.files.usage.get.query({ projectId }),
  ])
    expect(await refusalOf(call)).toMatchObject({ code: 'NOT_FOUND' })
  await alice.files.files.detach.mutate({ id: both, taskId })
  await alice.files.files.trash.mutate({ id: shown })
  expect(await statuses()).toEqual([404, 404, 404, 404])
  await alice.files.files.restore.mutate({ id: shown })
  expect(await statuses()).toEqual([200, 404, 404, 404])
  await tasks.trash.mutate({ id: taskId })
  expect(await statuses()).toEqual([404, 404, 404, 404])
  await tasks.restore.mutate({ id: taskId })
  await taskGrants.remove.mutate({ taskId, userId: gil.id })
  expect(await statuses()).toEqual([404, 404, 404, 404])
  expect(await refusalOf(gil.files.files.ofTask.query({ taskId }))).toMatchObject({
    code: 'NOT_FOUND',
  })
})

test('a file can be announced in a new project while somebody else numbers the log that tells of it', async () => {
  const announced = await whileNumbering(team.log, async () => {
    const about = { projectId: await projectOf('NEW'), name: 'first', sizeBytes: 1 }
    return alice.files.uploads.create.mutate(about)
  })
  expect(announced).toMatchObject({ id: expect.any(String) })
})

test('what people see of a file holds no trace of where it lies', async () => {
  const projectId = await projectOf('SEE')
  const id = await uploaded(projectId, 'plan.txt')
  expect(await alice.files.files.get.query({ id })).toEqual({
    id,
    projectId,
    taskId: null,
    name: 'plan.txt',
    type: 'text/plain',
    sizeBytes: 8,
    category: 'document',
    uploadedBy: alice.id,
    uploadedByBot: null,
    createdAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT.*\.\d{3}Z$/),
    state: 'ready',
  })
  expect(await alice.files.files.rename.mutate({ id, name: 'PLAN.txt' })).toMatchObject({
    name: 'PLAN.txt',
  })
})

test('a file is attached to tasks of its project, while uploading or later', async () => {
  const projectId = await projectOf('TASK')
  const { id: taskId } = await alice.tasks.tasks.create.mutate({ projectId, title: 'With files' })
  const early = await uploaded(projectId, 'early', taskId)
  const late = await uploaded(projectId, 'late')
  await alice.files.files.attach.mutate({ id: late, taskId })
  await alice.files.files.attach.mutate({ id: late, taskId })
  expect(await names({ projectId, taskId })).toEqual(['late', 'early'])
  expect(await alice.files.files.get.query({ id: early })).toMatchObject({ taskId })
  await alice.files.files.detach.mutate({ id: early, taskId })
  expect(await names({ projectId, taskId })).toEqual(['late'])

  const elsewhere = await projectOf('OTHER')
  const { id: foreign } = await alice.tasks.tasks.create.mutate({
    projectId: elsewhere,
    title: 'Far',
  })
  const calls = [
    alice.files.files.attach.mutate({ id: late, taskId: foreign }),
    alice.files.uploads.create.mutate({ projectId, taskId: foreign, name: 'x', sizeBytes: 1 }),
  ]
  const refused = { data: { httpStatus: 404 } }
  await Promise.all(calls.map((call) => expect(call).rejects.toMatchObject(refused)))
})

test('the trash hides a file and gives it back; after 30 days its bytes and its room are gone', async () => {
  const projectId = await projectOf('TRASH')
  const id = await uploaded(projectId, 'old')
  expect(await alice.files.files.trash.mutate({ id })).toMatchObject({ state: 'trashed' })
  expect(await names({ projectId })).toEqual([])
  expect(await names({ projectId, trashed: true })).toEqual(['old'])
  expect((await alice.download(id)).status).toBe(404)
  await expect(alice.files.files.get.query({ id })).rejects.toMatchObject({
    data: { httpStatus: 404 },
  })
  expect(await alice.files.files.restore.mutate({ id })).toMatchObject({ state: 'ready' })
  expect(await (await alice.download(id)).text()).toBe('old')

  await alice.files.files.trash.mutate({ id })
  await team.sweep()
  expect(await names({ projectId, trashed: true })).toEqual(['old'])
  const before = (await team.stored()).length
  await team.rows.query(
    `update "File" set "trashedAt" = now() - interval '31 days' where id = $1`,
    [id],
  )
  await team.sweep()
  expect(await names({ projectId, trashed: true })).toEqual([])
  expect(await team.stored()).toHaveLength(before - 1)
  expect(await alice.files.usage.get.query({ projectId })).toMatchObject({ usedBytes: 0 })
})

test('files follow their task to another project, with the room that they take; shared ones stay and are shown again', async () => {
  const [from, to] = [await projectOf('OUT'), await projectOf('IN')]
  const made = async (title: string) =>
    (await alice.tasks.tasks.create.mutate({ projectId: from, title })).id
  const [taskId, other] = [await made('Goes'), await made('Stays')]
  const own = await uploaded(from, 'own', taskId)
  const shared = await uploaded(from, 'shared', taskId)
  await alice.files.files.attach.mutate({ id: shared, taskId: other })
  await uploaded(from, 'of nobody')
  const used = async (projectId: string) =>
    (await alice.files.usage.get.query({ projectId })).usedBytes
  const relocate = (projectId: string, targetId: string) =>
    alice.tasks.relocations.create.mutate({ projectId, targetId, ids: [taskId] })

  await relocate(from, to)
  await pollUntil(() => names({ projectId: to }), { isEnough: (found) => found.length > 0 })
  expect(await names({ projectId: to, taskId })).toEqual(['own'])
  expect(await alice.files.files.get.query({ id: shared })).toMatchObject({ taskId: other })
  const detached = alice.files.files.detach.mutate({ id: shared, taskId })
  await expect(detached).rejects.toMatchObject({ data: { httpStatus: 404 } })
  expect((await names({ projectId: from })).sort()).toEqual(['of nobody', 'shared'])
  expect([await used(from), await used(to)]).toEqual(['of nobodyshared'.length, 'own'.length])
  expect(await (await alice.download(own)).text()).toBe('own')
  await uploaded(to, 'later', taskId)

  await relocate(to, from)
  await pollUntil(() => names({ projectId: to }), { isEnough: (found) => found.length === 0 })
  expect((await names({ projectId: from, taskId })).sort()).toEqual(['later', 'own', 'shared'])
  expect(await used(to)).toBe(0)
})

test('a filter finds the tasks that show a file, whatever way it comes and goes', async () => {
  const [projectId, elsewhere] = [await projectOf('SIFT'), await projectOf('SIFTED')]
  const { tasks } = alice.tasks
  const task = await tasks.create.mutate({ projectId, title: 'With' })
  const other = await tasks.create.mutate({ projectId, title: 'Other' })
  const found = async (q: string, within = projectId) =>
    (await tasks.list.query({ projectId: within, q })).items.map(({ title }) => title)
  const finds = (...titles: string[]) =>
    pollUntil(() => found('has:file'), { isEnough: (all) => all.join() === titles.join() })
  const id = await uploaded(projectId, 'one', task.id)
  await finds('With')
  expect(await found('-있음:파일')).toEqual(['Other'])
  await alice.files.files.attach.mutate({ id, taskId: other.id })
  await finds('With', 'Other')
  await alice.files.files.trash.mutate({ id })
  await finds()
  await alice.files.files.restore.mutate({ id })
  await finds('With', 'Other')
  await alice.files.files.detach.mutate({ id, taskId: task.id })
  await finds('Other')
  const { version } = await tasks.get.query({ workspaceId: alice.workspaceId, key: 'SIFT-2' })
  expect(version).toBe(other.version)
  const way = { projectId, targetId: elsewhere, ids: [other.id] }
  await alice.tasks.relocations.create.mutate(way)
  await pollUntil(() => found('has:file', elsewhere), { isEnough: ([first]) => first === 'Other' })
  await finds()
})

test('files work while task-service is away', async () => {
  const projectId = await projectOf('AWAY')
  const id = await uploaded(projectId, 'still here')
  await team.stopTasks()
  expect(await (await alice.download(id)).text()).toBe('still here')
  expect(await uploaded(projectId, 'and new ones')).toBeTruthy()
  // It may be one that we have not heard of: nobody can say now that it is not there.
  const unheardOf = { projectId: crypto.randomUUID(), name: 'x', sizeBytes: 1 }
  await expect(alice.files.uploads.create.mutate(unheardOf)).rejects.toMatchObject({
    data: { httpStatus: 503 },
  })
})
