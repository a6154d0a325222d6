import { randomBytes } from 'node:crypto'
import { afterAll } from '@jest/globals'
import pg from 'pg'
import { place } from '../../user-service/testing/keys-to.ts'
import { addressTokenIn, startMailServer } from '../../user-service/testing/mail-server.ts'
import { openBrowser, ownPage } from './browser.ts'
import type { Person } from './people.ts'
import { startSystem } from './test-system.ts'

/** A system that sends mail and has a public address, for one test file; its accounts as rows, and browsers in other
 *  places. `user`: settings of user-service. */
export async function startMailedSystem(user: Record<string, string> = {}) {
  const mail = await startMailServer()
  const system = await startSystem({
    all: { TRUSTED_PROXIES: '127.0.0.1' },
    user: { SMTP_URL: mail.url, PUBLIC_ORIGIN: place.origin, ...user },
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
  })

  /** Part of the addresses of this run: counts outlive it in Redis. */
  const run = randomBytes(2).toString('hex')
  let household = 0
  /** A browser somewhere else. */
  const elsewhere = () => {
    household += 1
    const address = `2001:db8:${run}:${household.toString(16)}::1`
    return openBrowser(system.url, { ...ownPage, 'x-forwarded-for': address })
  }
  /** Somebody uses the link that came after their sign-up. */
  const prove = async ({ trpc, email }: Pick<Person, 'trpc' | 'email'>) => {
    const [letter] = await mail.proofsTo(email)
    await trpc.gateway.address.use.mutate({ token: addressTokenIn(letter) })
  }
  return { system, mail, rows, run, elsewhere, prove }
}
