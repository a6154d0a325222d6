import { expect, test } from '@jest/globals'
import { temporaryDatabase } from './database.ts'
import { clientOf } from './postgres.ts'

test('a temporary database is migrated, speaks UTF-8 and finds trigrams in Hangul', async () => {
  const database = await temporaryDatabase('user')
  const client = clientOf(database.env, database.env.DATABASE_NAME)
  await client.connect()
  await client.query('create extension if not exists pg_trgm')
  const { rows } = await client.query(
    `select length('한글') as characters, show_trgm('한글') as trigrams,
            (select count(*)::int from _prisma_migrations) as migrations`,
  )
  expect(rows[0].characters).toBe(2)
  expect(rows[0].trigrams).not.toEqual([])
  expect(rows[0].migrations).toBeGreaterThan(0)
  await client.end()
  await database.close()
})
