import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { pollUntil } from '../../chassis/poll-until.ts'
import { refusalOf } from '../../user-service/testing/start-user-service.ts'
import { type FileTeam, startFileTeam } from '../testing/file-team.ts'

let team: FileTeam
let alice: ReturnType<FileTeam['signedIn']>
beforeAll(async () => {
  team = await startFileTeam()
  alice = team.signedIn(await team.founder('Alice'))
})
afterAll(() => team.close())

const archived = { code: 'CONFLICT', httpStatus: 409, reason: 'archived' }

/** A project with files, an upload that is on its way, and whatever can be done to them. */
async function filled(key: string) {
  const { workspaceId } = alice
  const { id: projectId } = await alice.tasks.projects.create.mutate({
    workspaceId,
    key,
    name: key,
  })
  const { id: taskId } = await alice.tasks.tasks.create.mutate({ projectId, title: 'A task' })
  const stored = async (name: string) =>
    (await alice.upload(Buffer.from(name), { projectId, name })).id
  const [id, trashed] = [await stored('kept'), await stored('thrown away')]
  const { files, uploads } = alice.files
  await files.trash.mutate({ id: trashed })
  const announced = await uploads.create.mutate({ projectId, name: 'late', sizeBytes: 4 })
  const writes: Record<string, () => Promise<unknown>> = {
    upload: () => uploads.create.mutate({ projectId, name: 'x', sizeBytes: 1 }),
    toTask: () => uploads.create.mutate({ projectId, taskId, name: 'x', sizeBytes: 1 }),
    rename: () => files.rename.mutate({ id, name: 'Changed' }),
    categorize: () => files.categorize.mutate({ id, category: 'other' }),
    attach: () => files.attach.mutate({ id, taskId }),
    detach: () => files.detach.mutate({ id, taskId }),
    trash: () => files.trash.mutate({ id }),
    restore: () => files.restore.mutate({ id: trashed }),
  }
  const sendLate = () => alice.put(announced.url, Buffer.from('late'))
  return { projectId, id, writes, sendLate }
}

const isRefused = (projectId: string) => () =>
  alice.files.uploads.create.mutate({ projectId, name: 'probe', sizeBytes: 0 }).then(
    () => false,
    () => true,
  )

test('an archived project takes no file and lets none be changed; they can be read', async () => {
  const { projectId, id, writes, sendLate } = await filled('ARCH')
  await alice.tasks.projects.archive.mutate({ id: projectId })
  await pollUntil(isRefused(projectId))
  for (const [name, write] of Object.entries(writes))
    expect([name, await refusalOf(write())]).toMatchObject([name, archived])
  expect(await sendLate()).toMatchObject({
    status: 409,
    answer: { error: { data: { reason: 'archived' } } },
  })
  expect(await (await alice.download(id)).text()).toBe('kept')
  expect((await alice.files.files.list.query({ projectId })).items).toHaveLength(1)

  await alice.tasks.projects.unarchive.mutate({ id: projectId })
  await pollUntil(async () => !(await isRefused(projectId)()))
  expect(await sendLate()).toMatchObject({ status: 200 })
  for (const write of Object.values(writes)) await write()
})

test('a project archived before this service listened for it is asked about once', async () => {
  const { projectId, writes } = await filled('OLD')
  await alice.tasks.projects.archive.mutate({ id: projectId })
  await pollUntil(isRefused(projectId))
  const known = async () =>
    (await team.rows.query('select archived from "Project" where id = $1', [projectId])).rows[0]
      .archived
  await team.rows.query('update "Project" set archived = null where id = $1', [projectId])
  expect(await refusalOf(writes.rename?.() ?? Promise.reject())).toMatchObject(archived)
  expect(await known()).toBe(true)
  await team.rows.query('update "Project" set archived = null where id = $1', [projectId])
  await alice.tasks.projects.unarchive.mutate({ id: projectId })
  await pollUntil(async () => (await known()) === false)
  await writes.rename?.()
})
