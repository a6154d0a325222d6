/** People and teams that a text names, `[@Jieun](user:<id>)`, by what stands for them while it is written: `@Jieun`. */
export type ShortNames = Map<string, string>

const id = '[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}'
const link = String.raw`\[(@(?:\\.|[^\n[\]\\])+)\]\((?:user|team):${id}\)`
const links = new RegExp(link, 'g')

/** `@Jieun` of a link to somebody; undefined of any other text. */
export function shortNameOf(text: string) {
  const written = new RegExp(`^${link}$`).exec(text)?.[1]
  return written && plain(written)
}

/** A name without what keeps its signs from being Markdown. */
const plain = (written: string) => written.replace(/\\(.)/g, '$1')

/** Adds what a text names. Of two with one name the first has it; the other keeps its whole link. */
export function learnNames(names: ShortNames, text: string) {
  for (const [whole, written = ''] of text.matchAll(links))
    if (!names.has(plain(written))) names.set(plain(written), whole)
}

/** The text with names alone; as it is where that could not be taken back. */
export function shortened(text: string, names: ShortNames) {
  const short = text.replace(links, (whole, written: string) =>
    names.get(plain(written)) === whole ? plain(written) : whole,
  )
  return expanded(short, names) === text ? short : text
}

/** The text as it is stored. A name ends where letters of Latin script end; others are followed by particles. */
export function expanded(short: string, names: ShortNames) {
  if (names.size === 0) return short
  const known = [...names.keys()]
    .sort((one, other) => other.length - one.length)
    .map(
      (name) =>
        name.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&') +
        (/[A-Za-z0-9]$/.test(name) ? '(?![A-Za-z0-9])' : ''),
    )
  const found = new RegExp(String.raw`${link}|(?<![\p{L}\p{N}\\[])(?:${known.join('|')})`, 'gu')
  return short.replace(found, (name) => names.get(name) ?? name)
}
