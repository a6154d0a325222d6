import { expect, test } from '@jest/globals'
import { startSystemTest } from '../testing/system-test.ts'

const { alice } = await startSystemTest()

test('a file goes through the gateway and comes back byte by byte', async () => {
  const project = await alice.trpc.task.projects.create.mutate({
    workspaceId: alice.workspaceId,
    key: 'WEB',
    name: 'Website',
  })
  const bytes = new Uint8Array(300_000).map((_, index) => index % 251)
  const { id, url } = await alice.trpc.file.uploads.create.mutate({
    projectId: project.id,
    name: '배너 시안.bin',
    sizeBytes: bytes.length,
  })
  const sent = await alice.request(url, { method: 'PUT', body: bytes })
  expect(sent.status).toBe(200)

  const got = await alice.request(`/files/${id}/content`)
  expect(got.status).toBe(200)
  expect(new Uint8Array(await got.arrayBuffer())).toEqual(bytes)
})
