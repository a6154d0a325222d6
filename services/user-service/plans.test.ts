import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { type TemporaryDatabase, temporaryDatabase } from '../testing/database.ts'
import { buffersOf, explained, nodesOf } from '../testing/explain.ts'
import { clientOf } from '../testing/postgres.ts'
import { statementOf } from './audit-log/entries.ts'
import type { AuditPage } from './audit-log/inputs.ts'
import { membershipHistorySql } from './personal-data/sections.ts'
import { forgetNamesSql } from './workspaces/ends.ts'

let database: TemporaryDatabase
let db: ReturnType<typeof clientOf>
beforeAll(async () => {
  database = await temporaryDatabase('user')
  db = clientOf(database.env, database.env.DATABASE_NAME)
  await db.connect()
})
afterAll(async () => {
  await db.end()
  await database.close()
})

const idOf = async (word: string) => {
  const { rows } = await db.query<{ id: string }>('select md5($1)::uuid as id', [word])
  return rows[0]?.id ?? ''
}

/** A chain with one entry a minute from the beginning of 2025, one in a hundred of a rare kind; its people act by turns, and
 *  one of them did once, at its beginning. */
async function grow(workspaceId: string, count: number) {
  await db.query(
    `insert into "AuditEntry" ("workspaceId", seq, at, kind, "actorId", "subjectId", via, facts, "detailHash", previous, hash)
     select $1::uuid, n, '2025-01-01T00:00:00Z'::timestamptz + n * interval '1 minute',
            case when n % 100 = 0 then 'role_changed' else 'sign_in' end,
            case when n = 7 then md5('once')::uuid else md5('person' || n % 50)::uuid end, md5('person' || n % 50)::uuid,
            'sign_in', '{}', 'd', 'p', 'h'
       from generate_series(1, $2::int) n`,
    [workspaceId, count],
  )
  await db.query(`insert into "AuditHead" ("workspaceId", seq, hash) values ($1, $2, 'h')`, [
    ...[workspaceId, count],
  ])
  await db.query('analyze "AuditEntry"')
}

const day = (day: string) => `${day}T00:00:00.000Z`

/** 8 KiB buffers that each page reads. */
async function costsOf(workspaceId: string) {
  const userId = await idOf('once')
  const early = { from: day('2025-01-05'), until: day('2025-01-06') }
  const asked: Record<string, Partial<AuditPage>> = {
    'the newest': {},
    'of a day long ago': early,
    'until a day long ago': { until: early.until },
    'of days to come': { from: day('2040-01-01') },
    'before anything happened': { until: day('2024-01-01') },
    'of a kind on a day long ago': { ...early, kind: 'role_changed' },
    'of a kind that never happened': { kind: 'factor_required' },
    'of a person, who acted once': { userId },
    'of a person on a day long ago': { ...early, userId },
  }
  const costs: [name: string, cost: number][] = []
  for (const [name, filter] of Object.entries(asked)) {
    const { text, values } = statementOf({ workspaceId, limit: 50, ...filter })
    costs.push([name, buffersOf(await explained(db, text, values))])
  }
  return costs
}

/** 8 KiB buffers that a page may read: a few for each of its entries, however long the chain is. */
const MOST = 400

test('a page of the audit log reads what it shows, whatever it is filtered by', async () => {
  for (const [word, count] of [
    ['small', 1000],
    ['large', 50_000],
  ] as const) {
    const workspaceId = await idOf(word)
    await grow(workspaceId, count)
    const dear = (await costsOf(workspaceId)).filter(([, cost]) => cost > MOST)
    expect([count, dear]).toEqual([count, []])
  }
})

/** Of 5,000 people and workspaces, one after the other. */
const feed = `
  insert into "Event" (type, data, seq)
  select type, jsonb_build_object('workspaceId', md5('place' || n)::uuid, 'slug', 'place-' || n, 'name', 'Place') ||
         jsonb_build_object(case when type like 'member.%' then 'userId' else 'actorId' end, md5('person' || n)::uuid), row_number() over ()
    from generate_series(1, 5000) n, unnest(array['workspace.created', 'member.joined', 'member.removed']) type`

test('what the feed says of one person or workspace is found by an index', async () => {
  await db.query(feed)
  await db.query('analyze "Event"')
  const found = async (text: string, values: unknown[]) => {
    const plan = await explained(db, text, values)
    const indexes = nodesOf(plan).flatMap((node) => node['Index Name'] ?? [])
    return { indexes, isDear: buffersOf(plan) > 100 }
  }
  const history = await found(membershipHistorySql, [await idOf('person7'), '0', 200])
  expect(history).toEqual({ indexes: ['Event_about_idx'], isDear: false })
  const names = await found(forgetNamesSql, [await idOf('place7')])
  expect(names.indexes).toContain('Event_workspace_idx')
  expect(names.isDear).toBe(false)
})

test('sessions that were used lately are counted without reading the others', async () => {
  await db.query(
    `insert into "User" (id, email, name) values (md5('busy')::uuid, 'busy@taskmate.example', 'Busy');
     insert into "Session" (id, "userId", ip, "userAgent", "lastSeenAt")
     select gen_random_uuid(), md5('busy')::uuid, '', '', now() - n * interval '1 hour' from generate_series(1, 20000) n;
     analyze "Session"`,
  )
  const { rows } = await db.query<{ 'QUERY PLAN': string }>(
    `explain select count(*) from "Session" where "endedAt" is null and "lastSeenAt" > now() - interval '1 day'`,
  )
  expect(rows.map((row) => row['QUERY PLAN']).join('\n')).toContain('Session_lastSeenAt_idx')
})
