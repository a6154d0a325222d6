import { afterAll } from '@jest/globals'
import { type Person, password } from '../frontend-service/testing/people.ts'
import { startSystem, type Wanted } from '../frontend-service/testing/test-system.ts'
import { openChromium, pageOf } from './chromium.ts'
import { type SharedSystem, sharedSystem } from './host/shared-system.ts'

const { TEST_LOCALE = 'ko' } = process.env

/** Whether this run tries screens in a locale (`ko`, `en-GB`): `npm test` in Korean, `bin/ci slow` in English. For tests that do
 *  the same in both; what differs between them is tried in both each time. */
export const isTried = (locale: string) => locale.startsWith(TEST_LOCALE)

/** What a test file that looks at screens begins with: the run's system, a browser that ends with the file, and Alice, who has a
 *  workspace. */
export async function startBrowserTest() {
  const system = sharedSystem()
  return { system, ...(await browserAt(system)) }
}

/** The same with a system of its own, which ends with the file. */
export async function startOwnBrowserTest({ all, ...wanted }: Wanted = {}) {
  const system = await startSystem({ all: { WEB_DIR: 'build/web', ...all }, ...wanted })
  // Browsers end before what they are connected to.
  const browser = await browserAt(system)
  afterAll(() => system.close())
  return { system, ...browser }
}

async function browserAt({ url: home, person }: Pick<SharedSystem, 'url' | 'person'>) {
  const chromium = await openChromium()
  afterAll(() => chromium.close())
  /** An empty page of somebody who is signed in. */
  const signedIn = ({ email }: Pick<Person, 'email'>, url = home) =>
    pageOf(chromium, url, { email, password })
  return { chromium, signedIn, alice: await person('Alice') }
}
