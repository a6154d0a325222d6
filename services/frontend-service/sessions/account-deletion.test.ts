import { expect, test } from '@jest/globals'
import { pollUntil } from '../../chassis/poll-until.ts'
import { clientOf } from '../../testing/postgres.ts'
import { addressTokenIn, tokenIn } from '../../user-service/testing/mail-server.ts'
import { refusalOf } from '../../user-service/testing/start-user-service.ts'
import { newBotOf, newTokenOf, program } from '../testing/api-token.ts'
import { openBrowser } from '../testing/browser.ts'
import { enter as enterByProvider, startOidcSystem, type Visitor } from '../testing/oidc.ts'
import { openStream } from '../testing/open-stream.ts'
import { ask, enter as enterByPasskey, withPasskey } from '../testing/passkeys.ts'
import { type Person, password } from '../testing/people.ts'
import { tablesWith } from '../testing/tables-with.ts'

const { system, mail, rows, elsewhere, known, prove } = await startOidcSystem()
const alice = await system.person('Alice')
const { workspaceId } = alice

type Owner = Pick<Person, 'trpc' | 'email'>
const remove = ({ trpc, email }: Owner) => trpc.gateway.account.delete.mutate({ email })
const signIn = async (email: string, browser = openBrowser(system.url)) => {
  await browser.trpc.gateway.session.signIn.mutate({ email, password })
  return browser
}
const inviteTo = (person: Person, role: 'member' | 'owner' | 'admin' = 'member', email?: string) =>
  person.trpc.user.invitations.create.mutate({
    ...{ workspaceId: person.workspaceId, role },
    ...(email && { email }),
  })
const membersOf = (person: Person) =>
  person.trpc.user.members.list.query({ workspaceId: person.workspaceId })
const deletedIn = (person: Person) =>
  person.trpc.user.members.deleted.query({ workspaceId: person.workspaceId })

test('who deletes their account is let in by no door that they had, and a letter says so', async () => {
  const bob = await system.colleague(alice, 'Robert Deletable')
  const { soft } = await withPasskey(bob)
  const account = known()
  const atProvider: Visitor = { ...elsewhere(), ...bob, visit: elsewhere().visit }
  const { url } = await bob.trpc.gateway.identities.link.mutate({
    provider: 'company',
    locale: 'en',
  })
  const { state = '', code = '', iss = '' } = await atProvider.visit(url, account.sub)
  await bob.trpc.gateway.oidc.finish.mutate({ provider: 'company', state, code, iss })
  const phone = await signIn(bob.email)
  const { token } = await newTokenOf(bob)
  const script = program(system.url, token)
  expect((await script.request('/trpc/user/me.get')).status).toBe(200)
  const stream = openStream(bob, { workspaceId })
  await stream.connected
  await elsewhere().trpc.gateway.password.forgotten.mutate({ email: bob.email })
  const reset = await pollUntil(async () =>
    (await mail.lettersTo(bob.email)).map(tokenIn).find((one) => one !== ''),
  )
  const next = `next.${bob.email}`
  await bob.trpc.gateway.address.change.mutate({ email: next })
  const link = addressTokenIn((await mail.lettersTo(next))[0])
  expect([reset?.length, link.length]).toEqual([43, 43])
  await alice.trpc.user.members.changeRole.mutate({
    ...{ workspaceId, userId: bob.id, role: 'admin' },
  })
  const invitation = await inviteTo({ ...bob, workspaceId })

  await remove(bob)

  for (const browser of [bob, phone]) {
    expect((await browser.request('/trpc/user/me.get')).status).toBe(401)
    expect(await browser.trpc.gateway.session.who.query()).toBeNull()
  }
  await stream.ended
  expect((await script.request('/trpc/user/me.get')).status).toBe(401)
  expect(await refusalOf(signIn(bob.email, elsewhere()))).toMatchObject({ code: 'UNAUTHORIZED' })
  const browser = elsewhere()
  const signed = soft.sign(await ask(browser))
  expect(await refusalOf(enterByPasskey(browser, signed))).toMatchObject({ code: 'UNAUTHORIZED' })
  const { gateway } = elsewhere().trpc
  expect(await refusalOf(gateway.password.check.mutate({ token: reset ?? '' }))).toMatchObject({
    code: 'NOT_FOUND',
  })
  expect(
    await refusalOf(
      gateway.password.recover.mutate({ token: reset ?? '', next: 'one more good one' }),
    ),
  ).toMatchObject({ code: 'NOT_FOUND' })
  expect(await refusalOf(gateway.address.use.mutate({ token: link }))).toMatchObject({
    code: 'NOT_FOUND',
  })
  expect(
    await refusalOf(gateway.invitations.preview.query({ token: invitation.token })),
  ).toMatchObject({ code: 'NOT_FOUND' })
  // The provider's account is nobody's: it makes a new one, with nothing of the former.
  const { user } = await enterByProvider(elsewhere(), account)
  expect(user?.id).not.toBe(bob.id)

  const told = /deleted/
  await pollUntil(async () => {
    const letters = await mail.lettersTo(bob.email)
    return letters.some(({ subject = '' }) => told.test(subject))
  })
})

test('names and addresses are gone everywhere; work stays, its maker is a deleted user, and the address begins anew', async () => {
  const carol = await system.colleague(alice, 'Caroline Vanish')
  await prove(carol)
  const place = { workspaceId, key: 'STAY', name: 'Stays' }
  const { id: projectId } = await alice.trpc.task.projects.create.mutate(place)
  const made = await pollUntil(() =>
    carol.trpc.task.tasks.create
      .mutate({ projectId, title: 'Made by her', assigneeIds: [carol.id] })
      .catch(() => undefined),
  )
  if (!made) throw new Error('the task was not made')
  await carol.trpc.task.comments.create.mutate({ taskId: made.id, text: 'Said by her' })
  await carol.trpc.task.views.create.mutate({
    ...{ projectId, name: 'Her own', kind: 'list', scope: 'private', q: '' },
  })
  await carol.trpc.user.me.update.mutate({ name: 'Caroline Vanished' })
  const alone = await carol.trpc.user.workspaces.create.mutate({ name: 'Vanishing alone' })
  await inviteTo(alice, 'member', carol.email)
  const seats = (await membersOf(alice)).length

  expect((await carol.trpc.gateway.account.deletion.query()).map(({ fate }) => fate)).toEqual([
    ...['stays', 'goes'],
  ])
  await remove(carol)
  await mail.lettersTo(carol.email, 1)
  await pollUntil(async () => (await rows.query('select from "Letter"')).rowCount === 0)

  const texts = ['Caroline', carol.email, 'Vanishing alone']
  expect(await tablesWith(system, 0, texts)).toEqual([])
  for (const nth of [1, 2, 3]) expect(await tablesWith(system, nth, texts)).toEqual([])
  const details = await rows.query('select from "AuditDetail" where "userId" = $1', [carol.id])
  expect(details.rowCount).toBe(0)
  expect(await membersOf(alice)).toHaveLength(seats - 1)
  expect(await deletedIn(alice)).toContain(carol.id)
  const task = await alice.trpc.task.tasks.getById.query({ id: made.id })
  expect(task).toMatchObject({ createdBy: carol.id, assigneeIds: [carol.id] })
  const { items } = await alice.trpc.task.comments.list.query({ taskId: made.id })
  expect(items).toMatchObject([{ authorId: carol.id, text: 'Said by her' }])
  const audit = await alice.trpc.user.audit.list.query({ workspaceId })
  expect(audit.items[0]).toMatchObject({
    ...{ kind: 'account_deleted', actor: { id: carol.id, name: null }, isErased: true },
  })
  const checked = await alice.trpc.user.audit.check.query({ workspaceId })
  expect(checked.broken).toBeNull()
  const views = await pollUntil(async () => {
    const env = system.databases[1]
    if (!env) throw new Error('task-service has a database')
    const tasks = clientOf(env, env.DATABASE_NAME)
    await tasks.connect()
    const { rowCount } = await tasks.query('select from "View" where "ownerId" = $1', [carol.id])
    await tasks.end()
    return rowCount === 0
  })
  expect(views).toBe(true)

  const again = openBrowser(system.url)
  const { email } = carol
  const signUp = { name: 'Somebody else', email, password, locale: 'en' as const }
  const { user } = await again.trpc.gateway.session.signUp.mutate(signUp)
  expect(user.id).not.toBe(carol.id)
  const who = await again.trpc.gateway.session.who.query()
  expect(who?.workspaces.map(({ id }) => id)).not.toEqual(expect.arrayContaining([workspaceId]))
  expect(who?.workspaces.map(({ id }) => id)).not.toEqual(expect.arrayContaining([alone.id]))
  expect(await again.trpc.gateway.apiTokens.list.query()).toEqual([])
})

test('the only owner of a workspace with others stays, and is told which; another owner frees them', async () => {
  const dora = await system.person('Dora')
  const erin = await system.colleague(dora, 'Erin')
  const place = { workspaceId: dora.workspaceId, userId: erin.id }
  const deletion = await dora.trpc.gateway.account.deletion.query()
  expect(deletion).toMatchObject([{ id: dora.workspaceId, fate: 'refuses', role: 'owner' }])
  expect(await refusalOf(remove(dora))).toMatchObject({
    ...{ code: 'CONFLICT', reason: 'only_owner' },
    refused: [{ id: dora.workspaceId, title: 'Dora', reason: 'only_owner' }],
  })
  expect(await refusalOf(remove({ ...dora, email: erin.email }))).toMatchObject({
    ...{ code: 'BAD_REQUEST', fields: { email: 'is not the address of your account' } },
  })
  expect(await dora.trpc.gateway.session.who.query()).not.toBeNull()
  await dora.trpc.user.members.changeRole.mutate({ ...place, role: 'owner' })
  // An owner who cannot sign in looks after nothing.
  await rows.query('update "User" set "disabledAt" = now() where id = $1', [erin.id])
  expect(await refusalOf(remove(dora))).toMatchObject({ reason: 'only_owner' })
  await rows.query('update "User" set "disabledAt" = null where id = $1', [erin.id])
  await remove(dora)
  expect(await deletedIn({ ...erin, workspaceId: dora.workspaceId })).toEqual([dora.id])
})

test('of two owners who delete their accounts at the same time one stays, 2 times', async () => {
  for (let round = 0; round < 2; round += 1) {
    const first = await system.person('First')
    const second = await system.colleague(first, 'Second')
    await rows.query(`insert into "Membership" values ($1, $2, 'viewer')`, [
      first.workspaceId,
      alice.id,
    ])
    const place = { workspaceId: first.workspaceId, userId: second.id }
    await first.trpc.user.members.changeRole.mutate({ ...place, role: 'owner' })
    const outcomes = await Promise.allSettled([remove(first), remove(second)])
    expect([round, outcomes.map(({ status }) => status).sort()]).toEqual([
      ...[round, ['fulfilled', 'rejected']],
    ])
    const owners = await rows.query(
      `select from "Membership" where "workspaceId" = $1 and role = 'owner'`,
      [first.workspaceId],
    )
    expect(owners.rowCount).toBe(1)
  }
})

test('what is asked for while the account goes leaves nothing of it, 3 rounds', async () => {
  for (let round = 0; round < 3; round += 1) {
    const gone = await system.person('Gone')
    const other = await system.colleague(gone, 'Other')
    await gone.trpc.user.members.changeRole.mutate({
      ...{ workspaceId: gone.workspaceId, userId: other.id, role: 'owner' },
    })
    const invited = await inviteTo(alice)
    const made = await inviteTo(gone, 'admin')
    await newBotOf(gone, 'Before')
    const acts = [
      remove(gone),
      newTokenOf(gone),
      newBotOf(gone, 'Meanwhile'),
      gone.trpc.gateway.invitations.accept.mutate({ token: invited.token }),
      other.trpc.gateway.invitations.accept.mutate({ token: made.token }),
      gone.trpc.user.workspaces.create.mutate({ name: 'Late' }),
      other.trpc.user.members.remove.mutate({
        ...{ workspaceId: gone.workspaceId, userId: gone.id },
      }),
      signIn(gone.email),
    ]
    await Promise.allSettled(acts)
    const isThere = async () =>
      (await rows.query('select from "User" where id = $1', [gone.id])).rowCount
    if (await isThere()) {
      const back = await signIn(gone.email)
      const fates = await back.trpc.gateway.account.deletion.query()
      expect(fates.map(({ fate }) => fate)).not.toContain('refuses')
      await remove({ ...back, email: gone.email })
    }
    expect(await isThere()).toBe(0)
    const left = await rows.query(
      `select from "Membership" where "userId" = $1 union all
       select from "ApiToken" where "userId" = $1 union all
       select from "Bot" where "userId" = $1 union all
       select from "Session" where "userId" = $1 union all
       select from "AuditDetail" where "userId" = $1`,
      [gone.id],
    )
    expect([round, left.rowCount]).toEqual([round, 0])
    const empty = await rows.query(
      `select from "Workspace" w where not exists (select from "Membership" m where m."workspaceId" = w.id)`,
    )
    expect([round, empty.rowCount]).toEqual([round, 0])
  }
})

test('a feed that is read anew forgets the person again', async () => {
  const [, tasksEnv] = system.databases
  if (!tasksEnv) throw new Error('task-service has a database')
  const tasks = clientOf(tasksEnv, tasksEnv.DATABASE_NAME)
  await tasks.connect()
  const fred = await system.colleague(alice, 'Fred')
  await remove(fred)
  const rowsOf = async () =>
    (await tasks.query('select from "Member" where "userId" = $1', [fred.id])).rowCount
  expect(await rowsOf()).toBe(0)
  await tasks.query(
    `insert into "Member" ("workspaceId", "userId", role) values ($1, $2, 'member')`,
    [...[workspaceId, fred.id]],
  )
  await tasks.query(`update "Cursor" set seq = 0, mark = null where feed = 'users'`)
  const grace = await system.colleague(alice, 'Grace')
  await pollUntil(async () => (await rowsOf()) === 0)
  const { trpc } = grace
  expect(await trpc.task.projects.list.query({ workspaceId })).toEqual(expect.any(Array))
  await tasks.end()
})
