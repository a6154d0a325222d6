/** The path of a request, and what stands behind its first question mark: later ones are part of it (RFC 3986, 3.4). */
export function splitUrl(url = '') {
  const at = url.indexOf('?')
  return at === -1
    ? { path: url, search: '' }
    : { path: url.slice(0, at), search: url.slice(at + 1) }
}
