import { randomBytes } from 'node:crypto'
import { afterAll } from '@jest/globals'
import pg from 'pg'
import { startProvider, visitor } from '../../testing/openid-provider.ts'
import { place } from '../../user-service/testing/keys-to.ts'
import { startMailServer } from '../../user-service/testing/mail-server.ts'
import { type Browser, openBrowser, ownPage } from './browser.ts'
import { startSystem } from './test-system.ts'

export const refused = { code: 'BAD_REQUEST', reason: 'oidc_refused' }

/** A system in which two providers sign people in, with a mail server, for one test file; and browsers that use them. */
export async function startOidcSystem(user: Record<string, string> = {}) {
  const mail = await startMailServer()
  const { origin } = place
  const [provider, terse] = await Promise.all([
    startProvider({ origin }),
    startProvider({ origin, id: 'terse', name: 'Terse', isTerse: true }),
  ])
  const system = await startSystem({
    all: { TRUSTED_PROXIES: '127.0.0.1' },
    user: {
      ...{ SMTP_URL: mail.url, PUBLIC_ORIGIN: origin, ...user },
      OIDC_PROVIDERS: JSON.stringify([provider.settings, terse.settings]),
    },
  })
  const { userDatabase: env } = system
  const rows = new pg.Pool({
    ...{ host: env?.POSTGRES_HOST, port: Number(env?.POSTGRES_PORT), user: env?.POSTGRES_USER },
    ...{ password: env?.DATABASE_PASSWORD, database: env?.DATABASE_NAME },
  })
  rows.on('error', () => {})
  afterAll(async () => {
    await rows.end()
    await system.close()
    await mail.close()
    await Promise.all([provider.close(), terse.close()])
  })

  /** Part of the addresses of this run: counts outlive it in Redis. */
  const run = randomBytes(2).toString('hex')
  let household = 0
  /** A browser somewhere else, which can also go to providers. */
  const elsewhere = () => {
    household += 1
    const address = `2001:db8:${run}:${household.toString(16)}::1`
    const browser = openBrowser(system.url, { ...ownPage, 'x-forwarded-for': address })
    return { ...browser, visit: visitor() }
  }

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
  return { system, mail, rows, provider, terse, elsewhere, known }
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
