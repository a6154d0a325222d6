import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { type FaultProxy, faultProxy } from '../testing/fault-proxy.ts'
import { refusalOf } from '../user-service/testing/start-user-service.ts'
import { type FileTeam, startFileTeam } from './testing/file-team.ts'

let team: FileTeam
let postgres: FaultProxy
let service: Awaited<ReturnType<FileTeam['another']>>
beforeAll(async () => {
  team = await startFileTeam()
  postgres = await faultProxy(`${team.env.POSTGRES_HOST}:${team.env.POSTGRES_PORT}`)
  service = await team.another({ POSTGRES_PORT: String(postgres.port) })
})
afterAll(async () => {
  await service.close()
  await postgres.close()
  await team.close()
})

test('a database that is away is told, and the first call after it is back succeeds', async () => {
  const alice = team.signedIn(await team.founder('Alice'), service.url)
  const { workspaceId } = alice
  const about = { workspaceId, key: 'WEB', name: 'Web' }
  const { id: projectId } = await alice.tasks.projects.create.mutate(about)
  const { id } = await alice.upload(Buffer.from('safe'), { projectId })
  const waiting = await alice.files.uploads.create.mutate({ projectId, name: 'x', sizeBytes: 1 })

  for (const fault of ['refuse', 'hole'] as const) {
    postgres.set(fault)
    const answers = await Promise.all([
      alice.download(id).then(({ status }) => status),
      alice.put(waiting.url, Buffer.from('x')).then(({ status }) => status),
      refusalOf(alice.files.files.list.query({ projectId })).then(({ httpStatus }) => httpStatus),
    ])
    expect(answers).toEqual([503, 503, 503])
    postgres.set('ok')
    expect(await (await alice.download(id)).text()).toBe('safe')
  }
  expect(await alice.put(waiting.url, Buffer.from('x'))).toMatchObject({ status: 200 })
})
