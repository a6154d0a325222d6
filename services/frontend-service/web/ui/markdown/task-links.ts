const taskKey = /(?<![\p{L}\p{N}_-])[A-Z][A-Z0-9]{1,9}-[1-9]\d{0,8}(?![A-Za-z0-9_-])/gu

/** Makes links of the task keys in a text, where `hrefOf` knows one: what looks like a key may be UTF-8. */
export function linkTaskKeys(root: Node, hrefOf: (key: string) => string | undefined) {
  const texts = document.createNodeIterator(root, NodeFilter.SHOW_TEXT)
  const found: Text[] = []
  for (let node = texts.nextNode(); node; node = texts.nextNode())
    if (node instanceof Text && !node.parentElement?.closest('a, code')) found.push(node)
  for (const text of found) text.replaceWith(...linked(text.data, hrefOf))
}

function linked(text: string, hrefOf: (key: string) => string | undefined) {
  let end = 0
  const parts = [...text.matchAll(taskKey)].flatMap(({ 0: key, index }) => {
    const href = hrefOf(key)
    if (!href) return []
    const link = Object.assign(document.createElement('a'), { href, textContent: key })
    const before = text.slice(end, index)
    end = index + key.length
    return [before, link]
  })
  return [...parts, text.slice(end)]
}
