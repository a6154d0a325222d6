import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import type pg from 'pg'
import { type FaultProxy, faultProxy } from '../../testing/fault-proxy.ts'
import { clientOf } from '../../testing/postgres.ts'
import { type Browser, openBrowser } from '../testing/browser.ts'
import { type Person, password } from '../testing/people.ts'
import { type System, startSystem } from '../testing/test-system.ts'

let system: System
let owner: Person
let person: Person
/** A second gateway, between which and user-service answers can be held back. */
let slow: { gateway: Awaited<ReturnType<System['startGateway']>>; proxy: FaultProxy }
let rows: pg.Client

beforeAll(async () => {
  system = await startSystem()
  owner = await system.person('Owner')
  const proxy = await faultProxy(`127.0.0.1:${system.user.port}`)
  const gateway = await system.startGateway({ USER_SERVICE_URL: `http://${proxy.host}` })
  slow = { gateway, proxy }
  if (!system.userDatabase) throw new Error('user-service has a database')
  rows = clientOf(system.userDatabase, system.userDatabase.DATABASE_NAME)
  await rows.connect()
})
afterAll(async () => {
  await rows?.end()
  await slow?.gateway.close()
  await slow?.proxy.close()
  await system?.close()
})

const copyOf = (browser: Pick<Browser, 'jar'>, url = system.url) => {
  const copy = openBrowser(url)
  for (const [name, value] of browser.jar) copy.jar.set(name, value)
  return copy
}

/** What may be under way for the session B when it is ended. */
const underWay = {
  'ends all other sessions': (b: Browser) => b.trpc.gateway.sessions.revokeOthers.mutate(),
  'changes the password': (b: Browser) =>
    b.trpc.gateway.password.change.mutate({ current: password, next: `${password}+` }),
  'signs in': (b: Browser) =>
    b.trpc.gateway.session.signIn.mutate({ email: person.email, password }),
  'asks who it is': (b: Browser) => b.trpc.gateway.session.who.query(),
}

/** What ends it, `a` being another session of the same person. */
const endings = {
  'an owner disables the account': (): Promise<unknown> =>
    owner.trpc.gateway.people.disable.mutate(account()),
  'another session ends it': (a: Browser, id: string): Promise<unknown> =>
    a.trpc.gateway.sessions.revoke.mutate({ id }),
  'it signs out': (_: Browser, __: string, b: Browser): Promise<unknown> =>
    b.trpc.gateway.session.signOut.mutate(),
  'another session changes the password': (a: Browser): Promise<unknown> =>
    a.trpc.gateway.password.change.mutate({ current: password, next: `${password}-` }),
  'another session ends all others': (a: Browser): Promise<unknown> =>
    a.trpc.gateway.sessions.revokeOthers.mutate(),
}

const account = () => ({ workspaceId: owner.workspaceId, userId: person.id })

type Act = keyof typeof underWay
type Ending = keyof typeof endings
const pairs = (Object.keys(underWay) as Act[]).flatMap((act) =>
  (Object.keys(endings) as Ending[]).map((ending) => ({ act, ending })),
)

describe.each(pairs)('$ending while it $act', ({ act, ending }) => {
  test("between user-service's answer and Redis", async () => {
    const { a, b, before } = await twoSessions()
    slow.proxy.set('hold')
    const first = outcome(underWay[act](b))
    await until(async () => first.settled() || slow.proxy.held() > 0)
    const target = await targetOf(act, before)
    const second = outcome(endings[ending](a, target, before))
    await second.done
    slow.proxy.set('ok')
    await first.done
    expect(await survivors({ ending, target, second, a, b, before })).toEqual([])
  })

  // A read takes no lock.
  if (act === 'asks who it is') return
  test.each(['before', 'behind'])('queued %s it', async (place) => {
    const { a, b, before } = await twoSessions()
    const target = await targetOf(act, before)
    const starts = [() => underWay[act](b), () => endings[ending](a, target, before)]
    if (place === 'before') starts.reverse()
    await rows.query('begin')
    await rows.query('select 1 from "User" where id = $1 for update', [person.id])
    const outcomes: Outcome[] = []
    for (const start of starts) {
      const one = outcome(start())
      outcomes.push(one)
      await until(async () => one.settled() || (await waiting()) >= outcomes.length)
    }
    await rows.query('commit')
    for (const one of outcomes) await one.done
    const second = outcomes[place === 'before' ? 0 : 1]
    if (!second) throw new Error('two outcomes')
    expect(await survivors({ ending, target, second, a, b, before })).toEqual([])
  })
})

/** Two sessions of a new person; `before` is B as it was, for it may get a new cookie. */
async function twoSessions() {
  person = await system.colleague(owner, 'Alice')
  const before = openBrowser(system.url)
  await before.trpc.gateway.session.signIn.mutate({ email: person.email, password })
  return { a: person, b: copyOf(before, slow.gateway.url), before }
}

/** The session that is to be ended: the new one of a sign-in as soon as it exists. */
async function targetOf(act: Act, before: Browser) {
  if (act !== 'signs in') return sessionIn(before)
  const newest = await rows.query<{ id: string }>(
    'select id from "Session" where "userId" = $1 order by "createdAt" desc limit 1',
    [person.id],
  )
  return newest.rows[0]?.id ?? ''
}

const sessionIn = ({ jar }: Pick<Browser, 'jar'>) => jar.get('sid')?.split('.')[1] ?? ''

function outcome(call: Promise<unknown>) {
  let state: 'running' | 'OK' | 'refused' = 'running'
  const done = call.then(
    () => {
      state = 'OK'
    },
    () => {
      state = 'refused'
    },
  )
  return { done, settled: () => state !== 'running', isOk: () => state === 'OK' }
}
type Outcome = ReturnType<typeof outcome>

/** How many statements wait for a lock. */
async function waiting() {
  const found = await rows.query<{ count: number }>(
    `select count(*)::int as count from pg_stat_activity
      where datname = current_database() and wait_event_type = 'Lock'`,
  )
  return found.rows[0]?.count ?? 0
}

async function until(isSo: () => Promise<boolean>) {
  while (!(await isSo())) await new Promise((resolve) => setTimeout(resolve, 2))
}

type Browsers = Record<'a' | 'b' | 'before', Pick<Browser, 'jar'>>
type Race = Browsers & { ending: Ending; target: string; second: Outcome }

const closing = new Set<Ending>([
  'an owner disables the account',
  'another session changes the password',
])

/** Whatever works that should not, in words. */
async function survivors({ ending, target, second, a, b, before }: Race) {
  const ended = second.isOk()
  const found: string[] = []
  // A sign-in that came later, or was not meant, may stand.
  const isNew = sessionIn(b) !== sessionIn(before)
  const mayLive =
    isNew && (ending === 'it signs out' || (target !== sessionIn(b) && !closing.has(ending)))
  const check = async (when: string) => {
    const alive = { a: await lives(a), b: await lives(b), before: await lives(before) }
    if (alive.a && !(await isListed(a))) found.push(`${when}: A lives and is in no list`)
    if (alive.b && !(await isListed(b))) found.push(`${when}: B lives and is in no list`)
    if (!ended) return
    if (alive.before && !isNew) found.push(`${when}: B lives`)
    if (alive.b && !mayLive) found.push(`${when}: B lives by its new cookie`)
    if (alive.a && ending === 'an owner disables the account') found.push(`${when}: A lives`)
  }
  await check('then')
  if (ending === 'an owner disables the account') {
    await owner.trpc.gateway.people.enable.mutate(account())
    await check('enabled again')
  }
  return found
}

async function lives(browser: Pick<Browser, 'jar'>) {
  const copy = copyOf(browser)
  const answers = [
    await copy.request('/trpc/user/me.get'),
    await copy.request('/api/v1/auth/verify'),
  ]
  return answers.some(({ status }) => status === 200)
}

async function isListed(browser: Pick<Browser, 'jar'>) {
  const found = await rows.query('select 1 from "Session" where id = $1 and "endedAt" is null', [
    sessionIn(browser),
  ])
  return found.rows.length > 0
}
