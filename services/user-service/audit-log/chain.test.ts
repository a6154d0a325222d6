import { readFileSync } from 'node:fs'
import { afterAll, expect, test } from '@jest/globals'
import type pg from 'pg'
import { migrate } from '../../chassis/migrate.ts'
import { emptyDatabase } from '../../testing/database.ts'
import { clientOf } from '../../testing/postgres.ts'
import { workspaceOf } from '../testing/admins.ts'
import { secondSteps } from '../testing/second-steps.ts'
import { type Someone, startUserService } from '../testing/start-user-service.ts'

const users = await startUserService()
const { begin } = secondSteps(() => users)
afterAll(() => users.close())

/** A workspace with six entries, and what becomes of its chain. */
async function chained() {
  const { owner, workspaceId } = await workspaceOf(users)
  for (let nth = 0; nth < 5; nth += 1)
    await owner.calls.workspaces.update.mutate({ id: workspaceId, name: `Name ${nth}` })
  const check = () => owner.calls.audit.check.query({ workspaceId })
  expect(await check()).toMatchObject({ checked: 6, last: { seq: 6 }, broken: null })
  return { owner, workspaceId, check }
}

/** As somebody does it who has the whole database. */
async function forced(work: (client: pg.PoolClient) => Promise<unknown>) {
  const client = await users.rows.connect()
  try {
    await client.query('set session_replication_role = replica')
    await work(client)
  } finally {
    client.release(true)
  }
}

const entry = '"workspaceId" = $1 and seq'
const tamperings: [name: string, sql: string, broken: { seq: number; fault: string }][] = [
  ['changed', `update "AuditEntry" set facts = '{"a":1}' where ${entry} = 3`, at(3, 'changed')],
  [
    'dated back',
    `update "AuditEntry" set at = at - interval '1 s' where ${entry} = 4`,
    at(4, 'changed'),
  ],
  [
    'given to nobody',
    `update "AuditEntry" set "actorId" = null where ${entry} = 2`,
    at(2, 'changed'),
  ],
  ['removed', `delete from "AuditEntry" where ${entry} = 3`, at(3, 'removed')],
  ['removed at the beginning', `delete from "AuditEntry" where ${entry} = 1`, at(1, 'removed')],
  ['removed at the end', `delete from "AuditEntry" where ${entry} >= 5`, at(5, 'removed')],
  [
    'added behind the end',
    `insert into "AuditEntry" select "workspaceId", 7, at, kind, "actorId", "subjectId", via, facts, "detailHash", hash, ''
       from "AuditEntry" where ${entry} = 6`,
    at(7, 'changed'),
  ],
  [
    'renamed in its personal half',
    `update "AuditDetail" set data = replace(data, 'Name 2', 'Name 9') where ${entry} = 4`,
    at(4, 'detail_changed'),
  ],
]
function at(seq: number, fault: string) {
  return { seq, fault }
}

test.each(tamperings)(
  'an entry that was %s is found, and named as the first',
  async (_, sql, broken) => {
    const { workspaceId, check } = await chained()
    await forced((client) => client.query(sql, [workspaceId]))
    expect((await check()).broken).toEqual(broken)
  },
)

test('where the clock was set back an entry has the time of the one before it: spans of time are spans of numbers', async () => {
  const { owner, workspaceId } = await chained()
  await forced((client) =>
    client.query(`update "AuditEntry" set at = at + interval '1 hour' where ${entry} = 6`, [
      workspaceId,
    ]),
  )
  await owner.calls.workspaces.update.mutate({ id: workspaceId, name: 'Later' })
  const { items } = await owner.calls.audit.list.query({ workspaceId })
  expect(items.slice(0, 2).map(({ seq }) => seq)).toEqual([7, 6])
  expect(items[0]?.at).toBe(items[1]?.at)
})

test('an entry whose hash was made right breaks the chain at the next one', async () => {
  const { workspaceId, check } = await chained()
  await forced(async (client) => {
    await client.query(`update "AuditEntry" set facts = '{"a":1}' where ${entry} = 3`, [
      workspaceId,
    ])
    await client.query(`update "AuditEntry" e set hash = audit_hash(e) where ${entry} = 3`, [
      workspaceId,
    ])
  })
  expect((await check()).broken).toEqual(at(4, 'not_linked'))
})

test('nobody changes an entry, by a statement that means well or by the service itself', async () => {
  const { workspaceId } = await chained()
  const statements = [
    `update "AuditEntry" set kind = 'x' where "workspaceId" = '${workspaceId}'`,
    `delete from "AuditEntry" where "workspaceId" = '${workspaceId}'`,
    'truncate "AuditEntry"',
    `delete from "AuditDetail" where "workspaceId" = '${workspaceId}'`,
    `update "AuditDetail" set data = '{}' where "workspaceId" = '${workspaceId}'`,
  ]
  for (const sql of statements)
    await expect(users.rows.query(sql)).rejects.toThrow('The audit log is only ever added to')

  // As outside of development: the role of the service owns its database and is no superuser.
  const database = await emptyDatabase()
  const root = clientOf(database.env, database.env.DATABASE_NAME)
  await root.connect()
  const role = { POSTGRES_USER: `${database.env.DATABASE_NAME}_owner`, DATABASE_PASSWORD: 'owner' }
  await root.query(`create role "${role.POSTGRES_USER}" login password '${role.DATABASE_PASSWORD}'`)
  await root.query(
    `alter database "${database.env.DATABASE_NAME}" owner to "${role.POSTGRES_USER}"`,
  )
  const env = { ...database.env, ...role }
  await migrate({ env, folder: 'prisma/user/migrations', say: () => {} })
  const service = clientOf(env, env.DATABASE_NAME)
  await service.connect()
  try {
    await service.query(
      `insert into "Workspace" (id, slug, name) values (gen_random_uuid(), 'one', 'One')`,
    )
    const written = `select audit_append(array(select id from "Workspace"), 'sign_in', null, null, 'sign_in', '{}', 's', '{}', null)`
    await service.query(written)
    for (const sql of [
      'update "AuditEntry" set seq = 2',
      'delete from "AuditEntry"',
      'truncate "AuditEntry"',
    ])
      await expect(service.query(sql)).rejects.toThrow('permission denied for table AuditEntry')
    expect(
      (
        await service.query(
          'select audit_prune("workspaceId", now() + interval $$1 day$$) as gone from "AuditHead"',
        )
      ).rows,
    ).toEqual([{ gone: 1 }])
    await service.query(written)
    await expect(service.query('delete from "AuditEntry"')).rejects.toThrow('permission denied')
  } finally {
    await Promise.all([service.end(), root.end()])
    await database.close()
    await users.rows.query(`drop role "${role.POSTGRES_USER}"`)
  }
})

test('what retention removed leaves an anchor by which the rest is checked', async () => {
  const { owner, workspaceId, check } = await chained()
  const { rows } = await users.rows.query(`select at from "AuditEntry" where ${entry} = 4`, [
    workspaceId,
  ])
  const other = await chained()
  await users.rows.query('select audit_prune($1, $2)', [workspaceId, rows[0].at])
  expect(await other.check()).toMatchObject({ checked: 6, broken: null })
  expect(await check()).toMatchObject({ checked: 3, last: { seq: 6 }, broken: null })
  await owner.calls.workspaces.update.mutate({ id: workspaceId, name: 'Later' })
  expect(await check()).toMatchObject({ checked: 4, last: { seq: 7 }, broken: null })
  await forced((client) =>
    client.query(`delete from "AuditEntry" where ${entry} = 4`, [workspaceId]),
  )
  expect((await check()).broken).toEqual(at(4, 'removed'))
})

test('an entry that lies before the beginning is found, and is not listed', async () => {
  const { owner, workspaceId, check } = await chained()
  await forced((client) =>
    client.query(
      `insert into "AuditEntry" select "workspaceId", -1, at, kind, "actorId", "subjectId", via, facts, "detailHash", '', 'x'
         from "AuditEntry" where ${entry} = 1`,
      [workspaceId],
    ),
  )
  expect((await check()).broken).toEqual(at(-1, 'not_linked'))
  expect((await owner.calls.audit.list.query({ workspaceId })).items).toHaveLength(6)
})

test('a deleted account leaves no personal data, and the chain is whole', async () => {
  const { owner, workspaceId, check } = await chained()
  const email = `canary.${workspaceId}@taskmate.example`
  const { token } = await owner.calls.invitations.create.mutate({
    workspaceId,
    role: 'member',
    email,
  })
  const canary = await users.person('Canary', { email, invitation: token })
  await begin({ ...canary } as Someone)
  const network = '203.0.113.0/24'
  await users.rows.query(
    `select audit_append(null, 'sign_in_failed', null, $1, 'sign_in', '{}', 'salt', $2, null)`,
    [canary.id, JSON.stringify({ address: network })],
  )
  const texts = async () => {
    const { rows } = await users.rows.query(
      `select e.facts, d.email, d.data, e."detailHash" from "AuditEntry" e left join "AuditDetail" d using ("workspaceId", seq)
        where "workspaceId" = $1`,
      [workspaceId],
    )
    return JSON.stringify(rows)
  }
  expect(await texts()).toContain(email)
  expect(await texts()).toContain(network)
  const { items: before } = await owner.calls.audit.list.query({ workspaceId, userId: canary.id })
  expect(before[1]).toMatchObject({ device: 'Firefox', actor: { name: 'Canary' }, isErased: false })
  await users.rows.query('update "User" set "emailProvedAt" = now() where id = $1', [canary.id])
  await users.rows.query('delete from "User" where id = $1', [canary.id])
  expect(await texts()).not.toContain(email)
  expect(await texts()).not.toContain(network)
  const { items } = await owner.calls.audit.list.query({ workspaceId, userId: canary.id })
  expect(items).toHaveLength(before.length)
  expect(items[1]).toMatchObject({
    ...{ actor: { id: canary.id, name: null }, device: '', address: '', isErased: true },
  })
  expect(await check()).toMatchObject({ checked: 10, broken: null })
})

test('acts at the same time, of people of several workspaces, keep every chain whole', async () => {
  const [one, other] = [await workspaceOf(users), await workspaceOf(users)]
  const people = await Promise.all(
    Array.from({ length: 6 }, async () => {
      const person = await one.joined('member')
      const { token } = await other.inviteBy(other.owner, 'member')
      await users.gateway.invitations.accept.mutate({ userId: person.id, token })
      return person
    }),
  )
  const acts = [
    ...people.flatMap((person) => [begin(person), begin(person), begin(person)]),
    ...[one, other].flatMap(({ owner, workspaceId: id }) =>
      Array.from({ length: 6 }, () => owner.calls.workspaces.update.mutate({ id, name: 'Same' })),
    ),
  ]
  await Promise.all(acts)
  for (const { owner, workspaceId } of [one, other]) {
    const { checked, last, broken } = await owner.calls.audit.check.query({ workspaceId })
    expect([checked, broken]).toEqual([last.seq, null])
    const { items } = await owner.calls.audit.list.query({ workspaceId, kind: 'sign_in' })
    expect(items).toHaveLength(18)
  }
})

test('the database works every hash out as the service does', async () => {
  const { workspaceId } = await chained()
  const { rows } = await users.rows.query(
    `select count(*)::int as wrong from "AuditEntry" e where "workspaceId" = $1 and e.hash <> audit_hash(e)`,
    [workspaceId],
  )
  expect(rows).toEqual([{ wrong: 0 }])
})

test('the statement of the operations page finds what the check finds, in a backup too', async () => {
  const page = readFileSync('docs/operations.md', 'utf8')
  const [statement = ''] = /^select "workspaceId", min\(seq\)[\s\S]*?;$/m.exec(page) ?? []
  for (const [, sql, { seq }] of tamperings) {
    const { workspaceId } = await chained()
    const found = async () => {
      const { rows } = await users.rows.query<{ workspaceId: string; min: number }>(statement)
      return rows.filter((row) => row.workspaceId === workspaceId).map(({ min }) => min)
    }
    expect(await found()).toEqual([])
    await forced((client) => client.query(sql, [workspaceId]))
    expect((await found())[0]).toBeLessThanOrEqual(seq + 1)
    expect((await found())[0]).toBeGreaterThanOrEqual(seq)
  }
})
