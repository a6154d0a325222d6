import { expect, test } from '@jest/globals'
import { temporaryDatabase } from '../../testing/database.ts'
import { clientOf } from '../../testing/postgres.ts'
import { rankBetween, rankOf } from './ranks.ts'

test('the database and the program give a new task the same rank', async () => {
  const database = await temporaryDatabase('task')
  const client = clientOf(database.env, database.env.DATABASE_NAME)
  await client.connect()
  const numbers = [1, 9, 10, 35, 36, 61, 62, 63, 3843, 3844, 123_456, 99_999_999]
  const { rows } = await client.query('select rank_of(n) as rank from unnest($1::int[]) n', [
    numbers,
  ])
  expect(rows.map(({ rank }) => rank)).toEqual(numbers.map(rankOf))
  await client.end()
  await database.close()
})

test('ranks grow with the number, and another fits between any two of them', () => {
  const ranks = [1, 2, 61, 62, 3844].map(rankOf)
  expect([...ranks].sort()).toEqual(ranks)
  for (const [index, rank] of ranks.slice(1).entries()) {
    const before = ranks[index] ?? ''
    const between = rankBetween(before, rank)
    expect(before < between && between < rank).toBe(true)
  }
})
