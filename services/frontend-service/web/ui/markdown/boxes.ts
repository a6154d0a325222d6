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

const mark = /(?<=^[\s>]*(?:(?:[-*+]|\d{1,9}[.)])\s+)+)\[[ xX]\](?=\s)/gm

/** The text with one check box the other way round; undefined where there is no such box. Marks in code look like boxes
 *  and are none, so each is tried until the parser sees the right one change. */
export function toggledBox(text: string, nth: number) {
  const before = boxesOf(text)
  if (nth >= before.length) return undefined
  const wanted = before.map((isTicked, index) => (index === nth ? !isTicked : isTicked)).join()
  const places = [...text.matchAll(mark)].map(({ index }) => index)
  return places
    .slice(nth)
    .map((at) => `${text.slice(0, at)}[${before[nth] ? ' ' : 'x'}]${text.slice(at + 3)}`)
    .find((candidate) => boxesOf(candidate).join() === wanted)
}
