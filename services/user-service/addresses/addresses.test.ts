import { expect, test } from '@jest/globals'
import { pollUntil } from '../../chassis/poll-until.ts'
import { addressTokenIn } from '../testing/mail-server.ts'
import { password, refusalOf, type Someone } from '../testing/start-user-service.ts'
import { origin, startMailedUserTest } from '../testing/user-test.ts'

const { users, mail } = await startMailedUserTest()

const device = { ip: '127.0.0.1', userAgent: 'test' }
const linkGone = { code: 'NOT_FOUND', message: 'This link is no longer valid', reason: 'link_gone' }
let count = 0
const newAddress = (name = 'new') => {
  count += 1
  return `${name}.${count}.${process.pid}@taskmate.example`
}

const signIn = (email: string) =>
  users.gateway.sessions.create.mutate({ email, password, ...device })
const stateOf = ({ id: userId }: Someone) => users.gateway.addresses.get.query({ userId })
const check = (token: string) => users.gateway.addresses.check.mutate({ token })
const use = (token: string) => users.gateway.addresses.use.mutate({ token })
const nothingWaits = () =>
  pollUntil(async () => (await users.rows.query('select 1 from "Letter"')).rowCount === 0, {
    complaint: 'letters still wait',
  })

/** Somebody who is signed in, the letter of their sign-up already there. */
async function person(name: string) {
  const made = await users.person(name)
  await mail.proofsTo(made.email)
  const { sessionId, epoch } = await signIn(made.email)
  return { ...made, session: { userId: made.id, sessionId, epoch } }
}
type Signed = Awaited<ReturnType<typeof person>>
const change = ({ session }: Signed, email: string) =>
  users.gateway.addresses.change.mutate({ ...session, email })

/** The links that bring a new address and stop that, from their letters. */
async function changing(mina: Signed, wanted = newAddress()) {
  await change(mina, wanted)
  const letters = await Promise.all([mail.lettersTo(wanted), mail.lettersTo(mina.email)])
  const [takes, keeps] = letters.map((some) => some.at(-1))
  return { wanted, take: addressTokenIn(takes), keep: addressTokenIn(keeps) }
}

test('who signs up is sent a link that proves the address once, and looking at it uses nothing up', async () => {
  const mina = await person('Mina')
  expect(await stateOf(mina)).toEqual({ isByMail: true, provedAt: null, wanted: null })
  const [letter] = await mail.proofsTo(mina.email)
  expect(letter?.text).toContain(
    `Confirm by this link that letters reach you here.\n${origin}/address/`,
  )
  const token = addressTokenIn(letter)
  const { rows } = await users.rows.query('select * from "AddressLink"')
  expect(JSON.stringify(rows)).not.toContain(token)
  for (const _ of [1, 2])
    expect(await check(token)).toMatchObject({ purpose: 'prove', email: mina.email, name: 'Mina' })
  const answers = await Promise.allSettled(Array.from({ length: 20 }, () => use(token)))
  expect(answers.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
  expect((await stateOf(mina)).provedAt).not.toBeNull()
  expect(await refusalOf(check(token))).toMatchObject(linkGone)
  // Nobody was signed out by it.
  expect((await signIn(mina.email)).epoch).toBe(0)
})

test('used, expired, invented links and those of a disabled account are refused alike', async () => {
  const mina = await person('Mina')
  const token = addressTokenIn((await mail.proofsTo(mina.email))[0])
  const refusals = [await refusalOf(use('A'.repeat(43)))]
  await users.rows.query(`update "AddressLink" set "expiresAt" = now() where "userId" = $1`, [
    mina.id,
  ])
  refusals.push(await refusalOf(use(token)))
  await users.rows.query(
    `update "AddressLink" set "expiresAt" = now() + interval '1 hour' where "userId" = $1`,
    [mina.id],
  )
  await users.rows.query('update "User" set "disabledAt" = now() where id = $1', [mina.id])
  refusals.push(await refusalOf(use(token)))
  await users.rows.query('update "User" set "disabledAt" = null where id = $1', [mina.id])
  await use(token)
  refusals.push(await refusalOf(use(token)))
  for (const refusal of refusals) expect(refusal).toMatchObject(linkGone)
})

test('a link that went to an address works no more once the account has another password', async () => {
  const mina = await person('Mina')
  const token = addressTokenIn((await mail.proofsTo(mina.email))[0])
  const { take, keep } = await changing(mina)
  const { sessionId: keepSessionId, epoch, userId } = mina.session
  await users.gateway.passwords.change.mutate({
    ...{ userId, keepSessionId, epoch, current: password, next: 'another horse battery' },
  })
  for (const dead of [token, take, keep]) expect(await refusalOf(use(dead))).toMatchObject(linkGone)
  expect((await stateOf(mina)).wanted).toBeNull()
})

test('the link to the new address changes it at once, ends every session and what else lets in', async () => {
  const mina = await person('Mina')
  await users.gateway.recovery.ask.mutate({ email: mina.email })
  await mail.lettersTo(mina.email)
  const wanted = newAddress('MINA')
  await change(mina, ` ${wanted.toUpperCase()} `)
  expect((await stateOf(mina)).wanted).toBe(wanted.toLowerCase())
  const [letter] = await mail.lettersTo(wanted.toLowerCase())
  expect(letter?.text).toMatch(/^Hello Mina,\n\nA TaskMate account is to have this address/)
  // Until then nothing is different.
  await signIn(mina.email)
  const link = addressTokenIn(letter)
  expect(await check(link)).toMatchObject({ purpose: 'take', email: wanted.toLowerCase() })
  expect(await use(link)).toEqual({
    ...{ purpose: 'take', userId: mina.id, epoch: 1, isKept: false },
  })
  expect(await users.gateway.sessions.list.query({ userId: mina.id })).toEqual([])
  expect(await refusalOf(signIn(mina.email))).toMatchObject({ code: 'UNAUTHORIZED' })
  await signIn(wanted)
  const { provedAt, wanted: waiting } = await stateOf(mina)
  expect([provedAt === null, waiting]).toEqual([false, null])
  const left = await users.rows.query(
    `select "userId" from "Recovery" where "userId" = $1 union all
     select "userId" from "SignIn" where "userId" = $1 union all
     select "userId" from "AddressLink" where "userId" = $1`,
    [mina.id],
  )
  expect(left.rows).toEqual([])
  // 1: the link for a new password, 2: that it is about to change, 3: that it has.
  const told = (await mail.lettersTo(mina.email, 3)).at(-1)
  expect(told?.subject).toBe('The address of your TaskMate account was changed')
  expect(told?.text).toContain('tell whoever runs TaskMate at once')
  // The former address is free.
  await users.person('Somebody', { email: mina.email })
})

test('the session in which the link is used goes on, if it is one of the account', async () => {
  const [mina, bob] = [await person('Mina'), await person('Bob')]
  await signIn(mina.email)
  const { take } = await changing(mina)
  const { sessionId: id, epoch } = mina.session
  const used = await users.gateway.addresses.use.mutate({ token: take, kept: { id, epoch } })
  expect(used).toMatchObject({ epoch: 1, isKept: true })
  const open = await users.gateway.sessions.list.query({ userId: mina.id })
  expect(open.map((one) => one.id)).toEqual([id])

  const changed = { ...mina, ...(await mina.calls.me.get.query()) }
  const { take: next } = await changing({ ...changed, session: { ...mina.session, epoch: 1 } })
  const foreign = { id: bob.session.sessionId, epoch: 1 }
  const again = await users.gateway.addresses.use.mutate({ token: next, kept: foreign })
  expect(again).toMatchObject({ epoch: 2, isKept: false })
  expect(await users.gateway.sessions.list.query({ userId: mina.id })).toEqual([])
})

test('whether somebody else has the address makes no difference, but to who has it', async () => {
  const [mina, bob] = [await person('Mina'), await person('Bob')]
  const free = newAddress()
  const answers = [await change(mina, free), (await stateOf(mina)).wanted === free]
  await mail.lettersTo(free)
  expect([await change(mina, bob.email), (await stateOf(mina)).wanted === bob.email]).toEqual(
    answers,
  )
  const [letter] = await mail.lettersTo(bob.email)
  expect(letter?.subject).toBe('There is a TaskMate account with this address already')
  expect(addressTokenIn(letter)).toBe('')
  expect(`${letter?.text}${letter?.html}`).not.toContain('Mina')
  await nothingWaits()
  const { rows } = await users.rows.query(
    `select email from "AddressLink" where "userId" = $1 and purpose = 'take'`,
    [mina.id],
  )
  expect(rows).toEqual([])
})

test('the former address stops a change before it happens; a newer wish ends the links of an older one', async () => {
  const mina = await person('Mina')
  const first = await changing(mina)
  await change(mina, newAddress())
  const stop = addressTokenIn((await mail.lettersTo(mina.email, 2))[1])
  for (const dead of [first.take, first.keep])
    expect(await refusalOf(use(dead))).toMatchObject(linkGone)
  expect(await check(stop)).toMatchObject({ purpose: 'keep', email: mina.email })
  expect(await use(stop)).toMatchObject({ purpose: 'keep', epoch: null })
  expect((await stateOf(mina)).wanted).toBeNull()
  expect(await refusalOf(use(stop))).toMatchObject(linkGone)

  const second = await changing({ ...mina }, newAddress())
  await users.gateway.addresses.keep.mutate(mina.session)
  expect(await refusalOf(use(second.take))).toMatchObject(linkGone)
  await signIn(mina.email)
})

test.each([
  [
    'that session ends',
    ({ session: { userId, sessionId: id } }: Signed) =>
      users.gateway.sessions.end.mutate({ userId, id }),
  ],
  [
    'all other sessions end',
    async ({ id: userId, email }: Signed) => {
      const { sessionId: keepId, epoch } = await signIn(email)
      await users.gateway.sessions.endOthers.mutate({ userId, keepId, epoch })
    },
  ],
])('a change that a session asked for goes no further once %s', async (_what, end) => {
  const mina = await person('Mina')
  const { take, keep } = await changing(mina)
  await end(mina)
  for (const dead of [take, keep]) expect(await refusalOf(use(dead))).toMatchObject(linkGone)
  expect((await stateOf(mina)).wanted).toBeNull()
})

test('of several who take one address at once one has it; an account made meanwhile keeps it', async () => {
  const wanted = newAddress()
  const some = [await person('Mina'), await person('Bob'), await person('Sua')]
  const links: string[] = []
  for (const [nth, one] of some.entries()) {
    await change(one, wanted)
    links.push(addressTokenIn((await mail.lettersTo(wanted, nth + 1)).at(-1)))
  }
  const answers = await Promise.allSettled(links.map(use))
  expect(answers.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
  for (const answer of answers)
    if (answer.status === 'rejected')
      expect(answer.reason.data).toMatchObject({ code: 'CONFLICT', reason: 'address_taken' })
  const { rows } = await users.rows.query('select id from "User" where email = $1', [wanted])
  expect(rows).toHaveLength(1)

  const late = await person('Late')
  const { wanted: other, take } = await changing(late)
  await users.person('First', { email: other })
  expect(await refusalOf(use(take))).toMatchObject({ code: 'CONFLICT', reason: 'address_taken' })
  await signIn(late.email)
})

test('an invitation for an address is for whoever has it by then', async () => {
  const [mina, owner] = [await person('Mina'), await person('Owner')]
  const workspaceId = (await owner.calls.workspaces.list.query())[0]?.id ?? ''
  const { wanted, take } = await changing(mina)
  const inviting = (email: string) =>
    owner.calls.invitations.create.mutate({ workspaceId, role: 'member', email })
  const [former, next] = [await inviting(mina.email), await inviting(wanted)]
  const accept = (token: string) =>
    users.gateway.invitations.accept.mutate({ userId: mina.id, token })
  expect(await refusalOf(accept(next.token))).toMatchObject({ code: 'FORBIDDEN' })
  await use(take)
  expect(await refusalOf(accept(former.token))).toMatchObject({ code: 'FORBIDDEN' })
  await accept(next.token)
})

test.each([
  ['member', true],
  ['guest', false],
] as const)(
  'the former, proved address of a %s is told how to reach the owner: %s',
  async (role, isTold) => {
    const owner = await person('Owner')
    const workspaceId = (await owner.calls.workspaces.list.query())[0]?.id ?? ''
    const { token } = await owner.calls.invitations.create.mutate({ workspaceId, role })
    const mina = await person('Mina')
    await use(addressTokenIn((await mail.proofsTo(mina.email))[0]))
    await users.gateway.invitations.accept.mutate({ userId: mina.id, token })
    await use((await changing(mina)).take)
    const told = (await mail.lettersTo(mina.email, 2))[1]
    expect(told?.text?.includes(owner.email)).toBe(isTold)
  },
)

test('letters have a limit for each account, which is told', async () => {
  const mina = await person('Mina')
  for (let nth = 0; nth < 4; nth += 1) await users.gateway.addresses.prove.mutate(mina.session)
  await change(mina, newAddress())
  expect(await refusalOf(users.gateway.addresses.prove.mutate(mina.session))).toMatchObject({
    ...{ code: 'TOO_MANY_REQUESTS', reason: 'letters', limit: 5 },
    retryAfterSeconds: expect.any(Number),
  })
})

test('the address one has is none to change to, and no letter goes out where none is needed', async () => {
  const mina = await person('Mina')
  expect(await refusalOf(change(mina, mina.email.toUpperCase()))).toMatchObject({
    ...{ code: 'BAD_REQUEST', reason: 'own_address' },
  })
  await use(addressTokenIn((await mail.proofsTo(mina.email))[0]))
  await users.gateway.addresses.prove.mutate(mina.session)
  await nothingWaits()
  expect(await mail.proofsTo(mina.email)).toHaveLength(1)
})
