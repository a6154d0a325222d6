import { randomBytes } from 'node:crypto'
import { afterAll } from '@jest/globals'
import pg from 'pg'
import { place } from '../../user-service/testing/keys-to.ts'
import { startMailServer } from '../../user-service/testing/mail-server.ts'
import { type SoftPasskey, softPasskey } from '../../user-service/testing/soft-passkey.ts'
import { type Browser, openBrowser, ownPage } from './browser.ts'
import { startSystem } from './test-system.ts'

/** What a passkey is answered at the door of a sign-in, and elsewhere. */
export const refused = { code: 'UNAUTHORIZED', reason: 'passkey_refused' }
export const notTaken = { ...refused, code: 'BAD_REQUEST' }

/** A system that has passkeys, with a mail server, for one test file; and browsers that use them. */
export async function startPasskeySystem() {
  const mail = await startMailServer()
  const system = await startSystem({
    all: { TRUSTED_PROXIES: '127.0.0.1' },
    user: { SMTP_URL: mail.url, PUBLIC_ORIGIN: place.origin },
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
  return { system, mail, rows, elsewhere }
}

/** Adds a passkey to the account that is signed in. */
export async function withPasskey({ trpc }: Pick<Browser, 'trpc'>, name = 'Laptop') {
  const soft = softPasskey(place)
  const registration = soft.register(await trpc.gateway.passkeys.start.mutate())
  return { soft, added: await trpc.gateway.passkeys.add.mutate({ name, registration }) }
}

export const ask = ({ trpc }: Browser) => trpc.gateway.passkeySignIns.ask.mutate({ for: 'sign-in' })

export const enter = ({ trpc }: Browser, assertion: ReturnType<SoftPasskey['sign']>) =>
  trpc.gateway.passkeySignIns.enter.mutate({ assertion })
