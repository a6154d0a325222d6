import { replaceInTexts } from './replace-in-texts.ts'

const taskKey = /(?<![\p{L}\p{N}_-])[A-Z][A-Z0-9]{1,9}-[1-9]\d{0,8}(?![A-Za-z0-9_-])/gu

/** Makes links of the task keys in a text, where `hrefOf` knows one: what looks like a key may be UTF-8. */
export const linkTaskKeys = (root: Node, hrefOf: (key: string) => string | undefined) =>
  replaceInTexts(root, taskKey, (key) => {
    const href = hrefOf(key)
    if (!href) return undefined
    const link = Object.assign(document.createElement('a'), { href, textContent: key })
    link.dataset.ref = key
    return link
  })
