/** Bytes of JSON after which a page of a list ends. */
export const PAGE_BYTES = 256 * 1024

/** The first rows of a page that begin within its bytes: at least one, whatever its length. */
export function withinBytes<T>(rows: T[], pageBytes = PAGE_BYTES) {
  let bytes = 0
  const end = rows.findIndex((row) => {
    const isFull = bytes >= pageBytes
    bytes += Buffer.byteLength(JSON.stringify(row))
    return isFull
  })
  return end === -1 ? rows : rows.slice(0, end)
}
