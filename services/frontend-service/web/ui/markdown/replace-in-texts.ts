/** Puts elements in the place of what matches in the texts of a document, but for links and code. What `make` gives nothing
 *  for stays. */
export function replaceInTexts(
  root: Node,
  pattern: RegExp,
  make: (match: string) => Element | '' | undefined,
) {
  const texts = document.createNodeIterator(root, NodeFilter.SHOW_TEXT)
  const found: Text[] = []
  for (let node = texts.nextNode(); node; node = texts.nextNode())
    if (node instanceof Text && !node.parentElement?.closest('a, code')) found.push(node)
  for (const text of found) text.replaceWith(...replaced(text.data, pattern, make))
}

function replaced(
  text: string,
  pattern: RegExp,
  make: (match: string) => Element | '' | undefined,
) {
  let end = 0
  const parts = [...text.matchAll(pattern)].flatMap(({ 0: match, index }) => {
    const element = make(match)
    if (!element) return []
    const before = text.slice(end, index)
    end = index + match.length
    return [before, element]
  })
  return [...parts, text.slice(end)]
}
