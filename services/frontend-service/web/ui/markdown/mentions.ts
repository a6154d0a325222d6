import { namePattern } from './name-pattern.ts'
import { replaceInTexts } from './replace-in-texts.ts'

/** Marks `@` before the names of people; `me` more than others. */
export function markMentions(root: Node, names: readonly string[], me: string) {
  if (names.length === 0) return
  const longestFirst = [...names].sort((a, b) => b.length - a.length)
  const any = longestFirst.map(namePattern).join('|')
  const mention = new RegExp(`(?<![\\p{L}\\p{N}_@])@(?:${any})`, 'gu')
  replaceInTexts(root, mention, (text) => {
    const mark = Object.assign(document.createElement('span'), { textContent: text })
    mark.dataset.ref = text
    mark.tabIndex = 0
    mark.className = text === `@${me}` ? 'mention mention-me' : 'mention'
    return mark
  })
}
