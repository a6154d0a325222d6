import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { type FileTeam, startFileTeam } from './testing/file-team.ts'

let team: FileTeam
beforeAll(async () => {
  team = await startFileTeam()
})
afterAll(() => team.close())

test('an index whose building failed is counted until it is gone', async () => {
  expect(await team.metric('database_invalid_indexes')).toBe(0)
  const alice = team.signedIn(await team.founder('Alice'))
  const about = { workspaceId: alice.workspaceId, key: 'WEB', name: 'Web' }
  const { id: projectId } = await alice.tasks.projects.create.mutate(about)
  for (const name of ['a', 'b']) await alice.upload(Buffer.from(name), { projectId, name })
  const unique = 'create unique index concurrently one_a_project on "File" ("projectId")'
  await expect(team.rows.query(unique)).rejects.toThrow('could not create unique index')

  expect(await team.metric('database_invalid_indexes')).toBe(1)
  await team.rows.query('drop index concurrently one_a_project')
  expect(await team.metric('database_invalid_indexes')).toBe(0)
})
