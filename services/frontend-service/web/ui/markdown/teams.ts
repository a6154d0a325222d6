/** What a team is called on screen, by its id; one that is gone is called so. */
export type TeamNames = ReadonlyMap<string, { readonly name: string; readonly isGone: boolean }>

/** Puts a mark in the place of each link to a team that the text names (`named`), `[@Design](team:<id>)`, with the name that it has
 *  by now; where nobody says, as it was written. What else leads to a `team:` is no link: nothing has such an address. */
export function markTeams(root: ParentNode, named: readonly string[], names: TeamNames = none) {
  for (const link of root.querySelectorAll('a')) {
    const address = link.getAttribute('href') ?? ''
    if (!/^team:/i.test(address)) continue
    const id = named.find((one) => address === `team:${one}`)
    link.replaceWith(id ? markOf(id, link.textContent, names) : link.textContent)
  }
}

const none: TeamNames = new Map()

function markOf(id: string, written: string, names: TeamNames) {
  const { name, isGone } = names.get(id) ?? { name: written, isGone: false }
  const mark = Object.assign(document.createElement('span'), { textContent: name })
  mark.dataset.ref = `team:${id}`
  mark.tabIndex = 0
  mark.className = isGone ? 'mention mention-gone' : 'mention'
  return mark
}
