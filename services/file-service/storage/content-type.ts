import { fileTypeFromBuffer } from 'file-type'

const binary = 'application/octet-stream'

/** What the first bytes say the content is, whatever its name claims. Text of any kind is `text/plain`: markup must
 *  never come back as something that runs. */
export async function contentType(head: Uint8Array) {
  const known = await fileTypeFromBuffer(head).catch(() => undefined)
  return known?.mime ?? (isText(head) ? 'text/plain' : binary)
}

function isText(head: Uint8Array) {
  if (head.length === 0 || head.some(isControl)) return false
  try {
    // `stream`: the last character may be cut.
    new TextDecoder('utf-8', { fatal: true }).decode(head, { stream: true })
    return true
  } catch {
    return false
  }
}

/** Control characters other than tab, line feed, form feed, carriage return and escape. */
const isControl = (byte: number) =>
  byte === 127 || (byte < 32 && ![9, 10, 12, 13, 27].includes(byte))
