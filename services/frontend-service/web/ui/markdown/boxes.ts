import { markdownTokens } from './markdown-html.ts'

/** The check boxes of a text, in order: which are ticked. */
function boxesOf(text: string) {
  const { walk, tokens } = markdownTokens(text)
  const boxes: boolean[] = []
  walk(tokens, (token) => {
    if (token.type === 'checkbox') boxes.push(token.checked)
  })
  return boxes
}

/** What stands before a box in its line. */
const lead = /^[ \t>]*(?:(?:[-*+]|\d{1,9}[.)])[ \t]+)+$/

/** Where in a text something looks like a check box. */
const placesIn = (text: string) =>
  [...text.matchAll(/\[[ xX]\](?=\s)/g)]
    .map(({ index }) => index)
    .filter((at) => lead.test(text.slice(text.lastIndexOf('\n', at - 1) + 1, at)))

/** The text with one check box the other way round; undefined where there is no such box. Marks in code look like boxes
 *  and are none, so each is tried until the parser sees the right one change. */
export function toggledBox(text: string, nth: number) {
  const before = boxesOf(text)
  if (nth >= before.length) return undefined
  const wanted = before.map((isTicked, index) => (index === nth ? !isTicked : isTicked)).join()
  return placesIn(text)
    .slice(nth)
    .map((at) => `${text.slice(0, at)}[${before[nth] ? ' ' : 'x'}]${text.slice(at + 3)}`)
    .find((candidate) => boxesOf(candidate).join() === wanted)
}
