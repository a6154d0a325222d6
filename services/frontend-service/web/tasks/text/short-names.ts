import { namePattern } from '../../ui/markdown/name-pattern.ts'
import { uuidPattern } from './plain-names.ts'

/** What stands for each link to somebody while a text is written: `@Jieun`. */
type Names = Map<string, string>

const link = String.raw`\[(@(?:\\.|[^\n[\]\\])+)\]\((?:user|team):${uuidPattern}\)`
const links = new RegExp(link, 'g')
/** Code names nobody: a fence up to its end or that of the text, and what stands between as many ticks within a paragraph. */
const fence = String.raw`(?<=^|\n) {0,3}(?<fence>\x60{3,}|~{3,})[^]*?(?:\n {0,3}\k<fence>|$)`
const span = String.raw`(?<![\x60\\])(?<ticks>\x60+)(?!\x60)(?:(?!\n\s*\n)[^])+?(?<!\x60)\k<ticks>(?!\x60)`

/** People and teams that a text names, `[@Jieun](user:<id>)`, as a field shows them: by name alone. */
export function shortNames() {
  const names: Names = new Map()
  let isWhole = false
  return {
    /** What is shown of a text: as it is where names alone could not be taken back. Then it stays so until the text is another one, and
     *  what is only typed beside a link names nobody. Each text names people anew. */
    shown: (text: string) => {
      if (!text) {
        names.clear()
        isWhole = false
      }
      learn(names, text)
      const short = shortened(text, names)
      isWhole ||= short === text && text.search(links) >= 0
      return isWhole ? text : short
    },
    /** The text as it is stored, of what is shown. */
    stored: (shown: string) => (isWhole ? shown : expanded(shown, names)),
    /** What comes into the field for whom somebody has chosen, beside the `rest` of it. */
    chosen: (text: string, rest: string) => {
      const name = shortNameOf(text)
      if (isWhole || !name) return text
      if (!rest.includes(name)) names.set(name, text)
      return shortened(text, names)
    },
  }
}

/** `@Jieun` of a link to somebody; undefined of any other text. */
function shortNameOf(text: string) {
  const written = new RegExp(`^${link}$`).exec(text)?.[1]
  return written && plain(written)
}

/** A name without what keeps its signs from being Markdown. */
const plain = (written: string) => written.replace(/\\(.)/g, '$1')

/** Adds what a text names. Of two with one name the first has it; the other keeps its whole link. */
function learn(names: Names, text: string) {
  for (const [whole, written = ''] of text.matchAll(links))
    if (!names.has(plain(written))) names.set(plain(written), whole)
}

/** The text with names alone; as it is where that could not be taken back. */
function shortened(text: string, names: Names) {
  const short = text.replace(links, (whole, written: string) =>
    names.get(plain(written)) === whole ? plain(written) : whole,
  )
  return expanded(short, names) === text ? short : text
}

/** The text with links in the place of names. */
function expanded(short: string, names: Names) {
  if (names.size === 0) return short
  const known = [...names.keys()].sort((one, other) => other.length - one.length).map(namePattern)
  const found = new RegExp(
    String.raw`${fence}|${span}|${link}|(?<![\p{L}\p{N}\\[])(?:${known.join('|')})`,
    'gu',
  )
  return short.replace(found, (name) => names.get(name) ?? name)
}
