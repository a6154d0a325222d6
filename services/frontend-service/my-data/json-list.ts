export interface Page<Row, Cursor> {
  readonly items: readonly Row[]
  /** Where the next one begins; null behind the last one. */
  readonly nextCursor: Cursor | null
}

/** The pages of a list, each asked for when the one before is through. */
export async function* pagesOf<Row, Cursor>(
  ask: (cursor: Cursor | undefined) => Promise<Page<Row, Cursor>>,
) {
  let cursor: Cursor | undefined
  do {
    const page = await ask(cursor)
    yield page.items
    cursor = page.nextCursor ?? undefined
  } while (cursor !== undefined)
}

/** Pages of rows as one JSON array, a row on each line. */
export async function* jsonList(pages: AsyncIterable<readonly unknown[]>) {
  let between = '[\n'
  for await (const rows of pages) {
    if (rows.length === 0) continue
    yield between + rows.map((row) => JSON.stringify(row)).join(',\n')
    between = ',\n'
  }
  yield between === '[\n' ? '[]\n' : '\n]\n'
}
