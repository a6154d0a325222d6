import { afterAll } from '@jest/globals'
import { startSystem } from '../frontend-service/testing/test-system.ts'
import { browserAt } from './browser-test.ts'

/** As `startBrowserTest`, with a system of its own that ends with the file. `user`, `task`: settings of user-service and of
 *  task-service; `all`: of all. */
export async function startOwnBrowserTest({
  all,
  ...settings
}: Parameters<typeof startSystem>[0] = {}) {
  const system = await startSystem({ all: { WEB_DIR: 'build/web', ...all }, ...settings })
  // Browsers end before what they are connected to.
  const browser = await browserAt(system)
  afterAll(() => system.close())
  return { system, ...browser }
}
