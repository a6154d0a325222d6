import { afterAll } from '@jest/globals'
import type { Person } from '../frontend-service/testing/people.ts'
import { password } from '../frontend-service/testing/people.ts'
import { openChromium, pageOf } from './chromium.ts'
import { sharedSystem } from './shared-system.ts'

/** What a test file that looks at screens begins with: the run's system, a browser that ends with the file, and Alice, who has a
 *  workspace. */
export async function startBrowserTest() {
  const system = sharedSystem()
  return { system, ...(await browserAt(system)) }
}

/** A browser for the people of a system. */
export async function browserAt<At extends Pick<ReturnType<typeof sharedSystem>, 'url' | 'person'>>(
  system: At,
) {
  const chromium = await openChromium()
  afterAll(() => chromium.close())
  /** An empty page of somebody who is signed in. */
  const signedIn = ({ email }: Pick<Person, 'email'>, url = system.url) =>
    pageOf(chromium, url, { email, password })
  return { chromium, signedIn, alice: await system.person('Alice') }
}
