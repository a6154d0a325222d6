import { afterAll } from '@jest/globals'
import { type Person, password, startSystem } from '../frontend-service/testing/test-system.ts'
import { openChromium, pageOf } from './chromium.ts'

/** What a test file that looks at screens begins with: a system with its web app, a browser, and Alice, who has a
 *  workspace. All of it ends with the file. `user`, `task`: settings of user-service and of task-service; `all`: of all. */
export async function startBrowserTest(
  user: Record<string, string> = {},
  task: Record<string, string> = {},
  all: Record<string, string> = {},
) {
  const [system, chromium] = await Promise.all([
    startSystem({ all: { WEB_DIR: 'build/web', ...all }, user, task }),
    openChromium(),
  ])
  afterAll(async () => {
    await chromium.close()
    await system.close()
  })
  const alice = await system.person('Alice')
  /** An empty page of somebody who is signed in. */
  const signedIn = ({ email }: Person, url = system.url) =>
    pageOf(chromium, url, { email, password })
  return { system, chromium, alice, signedIn }
}
