import { afterAll } from '@jest/globals'
import { type Someone, startTaskService } from './start-task-service.ts'

type Role = Parameters<Awaited<ReturnType<typeof startTaskService>>['join']>[2]

/** Somebody in each role but that of the owner, and somebody outside. */
export const oneOfEach = {
  outsider: 'none',
  admin: 'admin',
  member: 'member',
  commenter: 'commenter',
  viewer: 'viewer',
  guest: 'guest',
} as const

/** What a test file of task-service begins with: the service, Alice, who has a workspace, and people who join it with a
 *  role; who has none stays outside. All of it ends with the file. */
export async function startTaskTest<Name extends string = never>(
  people?: Readonly<Record<Name, Role | 'none'>>,
  settings: Record<string, string> = {},
) {
  const system = await startTaskService(settings)
  afterAll(() => system.close())
  const alice = await system.person('Alice')
  const others: [string, Someone][] = []
  for (const [name, role] of Object.entries<Role | 'none'>(people ?? {})) {
    const someone = await system.person(`${name[0]?.toUpperCase()}${name.slice(1)}`)
    if (role !== 'none') await system.join(alice, someone, role)
    others.push([name, someone])
  }
  return { system, alice, ...(Object.fromEntries(others) as Record<Name, Someone>) }
}
