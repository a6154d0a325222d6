import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { text } from 'node:stream/consumers'
import { afterAll, expect, test } from '@jest/globals'
import { pollUntil } from '../../chassis/poll-until.ts'
import { refusalOf, type Someone, startUserService } from '../testing/start-user-service.ts'

const users = await startUserService({ WORKSPACE_GRACE_DAYS: '0' })
afterAll(() => users.close())

// Before anybody else: the first test is about them.
const first = await Promise.all(['Ada', 'Ben', 'Cho', 'Dan'].map((name) => users.person(name)))
const isOperator = async ({ id }: { id: string }) =>
  (await users.gateway.who.get.query({ userId: id }))?.isOperator
const operatorsAmong = async (people: Someone[]) => {
  const found = await Promise.all(people.map(isOperator))
  return people.filter((_, nth) => found[nth])
}
/** The rows as a test needs them: these are operators and nobody else. */
const setOperators = (...people: Someone[]) =>
  users.rows.query('update "User" set "isOperator" = (id = any($1))', [people.map(({ id }) => id)])

const gone = { code: 'NOT_FOUND', message: 'This does not exist or you have no access' }

test('of people who sign up first at the same moment one runs the installation, and nobody after them', async () => {
  expect(await operatorsAmong(first)).toHaveLength(1)
  expect(await isOperator(await users.person('Eve'))).toBe(false)
})

test('where there are people already, the migration takes who has been there longest and may sign in', async () => {
  const [one, two] = [await users.person('One'), await users.person('Two')]
  await setOperators()
  await users.rows.query(
    `update "User" set "createdAt" = case id when $1 then '2001-01-01' else '2002-02-02' end::timestamptz,
                       "disabledAt" = case id when $1 then now() end where id in ($1, $2)`,
    [one.id, two.id],
  )
  const folder = 'prisma/user/migrations/20261130111531_first_operator'
  await users.rows.query(readFileSync(`${folder}/migration.sql`, 'utf8'))
  const { rows } = await users.rows.query('select id from "User" where "isOperator"')
  expect(rows).toEqual([{ id: two.id }])
})

test('an operator learns counts, and that there are neither backups nor letters here', async () => {
  const operator = await users.person('Fay')
  await setOperators(operator)
  await users.gateway.sessions.open.mutate({ userId: operator.id, ip: '', userAgent: 'test' })
  const { rows } = await users.rows.query(
    'select count(*)::int as people from "User" where "disabledAt" is null',
  )
  const answer = await users.asking(operator.id).operations.get.query()
  expect(answer).toMatchObject({
    ...{ people: rows[0].people, sessions: 1, letters: { state: 'off' }, feeds: [] },
    backups: { state: 'none' },
  })
  expect(answer.jobs.map(({ name, hasFailed }) => [name, hasFailed])).toEqual([
    ['letters', false],
    ['failed_attempts', false],
    ['deleted_workspaces', false],
    ['workspace_ends', false],
  ])
})

test('what cannot be counted is unknown, and the rest is told', async () => {
  const operator = await users.person('Una')
  await setOperators(operator)
  const ask = () => users.asking(operator.id).operations.get.query()
  await users.rows.query('alter table "Session" rename to "SessionAway"')
  const answer = await ask()
  await users.rows.query('alter table "SessionAway" rename to "Session"')
  expect(answer).toMatchObject({ sessions: null, people: expect.any(Number) })
  expect(await ask()).toMatchObject({ sessions: expect.any(Number) })
})

test('a deleted workspace that cannot be cleared up makes its job one that failed, until it can', async () => {
  const tom = await users.person('Tom')
  await setOperators(tom)
  await users.rows.query(`
    create function stay() returns trigger language plpgsql as $$ begin raise exception 'it stays'; end $$;
    create trigger stay before delete on "DeletedWorkspace" for each row execute function stay()`)
  const hasFailed = async () => {
    const { jobs } = await users.asking(tom.id).operations.get.query()
    return jobs.find(({ name }) => name === 'deleted_workspaces')?.hasFailed
  }
  /** Without a grace it goes at once. */
  const close = async () => {
    const { id, name } = await tom.calls.workspaces.create.mutate({ name: 'Gone soon' })
    await tom.calls.workspaces.close.mutate({ id, name })
  }
  await close()
  await pollUntil(hasFailed)
  await users.rows.query('drop trigger stay on "DeletedWorkspace"')
  await close()
  await pollUntil(async () => (await hasFailed()) === false)
})

test('for anybody else none of it is there', async () => {
  const [operator, other] = [await users.person('Gil'), await users.person('Hal')]
  await setOperators(operator)
  const { operators } = other.calls
  for (const call of [
    () => users.asking(other.id).operations.get.query(),
    () => users.gateway.operations.get.query(),
    () => operators.list.query(),
    () => operators.add.mutate({ email: other.email }),
    () => operators.remove.mutate({ id: operator.id }),
  ])
    expect(await refusalOf(call())).toMatchObject(gone)
  await users.rows.query('update "User" set "disabledAt" = now() where id = $1', [operator.id])
  expect(await refusalOf(users.asking(operator.id).operations.get.query())).toMatchObject(gone)
  expect(await refusalOf(operator.calls.operators.list.query())).toMatchObject(gone)
})

test('an operator names another one, and one stays; the workspace that both belong to is told, and no other', async () => {
  const ida = await users.person('Ida')
  const workspaceOf = async ({ calls }: Someone) =>
    (await calls.workspaces.list.query()).find(({ role }) => role === 'owner')?.id ?? ''
  const workspaceId = await workspaceOf(ida)
  const { token } = await ida.calls.invitations.create.mutate({ workspaceId, role: 'member' })
  const jan = await users.person('Jan', { invitation: token })
  await jan.calls.workspaces.create.mutate({ name: 'Of Jan' })
  await setOperators(ida)
  const { operators } = ida.calls
  expect(await refusalOf(operators.remove.mutate({ id: ida.id }))).toMatchObject({
    ...{ code: 'CONFLICT', reason: 'last_operator' },
  })
  expect(await refusalOf(operators.add.mutate({ email: 'none@taskmate.example' }))).toMatchObject({
    ...{ code: 'BAD_REQUEST', reason: 'no_account' },
  })
  const named = { id: jan.id, name: 'Jan' }
  expect(await operators.add.mutate({ email: jan.email.toUpperCase() })).toEqual(named)
  // Asked again, it is as it was, and not told again.
  expect(await operators.add.mutate({ email: jan.email })).toEqual(named)
  expect((await jan.calls.operators.list.query()).map(({ name }) => name)).toEqual(['Ida', 'Jan'])
  await jan.calls.operators.remove.mutate({ id: ida.id })
  expect(await refusalOf(operators.list.query())).toMatchObject(gone)
  const told = async (one: Someone) => {
    const { items } = await one.calls.audit.list.query({ workspaceId: await workspaceOf(one) })
    return items
      .filter(({ kind }) => kind.startsWith('operator'))
      .map(({ kind, actor, subject }) => [kind, actor?.name, subject?.name])
  }
  expect(await told(ida)).toEqual([
    ['operator_removed', 'Jan', 'Ida'],
    ['operator_named', 'Ida', 'Jan'],
  ])
  expect(await told(jan)).toEqual([])
})

test('of two who remove each other at once one stays', async () => {
  const [kim, lea] = [await users.person('Kim'), await users.person('Lea')]
  await setOperators(kim, lea)
  const holder = await users.rows.connect()
  // Both have come as far as they can before either writes.
  await holder.query('begin')
  await holder.query('select 1 from "User" where id in ($1, $2) for no key update', [
    kim.id,
    lea.id,
  ])
  const removals = Promise.allSettled([
    kim.calls.operators.remove.mutate({ id: lea.id }),
    lea.calls.operators.remove.mutate({ id: kim.id }),
  ])
  await pollUntil(async () => {
    const { rowCount } = await users.rows.query(
      `select 1 from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`,
    )
    return rowCount === 2
  })
  await holder.query('commit')
  holder.release()
  await removals
  expect(await operatorsAmong([kim, lea])).toHaveLength(1)
})

test('who may not sign in any more neither counts as the one that stays nor can be named', async () => {
  const [mia, ned] = [await users.person('Mia'), await users.person('Ned')]
  await setOperators(mia, ned)
  await users.rows.query('update "User" set "disabledAt" = now() where id = $1', [ned.id])
  const { operators } = mia.calls
  expect(await refusalOf(operators.remove.mutate({ id: mia.id }))).toMatchObject({
    reason: 'last_operator',
  })
  await operators.remove.mutate({ id: ned.id })
  expect(await refusalOf(operators.add.mutate({ email: ned.email }))).toMatchObject({
    reason: 'disabled',
  })
})

test('who manages a workspace does not manage an operator in it, unless they are one too', async () => {
  const rae = await users.person('Rae')
  const workspaceId = (await rae.calls.workspaces.list.query())[0]?.id ?? ''
  const { token } = await rae.calls.invitations.create.mutate({ workspaceId, role: 'member' })
  const sam = await users.person('Sam', { invitation: token })
  await setOperators(sam)
  const target = { workspaceId, userId: sam.id }
  const { disabling, factors, recovery } = users.asking(rae.id)
  for (const call of [
    () => disabling.disable.mutate(target),
    () => factors.remove.mutate(target),
    () => recovery.link.mutate(target),
  ])
    expect(await refusalOf(call())).toMatchObject({ code: 'FORBIDDEN', reason: 'operator' })
  expect(await isOperator(sam)).toBe(true)

  await setOperators(rae, sam)
  await disabling.disable.mutate(target)
  // Who is disabled is nobody to the gateway.
  expect(await isOperator(sam)).toBeUndefined()
  expect(await isOperator(rae)).toBe(true)
})

test('there are twenty at most, also of those who are named at once', async () => {
  const one = await users.person('Oz')
  await setOperators(one)
  await users.rows.query(
    `insert into "User" (id, email, name, "isOperator")
     select gen_random_uuid(), 'oz.' || n || '@taskmate.example', 'Oz', n <= 18 from generate_series(1, 21) n`,
  )
  const answers = await Promise.allSettled(
    [19, 20, 21].map((n) => one.calls.operators.add.mutate({ email: `oz.${n}@taskmate.example` })),
  )
  const refusals = answers.flatMap((each) => (each.status === 'rejected' ? [each.reason.data] : []))
  expect(refusals).toEqual([
    expect.objectContaining({ code: 'BAD_REQUEST', reason: 'full', limit: 20 }),
    expect.objectContaining({ code: 'BAD_REQUEST', reason: 'full', limit: 20 }),
  ])
})

test('where nobody is one any more, a command beside the service names somebody', async () => {
  const pam = await users.person('Pam')
  await setOperators()
  const run = async (...words: string[]) => {
    const { env } = users
    const child = spawn(
      process.execPath,
      ['--import', 'tsx', 'services/user-service/name-operator.ts', ...words],
      {
        env: {
          ...{ PATH: process.env.PATH, POSTGRES_HOST: env.POSTGRES_HOST },
          ...{ POSTGRES_PORT: String(env.POSTGRES_PORT), POSTGRES_USER: env.POSTGRES_USER },
          ...{ DATABASE_PASSWORD: env.DATABASE_PASSWORD, DATABASE_NAME: env.DATABASE_NAME },
        },
      },
    )
    const [said, [code]] = await Promise.all([text(child.stdout), once(child, 'close')])
    return { said, code }
  }
  expect(await run('none@taskmate.example')).toEqual({ said: '', code: 1 })
  expect(await run(pam.email)).toEqual({ said: `${pam.email} is an operator\n`, code: 0 })
  expect(await isOperator(pam)).toBe(true)
})

test('who signs up after the last account is gone does not run the installation', async () => {
  // What the accounts did stays in the feed.
  await users.rows.query('truncate "User" cascade')
  expect(await isOperator(await users.person('Quy'))).toBe(false)
})
