import { afterAll } from '@jest/globals'
import { startProvider, visitor } from '../../testing/openid-provider.ts'
import { place } from '../../user-service/testing/keys-to.ts'
import type { Browser } from './browser.ts'
import { startMailedSystem } from './mailed-system.ts'

export const refused = { code: 'BAD_REQUEST', reason: 'oidc_refused' }

/** A system in which two providers sign people in, for one test file; and browsers that use them. */
export async function startOidcSystem(user: Record<string, string> = {}) {
  const { origin } = place
  const [provider, terse] = await Promise.all([
    startProvider({ origin }),
    startProvider({ origin, id: 'terse', name: 'Terse', isTerse: true }),
  ])
  afterAll(() => Promise.all([provider.close(), terse.close()]))
  const { run, elsewhere, ...mailed } = await startMailedSystem({
    ...user,
    OIDC_PROVIDERS: JSON.stringify([provider.settings, terse.settings]),
  })

  let count = 0
  /** Somebody who has an account at a provider, with a proved address unless said otherwise. */
  const known = (changes: object = {}, at = provider) => {
    count += 1
    const sub = `subject-${run}-${count}`
    const account = { sub, name: `Mina ${count}`, email: `${sub}@company.example` }
    const whole = { ...account, email_verified: true, ...changes }
    at.knows(whole)
    return whole
  }
  return {
    ...mailed,
    ...{ provider, terse, known },
    /** A browser somewhere else, which can also go to providers. */
    elsewhere: () => ({ ...elsewhere(), visit: visitor() }),
  }
}
export type Visitor = ReturnType<Awaited<ReturnType<typeof startOidcSystem>>['elsewhere']>

const asked = { provider: 'company', locale: 'en' } as const

/** Goes to a provider and comes back: what it sends along. */
export async function broughtBack(
  { trpc, visit }: Visitor,
  account: { readonly sub: string },
  wanted: Partial<Parameters<Browser['trpc']['gateway']['oidc']['begin']['mutate']>[0]> = {},
) {
  const { url } = await trpc.gateway.oidc.begin.mutate({ ...asked, ...wanted })
  return answerOf(wanted.provider ?? asked.provider, await visit(url, account.sub))
}

/** What stands in an address to which a provider leads, as our page reads it. */
const answerOf = (provider: string, all: Record<string, string>) => {
  const { state = '', code, iss, error } = all
  return {
    ...{ provider, state },
    ...(code !== undefined && { code }),
    ...(iss !== undefined && { iss }),
    ...(error !== undefined && { error }),
  }
}

/** The whole way in. */
export const enter = async (...[browser, account, wanted]: Parameters<typeof broughtBack>) =>
  browser.trpc.gateway.oidc.finish.mutate(await broughtBack(browser, account, wanted))
