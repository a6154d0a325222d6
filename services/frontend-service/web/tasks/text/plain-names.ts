/** Of the ids that links have. */
export const uuidPattern = '[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}'
const label = String.raw`((?:\\.|[^\n[\]\\])*)`
const link = String.raw`${label}\]\((team|user):(${uuidPattern})\)`
const whole = new RegExp(String.raw`\[${link}`, 'g')

/** A text as it was written, with those whom it names, `[@Jieun](user:<id>)`, as they are called: people as `calledOf` has it, all
 *  others by the name that was written. */
export const withNames = (text: string, calledOf: (userId: string) => string | undefined) =>
  text.replace(whole, named(calledOf))

const named =
  (calledOf: (userId: string) => string | undefined) =>
  (_link: string, written: string, kind: string, id: string) =>
    (kind === 'user' ? calledOf(id) : undefined) ?? written.replace(/\\(.)/g, '$1')

/** What is left of a link whose begin or end is beyond an excerpt. */
const begun = new RegExp(`^…${link}`)
const rest = /^…[\](]{0,2}[a-z]{0,4}:?[0-9a-f-]*-[0-9a-f]{12}\)/
const cut = new RegExp(String.raw`\[${label}\]\(([a-z]{0,4}|(?:team|user):[0-9a-f-]{0,36})…$`)

/** The same of an excerpt, which may begin and end within a link. */
export function excerptWithNames(text: string, calledOf: (userId: string) => string | undefined) {
  const name = named(calledOf)
  return withNames(text, calledOf)
    .replace(begun, (...found: [string, string, string, string]) => `…${name(...found)}`)
    .replace(rest, '…')
    .replace(cut, (found, written: string, address: string) =>
      ['team:', 'user:'].some((kind) => kind.startsWith(address.slice(0, kind.length)))
        ? `${written.replace(/\\(.)/g, '$1')}…`
        : found,
    )
}
