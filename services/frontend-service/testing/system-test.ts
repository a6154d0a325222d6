import { afterAll } from '@jest/globals'
import { startSystem } from './test-system.ts'

/** What a test file of the whole system without a browser begins with: the system, and Alice, who has a workspace. Both end
 *  with the file. */
export async function startSystemTest() {
  const system = await startSystem()
  afterAll(() => system.close())
  return { system, alice: await system.person('Alice') }
}
