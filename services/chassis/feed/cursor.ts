/** What a transaction of any of our Prisma clients can do with plain SQL. */
export interface SqlTransaction {
  $queryRawUnsafe<T>(sql: string, ...values: unknown[]): Promise<T>
  $executeRawUnsafe(sql: string, ...values: unknown[]): Promise<number>
}

/** How far a followed feed has been applied. */
export interface Cursor {
  readonly seq: number
  /** Unknown for what a release applied that kept none. */
  readonly mark: string | null
}

/** Whether what the feed has at the cursor is not what was applied. */
export const isRewound = ({ seq, mark }: Cursor, page: { readonly mark?: string | null }) =>
  seq > 0 && page.mark !== undefined && (mark === null ? page.mark === null : page.mark !== mark)

export async function lockCursor(tx: SqlTransaction, feed: string): Promise<Cursor> {
  await tx.$executeRawUnsafe('insert into "Cursor" (feed) values ($1) on conflict do nothing', feed)
  const [found] = await tx.$queryRawUnsafe<{ seq: bigint; mark: string | null }[]>(
    'select seq, mark from "Cursor" where feed = $1 for update',
    feed,
  )
  return { seq: Number(found?.seq ?? 0), mark: found?.mark ?? null }
}

export const setCursor = (tx: SqlTransaction, feed: string, seq: number, mark: string | null) =>
  tx.$executeRawUnsafe('update "Cursor" set seq = $1, mark = $2 where feed = $3', seq, mark, feed)
