import { createHash } from 'node:crypto'
import type pg from 'pg'
import { z } from 'zod'
import type { Pool } from '../chassis/database.ts'
import { appError, notFound } from '../chassis/trpc.ts'

/** How long the answer to a keyed write is kept, in hours. */
const KEPT_HOURS = 24

/** What tells one use of a key from another. */
export const requestHash = (input: object) =>
  createHash('sha256').update(JSON.stringify(input)).digest('hex')

/** Keys made before this moment are forgotten. */
export const forgottenBefore = (now: Date) => new Date(now.getTime() - KEPT_HOURS * 3_600_000)

export function refuseOtherUse(kept: { requestHash: string } | undefined, hash: string) {
  if (kept?.requestHash !== hash)
    throw appError('UNPROCESSABLE_CONTENT', 'This idempotency key was used for something else')
}

interface Keyed {
  readonly pool: Pool
  readonly user: { readonly id: string }
  readonly now: Date
}

/** The answer to a keyed write is kept for a day with its effect; whoever repeats the key waits for it. A write that
 *  had no effect leaves no key. The work gets the one connection it may use: a second could be waited for in vain. */
export const once = (
  { pool, user, now }: Keyed,
  { key, input, projectId }: { key: string; input: object; projectId: string },
  work: (client: pg.PoolClient) => Promise<string | undefined>,
) =>
  inTransaction(pool, async (client) => {
    const hash = requestHash(input)
    await client.query('delete from "IdempotencyKey" where "userId" = $1 and "createdAt" < $2', [
      user.id,
      forgottenBefore(now),
    ])
    const claimed = await client.query(
      `insert into "IdempotencyKey" ("userId", key, "requestHash", answer) values ($1, $2, $3, 'null')
       on conflict do nothing`,
      [user.id, key, hash],
    )
    if (!claimed.rowCount) return repeated(client, { userId: user.id, key, hash, projectId })
    const answer = await work(client)
    if (answer)
      await client.query(
        'update "IdempotencyKey" set answer = $3 where "userId" = $1 and key = $2',
        [user.id, key, answer],
      )
    return answer
  })

/** Without an answer nothing of it stays. */
export async function inTransaction(
  pool: Pool,
  work: (client: pg.PoolClient) => Promise<string | undefined>,
) {
  const client = await pool.connect()
  try {
    await client.query('begin')
    const answer = await work(client)
    await client.query(answer ? 'commit' : 'rollback')
    client.release()
    return answer
  } catch (error) {
    await client.query('rollback').then(
      () => client.release(),
      () => client.release(true),
    )
    throw error
  }
}

interface Repeated {
  readonly userId: string
  readonly key: string
  readonly hash: string
  readonly projectId: string
}

/** Whoever sees the project no more is not told again what they made there. */
async function repeated(client: pg.PoolClient, { userId, key, hash, projectId }: Repeated) {
  const { rows } = await client.query<{ requestHash: string; answer: string; isSeen: boolean }>(
    `select "requestHash", answer::text, exists (
       select from "ProjectAccess" a where a."projectId" = $3 and a."userId" = $1) as "isSeen"
       from "IdempotencyKey" where "userId" = $1 and key = $2`,
    [userId, key, projectId],
  )
  refuseOtherUse(rows[0], hash)
  if (!rows[0]?.isSeen) throw notFound()
  return z.string().parse(rows[0].answer)
}
