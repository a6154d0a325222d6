import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { locksCrosswise } from '../../testing/locks-crosswise.ts'
import { type FileTeam, startFileTeam } from '../testing/file-team.ts'

let team: FileTeam
let alice: ReturnType<FileTeam['signedIn']>
beforeAll(async () => {
  team = await startFileTeam()
  alice = team.signedIn(await team.founder('Alice'))
})
afterAll(() => team.close())

test('files are listed and sent although what is read for it loses a deadlock', async () => {
  const place = { workspaceId: alice.workspaceId, key: 'GIVEN', name: 'A project' }
  const { id: projectId } = await alice.tasks.projects.create.mutate(place)
  const { id } = await alice.upload(Buffer.from('kept'), { projectId, name: 'kept' })
  const reads = [
    async () => (await alice.files.files.list.query({ projectId })).items.length,
    async () => (await alice.download(id)).status,
  ]
  for (const [nth, read] of reads.entries()) {
    const migration = await locksCrosswise(team.rows, [nth ? 'File' : 'Project', 'Member'])
    const answer = read()
    await migration.win()
    await migration.end()
    expect(await answer).toBe([1, 200][nth])
  }
})
