import { expect, test } from '@jest/globals'
import { pollUntil } from '../../chassis/poll-until.ts'
import { addressTokenIn, tokenIn } from '../testing/mail-server.ts'
import {
  password,
  refusalOf,
  type Someone,
  startUserService,
} from '../testing/start-user-service.ts'
import { startMailedUserTest } from '../testing/user-test.ts'

const { users, mail } = await startMailedUserTest()

const device = { ip: '127.0.0.1', userAgent: 'test' }
let count = 0

const newAddress = () => {
  count += 1
  return `next.${count}.${process.pid}@taskmate.example`
}

/** Asks for another address, so many times. */
async function ask({ id: userId, email: own }: Someone, email: string, times = 1) {
  const { sessionId, epoch } = await users.gateway.sessions.create.mutate({
    ...{ email: own, password, ...device },
  })
  for (let nth = 0; nth < times; nth += 1)
    await users.gateway.addresses.change.mutate({ userId, sessionId, epoch, email })
}

/** The same, and the link that brings the address. */
async function changing(mina: Someone) {
  const email = newAddress()
  await ask(mina, email)
  return { email, token: addressTokenIn((await mail.lettersTo(email))[0]) }
}
const nothingWaits = () =>
  pollUntil(async () => (await users.rows.query('select 1 from "Letter"')).rowCount === 0, {
    complaint: 'letters still wait',
  })
const use = (token: string) => users.gateway.addresses.use.mutate({ token })

/** What comes in this order while an account changes its address: each waits until the one before waits for the account. */
async function behindEachOther(userId: string, calls: (() => Promise<unknown>)[]) {
  const holder = await users.rows.connect()
  const waiting = async () =>
    (
      await users.rows.query(
        `select 1 from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`,
      )
    ).rowCount ?? 0
  await holder.query('begin')
  await holder.query('select 1 from "User" where id = $1 for no key update', [userId])
  const answers: Promise<unknown>[] = []
  for (const [nth, call] of calls.entries()) {
    answers.push(call())
    await pollUntil(async () => (await waiting()) > nth, { complaint: `call ${nth} does not wait` })
  }
  await holder.query('commit')
  holder.release(true)
  return Promise.allSettled(answers)
}

test('a link for a password that was asked for before the address changed is not written after it', async () => {
  const mina = await users.person('Mina')
  const { token } = await changing(mina)
  await mail.lettersTo(mina.email)
  await behindEachOther(mina.id, [
    () => use(token),
    () => users.gateway.recovery.ask.mutate({ email: mina.email }),
  ])
  await nothingWaits()
  const links = (await mail.lettersTo(mina.email)).map(tokenIn).filter(Boolean)
  expect(links).toEqual([])
  const { rows } = await users.rows.query('select 1 from "Recovery" where "userId" = $1', [mina.id])
  expect(rows).toEqual([])
})

test('an invitation for an address is not accepted by who had it until just now', async () => {
  const [owner, mina] = [await users.person('Owner'), await users.person('Mina')]
  const workspaceId = (await owner.calls.workspaces.list.query())[0]?.id ?? ''
  const invited = { workspaceId, role: 'member', email: mina.email } as const
  const { token: invitation } = await owner.calls.invitations.create.mutate(invited)
  const { token } = await changing(mina)
  const answers = await behindEachOther(mina.id, [
    () => use(token),
    () => users.gateway.invitations.accept.mutate({ userId: mina.id, token: invitation }),
  ])
  expect(answers.map(({ status }) => status)).toEqual(['fulfilled', 'rejected'])
})

test('however often others ask for an address, who asks for it too gets a letter, and asking again ends no link', async () => {
  const wanted = newAddress()
  for (const name of ['Thief', 'Accomplice', 'Partner'])
    await ask(await users.person(name), wanted, 5)
  await nothingWaits()
  const before = mail.letters.filter(({ to }) => to?.[0]?.address === wanted).length
  // One of each, and so many more of all.
  expect(before).toBe(3 + 10)
  const mina = await users.person('Mina')
  await ask(mina, wanted, 2)
  const letter = (await mail.lettersTo(wanted, before + 1)).at(-1)
  expect(letter?.text).toContain('Hello Mina,')
  await nothingWaits()
  expect(await mail.lettersTo(wanted)).toHaveLength(before + 1)
  expect(await use(addressTokenIn(letter))).toMatchObject({ purpose: 'take', userId: mina.id })
})

test('an address that was never proved is told nothing of the workspaces of who mistyped it', async () => {
  const owner = await users.person('Owner')
  const workspaceId = (await owner.calls.workspaces.list.query())[0]?.id ?? ''
  const { token } = await owner.calls.invitations.create.mutate({ workspaceId, role: 'member' })
  const mina = await users.person('Mina')
  await users.gateway.invitations.accept.mutate({ userId: mina.id, token })
  await use((await changing(mina)).token)
  const told = (await mail.lettersTo(mina.email, 2))[1]
  expect(told?.subject).toBe('The address of your TaskMate account was changed')
  expect(told?.text).not.toContain(owner.email)
})

test('whoever uses a link that came by mail has proved the address; an invitation proves none', async () => {
  const provedAt = async (id: string) =>
    (await users.rows.query('select "emailProvedAt" as at from "User" where id = $1', [id])).rows[0]
      ?.at
  const owner = await users.person('Owner')
  const workspaceId = (await owner.calls.workspaces.list.query())[0]?.id ?? ''
  const email = `invited.${Date.now()}@taskmate.example`
  const invited = { workspaceId, role: 'member', email } as const
  const { token: invitation } = await owner.calls.invitations.create.mutate(invited)
  const mina = await users.person('Mina', { email, invitation })
  const { recovery } = users.gateway
  await recovery.ask.mutate({ email })
  const [letter] = await mail.lettersTo(email)
  const token = letter ? tokenIn(letter) : ''
  expect(await provedAt(mina.id)).toBeNull()
  await recovery.use.mutate({ token, next: 'another horse battery' })
  expect(await provedAt(mina.id)).toBeInstanceOf(Date)
})

test('without a mail server an address is neither proved nor changed, and nobody is kept from working', async () => {
  const plain = await startUserService()
  const mina = await plain.person('Mina')
  const { sessionId, epoch } = await plain.gateway.sessions.create.mutate({
    ...{ email: mina.email, password, ip: '127.0.0.1', userAgent: 'test' },
  })
  const session = { userId: mina.id, sessionId, epoch }
  const { addresses } = plain.gateway
  expect(await addresses.get.query({ userId: mina.id })).toEqual({
    ...{ isByMail: false, provedAt: null, wanted: null },
  })
  for (const refused of [
    addresses.prove.mutate(session),
    addresses.change.mutate({ ...session, email: 'other@taskmate.example' }),
  ])
    expect(await refusalOf(refused)).toMatchObject({ code: 'BAD_REQUEST', reason: 'no_mail' })
  await plain.close()
})
