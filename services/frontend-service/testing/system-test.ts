import { sharedSystem } from '../../testing/host/shared-system.ts'

/** What a test file of the whole system without a browser begins with: the run's system, and Alice, who has a workspace. */
export async function startSystemTest() {
  const system = sharedSystem()
  return { system, alice: await system.person('Alice') }
}
