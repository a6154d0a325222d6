/** Bytes of a name that every file system takes; the id and its dash stand before it. */
const MAX_BYTES = 200

/** What a path cannot have somewhere, or nobody sees. */
const unsafe = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}/\\:*?"<>|]/gu

/** Where a file lies in the ZIP: `files/<id>-<name>`, a single name below its folder whatever the file is called. */
export function pathOf({ id, name }: { readonly id: string; readonly name: string }) {
  const safe = name
    .normalize('NFC')
    .replace(unsafe, '_')
    .replace(/[. ]+$/, '')
  const [, stem = safe, ending = ''] = /^(.+?)(\.[^.]{1,16})?$/su.exec(safe) ?? []
  return `files/${id}-${fitting(stem, MAX_BYTES - Buffer.byteLength(ending))}${ending}`
}

/** As many whole characters as fit. */
function fitting(text: string, maxBytes: number) {
  let bytes = 0
  let kept = ''
  for (const character of text) {
    bytes += Buffer.byteLength(character)
    if (bytes > maxBytes) break
    kept += character
  }
  return kept
}
