import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { pollUntil } from '../../chassis/poll-until.ts'
import { faultProxy } from '../../testing/fault-proxy.ts'
import { clientOf } from '../../testing/postgres.ts'
import { addressTokenIn, startMailServer } from '../../user-service/testing/mail-server.ts'
import { refusalOf } from '../../user-service/testing/start-user-service.ts'
import { openBrowser } from '../testing/browser.ts'
import { type Person, password } from '../testing/people.ts'
import { type System, startSystem } from '../testing/test-system.ts'

const mail = await startMailServer()
let system: System
beforeAll(async () => {
  system = await startSystem({
    user: { SMTP_URL: mail.url, PUBLIC_ORIGIN: 'https://tasks.example.com' },
  })
})
afterAll(async () => {
  await system?.close()
  await mail.close()
})

let count = 0
/** The link that changes the address of somebody, and the address. */
async function changing({ trpc }: Pick<Person, 'trpc'>) {
  count += 1
  const email = `next.${count}.${process.pid}@taskmate.example`
  await trpc.gateway.address.change.mutate({ email })
  return { email, token: addressTokenIn((await mail.lettersTo(email))[0]) }
}
const signedInAs = async (email: string) => {
  const browser = openBrowser(system.url)
  await browser.trpc.gateway.session.signIn.mutate({ email, password })
  return browser
}
const who = async ({ trpc }: Pick<Person, 'trpc'>) =>
  (await trpc.gateway.session.who.query())?.user.email

test('the browser of the account that uses the link goes on, every other one is signed out', async () => {
  const mina = await system.person('Mina')
  const [phone, desk] = [await signedInAs(mina.email), await signedInAs(mina.email)]
  const { email, token } = await changing(mina)
  expect(await phone.trpc.gateway.address.check.mutate({ token })).toEqual({
    ...{ purpose: 'take', email, name: 'Mina' },
  })
  expect(await phone.trpc.gateway.address.use.mutate({ token })).toEqual({
    ...{ purpose: 'take', isSignedIn: true },
  })
  expect(await Promise.all([phone, desk, mina].map(who))).toEqual([email, undefined, undefined])
  expect((await desk.request('/trpc/user/me.get')).status).toBe(401)
})

test('used where nobody or somebody else is signed in, it signs everybody of the account out and leaves the others', async () => {
  const [mina, bob] = [await system.person('Mina'), await system.person('Bob')]
  const first = await changing(mina)
  const stranger = openBrowser(system.url)
  expect(await stranger.trpc.gateway.address.use.mutate({ token: first.token })).toEqual({
    ...{ purpose: 'take', isSignedIn: false },
  })
  expect(await Promise.all([mina, stranger].map(who))).toEqual([undefined, undefined])
  const again = await signedInAs(first.email)
  const second = await changing(again)
  await bob.trpc.gateway.address.use.mutate({ token: second.token })
  expect(await Promise.all([again, bob].map(who))).toEqual([undefined, bob.email])
})

test('a link is not used up while Redis is away', async () => {
  const proxy = await faultProxy(new URL(system.redisUrl).host)
  const gateway = await system.startGateway({ REDIS_URL: `redis://${proxy.host}` })
  const mina = await system.person('Mina')
  const { token } = await changing(mina)
  const { address } = openBrowser(gateway.url).trpc.gateway
  const use = () =>
    address.use.mutate({ token }).then(
      () => 200,
      (error) => error.data?.httpStatus,
    )
  proxy.set('refuse')
  proxy.cut()
  expect(await use()).toBe(503)
  proxy.set('ok')
  expect(await pollUntil(use, { isEnough: (status) => status !== 503 })).toBe(200)
  expect((await mina.request('/trpc/user/me.get')).status).toBe(401)
  await gateway.close()
  await proxy.close()
})

test('where Redis goes away while a link is used, using it again ends what it should have ended', async () => {
  const proxy = await faultProxy(new URL(system.redisUrl).host)
  const gateway = await system.startGateway({ REDIS_URL: `redis://${proxy.host}` })
  const mina = await system.person('Mina')
  const { email, token } = await changing(mina)
  const { address } = openBrowser(gateway.url).trpc.gateway
  const use = () =>
    address.use.mutate({ token }).then(
      () => 200,
      (error) => error.data?.httpStatus,
    )
  if (!system.userDatabase) throw new Error('user-service has a database')
  const rows = clientOf(system.userDatabase, system.userDatabase.DATABASE_NAME)
  await rows.connect()
  // Stops it in the database, when Redis has answered for the first time.
  await rows.query('begin')
  await rows.query('select 1 from "User" where id = $1 for no key update', [mina.id])
  const first = use()
  const waits = `select 1 from pg_stat_activity
    where datname = current_database() and wait_event_type = 'Lock'`
  await pollUntil(async () => (await rows.query(waits)).rowCount, {
    complaint: 'nothing waits for the account',
  })
  proxy.set('refuse')
  proxy.cut()
  await rows.query('commit')
  await rows.end()
  expect(await first).toBe(503)
  proxy.set('ok')
  expect(await pollUntil(use, { isEnough: (status) => status !== 503 })).toBe(200)
  expect((await mina.request('/trpc/user/me.get')).status).toBe(401)
  expect(await who(await signedInAs(email))).toBe(email)
  await gateway.close()
  await proxy.close()
})

test('signing up is answered as before, and a proof is asked for in the session alone', async () => {
  const mina = await system.person('Mina')
  const [letter] = await mail.proofsTo(mina.email)
  const { address } = openBrowser(system.url).trpc.gateway
  expect(await refusalOf(address.get.query())).toMatchObject({ code: 'UNAUTHORIZED' })
  expect(await refusalOf(address.prove.mutate())).toMatchObject({ code: 'UNAUTHORIZED' })
  expect(await address.use.mutate({ token: addressTokenIn(letter) })).toEqual({
    ...{ purpose: 'prove', isSignedIn: false },
  })
  expect(await who(mina)).toBe(mina.email)
  expect((await mina.trpc.gateway.address.get.query()).provedAt).not.toBeNull()
})
