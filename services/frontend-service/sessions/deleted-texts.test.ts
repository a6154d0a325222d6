import { expect, test } from '@jest/globals'
import { pollUntil } from '../../chassis/poll-until.ts'
import { addressTokenIn } from '../../user-service/testing/mail-server.ts'
import { refusalOf } from '../../user-service/testing/start-user-service.ts'
import { openBrowser } from '../testing/browser.ts'
import { startMailedSystem } from '../testing/mailed-system.ts'
import { type Person, password } from '../testing/people.ts'
import { tablesWith } from '../testing/tables-with.ts'

const { system, mail, rows, prove } = await startMailedSystem()
// The first one runs the installation, and stays.
await system.person('Olga')

const inviteTo = ({ trpc, workspaceId }: Person, email: string) =>
  trpc.user.invitations.create.mutate({ workspaceId, role: 'member', email })

const hits = async (table: 'Event' | 'AuditDetail', text: string) =>
  (await rows.query(`select from "${table}" r where strpos(row_to_json(r)::text, $1) > 0`, [text]))
    .rowCount

/** Gives somebody another address, by the link that goes there. */
async function moveTo({ trpc }: Person, email: string) {
  await trpc.gateway.address.change.mutate({ email })
  const [letter] = await mail.lettersTo(email)
  await trpc.gateway.address.use.mutate({ token: addressTokenIn(letter) })
}

/** Somebody new signs up with an address, and comes by an invitation. */
async function heirOf(email: string, token: string) {
  const heir = openBrowser(system.url)
  const signUp = { name: 'Heir', email, password, locale: 'en' as const }
  await heir.trpc.gateway.session.signUp.mutate(signUp)
  await heir.trpc.gateway.invitations.accept.mutate({ token })
  return (await heir.trpc.gateway.session.who.query())?.workspaces.map(({ id }) => id)
}

test('a workspace that was named after somebody and has another name now is told of by that one', async () => {
  const carol = await system.person('Caroline Vanish')
  const dan = await system.colleague(carol, 'Dan')
  const { workspaceId } = carol
  const { user, gateway } = carol.trpc
  await user.members.changeRole.mutate({ workspaceId, userId: dan.id, role: 'owner' })
  await dan.trpc.user.workspaces.update.mutate({ id: workspaceId, name: 'Team' })
  await gateway.account.delete.mutate({ email: carol.email })
  expect(await hits('Event', 'Caroline')).toBe(0)
  const { rows: told } = await rows.query(
    `select data->>'name' as name, data->>'slug' as slug from "Event"
      where type = 'workspace.created' and data->>'workspaceId' = $1`,
    [workspaceId],
  )
  expect(told).toEqual([{ name: 'Team', slug: expect.stringMatching(/./) }])
})

test('an address to which somebody was invited is forgotten with their account, though they have another one', async () => {
  const alice = await system.person('Alice')
  const { workspaceId } = alice
  const eve = await system.person('Eve')
  await rows.query('update "User" set "emailProvedAt" = now() where id = $1', [eve.id])
  const invite = (email: string) =>
    alice.trpc.user.invitations.create.mutate({ workspaceId, role: 'member', email })
  const { token } = await invite(eve.email)
  await eve.trpc.gateway.invitations.accept.mutate({ token })
  await invite('other@taskmate.example')
  const next = `next.${eve.email}`
  await moveTo(eve, next)
  await eve.trpc.gateway.account.delete.mutate({ email: next })
  expect(await hits('AuditDetail', eve.email)).toBe(0)
  // What is about others stays, and the chain holds.
  expect(await hits('AuditDetail', 'other@taskmate.example')).toBe(1)
  expect((await alice.trpc.user.audit.check.query({ workspaceId })).broken).toBeNull()
})

test('what others wrote down of a former name or a proved former address goes too, wherever it stands', async () => {
  const alice = await system.person('Alice')
  const founder = await system.person('나래울')
  const bob = await system.colleague(founder, 'Bob')
  const place = { workspaceId: founder.workspaceId, userId: bob.id }
  await founder.trpc.user.members.changeRole.mutate({ ...place, role: 'owner' })
  const rename = (person: Person, name: string) =>
    person.trpc.user.workspaces.update.mutate({ id: place.workspaceId, name })
  // The workspace had their name from the sign-up on.
  await rename(bob, 'Team')
  await rename(founder, '나래울 팀')
  await rename(bob, 'Team again')
  await founder.trpc.user.me.update.mutate({ name: '나래울이' })
  const former = founder.email
  await prove(founder)
  await inviteTo(alice, former)
  const { id } = await inviteTo(bob, former)
  await bob.trpc.user.invitations.revoke.mutate({ workspaceId: place.workspaceId, id })
  const email = `next.${former}`
  await moveTo(founder, email)
  // Who invites them does not know that they have another one.
  const late = await inviteTo(bob, former)

  await founder.trpc.gateway.account.delete.mutate({ email })
  await mail.lettersTo(email, 2)
  await pollUntil(async () => (await rows.query('select from "Letter"')).rowCount === 0)
  expect(await tablesWith(system, 0, ['나래울', former, email])).toEqual([])
  const { gateway } = openBrowser(system.url).trpc
  expect(await refusalOf(gateway.invitations.preview.query({ token: late.token }))).toMatchObject({
    code: 'NOT_FOUND',
  })
  const { items } = await bob.trpc.user.audit.list.query({
    ...{ workspaceId: place.workspaceId, kind: 'workspace_renamed' },
  })
  expect(items.map(({ isErased }) => isErased)).toEqual([true, true, true])
  const checked = await bob.trpc.user.audit.check.query({ workspaceId: place.workspaceId })
  expect(checked.broken).toBeNull()
})

test('an invitation to a former address that is somebody else’s by now is theirs, and stays', async () => {
  const alice = await system.person('Alice')
  const { workspaceId } = alice
  const former = await system.colleague(alice, 'Former')
  const { email } = former
  await prove(former)
  const next = `next.${email}`
  await moveTo(former, next)
  const heir = openBrowser(system.url)
  const signUp = { name: 'Heir', email, password, locale: 'en' as const }
  await heir.trpc.gateway.session.signUp.mutate(signUp)
  const invited = await inviteTo(alice, email)
  await former.trpc.gateway.account.delete.mutate({ email: next })
  await heir.trpc.gateway.invitations.accept.mutate({ token: invited.token })
  const who = await heir.trpc.gateway.session.who.query()
  expect(who?.workspaces.map(({ id }) => id)).toContain(workspaceId)
})

test('an address that somebody only typed, before or at the end, takes along nothing of whose it is', async () => {
  const alice = await system.person('Alice')
  const { workspaceId } = alice
  const [typed, moved] = [await system.person('Typed'), await system.person('Moved')]
  const strangers = [typed.email, moved.email]
  const invited = [await inviteTo(alice, typed.email), await inviteTo(alice, moved.email)]
  const next = `next.${moved.email}`
  await moveTo(moved, next)
  await typed.trpc.gateway.account.delete.mutate({ email: typed.email })
  await moved.trpc.gateway.account.delete.mutate({ email: next })
  for (const [nth, email] of strangers.entries()) {
    expect([email, await hits('AuditDetail', email)]).toEqual([email, 1])
    expect(await heirOf(email, invited[nth]?.token ?? '')).toContain(workspaceId)
  }
})

test('an account is deleted though a failed attempt on it is being written down at that moment', async () => {
  const gone = await system.person('Gone')
  await rows.query(
    `insert into "FailedTry" ("userId", kind, step, network, since) values ($1, 'sign_in_failed', 'password', '', now())`,
    [gone.id],
  )
  const writer = await rows.connect()
  await writer.query('begin')
  // Of two who wait for each other it is the one that gives up, and is not tried again.
  await writer.query(`set local deadlock_timeout = '10ms'`)
  await writer.query('select from "FailedTry" where "userId" = $1 for update', [gone.id])
  const deleted = gone.trpc.gateway.account.delete.mutate({ email: gone.email })
  const waits = `select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`
  await pollUntil(async () => (await rows.query(waits)).rowCount)
  const written = `select audit_append(null, 'sign_in_failed', null, $1, 'sign_in', '{}', 'salt', '{}', null)`
  try {
    await writer.query(written, [gone.id])
    await writer.query('commit')
  } finally {
    writer.release(true)
  }
  await deleted
})

test('of a failed attempt at the moment when an account goes nothing is written down', async () => {
  const owner = await system.person('Owner')
  const gone = await system.colleague(owner, 'Gone')
  const holder = await rows.connect()
  const waits = `select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`
  const waiting = (count: number) =>
    pollUntil(async () => ((await rows.query(waits)).rowCount ?? 0) >= count)
  await holder.query('begin')
  // Stops the deletion at its end, which takes the ways in along.
  await holder.query('select from "Credential" where "userId" = $1 for update', [gone.id])
  const deleted = gone.trpc.gateway.account.delete.mutate({ email: gone.email })
  try {
    await waiting(1)
    const signIn = { email: gone.email, password: 'a wrong password' }
    const tried = openBrowser(system.url).trpc.gateway.session.signIn.mutate(signIn)
    expect(await refusalOf(tried)).toMatchObject({ code: 'UNAUTHORIZED' })
    await waiting(2)
    await holder.query('commit')
  } finally {
    holder.release(true)
  }
  await deleted
  const open = `select from pg_stat_activity where datname = current_database() and xact_start is not null
                   and pid <> pg_backend_pid()`
  await pollUntil(async () => (await rows.query(open)).rowCount === 0)
  const left = `select kind from "FailedTry" where "userId" = $1
                union all select kind from "AuditEntry" where "subjectId" = $1 and kind = 'sign_in_failed'`
  expect((await rows.query(left, [gone.id])).rows).toEqual([])
})

test('a letter by which somebody else asks for an address outlives the account that typed it', async () => {
  const [typed, owner] = [await system.person('Typed'), await system.person('Owner')]
  const lettersTo = async (email: string) =>
    (await rows.query('select kind from "Letter" where email = $1 order by id', [email])).rows
  await pollUntil(async () => (await rows.query('select from "Letter"')).rowCount === 0)
  mail.state.mood = 'refuses'
  await typed.trpc.gateway.address.prove.mutate()
  await owner.trpc.gateway.address.change.mutate({ email: typed.email })
  expect(await lettersTo(typed.email)).toEqual([
    ...[{ kind: 'address_proof' }, { kind: 'address_wanted' }],
  ])
  await typed.trpc.gateway.account.delete.mutate({ email: typed.email })
  expect(await lettersTo(typed.email)).toEqual([
    ...[{ kind: 'address_wanted' }, { kind: 'account_deleted' }],
  ])
  // One that is being sent would be sent again.
  await pollUntil(
    async () => (await rows.query('select from "Letter" where failure is null')).rowCount === 0,
  )
  mail.state.mood = 'takes'
  await rows.query('update "Letter" set "dueAt" = now()')
  await owner.trpc.gateway.address.prove.mutate()
  const letters = await mail.lettersTo(typed.email, 2)
  expect(letters.map((letter) => addressTokenIn(letter).length).sort()).toEqual([0, 43])
})
