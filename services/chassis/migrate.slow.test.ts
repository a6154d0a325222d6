import { setTimeout as sleep } from 'node:timers/promises'
import { expect, test } from '@jest/globals'
import { emptyDatabase } from '../testing/database.ts'
import { ended, migrators } from '../testing/migrators.ts'
import { clientOf } from '../testing/postgres.ts'

const ROUNDS = 20
const seed = Number(process.env.SEED ?? Date.now() % 100_000)

test('20 rounds of five migrators, killed at random: everything is applied exactly once', async () => {
  process.stdout.write(`SEED=${seed}\n`)
  const random = randomFrom(seed)
  const program = await migrators()
  program.add('1_table', 'create table thing (id int, name text)')
  program.add('2_rows', 'insert into thing select n, md5(n::text) from generate_series(1, 20000) n')
  program.add('3_index', 'create index concurrently if not exists thing_name on thing (name)')
  program.add('4_count', 'insert into thing select count(*), null from thing')
  for (let round = 0; round < ROUNDS; round++) {
    const database = await emptyDatabase()
    const runs = await Promise.all(
      Array.from({ length: 5 }, async () => {
        const child = program.start('deploy', database)
        const end = ended(child)
        if (random() < 0.6) {
          await sleep(random() * 1500)
          child.kill('SIGKILL')
        }
        return end
      }),
    )
    for (const { code, err } of runs) expect({ code, err }).toEqual({ code: code && 0, err: '' })
    expect(await ended(program.start('deploy', database))).toMatchObject({ code: 0 })

    const db = clientOf(database.env, database.env.DATABASE_NAME)
    await db.connect()
    const { rows } = await db.query(`select
      (select array_agg(migration_name::text order by 1) from _prisma_migrations) as applied,
      (select array_agg(id) from thing where name is null) as counts,
      (select count(*)::int from pg_index where not indisvalid) as broken`)
    expect(rows).toEqual([
      { applied: ['1_table', '2_rows', '3_index', '4_count'], counts: [20000], broken: 0 },
    ])
    await db.end()
    await database.close()
  }
  program.close()
})

/** Numbers from 0 to 1, the same for the same seed (mulberry32). */
function randomFrom(state: number) {
  let now = state
  return () => {
    now = (now + 0x6d2b79f5) | 0
    let mixed = Math.imul(now ^ (now >>> 15), 1 | now)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}
